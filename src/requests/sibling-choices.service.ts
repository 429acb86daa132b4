import { Injectable } from '@nestjs/common';
import { mayAskOf, type Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { birthDate } from '../web/filters.js';
import { PeopleService } from '../people/people.service.js';
import { listLink } from './pages/list.page.js';
import type { OpenedRequest } from './request-view.js';

const MOST = 10;

/** Whom a break could be asked for together with: the people who ask know who is a brother or a sister. */
@Injectable()
export class SiblingChoices {
  constructor(private readonly people: PeopleService) {}

  /** Those of the same last name whom the actor may see, and those who were chosen before. */
  async choices(actor: Actor, { youngPerson, parts }: OpenedRequest) {
    const { items } = await this.people.list(actor, { search: youngPerson.lastName, limit: MOST });
    const alike = items.filter(({ lastName }) => lastName.toLowerCase() === youngPerson.lastName.toLowerCase());
    const all = [...parts.map((part) => part.youngPerson), ...alike].filter(({ id }) => id !== youngPerson.id);
    return [...new Map(all.map((one) => [one.id, one])).values()].map((one) => ({
      ...{ id: one.id, name: `${one.firstName} ${one.lastName}` },
      born: `Born ${birthDate(one.dateOfBirth)}, case ${one.caseNumber}`,
    }));
  }

  /** Where the same breaks are asked for each of them, of a request that repeats: one such is for one young person. */
  async forTheSame(actor: Actor, request: OpenedRequest) {
    if (!request.series || !mayAskOf(actor, request.unit.id)) return [];
    const { id: like, unit } = request;
    return (await this.choices(actor, request)).map(({ id, name, born }) => ({
      ...{ name, born, href: listLink('/requests/new', { youngPerson: id, unit: unit.id, like }) },
    }));
  }

  /** Those who were ticked, and who was named by their case number. */
  async named(actor: Actor, ids: readonly string[], caseNumber?: string): Promise<string[]> {
    if (!caseNumber) return [...ids];
    const { items } = await this.people.list(actor, { search: caseNumber, limit: MOST });
    const found = items.find((one) => one.caseNumber.toLowerCase() === caseNumber.toLowerCase());
    if (!found) throw invalidField('siblingCase', NOBODY);
    return [...new Set([...ids, found.id])];
  }
}

const NOBODY = 'We could not find this case number among those whose records you may see. Check it.';
