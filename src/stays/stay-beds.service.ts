import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { freeBeds } from '../calendar/domain/choose-bed.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, overlaps, type Nights } from '../kernel/nights.js';
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

  /** These nights in this bed, instead of what it held. */
  async put(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    nights: Nights,
    bedId: string,
    why: string,
  ): Promise<void> {
    await this.giveBack(manager, actor, stay.id, why);
    await this.claims.make(manager, actor.id, {
      arrival: nights.arrival,
      departure: nights.departure,
      unitId: stay.unit.id,
      bedId,
      purpose: 'stay',
      youngPersonId: stay.youngPerson.id,
      requestId: stay.requestId,
      stayId: stay.id,
    });
  }

  /**
   * Puts the claim where reality is. In the bed that was meant, as far as it is free; in another where somebody is
   * still in it or all of its nights are taken; and nowhere when the house is full: what happened is written down
   * all the same. `clash` says that somebody has to solve it today.
   */
  async follow(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    why: string,
  ): Promise<{ nights: Nights; clash: boolean }> {
    const [held] = await this.claims.ofStay(manager, stay.id);
    const range = { arrival: addDays(wanted.arrival, -1), departure: addDays(wanted.departure, 1) };
    const { beds, claims } = await this.calendar.load(manager, stay.unit.id, range);
    const own = await this.calendar.claimsOfYoungPerson(manager, stay.youngPerson.id, range);
    const others = [...claims, ...own].filter((claim) => claim.stayId !== stay.id);
    const meant = held?.bedId ?? stay.bed?.id;
    const near = others.filter((claim) => claim.bedId === meant || claim.youngPersonId === stay.youngPerson.id);
    const fitted = held && !near.some((claim) => overlaps(claim, held)) ? fitAround(wanted, held, near) : undefined;
    if (held && fitted && fitted.nights.arrival < fitted.nights.departure) {
      await this.put(manager, actor, stay, fitted.nights, held.bedId, why);
      return fitted;
    }
    const free = freeBeds(beds, wanted, others);
    const bed = free.find((one) => one.id === meant) ?? free[0];
    if (bed) await this.put(manager, actor, stay, wanted, bed.id, why);
    else if (held && overlaps(wanted, held))
      await this.put(manager, actor, stay, shared(wanted, held), held.bedId, why);
    return { nights: wanted, clash: bed === undefined };
  }
}

/** The nights that two overlapping runs have in common. */
function shared(a: Nights, b: Nights): Nights {
  return {
    arrival: a.arrival > b.arrival ? a.arrival : b.arrival,
    departure: a.departure < b.departure ? a.departure : b.departure,
  };
}
