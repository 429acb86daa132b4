import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { StaysService } from '../stays/stays.service.js';
import { Deadlines } from './deadlines.service.js';
import { keptUntil } from './domain/deadlines.js';
import type { OpenOfferState } from './domain/holding.js';
import { OfferClock } from './offer-clock.service.js';
import type { Offer } from './offer.entity.js';
import { nightsOf, OpenOffers, type Said } from './open-offers.service.js';
import type { LockedPart } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** The option that a family takes, and those that are held beside it. */
export interface Taken {
  request: LockedPart;
  offer: Offer;
  others: readonly Offer[];
}

/** What the family said, and what is written in the timeline of it. */
interface Answered {
  said: Said;
  note: string;
}

type OfPart = { unit: Pick<LockedPart['unit'], 'id' | 'zone'> } & Pick<LockedPart, 'urgency'>;

/** What becomes of options that a family takes, under the locks of a booking: the stay, or a yes that is kept for who signs. */
@Injectable()
export class TakenOptions {
  constructor(
    private readonly open: OpenOffers,
    private readonly claims: ClaimsService,
    private readonly stays: StaysService,
    private readonly timeline: TimelineService,
    private readonly deadlines: Deadlines,
    private readonly offerClock: OfferClock,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
  ) {}

  /** Each option becomes a stay, and those beside it are freed. Returns the stays, in the order of the options. */
  async book(
    manager: EntityManager,
    actor: Actor,
    taken: readonly Taken[],
    { said, ...step }: Answered & { action: 'accept' | 'confirm'; at?: Date; code?: string },
  ): Promise<string[]> {
    const [first] = taken;
    if (!first) return [];
    // Before the claims are the stays': beside a stay no option of the same young person may be held for its nights.
    const freed = taken.flatMap(({ others }) => others);
    await this.open.giveUp(manager, actor, first.request, freed, { state: 'not_chosen' });
    const booked = taken.map(({ request, offer: { arrival, departure } }) => ({
      ...{ unitId: request.unit.id, youngPersonId: request.youngPerson.id, partId: request.partId, arrival, departure },
    }));
    const stayIds = await this.stays.bookEach(manager, actor, booked);
    const offers = taken.map(({ offer }, place) => ({ id: offer.id, claimId: offer.claimId, stayId: stayIds[place]! }));
    const steps = taken.map(({ request, offer }) => ({ ...request, ...nightsOf(offer) }));
    const ends = taken.flatMap(({ request, others }) =>
      others.map((other) => ({ ...request, ...nightsOf(other), state: other.state as OpenOfferState })),
    );
    const ids = offers.map(({ id }) => id);
    const entry = { action: 'offer.accepted', subject: 'offer', youngPeople: [first.request.youngPerson.id] };
    const [areHeld] = await inOneGo(
      this.claims.becomeStays(manager, offers),
      this.open.accept(manager, offers, said),
      this.timeline.stepEach(manager, steps, { ...step, to: 'booked', by: actor.id }),
      this.timeline.stepEach(manager, ends, { action: 'free_option', to: 'booked', by: actor.id }),
      this.audit.recordEach(manager, actor, ids, entry),
    );
    if (!areHeld) throw conflict('offer-ended', 'The bed is no longer held. Ask the unit for other nights.');
    return stayIds;
  }

  /**
   * The yes to each is kept with its bed until whoever signs has looked at the nights again: they have the time of a signature,
   * and the bed does not wait for them. What the family is asked about beside it is kept as long, since it has answered.
   */
  async keep(manager: EntityManager, actor: Actor, kept: readonly Taken[], { said, note }: Answered): Promise<void> {
    const [first] = kept;
    if (!first) return;
    const { unit, youngPerson } = first.request;
    const steps = [];
    for (const { request, offer } of kept)
      steps.push({ ...request, ...nightsOf(offer), dueAt: await this.heldUntil('signature', request, offer) });
    const offers = kept.map(({ offer }) => withEnd(offer, keptUntil(offer.arrival, unit.zone)));
    const beside = kept.flatMap(({ others }) =>
      others.filter(isAsked).map((offer) => withEnd(offer, keptUntil(offer.arrival, unit.zone))),
    );
    const ids = offers.map(({ id }) => id);
    await inOneGo(
      this.open.keep(manager, offers, said),
      this.open.holdUntil(manager, beside),
      this.claims.holdUntil(manager, [...offers, ...beside]),
      this.offerClock.wind(manager, [...offers, ...beside], { unitId: unit.id, asked: false }),
      this.timeline.stepEach(manager, steps, { action: 'keep_yes', to: 'agreed', by: actor.id, note }),
      this.outbox.writeEach(
        manager,
        'offer.agreed',
        ids.map((offer) => ({ payload: { offer } })),
        { unitId: unit.id },
      ),
      this.audit.recordEach(manager, actor, ids, {
        ...{ action: 'offer.agreed', subject: 'offer', youngPeople: [youngPerson.id] },
      }),
    );
  }

  /**
   * Where one of those that `ended` was taken by the family, it is asked about the others anew, which were kept meanwhile: with
   * all the time that an answer has.
   */
  async askAgain(
    manager: EntityManager,
    request: OfPart,
    ended: readonly Pick<Offer, 'state'>[],
    others: readonly Offer[],
  ): Promise<void> {
    const asked = others.filter(isAsked);
    if (asked.length === 0 || !ended.some(({ state }) => state === 'agreed')) return;
    const offers = [];
    for (const offer of asked) offers.push(withEnd(offer, await this.heldUntil('answer', request, offer)));
    await inOneGo(
      this.open.holdUntil(manager, offers),
      this.claims.holdUntil(manager, offers),
      this.offerClock.wind(manager, offers, { unitId: request.unit.id, asked: true }),
    );
  }

  private heldUntil(step: 'signature' | 'answer', { urgency, unit }: OfPart, { arrival }: Offer): Promise<Date> {
    return this.deadlines.heldUntil(step, { arrival, urgency, zone: unit.zone });
  }
}

const isAsked = ({ state }: Offer): boolean => state === 'offered';
const withEnd = ({ id, claimId }: Offer, expiresAt: Date) => ({ id, claimId, expiresAt });
