import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, naming } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { allOrNone } from '../platform/transaction.js';
import { whateverChanged } from '../platform/unchanged.js';
import { StayMovesService } from '../stays/stay-moves.service.js';
import { AnswersService, type Answer } from './answers.service.js';
import { BookingService } from './booking.service.js';
import { checkProposal } from './domain/check-proposal.js';
import type { Wanted } from './domain/check-request.js';
import type { RoomForAll } from './domain/make-room.js';
import { roomForAll } from './domain/options-together.js';
import { oneOfEach } from './domain/parts.js';
import { OPEN_STATES } from './domain/states.js';
import type { Action } from './domain/transitions.js';
import { mayTake } from './domain/workflow.js';
import { GroundsTogether } from './grounds-together.service.js';
import { ProposalsService, refuseOtherMoves, type Proposal } from './proposals.service.js';
import { whole, type OfferView, type OpenedRequest, type RequestPlace } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { Signatures, type Signed } from './signatures.service.js';

/** A part of a brother or a sister with an offer of theirs that could be decided in the same step. */
export type Beside = OpenedRequest & { offer: OfferView };

/** Brothers and sisters who were asked for together, in one step: all of them or none. */
@Injectable()
export class SiblingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly proposals: ProposalsService,
    private readonly grounds: GroundsTogether,
    private readonly stayMoves: StayMovesService,
    private readonly signatures: Signatures,
    private readonly answers: AnswersService,
  ) {}

  /**
   * The same nights for each of them, by the id of their request, with the moves made that it takes for all; of a part, or
   * of a request for one young person, for that one. `seenGroups` is what was shown of each to whoever signs at once, by the part.
   */
  async propose(
    actor: Actor,
    id: string,
    proposal: Proposal & { seenGroups?: { get: (partId: string) => string } | undefined },
  ): Promise<OfferView[]> {
    const places = await this.requests.locateAll(actor, id);
    const people = new Set(places.map(({ youngPersonId }) => youngPersonId));
    if (people.size === 1) {
      const [only, ...others] = places;
      return [await this.proposals.propose(actor, id, proposal, others.length === 0 ? only : undefined)];
    }
    if (proposal.bed !== undefined) throw invalidField('bed', 'Leave the bed out: each of them has one of their own.');
    return this.together(actor, places, 'propose', async (parts, manager) => {
      refuseUnlessAll(parts, actor);
      const each = oneOfEach(parts);
      const room = await this.makeRoom(manager, actor, each, proposal);
      const held: OfferView[] = [];
      for (const [place, part] of each.entries()) {
        const found = room && { bed: room.beds[place]!.id, moves: room.moves };
        const at = places.find(({ partId }) => partId === part.partId);
        const { reasons: _, ...only } = { ...proposal, found };
        held.push(await naming(part, this.proposals.propose(actor, part.partId, only, at)));
      }
      const { reasons, overrule } = proposal;
      if (reasons === undefined) return held;
      // Each is decided on with all of them in the house, so none before the last has a bed.
      const signed: OfferView[] = [];
      for (const [place, part] of each.entries()) {
        const { id } = held[place]!;
        const at = places.find(({ partId }) => partId === part.partId)!;
        const seenGroup = proposal.seenGroups?.get(part.partId);
        await naming(part, this.signatures.signAt(actor, at, [id], { reasons, overrule, seenGroup }));
        const view = await this.requests.find(manager, actor, id, 'offer');
        signed.push(view.offers.find((offer) => offer.id === id)!);
      }
      return signed;
    });
  }

  /**
   * A bed for each, with the moves made that it takes; `undefined` where none is found: then what is held for one after the
   * other says for whom there is none.
   */
  private async makeRoom(
    manager: EntityManager,
    actor: Actor,
    each: readonly OpenedRequest[],
    proposal: Proposal,
  ): Promise<RoomForAll | undefined> {
    const [first] = each.map(whole) as [OpenedRequest & Wanted];
    checkProposal(proposal, first);
    const asked = { from: proposal.arrival, to: proposal.departure, nights: first.nights };
    const { house, siblings } = await this.grounds.of(manager, each, asked, first);
    const room = roomForAll(proposal, house, siblings);
    if (!room) return undefined;
    refuseOtherMoves(room.moves, proposal.agreed);
    await this.stayMoves.makeRoom(manager, actor, first.unit.id, room.moves);
    return room;
  }

  /**
   * What is open for the brothers and sisters of a part, for nights that something is open for here as well: the offers
   * about which the actor may take the same step now, each with its part. Nothing of those whom they may not see.
   */
  async besides(actor: Actor, of: OpenedRequest, nights: readonly Nights[], action: Action): Promise<Beside[]> {
    const { youngPerson } = of;
    if (of.parts.every((part) => part.youngPerson.id === youngPerson.id)) return [];
    const { parts } = await this.requests.openEach(actor, of.id);
    return parts
      .filter((part) => part.youngPerson.id !== youngPerson.id)
      .flatMap((part) => part.offers.map((offer) => ({ ...part, offer })))
      .filter((part) => mayTake(action, part, actor, part.offer).available && isAmong(part.offer, nights));
  }

  /** One signature for several options, of one young person or of brothers and sisters. */
  async sign(actor: Actor, offerIds: readonly string[], signed: Signed): Promise<void> {
    if (offerIds.length === 1) return this.signatures.sign(actor, offerIds[0]!, signed);
    const asShown = signed.each && new Map([...signed.each].map(([id, { seenGroup: _, ...said }]) => [id, said]));
    await this.ofOffers(
      actor,
      offerIds,
      'sign',
      (id) => this.signatures.sign(actor, id, { ...signed, each: asShown, seenGroup: undefined }),
      // A no to one of them changes who is there for the next: what was shown is compared before anything is decided.
      (part, id, manager) => this.signatures.refuseOthers(manager, actor, part, id, signed.each?.get(id) ?? signed),
    );
  }

  /**
   * What the family says of the nights of each of them, in one answer. They were asked for together: where whoever signs has to
   * look at the nights of one of them again, the yes to all of them is kept, and none is booked without the others. Returns the
   * offers of which it is kept: all or none.
   */
  async answer(actor: Actor, offerIds: readonly string[], answer: Answer & { accepted: boolean }): Promise<string[]> {
    const { accepted } = answer;
    const toKeep = new Set<string>();
    const kept = new Set<string>();
    await this.ofOffers(
      actor,
      offerIds,
      accepted ? 'accept' : 'decline_offer',
      async (id) => {
        const stay = await this.answers.answer(actor, id, { ...answer, keeps: toKeep.size > 0 });
        if (accepted && stay === undefined) kept.add(id);
        else kept.delete(id);
      },
      async (part, id, manager) => {
        const isToKeep = accepted && (await this.answers.isToKeep(manager, actor, part, id));
        if (isToKeep) toKeep.add(id);
        else toKeep.delete(id);
      },
    );
    return [...kept];
  }

  private async ofOffers(
    actor: Actor,
    offerIds: readonly string[],
    action: Action,
    take: (offerId: string) => Promise<unknown>,
    before: (part: OpenedRequest, offerId: string, manager: EntityManager) => Promise<void> = async () => {},
  ): Promise<void> {
    const [first, ...others] = offerIds as [string, ...string[]];
    if (others.length === 0) {
      await take(first);
      return;
    }
    const { manager } = this.dataSource;
    const parts: OpenedRequest[] = [];
    for (const id of offerIds) parts.push(await this.requests.find(manager, actor, id, 'offer'));
    refuseUnlessTogether(parts, offerIds, action);
    const places: RequestPlace[] = [];
    for (const id of offerIds) places.push(await this.requests.locate(actor, id, 'offer'));
    await this.together(actor, places, action, async (_, locked) => {
      for (const [place, id] of offerIds.entries()) await naming(parts[place]!, before(parts[place]!, id, locked));
      for (const [place, id] of offerIds.entries()) await naming(parts[place]!, take(id));
    });
  }

  private together<T>(
    actor: Actor,
    places: readonly RequestPlace[],
    action: Action,
    work: (parts: LockedPart[], manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const youngPersonId = [...new Set(places.map((place) => place.youngPersonId))];
    return allOrNone(this.dataSource, async (manager) => {
      const parts = await this.booking.lock(manager, { unitId: places[0]!.unitId, youngPersonId }, () =>
        this.requests.lockAllFor(manager, actor, places, action),
      );
      return whateverChanged(() => work(parts, manager));
    });
  }
}

/** All or none: who still wants a break, and has none for which nights can be held now, is named. */
function refuseUnlessAll(possible: readonly LockedPart[], actor: Actor): void {
  const [first] = possible as [LockedPart];
  const able = new Set(possible.map(({ youngPerson }) => youngPerson.id));
  const left = first.parts.find(({ state, youngPerson }) => OPEN_STATES.includes(state) && !able.has(youngPerson.id));
  if (!left) return;
  const answer = mayTake('propose', { ...first, state: left.state, offers: [] }, actor);
  const { firstName, lastName } = left.youngPerson;
  const why = answer.available ? '' : answer.why;
  throw conflict('not-for-all', `${firstName} ${lastName}: ${why} Or hold nights for each of the others alone.`);
}

/**
 * One request, and of the others no nights but those of the first. A family takes one of several options, so what is
 * accepted is one of each; signed, or refused by the family, are several of one as well.
 */
function refuseUnlessTogether(parts: readonly OpenedRequest[], offerIds: readonly string[], action: Action): void {
  const requests = new Set(parts.map(({ id }) => id));
  const people = parts.map(({ youngPerson }) => youngPerson.id);
  const nights = parts.map(({ offers }, place) => offers.find(({ id }) => id === offerIds[place]));
  const ofFirst = nights.filter((offer, place) => offer && people[place] === people[0]) as OfferView[];
  const strange = nights.some((offer) => offer && ofFirst.length > 0 && !isAmong(offer, ofFirst));
  const several = action === 'accept' ? new Set(people).size : new Set(offerIds).size;
  if (requests.size > 1 || several < parts.length || strange) throw invalidField('together', NOT_TOGETHER);
}

const isAmong = (offer: Nights, nights: readonly Nights[]): boolean =>
  nights.some(({ arrival, departure }) => arrival === offer.arrival && departure === offer.departure);

const NOT_TOGETHER =
  'Only offers of brothers and sisters who were asked for together, and for the same nights, are answered or signed in one step.';
