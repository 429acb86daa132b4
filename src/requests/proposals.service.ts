import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Bed, Claim } from '../calendar/domain/claim.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { StayMovesService } from '../stays/stay-moves.service.js';
import { BookingService } from './booking.service.js';
import { checkProposal } from './domain/check-proposal.js';
import type { Wanted } from './domain/check-request.js';
import { HeldSoFar, oneEach } from './domain/held-so-far.js';
import { stateHolding } from './domain/holding.js';
import { areAgreed, type Room, type StayMove } from './domain/make-room.js';
import type { Obstacle } from './domain/obstacles.js';
import type { Ground } from './ground.js';
import { forRequest, GroundService, withRoomIn } from './ground.service.js';
import { Holds, type Hold } from './holds.service.js';
import type { Offer, OfferMove } from './offer.entity.js';
import { OpenOffers, saidOf } from './open-offers.service.js';
import { allOrNothing, type Refusing } from './refusals.js';
import { whole, type OfferView, type OpenedRequest, type RequestPlace } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { Signatures } from './signatures.service.js';

export interface Proposal extends Nights {
  bed?: string | undefined;
  /** From a manager who signs: the proposal is signed in the same step. */
  reasons?: string | undefined;
  /** With reasons: what they saw of the nights, in the word that was given out with them. */
  seenGroup?: string | undefined;
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
    private readonly signatures: Signatures,
    private readonly open: OpenOffers,
    private readonly stayMoves: StayMovesService,
    private readonly holds: Holds,
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
    const [held] = await this.proposeEach(manager, actor, [{ request, proposal }], allOrNothing);
    return held!.view;
  }

  /**
   * Holds a bed for each of several parts of a young person’s request, under the locks of a booking, one judged after the
   * other: each counts what is held for those before it. In as many statements however many they are.
   */
  async proposeEach(
    manager: EntityManager,
    actor: Actor,
    wanted: readonly Wish[],
    refusing: Refusing,
  ): Promise<{ partId: string; view: OfferView }[]> {
    const planned = await this.plan(manager, actor, wanted, refusing);
    const [first] = planned;
    if (!first) return [];
    const { unit } = first.request;
    await this.stayMoves.makeRoom(manager, actor, unit.id, oneEach(planned.flatMap(({ moves }) => moves)));
    await this.holds.write(
      manager,
      actor,
      planned.map(({ hold }) => hold),
      ({ offer }) => planned.some((one) => one.hold.offer === offer && one.proposal.reasons !== undefined),
    );
    for (const one of planned) {
      const { request, proposal, ground, moves, goneOver } = one;
      const { offer, open } = one.hold;
      await this.signatures.putOnRecord(manager, actor, [{ offer, goneOver }], proposal.overrule);
      if (proposal.reasons === undefined) continue;
      const now = { ...request, state: stateHolding([...open, offer])! };
      const signed = {
        request: now,
        offer,
        said: { reasons: proposal.reasons, seenGroup: proposal.seenGroup },
        ground,
        moves,
      };
      await this.signatures.signIn(manager, actor, [signed]);
    }
    return planned.map(({ request: { partId }, hold, bed }) => ({ partId, view: viewOf(hold.offer, bed, actor) }));
  }

  /** A bed for each, with the moves that it takes; nothing is written yet. */
  private async plan(
    manager: EntityManager,
    actor: Actor,
    wanted: readonly Wish[],
    refusing: Refusing,
  ): Promise<Planned[]> {
    const held = await this.open.heldFor(
      manager,
      wanted.map(({ request }) => request),
    );
    const asked: (Wish & { open: Offer[] })[] = [];
    for (const { request, proposal } of wanted) {
      const open = held.filter(({ partId }) => partId === request.partId);
      await refusing.unless(request.partId, () => {
        this.open.refuseOneMore(open);
        // Who sends the same nights twice means one bed; who means two names the other.
        if (proposal.bed === undefined && open.some((offer) => isSame(offer, proposal)))
          throw conflict('held-already', HELD_ALREADY);
        checkProposal(proposal, request);
        asked.push({ request, proposal, open });
      });
    }
    const grounds = await this.grounds.ofEach(
      manager,
      asked.map(({ request, proposal }) => ({
        whom: forRequest(request),
        range: { arrival: addDays(proposal.arrival, -1), departure: proposal.departure },
      })),
    );
    const unitId = asked[0]?.request.unit.id ?? '';
    const standing = await this.grounds.standingAround(
      manager,
      unitId,
      asked.map(({ request, proposal }, place) => ({
        ground: grounds[place]!,
        question: { from: proposal.arrival, to: proposal.departure, nights: request.nights },
        window: request,
      })),
    );
    const soFar = new HeldSoFar();
    const planned: Planned[] = [];
    for (const [place, one] of asked.entries()) {
      const ground = soFar.groundOf(grounds[place]!);
      const around = standing[place] && soFar.claimsOf(standing[place]);
      const found = await refusing.unless(one.request.partId, () => this.bedFor(actor, one, ground, around));
      if (!found) continue;
      soFar.hold({ ...found.hold.offer, bed: found.bed }, found.moves);
      planned.push(found);
    }
    await this.holds.giveTime(planned.map(({ hold }) => hold));
    return planned;
  }

  private bedFor(
    actor: Actor,
    { request, proposal, open }: Wish & { open: Offer[] },
    ground: Ground,
    around: Claim[] | undefined,
  ): Planned {
    const house = around ? withRoomIn(ground, around, request) : ground.house;
    const overrules = proposal.overrule !== undefined;
    const wanted = { ...proposal, bed: proposal.found?.bed ?? proposal.bed };
    const { bed, moves, goneOver } = this.grounds.bedFor(actor, { ...ground, house }, wanted, { overrules });
    refuseOtherMoves(moves, proposal.agreed);
    const { id: youngPersonId } = request.youngPerson;
    const stays = request.parts.filter((part) => part.youngPerson.id === youngPersonId).length;
    const hold = this.holds.draw({
      ...{ part: { ...request, youngPersonId, stays }, bedId: bed.id, by: actor.id, open },
      ...{ arrival: proposal.arrival, departure: proposal.departure },
      moves: [...(proposal.found?.moves ?? []), ...moves].map(toOfferMove),
    });
    return { request, proposal, ground, bed, moves, goneOver, hold };
  }
}

const viewOf = (offer: Offer, { id, name }: Bed, actor: Actor): OfferView => ({
  ...{ id: offer.id, state: offer.state, arrival: offer.arrival, departure: offer.departure, bed: { id, name } },
  ...{ expires: offer.expiresAt, proposedBy: actor.name, signedBy: offer.signedBy && actor.name, yes: null },
  ...{ reasons: offer.reasons, moves: offer.moves },
});

/** Nights that are wanted of a part. */
interface Wish {
  request: OpenedRequest & Wanted;
  proposal: Proposal;
}

/** A bed that is to be held. */
interface Planned extends Wish {
  ground: Ground;
  bed: Bed;
  moves: StayMove[];
  goneOver: Obstacle[];
  hold: Hold;
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
