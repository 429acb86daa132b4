import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { BookingService } from './booking.service.js';
import { Deadlines } from './deadlines.service.js';
import { mayBeExtended } from './domain/deadlines.js';
import { stateHolding } from './domain/holding.js';
import { forRequest, GroundService } from './ground.service.js';
import { writeOverruled } from './overrules.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer } from './offer.entity.js';
import type { Obstacle } from './domain/obstacles.js';
import { nightsOf, OpenOffers, saidOf } from './open-offers.service.js';
import type { RequestPlace, RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** Signing a proposal, taking it back: the unit's half of an offer, once its nights are held. */
@Injectable()
export class OffersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly open: OpenOffers,
    private readonly claims: ClaimsService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly offerClock: OfferClock,
    private readonly deadlines: Deadlines,
  ) {}

  /** The manager's signature, with reasons: only now does the key worker hear of the offer. */
  async sign(actor: Actor, offerId: string, reasons: string, overrule?: string): Promise<void> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    await this.signThese(actor, place, [offerId], { reasons, overrule });
  }

  /** The same for several options of a request at once, all of them or none: those named, or all that wait for it. */
  async signSeveral(actor: Actor, requestId: string, offerIds: readonly string[] | undefined, signed: Signed) {
    const place = await this.requests.locate(actor, requestId);
    await this.signThese(actor, place, offerIds, signed);
  }

  private async signThese(
    actor: Actor,
    place: RequestPlace,
    ids: readonly string[] | undefined,
    { reasons, overrule }: Signed,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'sign'), this.open.of(manager, place)),
      );
      const { these } = await this.open.named(manager, { request, open }, ids);
      let { state } = request;
      for (const offer of these) {
        await saidOf(these.length > 1 ? offer : undefined, () =>
          this.stillStands(manager, actor, request, offer, overrule),
        );
        await this.signIn(manager, actor, { ...request, state }, offer, reasons);
        state = 'offered';
      }
    });
  }

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
          ...{ action: 'take_back', from: request.state, to: stateHolding(others) ?? 'in_review' },
          ...{ by: actor.id, note: reasons, ...nightsOf(these[0]) },
        }),
      );
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
        this.claims.holdUntil(manager, offer.claimId, expiresAt),
        this.offerClock.wind(manager, { id: offer.id, unitId: request.unit.id, expiresAt, asked: true }),
        this.timeline.step(manager, request, { ...step, ...nightsOf(offer) }),
        this.audit.record(manager, actor, { ...entry, youngPeople: [request.youngPerson.id] }),
      );
    });
  }

  /** The signature itself, in the transaction of whoever decided that it may be given. */
  async signIn(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    reasons: string,
  ): Promise<void> {
    if (reasons.trim() === '')
      throw invalidField('reasons', 'Give your reasons in a sentence: they are part of the decision.');
    const now = this.clock.now();
    const expiresAt = await this.deadlines.heldUntil('answer', {
      ...{ arrival: offer.arrival, urgency: request.urgency, zone: request.unit.zone },
    });
    const signed = { state: 'offered', signedBy: actor.id, signedAt: now, reasons, expiresAt } as const;
    const step = { action: 'sign', from: request.state, to: 'offered', by: actor.id, note: reasons } as const;
    const entry = { action: 'offer.signed', subject: 'offer', subjectId: offer.id };
    await inOneGo(
      manager.update(Offer, { id: offer.id }, signed),
      this.claims.holdUntil(manager, offer.claimId, expiresAt),
      this.offerClock.wind(manager, { id: offer.id, unitId: request.unit.id, expiresAt, asked: true }),
      this.timeline.step(manager, request, { ...step, ...nightsOf(offer) }),
      this.audit.record(manager, actor, { ...entry, youngPeople: [request.youngPerson.id] }),
    );
    Object.assign(offer, signed);
  }

  /** What was true when the nights were proposed may have changed: it is decided again on what is known now. */
  private async stillStands(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    overrule: string | undefined,
  ): Promise<void> {
    const ground = await this.grounds.of(manager, forRequest(request, offer.id), offer);
    const leave = { bedId: offer.bedId, except: offer.claimId, overrules: overrule !== undefined };
    const goneOver = this.grounds.refuseUnlessFree(actor, ground, offer, leave);
    await this.putOnRecord(manager, actor, offer, goneOver, overrule);
  }

  /** What was gone over for the offer; nothing where nothing was. */
  async putOnRecord(
    manager: EntityManager,
    actor: Actor,
    offer: Offer,
    goneOver: readonly Obstacle[],
    reason: string | undefined,
  ): Promise<void> {
    if (reason === undefined || goneOver.length === 0) return;
    await writeOverruled(manager, { offerId: offer.id }, goneOver, { by: actor.id, at: this.clock.now(), reason });
  }

  requireSigner(actor: Actor, unitId: string): void {
    if (maySign(actor, unitId)) return;
    throw forbidden('Only the registered manager of the unit or a named delegate can sign.');
  }
}

/** Why they are signed, and why what can be gone over is gone over. */
export interface Signed {
  reasons: string;
  overrule?: string | undefined;
}

const EXTENDED = 'The family was given more time once already. Record their answer, or take the nights back.';
const NO_MORE_TIME =
  'There is no more time to give: the bed is held until then already, or the arrival is too near. Call the family.';
