import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { BookingService } from './booking.service.js';
import { Deadlines } from './deadlines.service.js';
import { mayBeExtended } from './domain/deadlines.js';
import { stateHolding } from './domain/holding.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer } from './offer.entity.js';
import { nightsOf, OpenOffers } from './open-offers.service.js';
import { RequestsService } from './requests.service.js';
import { TakenOptions } from './taken-options.service.js';
import { TimelineService } from './timeline.service.js';

/** Taking an offer back, and more time for it: what the unit does with nights that are held. */
@Injectable()
export class OffersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly open: OpenOffers,
    private readonly claims: ClaimsService,
    private readonly taken: TakenOptions,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly offerClock: OfferClock,
    private readonly deadlines: Deadlines,
  ) {}

  /**
   * The nights are given up before the family answered: the bed is free again, the request is looked at anew.
   * Once it is signed, only somebody who may sign can.
   */
  async takeBack(actor: Actor, offerId: string, reasons: string): Promise<void> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    await inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'take_back', offerId), this.open.of(manager, place)),
      );
      const { these, others } = await this.open.named(manager, { request, open }, [offerId]);
      await inOneGo(
        this.open.giveUp(manager, actor, request, these, { state: 'taken_back' }),
        this.timeline.step(manager, request, {
          ...{ action: 'take_back', from: stateHolding([these[0]])!, to: stateHolding(others) ?? 'in_review' },
          ...{ by: actor.id, note: reasons, ...nightsOf(these[0]) },
        }),
      );
      await this.taken.askAgain(manager, request, these, others);
    });
  }

  /** More time for a family, once and with a reason: the bed is held for as long as an answer has from now. */
  async extend(actor: Actor, offerId: string, reasons: string): Promise<void> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    await inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'extend_offer', offerId), this.open.of(manager, place)),
      );
      const {
        these: [offer],
      } = await this.open.named(manager, { request, open }, [offerId]);
      if (offer.extendedAt) throw conflict('extended-already', EXTENDED);
      const { arrival } = offer;
      if (!mayBeExtended(this.clock.now(), arrival, request.unit.zone)) throw conflict('no-more-time', NO_MORE_TIME);
      const expiresAt = await this.deadlines.heldUntil('answer', {
        ...{ arrival, urgency: request.urgency, zone: request.unit.zone },
      });
      if (expiresAt <= offer.expiresAt) throw conflict('no-more-time', NO_MORE_TIME);
      const step = { action: 'extend_offer', from: 'offered', to: 'offered', by: actor.id, note: reasons } as const;
      const entry = { action: 'offer.extended', subject: 'offer', subjectId: offer.id };
      await inOneGo(
        manager.update(Offer, { id: offer.id }, { expiresAt, extendedAt: this.clock.now() }),
        this.claims.holdUntil(manager, [{ claimId: offer.claimId, expiresAt }]),
        this.offerClock.wind(manager, [{ id: offer.id, expiresAt }], { unitId: request.unit.id, asked: true }),
        this.timeline.step(manager, request, { ...step, ...nightsOf(offer) }),
        this.audit.record(manager, actor, { ...entry, youngPeople: [request.youngPerson.id] }),
      );
    });
  }
}

const EXTENDED = 'The family was given more time once already. Record their answer, or take the nights back.';
const NO_MORE_TIME =
  'There is no more time to give: the bed is held until then already, or the arrival is too near. Call the family.';
