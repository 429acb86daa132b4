import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { BookingService } from './booking.service.js';
import { Deadlines } from './deadlines.service.js';
import { stateHolding } from './domain/holding.js';
import type { StayMove } from './domain/make-room.js';
import type { Decided, DecisionSaid } from './domain/match-decision.js';
import type { Obstacle } from './domain/obstacles.js';
import type { Ground } from './ground.js';
import { forRequest, GroundService } from './ground.service.js';
import { MatchDecisions, type LookedAt } from './match-decisions.service.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer } from './offer.entity.js';
import { nightsOf, ofEach, OpenOffers, saidOf } from './open-offers.service.js';
import { writeOverruled } from './overrules.js';
import type { RequestPlace, RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** What is signed, and why what can be gone over is gone over. */
export interface Signed extends DecisionSaid {
  overrule?: string | undefined;
  /** What is said of each, by its offer, where it is not the same of all. */
  each?: ReadonlyMap<string, SaidOfOne> | undefined;
}

/** What is said of one offer; without reasons of its own it has those of all. */
export type SaidOfOne = Omit<DecisionSaid, 'reasons'> & { reasons?: string | undefined };

/** The decision of a named person on nights that are proposed: the family is asked, or the bed is free again. */
@Injectable()
export class Signatures {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly decisions: MatchDecisions,
    private readonly open: OpenOffers,
    private readonly claims: ClaimsService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
    private readonly offerClock: OfferClock,
    private readonly deadlines: Deadlines,
  ) {}

  /** The manager's decision, with reasons: only now does the key worker hear of the nights. */
  async sign(actor: Actor, offerId: string, signed: Signed): Promise<void> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    await this.signAt(actor, place, [offerId], signed);
  }

  /** The same for several options of a request at once, all of them or none: those named, or all that wait for it. */
  async signSeveral(actor: Actor, requestId: string, offerIds: readonly string[] | undefined, signed: Signed) {
    const place = await this.requests.locate(actor, requestId);
    await this.signAt(actor, place, offerIds, signed);
  }

  /** The same where it is known where the part stands: its offers may be of the transaction that is under way. */
  async signAt(
    actor: Actor,
    place: RequestPlace,
    ids: readonly string[] | undefined,
    { overrule, each, ...same }: Signed,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'sign'), this.open.of(manager, place)),
      );
      const { these, others } = await this.open.named(manager, { request, open }, ids);
      refuseStrangers(these, ids === undefined ? each : undefined);
      let { state } = request;
      for (const [at, offer] of these.entries()) {
        const own = each?.get(offer.id);
        const said = { ...(own ?? same), reasons: own?.reasons ?? same.reasons };
        const left = [...these.slice(0, at).filter(isOffered), ...these.slice(at + 1), ...others];
        await ofEach(each && { ...offer, hasReasons: own?.reasons !== undefined }, () =>
          saidOf(these.length > 1 ? offer : undefined, async () => {
            const now = { ...request, state };
            if (said.decision === 'not_suitable') await this.turnDown(manager, actor, now, offer, said, left);
            else await this.takeUp(manager, actor, now, offer, said, overrule);
          }),
        );
        state = stateHolding(said.decision === 'not_suitable' ? left : [offer, ...left]) ?? 'in_review';
      }
    });
  }

  private async takeUp(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    said: DecisionSaid,
    overrule: string | undefined,
  ): Promise<void> {
    const ground = await this.stillStands(manager, actor, request, offer, overrule);
    await this.signIn(manager, actor, request, offer, { said, ground });
  }

  /** A no to nights that the family is asked about, under the locks of a booking: as they are taken back, by who signs. */
  async turnDownOffered(
    manager: EntityManager,
    actor: Actor,
    place: RequestPlace,
    offerId: string,
    said: DecisionSaid,
  ): Promise<void> {
    const [request, open] = await inOneGo(
      this.requests.lockFor(manager, actor, place, 'take_back', offerId),
      this.open.of(manager, place),
    );
    const { these, others } = await this.open.named(manager, { request, open }, [offerId]);
    await this.turnDown(manager, actor, request, these[0], said, others);
  }

  /** They are not suitable: the bed is free again, and what was decided is kept. Nobody is asked whether the nights stand. */
  private async turnDown(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    said: DecisionSaid,
    left: readonly Offer[],
  ): Promise<void> {
    const ground = await this.grounds.of(manager, forRequest(request, offer.id), offer);
    const decided = await this.decide(manager, actor, request, offer, { said, ground });
    await inOneGo(
      this.open.giveUp(manager, actor, request, [offer], { state: 'taken_back' }),
      this.outbox.write(manager, 'offer.turned-down', { offer: offer.id }, { unitId: request.unit.id }),
      this.timeline.step(manager, request, {
        ...{ action: 'take_back', from: stateHolding([offer])!, to: stateHolding(left) ?? 'in_review' },
        by: actor.id,
        ...{ note: decided.reasons, code: decided.decision, at: decided.at, ...nightsOf(offer) },
      }),
    );
  }

  /** The signature itself, in the transaction of whoever looked at whether the nights stand. */
  async signIn(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    { said, ground, moves = [] }: { said: DecisionSaid; ground: Ground; moves?: readonly StayMove[] },
  ): Promise<void> {
    const decided = await this.decide(manager, actor, request, offer, { said, ground, moves });
    const { reasons, decision, at } = decided;
    const expiresAt = await this.deadlines.heldUntil('answer', {
      ...{ arrival: offer.arrival, urgency: request.urgency, zone: request.unit.zone },
    });
    const signed = { state: 'offered', signedBy: actor.id, signedAt: at, reasons, expiresAt } as const;
    const step = { action: 'sign', from: request.state, to: 'offered', by: actor.id, note: reasons } as const;
    const entry = { action: 'offer.signed', subject: 'offer', subjectId: offer.id };
    await inOneGo(
      manager.update(Offer, { id: offer.id }, signed),
      this.claims.holdUntil(manager, offer.claimId, expiresAt),
      this.offerClock.wind(manager, { id: offer.id, unitId: request.unit.id, expiresAt, asked: true }),
      this.timeline.step(manager, request, { ...step, at, code: decision, ...nightsOf(offer) }),
      this.audit.record(manager, actor, { ...entry, youngPeople: [request.youngPerson.id] }),
    );
    Object.assign(offer, signed);
  }

  /** The advice as it is now, and the decision that is written down with it. */
  private async decide(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    { said, ground, moves = [] }: { said: DecisionSaid; ground: Ground; moves?: readonly StayMove[] },
  ): Promise<Decided & { at: Date }> {
    const { unit, youngPerson, id, partId } = request;
    const { arrival, departure, bedId } = offer;
    const asked = { unitId: unit.id, youngPersonId: youngPerson.id, arrival, departure, bedId, moves };
    const looked: LookedAt = await this.decisions.look(manager, actor, asked, ground.house);
    const decided = await this.decisions.decided(manager, unit.id, said, looked);
    const subject = { unit, youngPerson, request: { id, partId }, of: { offerId: offer.id }, arrival, departure };
    return { ...decided, at: await this.decisions.write(manager, actor, subject, decided, looked) };
  }

  /** What was true when the nights were proposed may have changed: it is decided again on what is known now. */
  private async stillStands(
    manager: EntityManager,
    actor: Actor,
    request: RequestView,
    offer: Offer,
    overrule: string | undefined,
  ): Promise<Ground> {
    const ground = await this.grounds.of(manager, forRequest(request, offer.id), offer);
    const leave = { bedId: offer.bedId, except: offer.claimId, overrules: overrule !== undefined };
    const goneOver = this.grounds.refuseUnlessFree(actor, ground, offer, leave);
    await this.putOnRecord(manager, actor, offer, goneOver, overrule);
    return ground;
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

/** Whoever says something of one of several says it of one that is signed. */
function refuseStrangers(these: readonly Offer[], each: Signed['each']): void {
  for (const id of each?.keys() ?? [])
    if (!these.some((offer) => offer.id === id)) throw invalidField(`offer-${id}`, NOT_SIGNED_HERE);
}
export const NOT_SIGNED_HERE = 'Say what you decide only of offers that you sign in this step.';

const isOffered = ({ state }: Offer): boolean => state === 'offered';
