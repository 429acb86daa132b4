import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { AllocationUseService } from './allocation-use.service.js';
import { alike, type Asked } from './domain/alike.js';
import { OPEN_STATES } from './domain/states.js';
import type { UseOfKind } from '../people/domain/allocation.js';
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
}

const MOST = 100;
const STILL_MEANT = [...OPEN_STATES, 'booked', 'in_residence'] as const;

/** What whoever asks for a break should know before they send it: what is left to use, and what is asked for already. */
@Injectable()
export class BeforeSubmittingService {
  constructor(
    private readonly requests: RequestsService,
    private readonly uses: AllocationUseService,
  ) {}

  async of(actor: Actor, request: RequestView): Promise<BeforeSubmitting> {
    const granted = await this.uses.standing(actor, request.youngPerson.id);
    return {
      alike: await this.alike(actor, request),
      allocations: granted
        .filter(({ firstDay, lastDay }) => firstDay < request.to && lastDay >= request.from)
        .map(({ firstDay, lastDay, use }) => ({ firstDay, lastDay, kinds: use?.kinds ?? [] })),
    };
  }

  /** Other requests of the same young person for the same nights, that the actor may read. */
  async alike(actor: Actor, request: RequestView): Promise<AlikeRequest[]> {
    const filter = { youngPersonId: request.youngPerson.id, states: STILL_MEANT, limit: MOST };
    return alike(asked(request), (await this.requests.list(actor, filter)).map(asked));
  }
}

function asked({ id, number, state, unit, from, to, offer, stay }: RequestView): AlikeRequest {
  const { arrival, departure } = stay ?? offer ?? { arrival: from, departure: to };
  return { id, number, state, unit: unit.name, arrival, departure };
}
