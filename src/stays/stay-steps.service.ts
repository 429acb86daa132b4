import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, type FieldError } from '../kernel/domain-error.js';
import { addDays, dateIn, timeIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { endAbsence, reopenAbsence, type Told } from './absence-records.js';
import { ENDED_WHILE_MISSING } from './domain/absence.js';
import { bedNoted } from './domain/bed-said.js';
import { CLASH } from './domain/conflict.js';
import { byDefault, checkEnding, GOES_ON, leftEarly, type Said } from './domain/ending.js';
import { checkArrival, nightsFromArrival, nightsUntilDeparture, whyNotThatStay } from './domain/real-nights.js';
import type { StayAction } from './domain/stay-state.js';
import { Elsewhere } from './elsewhere.service.js';
import { NamesOfOthers } from './names-of-others.service.js';
import { OwnStays } from './own-stays.service.js';
import { StayBeds } from './stay-beds.service.js';
import { Stay } from './stay.entity.js';
import { residing, StaysService, type StayView, type StepDone } from './stays.service.js';

/** When it happened, now when left out; why it is put right, when it is; and whether whoever says so is sure. */
export interface Happened {
  at?: Date | undefined;
  reason?: string | undefined;
  certain?: boolean | undefined;
}

/** How an arrival was: also from which address they came; their home when left out. */
export interface Arrived extends Happened {
  addressBefore?: string | undefined;
}

/** How a departure was: also who ended the stay early, and why. */
export interface Departed extends Happened, Partial<Omit<Said, 'note'>> {
  /** Where they go, as somebody said it; their home where nobody did. */
  addressAfter?: string | undefined;
  /** Whoever records it was asked, so that it must be said of an early departure. */
  isAsked?: boolean;
}

/** What is said of a stay that is called off or whose young person did not come: who, why, and when it was said. */
export type CalledOff = Omit<Departed, 'certain' | 'isAsked' | 'addressAfter'> & {
  /** What seems to be the name of another young person is not. */
  namesNobodyElse?: boolean | undefined;
};

const BEGUN =
  'The first night of this stay has begun. The unit’s staff or a manager can cancel it, or record that they did not arrive: tell them.';

/** Days before the planned day within which nobody is asked: who comes before it is often another, or on another stay. */
const LIKELY_EARLY = 0;
/** The same of a time that is put right: a day of it is what the reason is about. */
const LIKELY_EARLY_CORRECTED = 1;

/** What really happened to a stay, written down by those who saw it, and put right by them. */
@Injectable()
export class StaySteps {
  constructor(
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly elsewhere: Elsewhere,
    private readonly own: OwnStays,
    private readonly names: NamesOfOthers,
    private readonly tonight: Tonight,
    private readonly clock: Clock,
  ) {}

  /**
   * They came. The bed is theirs from the night in which they really arrived, early or late; also when the stay had been
   * cancelled. Of somebody who is there, or has left, it puts the time right.
   */
  async arrive(
    actor: Actor,
    id: string,
    { at, reason = '', certain = false, addressBefore: address }: Arrived = {},
  ): Promise<StayView> {
    return this.stays.step(actor, id, 'arrived', async (manager, stay) => {
      const arrivedAt = this.stays.happened(at);
      const corrects = stay.arrivedAt !== null;
      if (corrects) requireReason(reason, 'arrival');
      if (stay.departedAt && arrivedAt > stay.departedAt)
        throw invalidField('at', 'The arrival is after the departure that was recorded. Check the date and the time.');
      const night = this.tonight.in(stay.unit.zone, arrivedAt);
      const { plannedArrival } = stay;
      if (!corrects) this.refuseFarAhead(stay);
      const expected = { day: plannedArrival, called: `${sayDate(plannedArrival)}, when they are planned to arrive` };
      checkArrival(
        night,
        { ...expected, likely: corrects ? LIKELY_EARLY_CORRECTED : LIKELY_EARLY },
        { certain, field: 'at' },
      );
      const [, , before, , hasLeft, seen] = await inOneGo(
        this.own.refuseBeforeDeparture(manager, stay, arrivedAt),
        this.own.refuseAwayOutside(manager, stay, { arrivedAt }),
        corrects ? undefined : this.beds.asItStands(manager, id),
        corrects ? undefined : this.beds.theyCome(manager, actor, id),
        corrects ? undefined : this.elsewhere.leave(manager, actor, stay, { arrivedAt, certain }),
        this.own.firstNight(manager, stay, night),
      );
      // The night in which they left elsewhere is known only now.
      const first = hasLeft ? await this.own.firstNight(manager, stay, night) : seen;
      const action: StayAction = corrects ? 'arrival_corrected' : 'arrived';
      const { nights, clash, bed } = stay.departedAt
        ? await this.spend(manager, actor, stay, first, stay.departedAt, action)
        : await this.beds.follow(manager, actor, stay, nightsFromArrival(planOf(stay), first), {
            why: action,
            tonight: this.tonight.in(stay.unit.zone),
          });
      const state = stay.departedAt ? {} : { state: 'in_residence' as const, ...GOES_ON };
      await residing(manager.update(Stay, { id }, { ...state, arrivedAt, ...nights }));
      const meant = stay.bed?.name;
      const isOther = !corrects && bed && meant && bed !== meant;
      const written = {
        note: noted(isOther ? bedNoted(reason, meant, bed) : reason, clash),
        action,
        address,
        planned: plannedArrival,
        ...(before && { before }),
      };
      return { nights, ...written, happenedAt: arrivedAt, insteadOf: stay.arrivedAt };
    });
  }

  /** Whoever is here now has not come for a stay that is far ahead: it would take everybody's nights until then. */
  refuseFarAhead({ plannedArrival, unit }: Pick<StayView, 'plannedArrival' | 'unit'>): void {
    const why = whyNotThatStay(plannedArrival, this.tonight.in(unit.zone));
    if (why) throw conflict('too-early', why);
  }

  /** Whether somebody who came now would be there before the night that is planned. */
  wouldBeEarly({ plannedArrival, unit }: Pick<StayView, 'plannedArrival' | 'unit'>): boolean {
    return this.tonight.in(unit.zone) < plannedArrival;
  }

  /** They left. Nights not spent are given back; nights spent beyond the plan are kept on record. */
  async depart(
    actor: Actor,
    id: string,
    { at, reason = '', by: who = null, code: why = null, isAsked = false, addressAfter: address }: Departed = {},
  ): Promise<StayView> {
    return this.stays.step(actor, id, 'departed', async (manager, stay) => {
      const departedAt = this.stays.happened(at);
      const corrects = stay.departedAt !== null;
      if (corrects) requireReason(reason, 'departure');
      if (stay.arrivedAt && departedAt < stay.arrivedAt)
        throw invalidField('at', 'The departure is before the arrival that was recorded. Check the date and the time.');
      const said = { by: who, code: why, note: reason };
      const { by, code } = endingOfDeparture(stay, departedAt, said, { isAsked, role: actor.role });
      // Who leaves now has left, wherever else they are recorded; a time that is put right must fit what was recorded since.
      if (corrects) await this.own.refuseAfterArrival(manager, stay, departedAt);
      await this.own.refuseAwayOutside(manager, stay, { departedAt });
      await endAbsence(manager, id, { until: departedAt, ended: 'end_of_stay' }, this.told(actor));
      const missing = stay.away?.kind === 'missing' ? ENDED_WHILE_MISSING : '';
      const action: StayAction = corrects ? 'departure_corrected' : 'departed';
      const { nights, clash } = await this.spend(manager, actor, stay, stay.arrival, departedAt, action);
      // What was written of the departure stays: why it is put right is in the history.
      const end = {
        state: 'completed' as const,
        departedAt,
        overdueSince: null,
        ...(!corrects && { endedWhy: reason }),
        ...((!corrects || by) && { endedBy: by, endedCode: code }),
      };
      await manager.update(Stay, { id }, { ...end, ...nights });
      const note = [missing, noted(reason, clash)].filter(Boolean).join(' ');
      const written = {
        note,
        action,
        address,
        planned: stay.plannedDeparture,
        ending: { endedBy: by, code, expectedAt: null },
      };
      return { nights, ...written, happenedAt: departedAt, insteadOf: stay.departedAt };
    });
  }

  /** They did not come: the bed is free again. Not before they were expected. */
  async noShow(actor: Actor, id: string, given: CalledOff): Promise<StayView> {
    const { code = null, reason: note = '', namesNobodyElse } = given;
    return this.stays.step(actor, id, 'no_show', async (manager, stay) => {
      this.refuseBeforeExpected(stay);
      const said = { by: null, code, note };
      refuse(checkEnding('no_show', said, actor.role));
      const [done] = await this.callOff(manager, actor, [stay], 'no_show', said, { namesNobodyElse });
      return done!;
    });
  }

  refuseBeforeExpected(stay: Pick<StayView, 'arrival' | 'kind' | 'unit'>): void {
    const why = this.whyBeforeExpected(stay);
    if (why) throw conflict('not-due-yet', why);
  }

  /**
   * Why nobody can say yet that they did not come, and from when. A child who is on the way in an emergency is expected at
   * once; everybody else when the night of their arrival begins.
   */
  whyBeforeExpected({
    arrival,
    kind,
    unit: { zone },
  }: Pick<StayView, 'arrival' | 'kind' | 'unit'>): string | undefined {
    if (kind === 'emergency' ? arrival <= this.tonight.in(zone) : this.tonight.hasBegun(arrival, zone))
      return undefined;
    const from = timeIn(this.tonight.begins(arrival, zone), zone);
    return `They are expected on ${sayDate(arrival)} from ${from}: that they did not arrive can be recorded from then on. If they will not come, cancel the stay.`;
  }

  /** They will not come: called off by the family, the unit or the council, with the notice that there was. */
  async cancel(actor: Actor, id: string, given: CalledOff): Promise<StayView> {
    return this.stays.step(actor, id, 'cancelled', async (manager, stay) => {
      const [done] = await this.cancelled(manager, actor, [stay], given);
      return done!;
    });
  }

  /**
   * The same of several stays of one unit in the transaction of whoever calls off more than these, and has locked the unit and
   * the young people: in as many statements however many they are.
   */
  async cancelEach(manager: EntityManager, actor: Actor, ids: readonly string[], given: CalledOff): Promise<void> {
    if (ids.length === 0) return;
    const stays = await this.stays.findEach(manager, actor, ids);
    await this.stays.stepEach(manager, actor, stays, 'cancelled', () => this.cancelled(manager, actor, stays, given));
  }

  private cancelled(
    manager: EntityManager,
    actor: Actor,
    stays: readonly StayView[],
    { by: who, code = null, reason: note = '', at, namesNobodyElse }: CalledOff,
  ): Promise<StepDone[]> {
    for (const stay of stays) this.refuseOnceBegun(actor, stay);
    const said = { by: who ?? byDefault(actor.role), code, note };
    refuse(checkEnding('cancelled', said, actor.role));
    return this.callOff(manager, actor, stays, 'cancelled', said, { at, namesNobodyElse });
  }

  refuseOnceBegun(actor: Actor, stay: Pick<StayView, 'arrival' | 'unit'>): void {
    const why = this.whyOnceBegun(actor, stay);
    if (why) throw forbidden(why);
  }

  /** From the first night on only the unit knows whether they came: why a key worker cannot call the stay off any more. */
  whyOnceBegun(actor: Actor, { arrival, unit }: { arrival: PlainDate; unit: { zone: string } }): string | undefined {
    return actor.role === 'cas_worker' && this.tonight.hasBegun(arrival, unit.zone) ? BEGUN : undefined;
  }

  /** They have not left after all: they are there until the day that was planned, and what is planned on their bed makes way. */
  async undoDeparture(actor: Actor, id: string, reason: string): Promise<StayView> {
    return this.stays.step(actor, id, 'departure_undone', async (manager, stay) => {
      await this.own.refuseIfSince(manager, stay);
      const how = { why: 'departure_undone', tonight: this.tonight.in(stay.unit.zone) };
      const wanted = nightsFromArrival(planOf(stay), stay.arrival);
      const { nights, clash } = await this.beds.follow(manager, actor, stay, wanted, how);
      const there = { state: 'in_residence' as const, departedAt: null, ...GOES_ON };
      await residing(manager.update(Stay, { id }, { ...there, ...nights }));
      // Who was away when the stay ended is away still.
      await reopenAbsence(manager, id, this.told(actor));
      return { nights, note: noted(reason, clash), insteadOf: stay.departedAt };
    });
  }

  private async callOff(
    manager: EntityManager,
    actor: Actor,
    stays: readonly StayView[],
    state: 'cancelled' | 'no_show',
    { by: endedBy, code, note }: Said,
    { at, namesNobodyElse }: Pick<CalledOff, 'at' | 'namesNobodyElse'>,
  ): Promise<StepDone[]> {
    const about = [...new Set(stays.map(({ youngPerson }) => youngPerson.id))];
    const ids = stays.map(({ id }) => id);
    // Of the unit's own ending the key worker is told no words.
    const words = { about, field: 'reason', text: note, namesNobodyElse };
    if (endedBy !== 'unit') await this.names.refuse(manager, actor, words);
    const endedAt = this.stays.happened(at);
    const [rows, before] = await inOneGo(
      manager.find(Stay, { where: { id: In(ids) }, order: { bookedAt: 'DESC' } }),
      this.beds.asTheyStand(manager, ids),
    );
    const [{ zone }] = stays.map(({ unit }) => unit) as [StayView['unit']];
    const booked = dateIn(rows[0]!.bookedAt, zone);
    if (dateIn(endedAt, zone) < booked)
      throw invalidField('at', `The stay was booked on ${sayDate(booked)}. Check the date.`);
    const expected = stays.map(({ plannedArrival }) => this.tonight.begins(plannedArrival, zone));
    await this.beds.giveBack(manager, actor.id, ids, state);
    await manager.query(
      `UPDATE stays s SET state = $3, ended_by = $4, ended_code = $5, ended_at = $6, ended_why = $7, expected_at = c.expected
         FROM unnest($1::uuid[], $2::timestamptz[]) AS c (id, expected) WHERE s.id = c.id`,
      [ids, expected, state, endedBy, code, endedAt, note],
    );
    return stays.map((stay, place) => ({
      ...{ nights: stay, note, before: before.get(stay.id)!, ...(at && { happenedAt: at }) },
      ending: { endedBy, code, expectedAt: expected[place]! },
    }));
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
  ): Promise<{ nights: Nights; clash: boolean; bed: string | null }> {
    const spent = nightsUntilDeparture({ arrival }, dateIn(departedAt, stay.unit.zone));
    const how = { why, isOver: true, tonight: this.tonight.in(stay.unit.zone) };
    if (spent) return this.beds.follow(manager, actor, stay, spent, how);
    await this.beds.giveBack(manager, actor.id, [stay.id], 'left_on_arrival_day');
    return { nights: { arrival, departure: addDays(arrival, 1) }, clash: false, bed: null };
  }
}

/**
 * Who left early, and nobody else, ended the stay otherwise than planned. On a page it is asked who and why, and what was
 * chosen there before the date was put right is left out.
 */
function endingOfDeparture(
  { plannedDeparture, unit, departedAt: recorded }: StayView,
  departedAt: Date,
  { by, code, note }: Said,
  { isAsked, role }: { isAsked: boolean; role: Actor['role'] },
): Omit<Said, 'note'> {
  if (!leftEarly({ plannedDeparture, zone: unit.zone }, departedAt)) {
    if (isAsked || !(by || code)) return { by: null, code: null };
    throw invalidField(
      'code',
      'They did not leave before the planned day. Leave out who ended the stay and why, or check the date.',
    );
  }
  if (isAsked && !by && !recorded)
    throw invalidField(
      'by',
      `They were to stay until ${sayDate(plannedDeparture)}. Choose who ended the stay, and why.`,
    );
  if (by || code) refuse(checkEnding('departed', { by, code, note }, role));
  return { by, code };
}

function refuse(errors: FieldError[]): void {
  const [first] = errors;
  if (first) throw invalid(`invalid-${first.field}`, first.message, errors);
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
