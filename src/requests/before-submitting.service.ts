import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { AllocationUseService } from './allocation-use.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import type { FieldError } from '../kernel/domain-error.js';
import { aimsToChoose } from '../people/domain/family-plan.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { alike, type Asked } from './domain/alike.js';
import { checkDraft } from './domain/check-request.js';
import { STILL_MEANT } from './domain/states.js';
import type { UseOfKind } from '../people/domain/allocation.js';
import { reach } from './domain/holding.js';
import { peopleOf, wantedByAll } from './domain/parts.js';
import type { OpenedRequest, PartView, RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** Another request of the same young person whose nights could be the same. */
export interface AlikeRequest extends Asked {
  number: number;
  unit: string;
}

type Person = PartView['youngPerson'];

/** What is known of one of those for whom it is asked. */
export interface BeforeSubmittingOfOne {
  youngPerson: Person;
  /** What is granted in the periods that the nights could fall into, and what is left of it. */
  allocations: { firstDay: PlainDate; lastDay: PlainDate; kinds: UseOfKind[] }[];
  alike: AlikeRequest[];
  /** The aims of their family plan that it can be for, and whether it is. */
  aims: { id: string; text: string; named: boolean }[];
}

export interface BeforeSubmitting {
  /** Each of those for whom it is asked, whom the actor may read; brothers and sisters after the first. */
  each: BeforeSubmittingOfOne[];
  /** Why it cannot be submitted as it stands: answers that are missing, and dates that cannot be. */
  missing: FieldError[];
}

const MOST = 100;

/** What whoever asks for a break should know before they send it: what is left to use, and what is asked for already. */
@Injectable()
export class BeforeSubmittingService {
  constructor(
    private readonly requests: RequestsService,
    private readonly uses: AllocationUseService,
    private readonly plans: FamilyPlans,
    private readonly calendar: CalendarService,
  ) {}

  /** Of each of those for whom it is asked, in as many queries for several as for one. */
  async of(actor: Actor, request: OpenedRequest): Promise<BeforeSubmitting> {
    const people = meantBy(request);
    const ids = people.map(({ id }) => id);
    const [granted, plans, alikeOf] = await Promise.all([
      this.uses.standingOfEach(actor, ids),
      this.plans.ofEach(ids),
      this.alikeOfEach(actor, request),
    ]);
    const { today, horizon } = this.calendar.horizon(request.unit.zone);
    const { from, to } = request;
    const named = request.parts.flatMap(({ aims }) => aims.map(({ id }) => id));
    const aims = wantedByAll(request).aims.map((id) => ({ id }));
    return {
      missing: checkDraft({ ...request, ...(aims.length > 0 && { aims }) }, today, horizon),
      each: people.map((youngPerson) => ({
        youngPerson,
        allocations: granted
          .filter(({ youngPersonId }) => youngPersonId === youngPerson.id)
          .filter(({ firstDay, lastDay }) => (to === null || firstDay < to) && lastDay >= (from ?? today))
          .map(({ firstDay, lastDay, use }) => ({ firstDay, lastDay, kinds: use?.kinds ?? [] })),
        alike: alikeOf.get(youngPerson.id) ?? [],
        aims: aimsToChoose(
          plans.filter(({ youngPersonId }) => youngPersonId === youngPerson.id),
          named,
        ).map(({ id, text }) => ({ id, text, named: named.includes(id) })),
      })),
    };
  }

  /** Other requests of each for the same nights, that the actor may read, by the young person. */
  async alikeOfEach(actor: Actor, request: OpenedRequest): Promise<Map<string, AlikeRequest[]>> {
    const people = meantBy(request);
    const wanted = people.map((person) => ({ person, one: asked(ofOne(request, person)) }));
    if (wanted.every(({ one }) => !one)) return new Map();
    const youngPeople = people.map(({ id }) => id);
    const others = await this.requests.list(actor, { youngPeople, states: STILL_MEANT, limit: MOST * people.length });
    return new Map(
      wanted.map(({ person: { id }, one }) => [
        id,
        one
          ? alike(
              one,
              others.filter((other) => other.youngPerson.id === id).flatMap((other) => asked(other) ?? []),
            )
          : [],
      ]),
    );
  }
}

/** For whom it is: of a request that was opened as a whole all who still are, in the order of its parts. */
export function meantBy({ standsForAll, parts, youngPerson }: OpenedRequest): Person[] {
  if (!standsForAll) return [youngPerson];
  const meant = peopleOf(parts.filter(({ state }) => state === 'draft' || STILL_MEANT.includes(state)));
  return meant.length > 0 ? meant : [youngPerson];
}

type Sought = Pick<RequestView, 'id' | 'number' | 'state' | 'unit' | 'from' | 'to' | 'stay'> & {
  offers: readonly { arrival: PlainDate; departure: PlainDate }[];
};

/** The request as it is asked for one of them. */
function ofOne(request: OpenedRequest, { id }: Person): Sought {
  if (id === request.youngPerson.id) return request;
  const { state, from, to, stay, offer } = request.parts.find(({ youngPerson }) => youngPerson.id === id)!;
  return { ...request, state, from, to, stay, offers: offer ? [offer] : [] };
}

/** What it asks for, holds or has; `undefined` for a draft that does not say when. */
function asked({ id, number, state, unit, from, to, offers, stay }: Sought): AlikeRequest | undefined {
  const nights = stay ?? reach(offers) ?? (from && to && { arrival: from, departure: to });
  if (!nights) return undefined;
  const { arrival, departure } = nights;
  return { id, number, state, unit: unit.name, arrival, departure };
}
