import type { Claim } from '../../calendar/domain/claim.js';
import { staffedNights, type Staffing } from '../../calendar/domain/staffing.js';
import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { StayNeeds } from '../../people/domain/stay-needs.js';
import type { Obstacle } from '../../requests/domain/obstacles.js';
import { obstaclesBesidesBeds } from '../../requests/domain/options.js';
import { plannedRules, type Entitlement } from '../../requests/domain/planned-rules.js';
import { NightBook } from './night-book.js';

/** Somebody whom a diary names, as far as what is planned of them is held to it. */
export interface PlannedGuest extends StayNeeds {
  dateOfBirth: PlainDate;
  /** Those with whom they must never share a night. */
  apart: ReadonlySet<string>;
  granted: Omit<Entitlement, 'leastGapDays'>;
}

/** What plans at a unit are held to, beside its beds. */
export interface PlanGround {
  /** Of the unit, on all nights of the diary. */
  claims: readonly Claim[];
  /** Of those whom it names, in every unit, and for the years around. */
  own: readonly Claim[];
  guests: ReadonlyMap<string, PlannedGuest>;
  staffing: Staffing;
  unit: { youngest: number; oldest: number; leastGapDays: number };
  tonight: PlainDate;
  horizon: PlainDate;
}

/**
 * The rules of every booking, asked of one row of a diary after the other: age, the limits of the law, the nights granted,
 * the gap, whom they would meet, and the staff. What has landed counts for those that come behind it, as it does between two
 * bookings by hand.
 */
export class PlanRules {
  private readonly here: NightBook;
  private readonly own = new Map<string, Claim[]>();
  /** Asked of somebody until another of their stays lands. */
  private readonly planned = new Map<string, (wanted: Nights) => Obstacle[]>();

  constructor(private readonly ground: PlanGround) {
    this.here = new NightBook(ground.claims);
    for (const claim of ground.own) this.keep(claim);
  }

  add(claim: Claim): void {
    this.here.add(claim);
    this.keep(claim);
  }

  /** What stands against the nights beside the beds; empty when nothing does. `hasBed`: there is one for them. */
  against(wanted: Nights, youngPersonId: string, hasBed: boolean): Obstacle[] {
    const guest = this.ground.guests.get(youngPersonId);
    if (!guest) return [];
    const { unit, staffing, tonight: today, horizon } = this.ground;
    const claims = this.here.on(wanted);
    const staffed = staffedNights(staffing, claims, wanted, youngPersonId);
    const own = this.own.get(youngPersonId) ?? [];
    return obstaclesBesidesBeds(
      wanted,
      { today, horizon },
      { claims, staffed, visitors: staffing.visitors, youngest: unit.youngest, oldest: unit.oldest },
      { ...guest, own, planned: this.rulesOf(youngPersonId, guest, own) },
      hasBed,
    );
  }

  private rulesOf(id: string, { granted }: PlannedGuest, own: readonly Claim[]): (wanted: Nights) => Obstacle[] {
    const known = this.planned.get(id);
    if (known) return known;
    const rules = plannedRules(own, { ...granted, leastGapDays: this.ground.unit.leastGapDays });
    this.planned.set(id, rules);
    return rules;
  }

  private keep(claim: Claim): void {
    const { youngPersonId } = claim;
    if (youngPersonId === null) return;
    this.planned.delete(youngPersonId);
    const theirs = this.own.get(youngPersonId);
    if (theirs) theirs.push(claim);
    else this.own.set(youngPersonId, [claim]);
  }
}
