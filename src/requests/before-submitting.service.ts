import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { AllocationUseService } from './allocation-use.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import type { FieldError } from '../kernel/domain-error.js';
import { alike, type Asked } from './domain/alike.js';
import { checkDraft } from './domain/check-request.js';
import { STILL_MEANT } from './domain/states.js';
import type { UseOfKind } from '../people/domain/allocation.js';
import { reach } from './domain/holding.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** Another request of the same young person whose nights could be the same. */
export interface AlikeRequest extends Asked {
  number: number;
  unit: string;
}

export interface BeforeSubmitting {
  /** What is granted in the periods that the nights could fall into, and what is left of it. */
  allocations: { firstDay: PlainDate; lastDay: PlainDate; kinds: UseOfKind[] }[];
  alike: AlikeRequest[];
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
    private readonly calendar: CalendarService,
  ) {}

  async of(actor: Actor, request: RequestView): Promise<BeforeSubmitting> {
    const granted = await this.uses.standing(actor, request.youngPerson.id);
    const { today, horizon } = this.calendar.horizon(request.unit.zone);
    const { from, to } = request;
    return {
      missing: checkDraft(request, today, horizon),
      alike: await this.alike(actor, request),
      allocations: granted
        .filter(({ firstDay, lastDay }) => (to === null || firstDay < to) && lastDay >= (from ?? today))
        .map(({ firstDay, lastDay, use }) => ({ firstDay, lastDay, kinds: use?.kinds ?? [] })),
    };
  }

  /** Other requests of the same young person for the same nights, that the actor may read. */
  async alike(actor: Actor, request: RequestView): Promise<AlikeRequest[]> {
    const one = asked(request);
    if (!one) return [];
    const filter = { youngPersonId: request.youngPerson.id, states: STILL_MEANT, limit: MOST };
    const others = await this.requests.list(actor, filter);
    return alike(
      one,
      others.flatMap((other) => asked(other) ?? []),
    );
  }
}

/** What it asks for, holds or has; `undefined` for a draft that does not say when. */
function asked({ id, number, state, unit, from, to, offers, stay }: RequestView): AlikeRequest | undefined {
  const nights = stay ?? reach(offers) ?? (from && to && { arrival: from, departure: to });
  if (!nights) return undefined;
  const { arrival, departure } = nights;
  return { id, number, state, unit: unit.name, arrival, departure };
}
