import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { freeBeds } from '../calendar/domain/choose-bed.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn, daysBetween, type Nights } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { bedOn, cutTo, moveFrom, stretchTo, type Piece } from '../stays/domain/pieces.js';
import type { StayChange, StayState } from '../stays/domain/stay-state.js';
import { StayMovesService } from '../stays/stay-moves.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { areAgreed } from './domain/make-room.js';
import { bedsForResident, type ResidentBed } from './domain/resident-beds.js';
import type { Obstacle } from './domain/options.js';
import { BedTaken, forOtherNights, forStay, GroundService, isWithin, type For, type Ground } from './ground.service.js';
import { writeOverruled } from './overrules.js';

/** A stay that is made longer, shorter, or put into another bed: decided anew, like the booking that it changes. */
@Injectable()
export class StayChangesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly stayMoves: StayMovesService,
    private readonly clock: Clock,
  ) {}

  /**
   * More nights in the same bed: a match of its own, so a manager signs it with reasons. The limits of a short break do
   * not stop it: who goes beyond them is warned of, and the legal status decided. Short staffing does, until `overrule`
   * says why the manager goes over it.
   */
  async extend(
    actor: Actor,
    id: string,
    { departure, reasons, overrule }: { departure: string; reasons: string; overrule?: string | undefined },
  ): Promise<StayView> {
    return this.change(actor, id, 'extended', reasons, async (manager, stay, pieces) => {
      requireSigner(actor, stay);
      if (departure <= stay.departure)
        throw invalidField('departure', `Choose a departure after ${sayDate(stay.departure)}, or shorten the stay.`);
      const last = pieces.at(-1);
      if (!last) throw conflict('no-bed', 'They have no bed yet. Find one first, then make the stay longer.');
      const more = { arrival: last.departure, departure };
      const leave = { overrules: overrule !== undefined };
      const goneOver = await this.refuseUnlessFree(manager, actor, stay, more, last.bedId, leave);
      if (overrule !== undefined)
        await writeOverruled(manager, { stayId: id }, goneOver, {
          ...{ by: actor.id, at: this.clock.now(), reason: overrule },
        });
      return { pieces: stretchTo(pieces, departure), nights: { arrival: stay.arrival, departure } };
    });
  }

  /** The stay to which nights are to be added, by somebody who can sign them. */
  async toExtend(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.toShorten(actor, id);
    requireSigner(actor, stay);
    return stay;
  }

  /** The stay of which nights are to be taken off. */
  async toShorten(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.stays.open(actor, id);
    if (!CHANGEABLE.includes(stay.state)) throw conflict('not-possible-now', NOT_NOW);
    return stay;
  }

  /** Fewer nights: those at the end are free again. */
  async shorten(actor: Actor, id: string, departure: string, reasons = ''): Promise<StayView> {
    return this.change(actor, id, 'shortened', reasons, async (_, stay, pieces) => {
      const today = dateIn(this.clock.now(), stay.unit.zone);
      const earliest = stay.state === 'in_residence' && today > stay.arrival ? today : addDays(stay.arrival, 1);
      if (departure < earliest) throw invalidField('departure', `Choose ${sayDate(earliest)} or later.`);
      if (departure >= stay.departure)
        throw invalidField('departure', `Choose a departure before ${sayDate(stay.departure)}, or extend the stay.`);
      const nights = { arrival: stay.arrival, departure };
      return { pieces: cutTo(pieces, nights), nights };
    });
  }

  /** Another bed: for all its nights before the arrival, from tonight on after it. */
  async move(actor: Actor, id: string, bed: string, reasons = ''): Promise<StayView> {
    return this.change(actor, id, 'moved', reasons, async (manager, stay, pieces) => {
      const nights = this.nightsToMove(stay);
      const last = pieces.at(-1);
      if (stay.state === 'in_residence') return this.moveResident(manager, stay, pieces, nights, bed);
      const isWhole = last?.departure === stay.departure;
      if (isWhole && bed === last.bedId) throw invalidField('bed', 'The stay is in this bed already. Choose another.');
      await this.refuseUnlessFree(manager, actor, stay, nights, bed);
      const { arrival, departure } = stay;
      if (isWhole) return { pieces: moveFrom(pieces, nights.arrival, bed), nights: { arrival, departure } };
      const before = cutTo(pieces, { arrival, departure: nights.arrival });
      return { pieces: [...before, { bedId: bed, ...nights }], nights: { arrival, departure } };
    });
  }

  /**
   * Other nights, another bed, or both, for a stay that is to come: decided like a booking. With no bed asked for it
   * keeps its own, else takes one that is free, else the one that moves make free: they are made in the same transaction.
   */
  async rebook(
    actor: Actor,
    id: string,
    { arrival, departure, bed }: Nights & { bed?: string | undefined },
    reasons: string,
    { agreed, onlyUnsolved }: { agreed?: readonly string[]; onlyUnsolved?: true } = {},
  ): Promise<StayView> {
    const nights = { arrival, departure };
    return this.change(actor, id, 'rebooked', reasons, async (manager, stay) => {
      if (stay.state !== 'booked')
        throw conflict('not-possible-now', 'Only a stay that is to come can be put on other nights.');
      if (onlyUnsolved && !stay.conflict)
        throw conflict('no-conflict', 'There is nothing to solve: this stay has its bed.');
      const today = dateIn(this.clock.now(), stay.unit.zone);
      if (arrival < today && arrival !== stay.arrival)
        throw invalidField('arrival', `Choose ${sayDate(today)} or later.`);
      const length = daysBetween(arrival, departure);
      if (length <= 0) throw invalidField('departure', 'The departure must be after the arrival.');
      if (length > daysBetween(stay.arrival, stay.departure))
        throw invalidField('departure', 'More nights than were agreed need a request or a longer stay of their own.');
      const bedId = await this.makeRoom(manager, actor, stay, { ...nights, bed }, agreed);
      return { pieces: [{ bedId, ...nights }], nights };
    });
  }

  /** The nights that a move would be about, and the beds that are free on all of them; of who is there, on some of them. */
  async whereTo(actor: Actor, id: string): Promise<{ stay: StayView; nights: Nights; beds: ResidentBed[] }> {
    const { manager } = this.dataSource;
    const stay = await this.stays.open(actor, id);
    const nights = this.nightsToMove(stay);
    const { house, guest } = await this.grounds.of(manager, forStay(stay), nights);
    if (stay.state === 'in_residence') {
      const has = bedOn(await this.stays.pieces(manager, id), nights.arrival);
      return { stay, nights, beds: bedsForResident(house.beds, nights, house.claims, guest.needs, has) };
    }
    const free = freeBeds(house.beds, nights, house.claims, guest.needs);
    const others = free.filter((bed) => stay.conflict || bed.id !== stay.bed?.id);
    return { stay, nights, beds: others.map((bed) => ({ bed, departure: nights.departure, missing: [] })) };
  }

  /** Nobody who is there is refused a bed for what is planned of them: only somebody else in it, now or later, stands against it. */
  private async moveResident(
    manager: EntityManager,
    stay: StayView,
    pieces: readonly Piece[],
    nights: Nights,
    bedId: string,
  ): Promise<Changed> {
    const { house, guest } = await this.grounds.of(manager, forStay(stay), nights);
    const bed = house.beds.find(({ id }) => id === bedId);
    if (!bed) throw invalidField('bed', 'The unit has no such bed.');
    const has = bedOn(pieces, nights.arrival);
    const [found] = bedsForResident([bed], nights, house.claims, guest.needs, has);
    if (!found && has?.bedId === bedId) throw invalidField('bed', 'The stay is in this bed already. Choose another.');
    if (!found) throw new BedTaken(nights, bedId);
    const { arrival, departure } = stay;
    const until = { arrival: nights.arrival, departure: found.departure };
    const before = cutTo(pieces, { arrival, departure: nights.arrival });
    const last = before.at(-1);
    const isSame = last?.bedId === bedId && last.departure === nights.arrival;
    const now = isSame
      ? [...before.slice(0, -1), { ...last, departure: until.departure }]
      : [...before, { bedId, ...until }];
    return { pieces: now, nights: { arrival, departure } };
  }

  private nightsToMove(stay: StayView): Nights {
    const { state, arrival, departure } = stay;
    if (!CHANGEABLE.includes(state)) throw conflict('not-possible-now', NOT_NOW);
    const today = dateIn(this.clock.now(), stay.unit.zone);
    if (state === 'booked' || today <= arrival) return { arrival, departure };
    if (departure <= today)
      throw conflict(
        'not-possible-now',
        'They leave today or should have left already, so no night is left to move. A manager can extend the stay first.',
      );
    return { arrival: today, departure };
  }

  private async change(
    actor: Actor,
    id: string,
    action: StayChange,
    note: string,
    decide: (manager: EntityManager, stay: StayView, pieces: Piece[]) => Promise<Changed>,
  ): Promise<StayView> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    const nights = { arrival: seen.arrival, departure: seen.departure };
    return this.booking.decide(actor, seen.unit.id, nights, async (manager) => {
      await this.booking.lock(manager, { unitId: seen.unit.id, youngPersonId: seen.youngPerson.id });
      const stay = await this.stays.find(manager, actor, id);
      refuseIfChanged(stay);
      const held = await this.stays.pieces(manager, id);
      if (!CHANGEABLE.includes(stay.state)) throw conflict('not-possible-now', NOT_NOW);
      return this.stays.change(manager, actor, stay, { action, note, ...(await decide(manager, stay, held)) });
    });
  }

  /** The bed for a stay to come, after the moves that it takes: those that were seen, or none at all. */
  private async makeRoom(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights & { bed: string | undefined },
    agreed: readonly string[] | undefined,
  ): Promise<string> {
    const { arrival, departure } = wanted;
    // On its own nights it is counted already; of others nobody has been asked whether they go over a limit.
    const isSame = arrival === stay.arrival && departure === stay.departure;
    const leave = isSame ? { overrules: true } : {};
    const whom = isWithin({ arrival, departure }, stay) ? forStay(stay) : forOtherNights(stay);
    if (wanted.bed !== undefined) {
      await this.refuseUnlessFree(manager, actor, stay, { arrival, departure }, wanted.bed, { ...leave, whom });
      return wanted.bed;
    }
    const ground = await this.groundOf(manager, stay, wanted, whom);
    const { needs } = ground.guest;
    const kept = freeBeds(ground.house.beds, wanted, ground.house.claims, needs).find(({ id }) => id === stay.bed?.id);
    const asked = { from: arrival, to: departure, nights: daysBetween(arrival, departure) };
    const house = await this.grounds.withRoom(manager, stay.unit.id, ground.house, asked, needs, { stayId: stay.id });
    const room = this.grounds.bedFor(actor, { ...ground, house }, { arrival, departure, bed: kept?.id }, leave);
    if (!areAgreed(room.moves, agreed))
      throw conflict('other-moves', OTHER_MOVES, [{ field: 'way', message: OTHER_MOVES }]);
    await this.stayMoves.makeRoom(manager, actor, stay.unit.id, room.moves);
    return room.bed.id;
  }

  private async refuseUnlessFree(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    bedId: string,
    { whom, ...leave }: { overrules?: boolean; whom?: For } = { overrules: true },
  ): Promise<Obstacle[]> {
    const ground = await this.groundOf(manager, stay, wanted, whom);
    if (!ground.house.beds.some((bed) => bed.id === bedId)) throw invalidField('bed', 'The unit has no such bed.');
    return this.grounds.refuseUnlessFree(actor, ground, wanted, { bedId, ...leave });
  }

  /** Who is there already needs no leave to go on, and has the company that they have, whatever the bed. */
  private async groundOf(
    manager: EntityManager,
    stay: StayView,
    wanted: Nights,
    whom: For = forStay(stay),
  ): Promise<Ground> {
    const range = { arrival: addDays(wanted.arrival, -1), departure: wanted.departure };
    const ground = await this.grounds.of(manager, whom, range);
    const today = wanted.arrival < ground.today ? wanted.arrival : ground.today;
    const isThere = stay.state === 'in_residence';
    return { ...ground, today, guest: { ...ground.guest, ...(isThere && { apart: new Set<string>() }) } };
  }
}

function requireSigner(actor: Actor, { unit }: StayView): void {
  if (maySign(actor, unit.id)) return;
  throw forbidden('Only the registered manager of the unit or a named delegate can sign more nights.');
}

const OTHER_MOVES = 'By now it takes other moves. Nothing has been done. Look at them and choose again.';

interface Changed {
  pieces: Piece[];
  nights: Nights;
}

const CHANGEABLE: readonly StayState[] = ['booked', 'in_residence'];
const NOT_NOW = 'This is possible only before the stay has ended. Look at the stay again.';
