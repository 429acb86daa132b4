import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { chooseBed } from '../calendar/domain/choose-bed.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { fitAround } from './domain/real-nights.js';
import type { StayView } from './stay-reader.js';

/** The beds under a stay: its claims, given up and made anew in the transaction of whoever changes it. */
@Injectable()
export class StayBeds {
  constructor(
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
  ) {}

  releaseExpired(manager: EntityManager, unitId: string, youngPersonId: string): Promise<void> {
    return this.claims.releaseExpired(manager, unitId, youngPersonId);
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
   * Puts the claim where reality is, as far as the bed and the young person are free; `clash` when that is not all
   * of it. Somebody whose own bed is taken for every one of the nights is put into another that is free.
   */
  async follow(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    wanted: Nights,
    why: string,
  ): Promise<{ nights: Nights; clash: boolean }> {
    const [held] = await this.claims.ofStay(manager, stay.id);
    if (!held || (held.arrival === wanted.arrival && held.departure === wanted.departure)) {
      return { nights: wanted, clash: false };
    }
    const range = { arrival: addDays(wanted.arrival, -1), departure: addDays(wanted.departure, 1) };
    const { beds, claims } = await this.calendar.load(manager, stay.unit.id, range);
    const own = await this.calendar.claimsOfYoungPerson(manager, stay.youngPerson.id, range);
    const others = [...claims, ...own].filter((claim) => claim.stayId !== stay.id);
    const near = others.filter((claim) => claim.bedId === held.bedId || claim.youngPersonId === stay.youngPerson.id);
    const fitted = fitAround(wanted, held, near);
    if (fitted.nights.arrival < fitted.nights.departure) {
      await this.put(manager, actor, stay, fitted.nights, held.bedId, why);
      return fitted;
    }
    const bed = chooseBed(beds, wanted, others);
    if (!bed) throw conflict('no-bed', 'Every bed is taken on these nights. Make room first, then record it.');
    await this.put(manager, actor, stay, wanted, bed.id, why);
    return { nights: wanted, clash: false };
  }
}
