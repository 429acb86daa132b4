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
import { OPEN_OFFER_STATES, stateHolding } from './domain/holding.js';
import type { StayMove } from './domain/make-room.js';
import type { Decided, DecisionSaid } from './domain/match-decision.js';
import type { Obstacle } from './domain/obstacles.js';
import type { Ground } from './ground.js';
import { forRequest, GroundService } from './ground.service.js';
import { MatchDecisions, refuseOthers } from './match-decisions.service.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer } from './offer.entity.js';
import { nightsOf, ofEach, OpenOffers, saidOf, type OnlyThese } from './open-offers.service.js';
import { writeOverruled } from './overrules.js';
import { allOrNothing, type Refusing } from './refusals.js';
import type { OpenedRequest, RequestPlace, RequestView } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { TakenOptions } from './taken-options.service.js';
import { TimelineService } from './timeline.service.js';

/** What is signed, and why what can be gone over is gone over. */
export interface Signed extends DecisionSaid {
  overrule?: string | undefined;
  /** What is said of each, by its offer, where it is not the same of all. */
  each?: ReadonlyMap<string, SaidOfOne> | undefined;
}

/** What is said of one offer; without reasons of its own it has those of all. */
export type SaidOfOne = Omit<DecisionSaid, 'reasons'> & { reasons?: string | undefined };

/** An offer that is decided on, what is said of it, and what stays open beside it. */
interface ToDecide {
  request: RequestView;
  offer: Offer;
  said: DecisionSaid;
  left: readonly Offer[];
}

/** What it is decided on, and the moves that are made for it in the same step. */
interface OnGround {
  ground: Ground;
  moves?: readonly StayMove[];
}

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
    private readonly taken: TakenOptions,
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
            const one = { request: { ...request, state }, offer, said, left };
            if (said.decision === 'not_suitable') await this.turnDown(manager, actor, [one]);
            else await this.takeUp(manager, actor, [one], overrule);
          }),
        );
        state = stateHolding(said.decision === 'not_suitable' ? left : [offer, ...left]) ?? 'in_review';
      }
    });
  }

  /**
   * One decision under all that is proposed for several parts of a young person’s request, under the locks of a booking, in as
   * many statements however many they are. Answers with an offer of each part of which nothing was refused.
   *
   * @param seenGroups what was shown of each offer, where that is known
   */
  async signEach(
    manager: EntityManager,
    actor: Actor,
    parts: readonly LockedPart[],
    { overrule, each: _, ids, ...same }: Signed & OnlyThese,
    refusing: Refusing,
    seenGroups: ReadonlyMap<string, string> = new Map(),
  ): Promise<Map<string, string>> {
    const held = await this.open.of(manager, ...parts);
    const each: ToDecide[] = [];
    for (const request of parts) {
      const open = held.filter(({ partId }) => partId === request.partId);
      const named = await refusing.unless(request.partId, () =>
        this.open.named(manager, { request, open }, ids?.get(request.partId)),
      );
      for (const offer of named?.these ?? []) {
        const said = { ...same, seenGroup: seenGroups.get(offer.id) };
        const left = said.decision === 'not_suitable' ? named!.others : open.filter((other) => other !== offer);
        each.push({ request, offer, said, left });
      }
    }
    if (same.decision === 'not_suitable') await this.turnDown(manager, actor, each, refusing);
    else await this.takeUp(manager, actor, each, overrule, refusing);
    return new Map(each.filter(refusing.stands, refusing).map(({ request, offer }) => [request.partId, offer.id]));
  }

  /** What was true when the nights were proposed may have changed: it is decided again on what is known now. */
  private async takeUp(
    manager: EntityManager,
    actor: Actor,
    each: readonly ToDecide[],
    overrule: string | undefined,
    refusing = allOrNothing,
  ): Promise<void> {
    const standing: (ToDecide & { ground: Ground; goneOver: Obstacle[] })[] = [];
    for (const one of await this.onGround(manager, each)) {
      const { request, offer, ground } = one;
      const leave = { bedId: offer.bedId, except: offer.claimId, overrules: overrule !== undefined };
      const goneOver = await refusing.unless(request.partId, () =>
        this.grounds.refuseUnlessFree(actor, ground, offer, leave),
      );
      if (goneOver) standing.push({ ...one, goneOver });
    }
    await this.signIn(manager, actor, standing, refusing, overrule);
  }

  private async onGround<Of extends Pick<ToDecide, 'request' | 'offer'>>(
    manager: EntityManager,
    each: readonly Of[],
  ): Promise<(Of & { ground: Ground })[]> {
    const asked = each.map(({ request, offer }) => ({ whom: forRequest(request, offer.id), range: offer }));
    const grounds = await this.grounds.ofEach(manager, asked);
    return each.map((one, place) => ({ ...one, ground: grounds[place]! }));
  }

  /** A no to nights that the family is asked about, or said yes to, under the locks of a booking: as they are taken back, by who signs. */
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
    await this.turnDown(manager, actor, [{ request, offer: these[0], said, left: others }]);
    await this.taken.askAgain(manager, request, these, others);
  }

  /** They are not suitable: the bed is free again, and what was decided is kept. Nobody is asked whether the nights stand. */
  private async turnDown(
    manager: EntityManager,
    actor: Actor,
    each: readonly ToDecide[],
    refusing = allOrNothing,
  ): Promise<void> {
    const { at, done } = await this.decide(manager, actor, await this.onGround(manager, each), refusing);
    const [first] = done;
    if (!first) return;
    const { unit } = first.request;
    const offers = done.map(({ offer }) => offer);
    const steps = done.map(({ request, offer, left, decided: { reasons, decision } }) => ({
      ...{ ...request, state: stateHolding([offer])!, ...nightsOf(offer), note: reasons, code: decision, left },
    }));
    const payloads = offers.map(({ id }) => ({ payload: { offer: id } }));
    await inOneGo(
      this.open.giveUp(manager, actor, first.request, offers, { state: 'taken_back' }),
      this.outbox.writeEach(manager, 'offer.turned-down', payloads, { unitId: unit.id }),
      ...([...OPEN_OFFER_STATES, 'in_review'] as const).map((to) =>
        this.timeline.stepEach(
          manager,
          steps.filter(({ left }) => (stateHolding(left) ?? 'in_review') === to),
          { action: 'take_back', to, by: actor.id, at },
        ),
      ),
    );
  }

  /** The signatures themselves, in the transaction of whoever looked at whether the nights stand, and what is gone over for them. */
  async signIn(
    manager: EntityManager,
    actor: Actor,
    each: readonly (Omit<ToDecide, 'left'> & OnGround & { goneOver?: readonly Obstacle[] })[],
    refusing = allOrNothing,
    overrule?: string,
  ): Promise<void> {
    const { at, done } = await this.decide(manager, actor, each, refusing);
    const [first] = done;
    if (!first) return;
    await this.putOnRecord(manager, actor, done, overrule);
    const { unit, youngPerson } = first.request;
    const signed = [];
    for (const { request, offer, decided } of done) {
      const about = { arrival: offer.arrival, urgency: request.urgency, zone: unit.zone };
      const expiresAt = await this.deadlines.heldUntil('answer', about);
      const { reasons, decision } = decided;
      signed.push({ request, offer, decision, id: offer.id, claimId: offer.claimId, reasons, expiresAt });
    }
    const steps = signed.map(({ request, offer, reasons, decision }) => ({
      ...{ ...request, ...nightsOf(offer), note: reasons, code: decision },
    }));
    const ids = signed.map(({ id }) => id);
    await inOneGo(
      this.open.sign(manager, signed, { by: actor.id, at }),
      this.claims.holdUntil(manager, signed),
      this.offerClock.wind(manager, signed, { unitId: unit.id, asked: true }),
      this.outbox.writeEach(
        manager,
        'offer.signed',
        ids.map((offer) => ({ payload: { offer } })),
        { unitId: unit.id },
      ),
      this.timeline.stepEach(manager, steps, { action: 'sign', to: 'offered', by: actor.id, at }),
      this.audit.recordEach(manager, actor, ids, {
        ...{ action: 'offer.signed', subject: 'offer', youngPeople: [youngPerson.id] },
      }),
    );
    for (const { offer, reasons, expiresAt } of signed)
      Object.assign(offer, { state: 'offered', signedBy: actor.id, signedAt: at, reasons, expiresAt } as const);
  }

  /** The advice as it is now, and the decision on each that is written down with it; all of a part, or nothing. */
  private async decide<Of extends Omit<ToDecide, 'left'> & OnGround>(
    manager: EntityManager,
    actor: Actor,
    each: readonly Of[],
    refusing: Refusing,
  ): Promise<{ at: Date; done: (Of & { decided: Decided })[] }> {
    const asked = each.map(({ request, offer, ground: { house }, moves = [] }) => {
      const { arrival, departure, bedId } = offer;
      const { unit, youngPerson } = request;
      return { asked: { unitId: unit.id, youngPersonId: youngPerson.id, arrival, departure, bedId, moves }, house };
    });
    const looked = await this.decisions.lookEach(manager, actor, asked);
    const all = each.map((one, place) => ({ ...one, looked: looked[place]! }));
    const unitId = each[0]?.request.unit.id ?? '';
    const decideOn = await this.decisions.deciding(manager, unitId, all);
    const found = [];
    for (const one of all) {
      const decided = await refusing.unless(one.request.partId, () => decideOn(one.said, one.looked));
      if (decided) found.push({ ...one, decided });
    }
    const done = found.filter(refusing.stands, refusing);
    const written = done.map(({ request: { unit, youngPerson, id, partId }, offer, decided, looked }) => {
      const { arrival, departure } = offer;
      const subject = { unit, youngPerson, request: { id, partId }, of: { offerId: offer.id }, arrival, departure };
      return { subject, decided, looked };
    });
    return { at: await this.decisions.writeEach(manager, actor, written), done };
  }

  /** Refuses an offer of which something else was shown than is the case, under the locks of a booking; a no is held up by nothing. */
  async refuseOthers(
    manager: EntityManager,
    actor: Actor,
    { unit, youngPerson, offers }: OpenedRequest,
    offerId: string,
    said: Pick<DecisionSaid, 'decision' | 'seenGroup'>,
  ): Promise<void> {
    const offer = offers.find(({ id }) => id === offerId);
    if (!offer || said.seenGroup === undefined || said.decision === 'not_suitable') return;
    const { arrival, departure, bed } = offer;
    const standing = { unit, youngPerson, arrival, departure, bedId: bed.id };
    refuseOthers(said, (await this.decisions.lookAt(manager, actor, standing)).looked);
  }

  /** What was gone over for the offers; nothing where nothing was. */
  async putOnRecord(
    manager: EntityManager,
    actor: Actor,
    each: readonly { offer: Offer; goneOver?: readonly Obstacle[] }[],
    reason: string | undefined,
  ): Promise<void> {
    if (reason === undefined) return;
    const rows = each.map(({ offer, goneOver = [] }) => ({ of: { offerId: offer.id }, goneOver }));
    await writeOverruled(manager, rows, { by: actor.id, at: this.clock.now(), reason });
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
