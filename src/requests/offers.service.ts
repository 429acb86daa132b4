import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { StayMovesService } from '../stays/stay-moves.service.js';
import { BookingService } from './booking.service.js';
import { forRequest, GroundService } from './ground.service.js';
import { writeOverruled } from './overrules.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer } from './offer.entity.js';
import { checkProposal } from './domain/check-proposal.js';
import { areAgreed } from './domain/make-room.js';
import type { Obstacle } from './domain/options.js';
import type { OfferView, RequestPlace, RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

export interface Proposal extends Nights {
  bed?: string | undefined;
  /** From a manager who signs: the proposal is signed in the same step. */
  reasons?: string | undefined;
  /** From a manager who may sign: why they go over a limit that can be gone over. */
  overrule?: string | undefined;
  /** The moves that the person saw and agreed to, each as `agreedAs` writes it. Others are not made. */
  agreed?: readonly string[] | undefined;
}

/** Proposing nights, signing the proposal, taking it back: the unit's half of an offer. */
@Injectable()
export class OffersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly claims: ClaimsService,
    private readonly stayMoves: StayMovesService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly offerClock: OfferClock,
  ) {}

  /** Holds a bed for the nights and puts them before the manager. */
  async propose(actor: Actor, requestId: string, proposal: Proposal): Promise<OfferView> {
    const place = await this.requests.locate(actor, requestId);
    if (proposal.reasons !== undefined || proposal.overrule !== undefined) this.requireSigner(actor, place.unitId);
    return this.booking.decide(actor, place.unitId, proposal, (manager) =>
      this.proposeIn(manager, actor, place, proposal),
    );
  }

  /** The manager's signature, with reasons: only now does the key worker hear of the offer. */
  async sign(actor: Actor, offerId: string, reasons: string, overrule?: string): Promise<void> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    await inTransaction(this.dataSource, async (manager) => {
      const request = await this.booking.lock(manager, place, () =>
        this.requests.lockFor(manager, actor, place, 'sign'),
      );
      const offer = await this.openOffer(manager, request, offerId);
      await this.stillStands(manager, actor, request, offer, overrule);
      await this.signIn(manager, actor, request, offer, reasons);
    });
  }

  /**
   * The nights are given up before the family answered: the bed is free again, the request is looked at anew.
   * Once it is signed, only somebody who may sign can.
   */
  async takeBack(actor: Actor, offerId: string, reasons: string): Promise<void> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    await inTransaction(this.dataSource, async (manager) => {
      const request = await this.booking.lock(manager, place, () =>
        this.requests.lockFor(manager, actor, place, 'take_back'),
      );
      const offer = await this.openOffer(manager, request, offerId);
      await this.giveUp(manager, actor, request, offer, 'taken_back');
      await this.timeline.step(
        manager,
        { id: request.partId, requestId: request.id },
        { action: 'take_back', from: request.state, to: 'in_review', by: actor.id, note: reasons },
      );
    });
  }

  /** Releases the bed of an offer that ends without a stay. */
  async giveUp(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    state: 'taken_back' | 'declined',
  ): Promise<void> {
    await manager.update(Offer, { id: offer.id }, { state });
    await this.claims.release(manager, [offer.claimId], actor.id, `offer_${state}`);
    await this.audit.record(manager, actor, {
      action: `offer.${state}`,
      subject: 'offer',
      subjectId: offer.id,
      youngPeople: [request.youngPerson.id],
    });
  }

  /** The offer that is open on the request now, which must be the one named. */
  async openOffer(manager: EntityManager, request: RequestView, offerId: string): Promise<Offer> {
    const offer = await manager.findOneBy(Offer, { id: offerId, partId: request.partId });
    if (offer && (offer.state === 'proposed' || offer.state === 'offered')) return offer;
    throw new DomainError(
      'conflict',
      'offer-ended',
      'This offer is no longer open: the request has a newer one. Look at the request again.',
    );
  }

  private async proposeIn(
    manager: EntityManager,
    actor: Actor,
    place: RequestPlace,
    proposal: Proposal,
  ): Promise<OfferView> {
    const request = await this.booking.lock(manager, place, () =>
      this.requests.lockFor(manager, actor, place, 'propose'),
    );
    checkProposal(proposal, request);
    const range = { arrival: addDays(proposal.arrival, -1), departure: proposal.departure };
    const ground = await this.grounds.of(manager, forRequest(request), range);
    const asked = { from: proposal.arrival, to: proposal.departure, nights: request.nights };
    const { needs } = ground.guest;
    const house = await this.grounds.withRoom(manager, request.unit.id, ground.house, asked, needs, {
      window: request,
    });
    const overrules = proposal.overrule !== undefined;
    const { bed, moves, goneOver } = this.grounds.bedFor(actor, { ...ground, house }, proposal, { overrules });
    if (!areAgreed(moves, proposal.agreed))
      throw conflict('other-moves', OTHER_MOVES, [{ field: 'moves', message: OTHER_MOVES }]);
    await this.stayMoves.makeRoom(manager, actor, request.unit.id, moves);
    const part = { id: request.partId, requestId: request.id };
    const now = this.clock.now();
    const expiresAt = this.offerClock.signatureDue(proposal.arrival, request.unit.zone);
    const nights = { arrival: proposal.arrival, departure: proposal.departure };
    const claim = {
      ...nights,
      id: randomUUID(),
      unitId: request.unit.id,
      bedId: bed.id,
      purpose: 'offer' as const,
      youngPersonId: request.youngPerson.id,
      requestId: request.id,
      expiresAt,
    };
    const offer = manager.create(Offer, {
      id: randomUUID(),
      partId: part.id,
      claimId: claim.id,
      bedId: bed.id,
      ...nights,
      state: 'proposed',
      expiresAt,
      proposedBy: actor.id,
      proposedAt: now,
      signedBy: null,
      reasons: '',
    });
    const step = { action: 'propose', from: request.state, to: 'proposed', by: actor.id, bedId: bed.id } as const;
    const entry = { action: 'offer.proposed', subject: 'offer', subjectId: offer.id };
    await inOneGo(
      this.claims.make(manager, actor.id, claim),
      manager.insert(Offer, offer),
      this.timeline.step(manager, part, { ...step, ...nights }),
      this.audit.record(manager, actor, { ...entry, youngPeople: [request.youngPerson.id] }),
      proposal.reasons === undefined
        ? this.offerClock.wind(manager, { id: offer.id, unitId: request.unit.id, expiresAt, asked: false })
        : undefined,
    );
    await this.putOnRecord(manager, actor, offer, goneOver, proposal.overrule);
    if (proposal.reasons !== undefined)
      await this.signIn(manager, actor, { ...request, state: 'proposed' }, offer, proposal.reasons);
    return {
      id: offer.id,
      state: offer.state,
      ...nights,
      bed: { id: bed.id, name: bed.name },
      expires: offer.expiresAt,
      proposedBy: actor.name,
      signedBy: offer.signedBy && actor.name,
      reasons: offer.reasons,
    };
  }

  private async signIn(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    reasons: string,
  ): Promise<void> {
    if (reasons.trim() === '')
      throw invalidField('reasons', 'Give your reasons in a sentence: they are part of the decision.');
    const now = this.clock.now();
    const expiresAt = this.offerClock.answerDue(offer.arrival, request.unit.zone);
    const signed = { state: 'offered', signedBy: actor.id, signedAt: now, reasons, expiresAt } as const;
    await manager.update(Offer, { id: offer.id }, signed);
    Object.assign(offer, signed);
    await this.claims.holdUntil(manager, offer.claimId, expiresAt);
    await this.offerClock.wind(manager, { id: offer.id, unitId: request.unit.id, expiresAt, asked: true });
    const { arrival, departure, bedId } = offer;
    await this.timeline.step(
      manager,
      { id: request.partId, requestId: request.id },
      { action: 'sign', from: 'proposed', to: 'offered', by: actor.id, note: reasons, arrival, departure, bedId },
    );
    await this.audit.record(manager, actor, {
      action: 'offer.signed',
      subject: 'offer',
      subjectId: offer.id,
      youngPeople: [request.youngPerson.id],
    });
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

  private async putOnRecord(
    manager: EntityManager,
    actor: Actor,
    offer: Offer,
    goneOver: readonly Obstacle[],
    reason: string | undefined,
  ): Promise<void> {
    if (reason === undefined || goneOver.length === 0) return;
    await writeOverruled(manager, { offerId: offer.id }, goneOver, { by: actor.id, at: this.clock.now(), reason });
  }

  private requireSigner(actor: Actor, unitId: string): void {
    if (maySign(actor, unitId)) return;
    throw forbidden('Only the registered manager of the unit or a named delegate can sign.');
  }
}

const OTHER_MOVES = 'By now it takes other moves. Nothing has been done. Look at them and propose the nights again.';
