import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { freeBeds } from '../calendar/domain/choose-bed.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, overlaps, type Nights } from '../kernel/nights.js';
import { cutTo, type Piece } from './domain/pieces.js';
import { fitAround } from './domain/real-nights.js';
import type { StayView } from './stay-reader.js';

/** The beds under a stay: its claims, given up and made anew in the transaction of whoever changes it. */
@Injectable()
export class StayBeds {
  constructor(
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
  ) {}

  /** Nobody else changes the unit's nights, or the young person's, until this transaction ends. */
  begin(manager: EntityManager, stay: StayView): Promise<void> {
    return this.claims.begin(manager, stay.unit.id, stay.youngPerson.id);
  }

  /** All its nights come back. */
  async giveBack(manager: EntityManager, actor: Actor, stayId: string, why: string): Promise<void> {
    const held = await this.claims.ofStay(manager, stayId);
    const ids = held.map((claim) => claim.id);
    await this.claims.release(manager, ids, actor.id, why);
  }

  /** Where the stay is, night by night. */
  async pieces(manager: EntityManager, stayId: string): Promise<Piece[]> {
    const held = await this.claims.ofStay(manager, stayId);
    return held.map(({ bedId, arrival, departure }) => ({ bedId, arrival, departure }));
  }

  /** These nights in these beds, instead of what it held; what is right already is left alone. */
  async put(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    pieces: readonly Piece[],
    why: string,
  ): Promise<void> {
    const held = await this.claims.ofStay(manager, stay.id);
    const same = (one: Piece, other: Piece) =>
      one.bedId === other.bedId && one.arrival === other.arrival && one.departure === other.departure;
    const released = held.filter((claim) => !pieces.some((piece) => same(piece, claim)));
    await this.claims.release(
      manager,
      released.map(({ id }) => id),
      actor.id,
      why,
    );
    for (const piece of pieces.filter((one) => !held.some((claim) => same(one, claim))))
      await this.claims.make(manager, actor.id, {
        ...piece,
        unitId: stay.unit.id,
        purpose: 'stay',
        youngPersonId: stay.youngPerson.id,
        requestId: stay.requestId,
        stayId: stay.id,
      });
  }

  /**
   * Puts the claims where reality is. In the bed that was meant, as far as it is free; in another where somebody is
   * still in it or all of its nights are taken; and nowhere when the house is full: what happened is written down
   * all the same. Where it has moved, the nights in the beds before are only made fewer. `clash` says that somebody has
   * to solve it today.
   */
  async follow(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    why: string,
  ): Promise<{ nights: Nights; clash: boolean }> {
    const pieces = await this.pieces(manager, stay.id);
    const before = cutTo(pieces.slice(0, -1), wanted);
    const last = pieces.at(-1);
    if (before.length > 0 && last && wanted.departure <= last.arrival) {
      await this.put(manager, actor, stay, before, why);
      return { nights: wanted, clash: false };
    }
    const [first] = before;
    const earlier = first && wanted.arrival < first.arrival && { arrival: wanted.arrival, departure: first.departure };
    const begun = earlier ? await this.place(manager, stay, earlier, first) : undefined;
    if (begun?.piece?.bedId === first?.bedId && begun?.piece) before[0] = begun.piece;
    const from = before.at(-1)?.departure ?? wanted.arrival;
    const placed = await this.place(manager, stay, { arrival: from, departure: wanted.departure }, last);
    if (placed.piece) await this.put(manager, actor, stay, [...before, placed.piece], why);
    const arrival = before[0]?.arrival ?? placed.nights.arrival;
    return { nights: { arrival, departure: placed.nights.departure }, clash: placed.clash || (begun?.clash ?? false) };
  }

  /** Where the wanted nights can be: in the bed that is held, as far as they fit, else in another, else what is held of them. */
  private async place(
    manager: EntityManager,
    stay: StayView,
    wanted: Nights,
    held: Piece | undefined,
  ): Promise<{ piece?: Piece; nights: Nights; clash: boolean }> {
    const range = { arrival: addDays(wanted.arrival, -1), departure: addDays(wanted.departure, 1) };
    const { beds, claims } = await this.calendar.load(manager, stay.unit.id, range);
    const own = await this.calendar.claimsOfYoungPerson(manager, stay.youngPerson.id, range);
    const others = [...claims, ...own].filter((claim) => claim.stayId !== stay.id);
    const meant = held?.bedId ?? stay.bed?.id;
    const near = others.filter((claim) => claim.bedId === meant || claim.youngPersonId === stay.youngPerson.id);
    const fitted = held && !near.some((claim) => overlaps(claim, held)) ? fitAround(wanted, held, near) : undefined;
    if (held && fitted && fitted.nights.arrival < fitted.nights.departure)
      return { piece: { ...fitted.nights, bedId: held.bedId }, ...fitted };
    const free = freeBeds(beds, wanted, others);
    const bed = free.find((one) => one.id === meant) ?? free[0];
    if (bed) return { piece: { ...wanted, bedId: bed.id }, nights: wanted, clash: false };
    const kept = held && overlaps(wanted, held) ? { ...shared(wanted, held), bedId: held.bedId } : undefined;
    return { ...(kept && { piece: kept }), nights: wanted, clash: true };
  }
}

/** The nights that two overlapping runs have in common. */
function shared(a: Nights, b: Nights): Nights {
  return {
    arrival: a.arrival > b.arrival ? a.arrival : b.arrival,
    departure: a.departure < b.departure ? a.departure : b.departure,
  };
}
