import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { freeBeds } from '../calendar/domain/choose-bed.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays, daysBetween, type Nights, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { bedOn, cutTo, joined, moveFrom, putInto, type Piece } from '../stays/domain/pieces.js';
import { StayMovesService } from '../stays/stay-moves.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { areAgreed } from './domain/make-room.js';
import type { Obstacle } from './domain/obstacles.js';
import { seenAs } from './domain/seen-as.js';
import { bedsForResident, type ResidentBed } from './domain/resident-beds.js';
import { BedTaken, forOtherNights, forStay, GroundService, isWithin, partOfStay } from './ground.service.js';
import { writeOverruled } from './overrules.js';
import { refuseUnlessChangeable, StayDecisions, type Decided } from './stay-decisions.service.js';

/** A stay that is put into another bed or on other nights: decided anew, like the booking that it changes. */
@Injectable()
export class StayChangesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly decisions: StayDecisions,
    private readonly grounds: GroundService,
    private readonly stayMoves: StayMovesService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /**
   * Another bed: for all its nights when they are to come, else from tonight on: where they were before is as it was, also
   * where nobody has recorded the arrival yet. `from` is the bed that whoever moves them
   * has seen them in: when somebody else has moved them meanwhile, nothing is done.
   */
  async move(
    actor: Actor,
    id: string,
    bed: string,
    { reasons = '', from }: { reasons?: string | undefined; from?: string | undefined } = {},
  ): Promise<StayView> {
    return this.decisions.change(actor, id, 'moved', reasons, async (manager, stay, pieces) => {
      if (from !== undefined && from !== stay.bed?.id)
        throw conflict('moved-meanwhile', movedMeanwhile(stay), [{ field: 'bed', message: movedMeanwhile(stay) }]);
      const nights = this.nightsToMove(stay);
      const last = pieces.at(-1);
      if (stay.state === 'in_residence')
        return this.moveResident(manager, stay, pieces, nights, { bedId: bed, reasons });
      const standsForAll = last?.departure === stay.departure;
      if (standsForAll && bed === last.bedId)
        throw invalidField('bed', 'The stay is in this bed already. Choose another.');
      await this.decisions.refuseUnlessFree(manager, actor, stay, nights, bed);
      const { arrival, departure } = stay;
      if (standsForAll) return { pieces: moveFrom(pieces, nights.arrival, bed), nights: { arrival, departure } };
      const before = cutTo(pieces, { arrival, departure: nights.arrival });
      return { pieces: [...before, { bedId: bed, ...nights }], nights: { arrival, departure } };
    });
  }

  /**
   * Other nights, another bed, or both, for a stay that is to come: decided like a booking. With no bed asked for it
   * keeps its own, else takes one that is free, else the one that moves make free: they are made in the same transaction.
   * Of one that should have begun, nights before tonight are neither decided nor moved. `seen` is how whoever asks has seen
   * it: when somebody else has changed it meanwhile, nothing is done.
   */
  async rebook(
    actor: Actor,
    id: string,
    { arrival, departure, bed, overrule }: Nights & { bed?: string | undefined; overrule?: string | undefined },
    reasons: string,
    { agreed, onlyUnsolved, seen }: { agreed?: readonly string[]; onlyUnsolved?: true; seen?: string | undefined } = {},
  ): Promise<StayView> {
    const nights = { arrival, departure };
    return this.decisions.change(actor, id, 'rebooked', reasons, async (manager, stay, held) => {
      if (stay.state !== 'booked')
        throw conflict('not-possible-now', 'Only a stay that is to come can be put on other nights.');
      if (seen !== undefined && seen !== seenAs(stay)) throw conflict('moved-meanwhile', CHANGED_MEANWHILE);
      if (onlyUnsolved && !stay.conflict)
        throw conflict('no-conflict', 'There is nothing to solve: this stay has its bed.');
      const tonight = this.tonight.in(stay.unit.zone);
      if (arrival < tonight && arrival !== stay.arrival)
        throw invalidField('arrival', `Choose ${sayDate(tonight)} or later.`);
      const length = daysBetween(arrival, departure);
      if (length <= 0) throw invalidField('departure', 'The departure must be after the arrival.');
      if (length > daysBetween(stay.arrival, stay.departure))
        throw invalidField('departure', 'More nights than were agreed need a request or a longer stay of their own.');
      const from = arrival < tonight ? tonight : arrival;
      if (departure <= from) throw invalidField('departure', `Choose ${sayDate(addDays(from, 1))} or later.`);
      if (overrule !== undefined && !maySign(actor, stay.unit.id)) throw forbidden(SIGNERS_ONLY);
      const leave = { overrules: overrule !== undefined };
      const { bedId, goneOver } = await this.makeRoom(
        manager,
        actor,
        stay,
        { ...nights, from, bed },
        { agreed, leave },
      );
      if (overrule !== undefined)
        await writeOverruled(manager, [{ of: { stayId: id }, goneOver }], {
          ...{ by: actor.id, at: this.clock.now(), reason: overrule },
        });
      const before = cutTo(held, { arrival, departure: from });
      return { pieces: joined([...before, { bedId, arrival: from, departure }]), nights };
    });
  }

  /** The nights that a move would be about, and the beds that are free on all of them; of who is there, on some of them. */
  async whereTo(actor: Actor, id: string): Promise<WhereTo> {
    const { manager } = this.dataSource;
    const stay = await this.stays.open(actor, id);
    const nights = this.nightsToMove(stay);
    const { house, guest, keepsRoom } = await this.grounds.of(manager, forStay(stay), nights);
    if (stay.state === 'in_residence') {
      const has = bedOn(await this.stays.pieces(manager, id), nights.arrival);
      return { stay, nights, keepsRoom, beds: bedsForResident(house.beds, nights, house.claims, guest.needs, has) };
    }
    const free = freeBeds(house.beds, nights, house.claims, guest.needs);
    const others = free.filter((bed) => stay.conflict || bed.id !== stay.bed?.id);
    return { stay, nights, keepsRoom, beds: others.map((bed) => ({ bed, departure: nights.departure, missing: [] })) };
  }

  /** Nobody who is there is refused a bed for what is planned of them: only somebody else in it, now or later, stands against it. */
  private async moveResident(
    manager: EntityManager,
    stay: StayView,
    pieces: readonly Piece[],
    nights: Nights,
    { bedId, reasons }: { bedId: string; reasons: string },
  ): Promise<Decided> {
    const { house, guest } = await this.grounds.of(manager, forStay(stay), nights);
    const bed = house.beds.find(({ id }) => id === bedId);
    if (!bed) throw invalidField('bed', 'The unit has no such bed.');
    const has = bedOn(pieces, nights.arrival);
    const [found] = bedsForResident([bed], nights, house.claims, guest.needs, has);
    if (!found && has?.bedId === bedId) throw invalidField('bed', 'The stay is in this bed already. Choose another.');
    if (!found) throw new BedTaken(nights, bedId);
    const { arrival, departure } = stay;
    const lacking =
      found.missing.length > 0 ? `This bed does not have what they need: ${found.missing.join(', ')}.` : '';
    if (lacking && reasons.trim() === '')
      throw invalidField('reasons', `${lacking} Say why they have it all the same.`);
    // What they have for the nights after it stays theirs.
    const now = putInto(pieces, { bedId, arrival: nights.arrival, departure: found.departure });
    return { pieces: now, nights: { arrival, departure }, said: lacking };
  }

  private nightsToMove(stay: StayView): Nights {
    const { state, arrival, departure } = stay;
    refuseUnlessChangeable(stay);
    const tonight = this.tonight.in(stay.unit.zone);
    if (tonight <= arrival) return { arrival, departure };
    if (departure <= tonight) throw conflict('not-possible-now', state === 'booked' ? NIGHTS_OVER : NO_NIGHT_LEFT);
    return { arrival: tonight, departure };
  }

  /** The bed for a stay to come, after the moves that it takes: those that were seen, or none at all. */
  private async makeRoom(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    { from: arrival, ...asWanted }: Nights & { from: PlainDate; bed: string | undefined },
    { agreed, leave: asked }: { agreed: readonly string[] | undefined; leave: { overrules: boolean } },
  ): Promise<{ bedId: string; goneOver: Obstacle[] }> {
    const { departure } = asWanted;
    const wanted = { arrival, departure, bed: asWanted.bed };
    // On its own nights it is counted already; of others nobody has been asked whether they go over a limit.
    const isSame = asWanted.arrival === stay.arrival && departure === stay.departure;
    const leave = isSame ? { overrules: true } : asked;
    const gone = (goneOver: Obstacle[]) => (isSame ? [] : goneOver);
    // Other breaks of its request keep the stretches of dates that they are in.
    const part = await partOfStay(manager, stay.id);
    const other = { ...forOtherNights(stay), ...(part && { part }) };
    const whom = isWithin({ arrival, departure }, stay) ? forStay(stay) : other;
    if (wanted.bed !== undefined) {
      const how = { ...leave, whom };
      const over = await this.decisions.refuseUnlessFree(manager, actor, stay, { arrival, departure }, wanted.bed, how);
      return { bedId: wanted.bed, goneOver: gone(over) };
    }
    const ground = await this.decisions.groundOf(manager, stay, wanted, whom);
    const { needs } = ground.guest;
    const kept = freeBeds(ground.house.beds, wanted, ground.house.claims, needs).find(({ id }) => id === stay.bed?.id);
    const question = { from: arrival, to: departure, nights: daysBetween(arrival, departure) };
    const house = await this.grounds.withRoom(manager, stay.unit.id, ground, question, { stayId: stay.id });
    const room = this.grounds.bedFor(actor, { ...ground, house }, { arrival, departure, bed: kept?.id }, leave);
    if (!areAgreed(room.moves, agreed))
      throw conflict('other-moves', OTHER_MOVES, [{ field: 'way', message: OTHER_MOVES }]);
    await this.stayMoves.makeRoom(manager, actor, stay.unit.id, room.moves);
    return { bedId: room.bed.id, goneOver: gone(room.goneOver) };
  }
}

const movedMeanwhile = ({ bed }: StayView) =>
  `Somebody has moved them meanwhile: they have ${bed?.name ?? 'no bed'} now. Nothing has been done. Look again and choose.`;

const CHANGED_MEANWHILE =
  'Somebody has changed the nights or the bed of this stay meanwhile. Nothing has been done. Look at it again and choose.';
const SIGNERS_ONLY = 'Only the registered manager of the unit or a named delegate can go over it.';
const NO_NIGHT_LEFT =
  'They leave today or should have left already, so no night is left to move. A manager can extend the stay first.';
const NIGHTS_OVER =
  'The nights of this stay are over, so none is left to move. Record the arrival, or that they did not arrive.';

const OTHER_MOVES = 'By now it takes other moves. Nothing has been done. Look at them and choose again.';

/** The nights that a move would be about, and where to. */
export interface WhereTo {
  stay: StayView;
  nights: Nights;
  /** They are to keep the room that they have. */
  keepsRoom: boolean;
  beds: ResidentBed[];
}
