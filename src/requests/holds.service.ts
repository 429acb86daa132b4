import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, THE_SERVICE, type AuditActor } from '../audit/audit.service.js';
import { ClaimsService, type NewClaim } from '../calendar/claims.service.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Deadlines } from './deadlines.service.js';
import { OPEN_OFFER_STATES, stateHolding } from './domain/holding.js';
import { windowTaken, type Window } from './domain/windows.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer, type OfferMove } from './offer.entity.js';
import { nightsOf } from './open-offers.service.js';
import type { RequestView } from './request-view.js';
import { TimelineService } from './timeline.service.js';
import type { Waiting } from './waiting-list-reader.js';

/** Nights that are to be held in a bed for a part of a request. */
export interface ToHold extends Nights {
  part: Pick<RequestView, 'id' | 'partId' | 'state' | 'urgency' | 'unit' | 'nights' | 'to' | 'occurrence'> & {
    youngPersonId: string;
    windows: readonly Window[];
    /** How many stays of the young person the request is for. */
    stays: number;
  };
  bedId: string;
  moves: OfferMove[];
  /** Nobody, where the service puts forward a bed that came back. */
  by: string | null;
  /** What is held for the part already. */
  open: readonly Offer[];
}

/** A bed that is to be held, as it will be written. */
export interface Hold extends Pick<ToHold, 'part' | 'open'> {
  claim: NewClaim;
  offer: Offer;
}

/** Holding beds for a signature, whoever puts the nights before the manager: the claim, the offer, the step and the clock. */
@Injectable()
export class Holds {
  constructor(
    private readonly claims: ClaimsService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly offerClock: OfferClock,
    private readonly deadlines: Deadlines,
  ) {}

  /** The claim and the offer of nights that are to be held; nothing is written yet, and they have no time. */
  draw({ part, bedId, arrival, departure, moves, by, open }: ToHold): Hold {
    const nights = { arrival, departure };
    const { unit, youngPersonId, partId } = part;
    const claim = {
      ...{ id: randomUUID(), unitId: unit.id, bedId, purpose: 'offer' as const, ...nights },
      ...{ youngPersonId, requestId: part.id, partId, windowFrom: windowTaken(part, nights) },
    };
    const offer = Object.assign(new Offer(), {
      ...{ id: randomUUID(), partId, claimId: claim.id, bedId, ...nights, state: 'proposed' as const },
      ...{ proposedBy: by, proposedAt: this.clock.now(), signedBy: null, reasons: '', moves },
    });
    return { part, open, claim, offer };
  }

  /** Until when each waits for its signature. */
  async giveTime(holds: readonly Hold[]): Promise<void> {
    for (const { part, offer, claim } of holds) {
      const about = { arrival: offer.arrival, urgency: part.urgency, zone: part.unit.zone };
      const expiresAt = await this.deadlines.heldUntil('signature', about);
      Object.assign(offer, { expiresAt });
      Object.assign(claim, { expiresAt });
    }
  }

  /** Holds a bed for one who waits: put forward by nobody, for the service only looked who comes first. */
  async forWaiting(
    manager: EntityManager,
    unit: ToHold['part']['unit'],
    waiting: Waiting,
    { bed, arrival, departure }: Nights & { bed: { id: string } },
  ): Promise<Offer> {
    const part = { ...waiting, id: waiting.requestId, state: 'waitlisted' as const, unit };
    const hold = this.draw({ part, bedId: bed.id, arrival, departure, moves: [], by: null, open: [] });
    await this.giveTime([hold]);
    await this.write(manager, THE_SERVICE, [hold], () => false);
    return hold.offer;
  }

  /**
   * Writes down what is held for a young person, in as many statements however much it is. No clock is set of what is signed
   * in the same step: its time is that of the family’s answer.
   */
  async write(
    manager: EntityManager,
    actor: AuditActor,
    holds: readonly Hold[],
    isSigned: (hold: Hold) => boolean,
  ): Promise<void> {
    const [first] = holds;
    if (!first) return;
    const { unit, youngPersonId } = first.part;
    const offers = holds.map(({ offer }) => offer);
    const steps = holds.map(({ part, offer, open }) => ({ ...part, ...nightsOf(offer), open: [...open, offer] }));
    const ids = offers.map(({ id }) => id);
    const unsigned = holds.filter((hold) => !isSigned(hold)).map(({ offer }) => offer);
    const claims = holds.map(({ claim }) => claim);
    await inOneGo(
      this.claims.makeEach(manager, actor.id, claims),
      manager.insert(Offer, offers),
      ...OPEN_OFFER_STATES.map((to) =>
        this.timeline.stepEach(
          manager,
          steps.filter(({ open }) => stateHolding(open) === to),
          { action: 'propose', to, by: actor.id },
        ),
      ),
      this.audit.recordEach(manager, actor, ids, {
        ...{ action: 'offer.proposed', subject: 'offer', youngPeople: [youngPersonId] },
      }),
      this.offerClock.wind(manager, unsigned, { unitId: unit.id, asked: false }),
    );
  }
}
