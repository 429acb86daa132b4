import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import { PeopleService } from '../people/people.service.js';

/** So many are looked through: a case number is found by its whole text, and a part of it by others as well. */
const FEW = 20;

/** Finds the other of two by their case number, of those whom the actor may read. */
@Injectable()
export class CaseNumbers {
  constructor(private readonly people: PeopleService) {}

  /** Their id; `undefined` where nobody whom the actor may read has exactly this number. */
  async find(actor: Actor, caseNumber: string): Promise<string | undefined> {
    const wanted = caseNumber.trim().toLowerCase();
    if (wanted === '') return undefined;
    const { items } = await this.people.list(actor, { search: wanted, limit: FEW });
    return items.find((one) => one.caseNumber.toLowerCase() === wanted)?.id;
  }
}
