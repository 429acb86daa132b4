import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import type { TypedValues } from '../web/typed-forms.js';
import { AllocationUseService } from './allocation-use.service.js';
import { BeforeSubmittingService, meantBy } from './before-submitting.service.js';
import { alikeLine } from './pages/alike.page.js';
import { allocationLines } from './pages/allocation.page.js';
import { aimChoices } from './pages/ask.page.js';
import type { OpenedRequest } from './request-view.js';

/** What is shown while a break is asked for, of each of those for whom it is and whom the actor may read. */
@Injectable()
export class OfThose {
  constructor(
    private readonly before: BeforeSubmittingService,
    private readonly uses: AllocationUseService,
    private readonly plans: FamilyPlans,
  ) {}

  /** Of each brother and sister: the aims to choose from, the nights granted, and what is asked for already. */
  async known(actor: Actor, request: OpenedRequest, values: TypedValues) {
    const { each } = await this.before.of(actor, request);
    return each
      .filter(({ youngPerson }) => youngPerson.id !== request.youngPerson.id)
      .map(({ youngPerson: { firstName, lastName }, allocations, alike, aims }) => ({
        ...{ firstName, name: `${firstName} ${lastName}` },
        aimItems: aimChoices(values, aims, 'theirAims'),
        granted: allocationLines(allocations, request.from ?? '', request.to ?? undefined),
        alike: alike.map(alikeLine),
      }));
  }

  /** What is left of the nights granted to each from today on, in a line each; with whose it is where they are several. */
  async granted(actor: Actor, request: OpenedRequest, today: PlainDate): Promise<string[]> {
    const people = meantBy(request);
    const standing = await this.uses.standingOfEach(
      actor,
      people.map(({ id }) => id),
    );
    return people.flatMap(({ id, firstName }) => {
      const kinds = standing
        .filter(({ youngPersonId }) => youngPersonId === id)
        .map(({ firstDay, lastDay, use }) => ({ firstDay, lastDay, kinds: use?.kinds ?? [] }));
      const lines = allocationLines(kinds, today);
      return people.length > 1 ? lines.map((line) => `${firstName}: ${line}`) : lines;
    });
  }

  /** Every aim of the family plans of the brothers and sisters, with whose it is. */
  async theirPlans(request: OpenedRequest): Promise<{ id: string; text: string }[]> {
    const people = meantBy(request).filter(({ id }) => id !== request.youngPerson.id);
    const aims = await this.plans.ofEach(people.map(({ id }) => id));
    const nameOf = (of: string) => people.find(({ id }) => id === of)!.firstName;
    return aims.map(({ id, youngPersonId, text }) => ({ id, text: `${nameOf(youngPersonId)}: ${text}` }));
  }
}
