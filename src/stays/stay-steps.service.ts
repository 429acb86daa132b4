import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays, dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { endAbsence, reopenAbsence, type Told } from './absence-records.js';
import { ENDED_WHILE_MISSING } from './domain/absence.js';
import { CLASH } from './domain/conflict.js';
import { checkArrival, nightsFromArrival, nightsUntilDeparture } from './domain/real-nights.js';
import { Elsewhere } from './elsewhere.service.js';
import { OwnStays } from './own-stays.service.js';
import { StayBeds } from './stay-beds.service.js';
import { Stay } from './stay.entity.js';
import { residing, StaysService, type StayView } from './stays.service.js';

/** When it happened, now when left out; why it is put right, when it is; and whether whoever says so is sure. */
export interface Happened {
  at?: Date | undefined;
  reason?: string | undefined;
  certain?: boolean | undefined;
}

/** Days before the expected day within which an arrival is likely: who comes earlier has been mistaken for another, mostly. */
const LIKELY_EARLY = 1;

/** What really happened to a stay, written down by those who saw it, and put right by them. */
@Injectable()
export class StaySteps {
  constructor(
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly elsewhere: Elsewhere,
    private readonly own: OwnStays,
    private readonly tonight: Tonight,
    private readonly clock: Clock,
  ) {}

  /**
   * They came. The bed is theirs from the night in which they really arrived, early or late; also when the stay had been
   * cancelled. Of somebody who is there, or has left, it puts the time right.
   */
  async arrive(actor: Actor, id: string, { at, reason = '', certain = false }: Happened = {}): Promise<StayView> {
    return this.stays.step(actor, id, 'arrived', async (manager, stay) => {
      const arrivedAt = this.stays.happened(at);
      const corrects = stay.arrivedAt !== null;
      if (corrects) requireReason(reason, 'arrival');
      if (stay.departedAt && arrivedAt > stay.departedAt)
        throw invalidField('at', 'The arrival is after the departure that was recorded. Check the date and the time.');
      const night = this.tonight.in(stay.unit.zone, arrivedAt);
      const { plannedArrival } = stay;
      const expected = { day: plannedArrival, called: `${sayDate(plannedArrival)}, when they were expected` };
      checkArrival(night, { ...expected, likely: LIKELY_EARLY }, { certain, field: 'at' });
      await this.own.refuseBeforeDeparture(manager, stay, arrivedAt);
      if (!corrects) await this.elsewhere.leave(manager, actor, stay, { arrivedAt, certain });
      const first = await this.own.firstNight(manager, stay, night);
      const action = corrects ? 'arrival_corrected' : 'arrived';
      const { nights, clash } = stay.departedAt
        ? await this.spend(manager, actor, stay, first, stay.departedAt, action)
        : await this.beds.follow(manager, actor, stay, nightsFromArrival(planOf(stay), first), {
            why: action,
            tonight: this.tonight.in(stay.unit.zone),
          });
      const state = stay.departedAt ? {} : { state: 'in_residence' as const, endedWhy: '' };
      await residing(manager.update(Stay, { id }, { ...state, arrivedAt, ...nights }));
      return { nights, note: noted(reason, clash), action, happenedAt: arrivedAt, insteadOf: stay.arrivedAt };
    });
  }

  /** They left. Nights not spent are given back; nights spent beyond the plan are kept on record. */
  async depart(actor: Actor, id: string, { at, reason = '' }: Happened = {}): Promise<StayView> {
    return this.stays.step(actor, id, 'departed', async (manager, stay) => {
      const departedAt = this.stays.happened(at);
      const corrects = stay.departedAt !== null;
      if (corrects) requireReason(reason, 'departure');
      if (stay.arrivedAt && departedAt < stay.arrivedAt)
        throw invalidField('at', 'The departure is before the arrival that was recorded. Check the date and the time.');
      // Who leaves now has left, wherever else they are recorded; a time that is put right must fit what was recorded since.
      if (corrects) await this.own.refuseAfterArrival(manager, stay, departedAt);
      await endAbsence(manager, id, { until: departedAt, ended: 'end_of_stay' }, this.told(actor));
      const missing = stay.away?.kind === 'missing' ? ENDED_WHILE_MISSING : '';
      const action = corrects ? 'departure_corrected' : 'departed';
      const { nights, clash } = await this.spend(manager, actor, stay, stay.arrival, departedAt, action);
      // What was written of the departure stays: why it is put right is in the history.
      const end = {
        state: 'completed' as const,
        departedAt,
        overdueSince: null,
        ...(!corrects && { endedWhy: reason }),
      };
      await manager.update(Stay, { id }, { ...end, ...nights });
      const note = [missing, noted(reason, clash)].filter(Boolean).join(' ');
      return { nights, note, action, happenedAt: departedAt, insteadOf: stay.departedAt };
    });
  }

  /** They did not come: the bed is free again. Not before the night in which they were expected. */
  async noShow(actor: Actor, id: string, why: string): Promise<StayView> {
    return this.stays.step(actor, id, 'no_show', async (manager, stay) => {
      if (stay.arrival > this.tonight.in(stay.unit.zone)) {
        throw conflict(
          'not-due-yet',
          `They are expected on ${sayDate(stay.arrival)}. Cancel the stay if they will not come.`,
        );
      }
      await this.beds.giveBack(manager, actor.id, stay.id, 'no_show');
      await manager.update(Stay, { id }, { state: 'no_show', endedWhy: why });
      return { nights: stay, note: why };
    });
  }

  async cancel(actor: Actor, id: string, why: string): Promise<StayView> {
    return this.stays.step(actor, id, 'cancelled', async (manager, stay) => {
      this.refuseOnceBegun(actor, stay);
      await this.beds.giveBack(manager, actor.id, stay.id, 'cancelled');
      await manager.update(Stay, { id }, { state: 'cancelled', endedWhy: why });
      return { nights: stay, note: why };
    });
  }

  /** From the first night on only the unit knows whether they came. */
  refuseOnceBegun(actor: Actor, { arrival, unit }: Pick<StayView, 'arrival' | 'unit'>): void {
    if (actor.role !== 'cas_worker' || !this.tonight.hasBegun(arrival, unit.zone)) return;
    throw forbidden(
      'The first night of this stay has begun. The unit’s staff or a manager can cancel it, or record that they did not arrive: tell them.',
    );
  }

  /**
   * They are not there after all: the stay is to come again, on its planned nights, in its bed where that is free; where
   * it is not, it waits for one. A placement without a request had no plan: it is cancelled.
   */
  async undoArrival(actor: Actor, id: string, reason: string): Promise<StayView> {
    return this.stays.step(actor, id, 'arrival_undone', async (manager, stay) => {
      await endAbsence(manager, id, { until: this.clock.now(), ended: 'undone' }, this.told(actor));
      const none = { arrivedAt: null, overdueSince: null };
      const undone = { note: reason, insteadOf: stay.arrivedAt };
      if (stay.kind === 'emergency') {
        await this.beds.giveBack(manager, actor.id, id, 'arrival_undone');
        await manager.update(Stay, { id }, { ...none, state: 'cancelled', endedWhy: reason });
        return { nights: stay, ...undone };
      }
      const nights: Nights = { arrival: stay.plannedArrival, departure: stay.plannedDeparture };
      await residing(manager.update(Stay, { id }, { ...none, ...nights, state: 'booked' }));
      await this.beds.backToPlan(manager, actor, stay, nights);
      return { nights, ...undone };
    });
  }

  /** They have not left after all: they are there until the day that was planned, and what is planned on their bed makes way. */
  async undoDeparture(actor: Actor, id: string, reason: string): Promise<StayView> {
    return this.stays.step(actor, id, 'departure_undone', async (manager, stay) => {
      await this.own.refuseIfSince(manager, stay);
      const how = { why: 'departure_undone', tonight: this.tonight.in(stay.unit.zone) };
      const wanted = nightsFromArrival(planOf(stay), stay.arrival);
      const { nights, clash } = await this.beds.follow(manager, actor, stay, wanted, how);
      const there = { state: 'in_residence' as const, departedAt: null, endedWhy: '' };
      await residing(manager.update(Stay, { id }, { ...there, ...nights }));
      // Who was away when the stay ended is away still.
      await reopenAbsence(manager, id, this.told(actor));
      return { nights, note: noted(reason, clash), insteadOf: stay.departedAt };
    });
  }

  private told(actor: Actor): Told {
    return { by: actor.id, now: this.clock.now() };
  }

  /** The nights of somebody who has left, in the beds in which they were; of who spent none, the day that they came. */
  private async spend(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    arrival: PlainDate,
    departedAt: Date,
    why: string,
  ): Promise<{ nights: Nights; clash: boolean }> {
    const spent = nightsUntilDeparture({ arrival }, dateIn(departedAt, stay.unit.zone));
    const how = { why, isOver: true, tonight: this.tonight.in(stay.unit.zone) };
    if (spent) return this.beds.follow(manager, actor, stay, spent, how);
    await this.beds.giveBack(manager, actor.id, stay.id, 'left_on_arrival_day');
    return { nights: { arrival, departure: addDays(arrival, 1) }, clash: false };
  }
}

/** The plan that an arrival meets: of who should have left and is still there, until now. */
const planOf = ({ plannedArrival, plannedDeparture, departure, overdueSince }: StayView): Nights => ({
  arrival: plannedArrival,
  departure: overdueSince ? departure : plannedDeparture,
});

const noted = (reason: string, clash: boolean) => [reason, clash ? CLASH : ''].filter(Boolean).join(' ');

function requireReason(reason: string, what: 'arrival' | 'departure'): void {
  if (!reason)
    throw invalidField('reason', `Say why the ${what} is corrected. What was recorded stays in the history.`);
}
