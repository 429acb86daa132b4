import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { NO_BED, type Bed } from '../calendar/domain/claim.js';
import { maySign, refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden } from '../kernel/domain-error.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { ReadinessService, type Decisions } from '../stays/readiness.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import type { Again, AgainNow } from './again.js';
import { BookingService } from './booking.service.js';
import { DecisionFlags, isToLookAt } from './decision-flags.service.js';
import { fitOf } from './domain/fit.js';
import { isSameAgain, needsManager, type Decided, type DecisionSaid } from './domain/match-decision.js';
import { KeptYeses } from './kept-yeses.service.js';
import { LookAgainSteps } from './look-again-steps.service.js';
import { LookAgainViews } from './look-again-views.service.js';
import { MatchDecisions, refuseOthers } from './match-decisions.service.js';
import type { OfferView, OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { Signatures } from './signatures.service.js';

/**
 * Looking again at what was decided, once something has changed: signed anew, as another row beside the first. What goes
 * with the advice the unit's own staff may sign; against it, who the matching guide says.
 */
@Injectable()
export class LookAgain implements OnModuleInit, Decisions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly requests: RequestsService,
    private readonly readiness: ReadinessService,
    private readonly flags: DecisionFlags,
    private readonly views: LookAgainViews,
    private readonly decisions: MatchDecisions,
    private readonly signatures: Signatures,
    private readonly kept: KeptYeses,
    private readonly booking: BookingService,
    private readonly steps: LookAgainSteps,
    private readonly outbox: OutboxService,
  ) {}

  onModuleInit(): void {
    this.readiness.keepDecisions(this);
  }

  async stillAsDecided(manager: EntityManager, actor: Actor, stayIds: readonly string[]) {
    const flags = await this.flags.ofStays(manager, actor, stayIds);
    return new Map(
      flags.map(({ standing, changes, isRefused }) => [
        standing.stay!,
        isRefused ? ('refused' as const) : changes.length > 0 ? ('changed' as const) : ('as_decided' as const),
      ]),
    );
  }

  says(manager: EntityManager, actor: Actor, stayId: string): Promise<string[]> {
    return this.views.ofStay(manager, actor, stayId);
  }

  /** The same decision as before, with the plan that it had, for what they say now. */
  async confirmed(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    { reasons, seenGroup }: { reasons: string; seenGroup: string },
  ): Promise<void> {
    const again = await this.againOf(manager, actor, stay);
    // Nothing has changed: what was signed stands, if it is what they looked at.
    if (again.flag && !isToLookAt(again.flag)) {
      refuseOthers({ seenGroup }, (await this.decisions.lookAt(manager, actor, again)).looked);
      return;
    }
    const before = again.flag?.isRefused ? undefined : again.flag?.standing;
    const said = { reasons, againstAdvice: reasons, seenGroup, ...(before && { mitigations: before.mitigations }) };
    await this.write(manager, actor, again, said);
  }

  /** A stay as it is now, and what was decided on it. */
  async ofStay(actor: Actor, id: string): Promise<AgainNow & { stay: StayView }> {
    const { manager } = this.dataSource;
    const stay = await this.stays.open(actor, id);
    refuseUnlessAhead(stay);
    const again = await this.againOf(manager, actor, stay);
    return { ...again, stay, ...(await this.now(manager, actor, again)) };
  }

  /** An offer that the family is asked about, and what was decided on it. */
  async ofOffer(actor: Actor, id: string): Promise<AgainNow & { opened: OpenedRequest }> {
    const { manager } = this.dataSource;
    const request = await this.requests.open(actor, id, 'offer');
    const offer = offeredOf(request, id);
    const again = { ...subjectOf(request, offer), flag: await this.flags.ofOffer(manager, actor, id) };
    return { ...again, yes: offer.yes, opened: request, ...(await this.now(manager, actor, again)) };
  }

  async signStay(actor: Actor, id: string, said: DecisionSaid): Promise<void> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    refuseLookingOn(actor, seen.unit.id);
    const place = { unitId: seen.unit.id, youngPersonId: seen.youngPerson.id };
    await inTransaction(this.dataSource, async (manager) => {
      const stay = await this.booking.lock(manager, place, () => this.stays.find(manager, actor, id));
      refuseIfChanged(stay);
      refuseUnlessAhead(stay);
      await this.write(manager, actor, await this.againOf(manager, actor, stay), said);
    });
  }

  /**
   * Of an offer a no takes the nights back, as it does before the family is asked. Of one to which the family said yes anything
   * else books them, and is for who signs.
   */
  async signOffer(actor: Actor, id: string, said: DecisionSaid): Promise<void> {
    const place = await this.requests.locate(actor, id, 'offer');
    refuseLookingOn(actor, place.unitId);
    await inTransaction(this.dataSource, async (manager) => {
      const request = await this.booking.lock(manager, place, () => this.requests.find(manager, actor, id, 'offer'));
      refuseIfChanged(request);
      const offer = offeredOf(request, id);
      if (offer.state === 'agreed') {
        await this.kept.decide(manager, actor, place, id, said);
        return;
      }
      if (said.decision === 'not_suitable') return this.signatures.turnDownOffered(manager, actor, place, id, said);
      const flag = await this.flags.ofOffer(manager, actor, id);
      await this.write(manager, actor, { ...subjectOf(request, offer), flag }, said);
    });
  }

  private async write(manager: EntityManager, actor: Actor, again: Again, said: DecisionSaid): Promise<Decided> {
    const { looked } = await this.decisions.lookAt(manager, actor, again);
    const decided = await this.decisions.decided(manager, again.unit.id, said, looked);
    if (again.flag && !isToLookAt(again.flag) && isSameAgain(again.flag.standing, decided))
      throw conflict('nothing-to-look-at-again', SAME_AGAIN);
    const { againstAdvice } = looked.known.rules;
    if (needsManager(decided.decision, looked.advice.verdict, againstAdvice) && !maySign(actor, again.unit.id))
      throw forbidden(FOR_A_MANAGER);
    if (again.flag?.isRefused && decided.decision !== 'not_suitable' && !maySign(actor, again.unit.id))
      throw forbidden(A_NO_STANDS);
    const at = await this.decisions.write(manager, actor, again, decided, looked);
    await this.steps.write(manager, actor, again, decided, at);
    if (decided.decision === 'not_suitable' && !again.flag?.isRefused) await this.tellOfNo(manager, again);
    return decided;
  }

  /** Whoever told the family that they can come hears of it. */
  private async tellOfNo(manager: EntityManager, { of, unit }: Again): Promise<void> {
    if ('offerId' in of) return;
    const offers = await manager.query<{ id: string }[]>('SELECT id FROM offers WHERE stay_id = $1', [of.stayId]);
    for (const { id } of offers)
      await this.outbox.write(manager, 'offer.turned-down', { offer: id }, { unitId: unit.id });
  }

  private async againOf(manager: EntityManager, actor: Actor, stay: StayView): Promise<Again> {
    const { id, unit, youngPerson, arrival, departure, bed, requestId, partId } = stay;
    const [flag] = await this.flags.ofStays(manager, actor, [id]);
    const request = requestId && partId ? { id: requestId, partId } : null;
    return {
      ...{ unit, youngPerson, arrival, departure, request, flag },
      bedId: bed?.id ?? NO_BED,
      isThere: stay.state === 'in_residence',
      of: { stayId: id },
    };
  }

  /** The advice as it is now, with what would make it work. */
  private async now(manager: EntityManager, actor: Actor, again: Again) {
    const { looked, house } = await this.decisions.lookAt(manager, actor, again);
    const { arrival, departure, bedId } = again;
    const bed = house.beds.find(({ id }) => id === bedId) ?? withoutBed(arrival);
    const fit = fitOf(looked.inputs.guest, house, looked.known, { arrival, departure, bed, beds: [bed], moves: [] });
    return { looked, beds: house.beds, fit };
  }
}

/** Somebody who has none stands in no other room's part of the house. */
const withoutBed = (registeredFrom: string): Bed => ({
  ...{ id: NO_BED, number: 0, name: '', attributes: [], registeredFrom, registeredUntil: null },
});

function subjectOf({ id, partId, unit, youngPerson }: OpenedRequest, offer: OfferView) {
  const { arrival, departure, bed } = offer;
  return {
    ...{ unit, youngPerson, arrival, departure, request: { id, partId }, bedId: bed.id },
    of: { offerId: offer.id },
    isThere: false,
  };
}

function offeredOf({ offers }: OpenedRequest, id: string): OfferView {
  const offer = offers.find((one) => one.id === id);
  if (offer?.state === 'offered' || offer?.state === 'agreed') return offer;
  throw conflict('offer-ended', 'This offer is no longer with the family. Look at the request again.');
}

function refuseUnlessAhead({ state }: StayView): void {
  if (state === 'booked' || state === 'in_residence') return;
  throw conflict('not-possible-now', 'This stay is over or does not take place: there is nothing to look at again.');
}

const SAME_AGAIN =
  'Nothing has changed since it was decided, and this says the same again: what was signed stands. Sign only another decision, or another plan.';
const FOR_A_MANAGER =
  'This goes against the advice, and only the registered manager or a named delegate can sign that. Ask them to look at it again, or decide with the advice.';
const A_NO_STANDS =
  'It was decided that these nights do not suit, and only the registered manager or a named delegate can decide otherwise. Ask them to look at it again.';
