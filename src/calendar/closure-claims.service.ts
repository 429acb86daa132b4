import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflict, DomainError, invalidField } from '../kernel/domain-error.js';
import { addDays, daysBetween, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { CalendarService } from './calendar.service.js';
import { ClaimsService } from './claims.service.js';
import { NO_BED, registeredNights, type Claim } from './domain/claim.js';
import { runsOf, type ClosedNights } from './domain/closure.js';
import { overlapping, planClosures, type ClosureClaim } from './domain/plan-closures.js';
import { ReserveClaims } from './reserve-claims.service.js';
import { ruleDates } from './rule-dates.js';

/** How far beyond the last night that can be booked a repeating closure is written down: its job may be that late. */
const BEYOND_DAYS = 30;
/** The nights of its last time may go on after that. */
const LONGEST_BEYOND = 31;

interface StoredClosure extends Nights {
  id: string;
  bedId: string | null;
  rule: string | null;
  endedOn: PlainDate | null;
}

/** A planned visit on a day on which the unit is to be closed. */
export interface VisitInTheWay {
  id: string;
  youngPersonId: string;
  date: PlainDate;
  /** By the clocks of the unit, `HH:MM`. */
  startsAt: string;
}

/** A stay or an offer on nights that are to be closed, and the name of its bed. */
export interface InTheWay {
  claim: Claim;
  bed: string;
}

export interface ClosurePlan {
  release: string[];
  /** `nights` are those on which the bed is on the unit's registration: others do not exist. */
  make: (ClosureClaim & { nights: number })[];
  inTheWay: InTheWay[];
  /** Visits planned on days that were not closed until then. */
  visits: VisitInTheWay[];
  /** Nights kept for emergencies on which it closes: nobody is there, so they give way. */
  kept: Claim[];
}

const TOO_LONG = 'This rule takes too long to follow: its parts may never meet. Write a simpler one.';

/** A rule could not be followed in time; nothing has been changed until then. */
class RuleTooLong extends DomainError {
  constructor() {
    super('invalid', 'invalid-rrule', TOO_LONG, [{ field: 'rrule', message: TOO_LONG }]);
  }
}

/** The claims of a unit's closures on its calendar. */
@Injectable()
export class ClosureClaims {
  constructor(
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
    private readonly reserves: ReserveClaims,
  ) {}

  /** Nobody else changes the unit's nights until this transaction ends. */
  lock(manager: EntityManager, unitId: string): Promise<void> {
    return this.claims.beginAt(manager, unitId);
  }

  /**
   * What has to change on the calendar for this closure, with all others of the unit as they are: reads, changes nothing.
   * Refuses one that has no night at all, one that overlaps another of its kind, and a rule that cannot be followed.
   */
  async plan(manager: EntityManager, unitId: string, changed?: StoredClosure): Promise<ClosurePlan> {
    const { zone } = await this.calendar.unitOf(manager, unitId);
    const { tonight, horizon } = this.calendar.horizon(zone);
    const end = addDays(horizon, BEYOND_DAYS);
    const since =
      changed && changed.arrival < tonight && !(await this.hasClaims(manager, changed.id)) ? changed.arrival : tonight;
    const stored = await manager.query<StoredClosure[]>(
      `SELECT id, bed_id AS "bedId", arrival, departure, rule, ended_on AS "endedOn" FROM closures
        WHERE unit_id = $1 AND (rule IS NOT NULL OR departure > $2::date) AND coalesce(ended_on > $2::date, true)`,
      [unitId, since],
    );
    const all = [...stored.filter(({ id }) => id !== changed?.id), ...(changed ? [changed] : [])];
    const closures = await this.withRuns(all, since, end);
    const own = closures.find(({ id }) => id === changed?.id);
    if (changed && own) refuse(own, changed, all, closures, end);
    const range = { arrival: addDays(since, -1), departure: addDays(end, LONGEST_BEYOND) };
    const { beds, claims } = await this.calendar.load(manager, unitId, range);
    const live = await manager.query<(ClosureClaim & { id: string })[]>(
      `SELECT id, closure_id AS "closureId", bed_id AS "bedId", arrival, departure, purpose FROM bed_claims
        WHERE unit_id = $1 AND live AND closure_id IS NOT NULL AND departure > $2::date`,
      [unitId, since],
    );
    const others = claims.filter(({ purpose }) => purpose === 'stay' || purpose === 'offer');
    const isNew = changed !== undefined && !(await this.hasClaims(manager, changed.id));
    // Closures go around whoever got there; one that changes around those who really are there, a new one around nobody.
    const present = isNew ? [] : others.filter((claim) => claim.arrived);
    const taken = (id: string) => (id === changed?.id ? present : others);
    const { release, make } = planClosures({ closures, beds: beds.map(({ id }) => id), live, since, taken });
    const names = new Map(beds.map(({ id, name }) => [id, name]));
    const known = new Map(beds.map((bed) => [bed.id, bed]));
    // A stay that waits for a bed needs one of the unit's: none is left once it is closed.
    const waits = (claim: Claim) => changed?.bedId === null && claim.bedId === NO_BED;
    const inTheWay = others
      .filter((claim) => make.some((one) => (waits(claim) ? overlaps(one, claim) : meets(one, claim))))
      .map((claim) => ({ claim, bed: names.get(claim.bedId) ?? 'A bed' }));
    return {
      release,
      make: make.map((one) => ({ ...one, nights: registeredNights(known.get(one.bedId)!, one) })),
      inTheWay,
      visits: changed?.bedId === null ? await this.visitsOn(manager, unitId, changed.id, make, live) : [],
      kept: claims.filter((claim) => claim.purpose === 'reserve' && make.some((one) => meets(one, claim))),
    };
  }

  /** Nights kept for emergencies that it closes are given up with it; those that are in use again are kept again. */
  async carryOut(
    manager: EntityManager,
    by: string | null,
    unitId: string,
    { release, make, kept }: Omit<ClosurePlan, 'inTheWay' | 'visits'>,
  ): Promise<void> {
    await this.claims.release(manager, release, by, 'closure_changed');
    const closed = kept.filter((claim) => make.some((one) => meets(one, claim))).map(({ id }) => id);
    await this.claims.release(manager, closed, by, 'closed');
    for (const { bedId, purpose, arrival, departure, closureId } of make)
      await this.claims.make(manager, by, { unitId, bedId, purpose, arrival, departure, closureId });
    if (release.length > 0) await this.reserves.keepAll(manager, by, unitId);
  }

  /** Writes repeating closures further down; where somebody's nights stand already they stay. */
  async extend(manager: EntityManager, unitId: string): Promise<void> {
    await this.lock(manager, unitId);
    await this.planAnew(manager, null, unitId);
  }

  /**
   * Closes again what had given way to somebody who was really there and is free now: see `hasOpened`. Called at the end of
   * a change of a stay, when the unit is locked.
   */
  async closeAnew(manager: EntityManager, by: string | null, unitId: string): Promise<void> {
    try {
      await this.planAnew(manager, by, unitId);
    } catch (error) {
      // What happened is on record all the same: the nights stay open until the job of the day closes them.
      if (!(error instanceof RuleTooLong)) throw error;
    }
  }

  private async planAnew(manager: EntityManager, by: string | null, unitId: string): Promise<void> {
    const { release, make, inTheWay, kept } = await this.plan(manager, unitId);
    const free = make.filter((one) => !inTheWay.some(({ claim }) => meets(one, claim)));
    await this.carryOut(manager, by, unitId, { release, make: free, kept });
  }

  /** Who visits on a day that this closure of the unit newly closes. */
  private async visitsOn(
    manager: EntityManager,
    unitId: string,
    closureId: string,
    make: readonly ClosureClaim[],
    live: readonly ClosureClaim[],
  ): Promise<VisitInTheWay[]> {
    const on = (claims: readonly ClosureClaim[], date: PlainDate) =>
      claims.some((one) => one.closureId === closureId && one.arrival <= date && date < one.departure);
    const planned = await manager.query<VisitInTheWay[]>(
      `SELECT id, young_person_id AS "youngPersonId", date, to_char(starts_at, 'HH24:MI') AS "startsAt" FROM visits
        WHERE unit_id = $1 AND state = 'planned' AND date >= $2::date ORDER BY date, starts_at, id`,
      [unitId, make.map(({ arrival }) => arrival).toSorted()[0] ?? null],
    );
    return planned.filter(({ date }) => on(make, date) && !on(live, date));
  }

  private async hasClaims(manager: EntityManager, id: string): Promise<boolean> {
    return (await manager.query<unknown[]>(`SELECT 1 FROM bed_claims WHERE closure_id = $1 LIMIT 1`, [id])).length > 0;
  }

  private async withRuns(
    closures: readonly StoredClosure[],
    since: PlainDate,
    end: PlainDate,
  ): Promise<ClosedNights[]> {
    const repeated = closures.filter((closure) => closure.rule !== null);
    const dates = await ruleDates(
      repeated.map(({ rule, arrival, departure }) => {
        // What began before and goes on is still to be closed; what is over is on the calendar already.
        const from = addDays(since, -daysBetween(arrival, departure));
        return { rule: rule!, start: arrival, end, since: from };
      }),
    );
    if (!dates) throw new RuleTooLong();
    return closures.map(({ id, bedId, rule, arrival, departure, endedOn }) => {
      const starts = rule === null ? [arrival] : dates[repeated.findIndex((one) => one.id === id)]!;
      return { id, bedId, runs: runsOf(starts, daysBetween(arrival, departure), endedOn) };
    });
  }
}

const meets = (one: ClosureClaim, claim: Claim) => one.bedId === claim.bedId && overlaps(one, claim);

function refuse(
  own: ClosedNights,
  changed: StoredClosure,
  all: readonly StoredClosure[],
  closures: readonly ClosedNights[],
  end: PlainDate,
): void {
  if (own.runs.length === 0 && changed.endedOn === null)
    throw invalidField('rrule', `This rule has no date between ${sayDate(changed.arrival)} and ${sayDate(end)}.`);
  const other = overlapping(own, closures);
  if (!other) return;
  const { arrival, departure, rule } = all.find(({ id }) => id === other.id)!;
  const what = own.bedId === null ? 'The unit is' : 'This bed is';
  const when = rule ? `from ${sayDate(arrival)}, repeatedly` : `from ${sayDate(arrival)} to ${sayDate(departure)}`;
  throw conflict(
    'closure-overlaps',
    `${what} closed on some of these nights already: ${when}. Change that closure, or choose other nights.`,
  );
}
