import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { StayMovesService } from '../stays/stay-moves.service.js';
import { BookingService } from './booking.service.js';
import { Deadlines } from './deadlines.service.js';
import { checkProposal } from './domain/check-proposal.js';
import type { Wanted } from './domain/check-request.js';
import { stateHolding } from './domain/holding.js';
import { windowOf } from './domain/windows.js';
import { areAgreed, type Room, type StayMove } from './domain/make-room.js';
import { forRequest, GroundService } from './ground.service.js';
import { OfferClock } from './offer-clock.service.js';
import { Offer, type OfferMove } from './offer.entity.js';
import { OpenOffers, saidOf } from './open-offers.service.js';
import { whole, type OfferView, type OpenedRequest, type RequestPlace } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { Signatures } from './signatures.service.js';
import { TimelineService } from './timeline.service.js';

export interface Proposal extends Nights {
  bed?: string | undefined;
  /** From a manager who signs: the proposal is signed in the same step. */
  reasons?: string | undefined;
  /** From a manager who may sign: why they go over a limit that can be gone over. */
  overrule?: string | undefined;
  /** The moves that the person saw and agreed to, each as `agreedAs` writes it. Others are not made. */
  agreed?: readonly string[] | undefined;
  /** The bed that was found for them together with others who want the nights, and the moves that were made for all. */
  found?: (Pick<Room, 'moves'> & { bed: string }) | undefined;
}

/** Proposing nights: a bed is held, and the moves that it takes are made. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly claims: ClaimsService,
    private readonly signatures: Signatures,
    private readonly open: OpenOffers,
    private readonly stayMoves: StayMovesService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly offerClock: OfferClock,
    private readonly deadlines: Deadlines,
  ) {}

  /** Holds a bed for the nights and puts them before the manager. `at` is where the part stands, when it is known. */
  async propose(actor: Actor, requestId: string, proposal: Proposal, at?: RequestPlace): Promise<OfferView> {
    const [offer] = await this.proposeSeveral(actor, requestId, [proposal], at);
    return offer!;
  }

  /** The same for several options at once, all of them or none: each holds a bed of its own. */
  async proposeSeveral(
    actor: Actor,
    requestId: string,
    proposals: readonly Proposal[],
    at?: RequestPlace,
  ): Promise<OfferView[]> {
    const place = at ?? (await this.requests.locate(actor, requestId));
    if (proposals.some(({ reasons, overrule }) => reasons !== undefined || overrule !== undefined))
      this.signatures.requireSigner(actor, place.unitId);
    const several = proposals.length > 1;
    const made: OfferView[] = [];
    const work = async (manager: EntityManager) => {
      made.length = 0;
      const locked = await this.booking.lock(manager, place, () =>
        this.requests.lockFor(manager, actor, place, 'propose'),
      );
      let request = whole(locked);
      for (const proposal of proposals) {
        made.push(
          await saidOf(several ? proposal : undefined, () => this.proposeIn(manager, actor, request, proposal)),
        );
        request = { ...request, state: stateHolding([...request.offers, ...made])! };
      }
    };
    await this.booking.decide(actor, place.unitId, proposals[0]!, work);
    return made;
  }

  private async proposeIn(
    manager: EntityManager,
    actor: Actor,
    request: OpenedRequest & Wanted,
    proposal: Proposal,
  ): Promise<OfferView> {
    const open = await this.open.roomForOneMore(manager, request);
    // Who sends the same nights twice means one bed; who means two names the other.
    if (proposal.bed === undefined && open.some((offer) => isSame(offer, proposal)))
      throw conflict('held-already', HELD_ALREADY);
    checkProposal(proposal, request);
    const range = { arrival: addDays(proposal.arrival, -1), departure: proposal.departure };
    const ground = await this.grounds.of(manager, forRequest(request), range);
    const asked = { from: proposal.arrival, to: proposal.departure, nights: request.nights };
    const house = await this.grounds.withRoom(manager, request.unit.id, ground, asked, {
      window: request,
    });
    const overrules = proposal.overrule !== undefined;
    const wanted = { ...proposal, bed: proposal.found?.bed ?? proposal.bed };
    const { bed, moves, goneOver } = this.grounds.bedFor(actor, { ...ground, house }, wanted, { overrules });
    refuseOtherMoves(moves, proposal.agreed);
    await this.stayMoves.makeRoom(manager, actor, request.unit.id, moves);
    const now = this.clock.now();
    const expiresAt = await this.deadlines.heldUntil('signature', {
      ...{ arrival: proposal.arrival, urgency: request.urgency, zone: request.unit.zone },
    });
    const nights = { arrival: proposal.arrival, departure: proposal.departure };
    const claim = {
      ...nights,
      id: randomUUID(),
      unitId: request.unit.id,
      bedId: bed.id,
      purpose: 'offer' as const,
      youngPersonId: request.youngPerson.id,
      requestId: request.id,
      partId: request.partId,
      windowFrom: windowTaken(request, nights),
      expiresAt,
    };
    const offer = manager.create(Offer, {
      id: randomUUID(),
      partId: request.partId,
      claimId: claim.id,
      bedId: bed.id,
      ...nights,
      state: 'proposed',
      expiresAt,
      proposedBy: actor.id,
      proposedAt: now,
      signedBy: null,
      reasons: '',
      moves: [...(proposal.found?.moves ?? []), ...moves].map(toOfferMove),
    });
    const to = stateHolding([...open, offer])!;
    const step = { action: 'propose', from: request.state, to, by: actor.id, bedId: bed.id } as const;
    const entry = { action: 'offer.proposed', subject: 'offer', subjectId: offer.id };
    await inOneGo(
      this.claims.make(manager, actor.id, claim),
      manager.insert(Offer, offer),
      this.timeline.step(manager, request, { ...step, ...nights }),
      this.audit.record(manager, actor, { ...entry, youngPeople: [request.youngPerson.id] }),
      proposal.reasons === undefined
        ? this.offerClock.wind(manager, { id: offer.id, unitId: request.unit.id, expiresAt, asked: false })
        : undefined,
    );
    await this.signatures.putOnRecord(manager, actor, offer, goneOver, proposal.overrule);
    if (proposal.reasons !== undefined)
      await this.signatures.signIn(manager, actor, { ...request, state: to }, offer, {
        ...{ said: { reasons: proposal.reasons }, ground, moves },
      });
    return {
      id: offer.id,
      state: offer.state,
      ...nights,
      bed: { id: bed.id, name: bed.name },
      expires: offer.expiresAt,
      proposedBy: actor.name,
      signedBy: offer.signedBy && actor.name,
      reasons: offer.reasons,
      moves: offer.moves,
    };
  }
}

/** Where the request wants several stays of the young person: the first day of the stretch of dates that this one takes. */
function windowTaken({ windows, youngPerson, parts, occurrence }: OpenedRequest, nights: Nights): PlainDate | null {
  if (occurrence !== null) return null;
  const wanted = parts.filter((part) => part.youngPerson.id === youngPerson.id);
  return wanted.length > 1 ? windowOf(windows, nights)!.from : null;
}

/** Refuses moves of booked stays that the person who proposes the nights has not seen. */
export function refuseOtherMoves(moves: readonly StayMove[], agreed: readonly string[] | undefined): void {
  if (areAgreed(moves, agreed)) return;
  throw conflict('other-moves', OTHER_MOVES, [{ field: 'moves', message: OTHER_MOVES }]);
}

const isSame = (one: Nights, other: Nights) => one.arrival === other.arrival && one.departure === other.departure;

const HELD_ALREADY =
  'These nights are held for this request already. To hold another bed for them as well, choose the bed.';
const OTHER_MOVES = 'By now it takes other moves. Nothing has been done. Look at them and propose the nights again.';

const toOfferMove = ({ stayId, youngPersonId, from, to, arrival, departure }: StayMove): OfferMove => ({
  ...{ stay: stayId, youngPerson: youngPersonId, arrival, departure },
  from: { id: from.id, name: from.name },
  to: { id: to.id, name: to.name },
});
