import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { addDays, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { CalendarService } from './calendar.service.js';
import { ClaimsService } from './claims.service.js';
import { isRegistered } from './domain/claim.js';
import { nightsKept, releasedAt, type WantedReserve } from './domain/reserve.js';
import { ReserveReleases } from './reserve-releases.js';

/** How far beyond the last night that can be booked a reserve is written down: its job may be that late. */
const BEYOND_DAYS = 30;

/** The nights of a unit's reserves on its calendar: one claim a night, so that each is given up at its own minute. */
@Injectable()
export class ReserveClaims {
  constructor(
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
    private readonly releases: ReserveReleases,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  lock(manager: EntityManager, unitId: string): Promise<void> {
    return this.claims.beginAt(manager, unitId);
  }

  /**
   * Keeps the nights of the rule that are free and that it has never kept: one that was given up stays given up, and one that
   * gave way to somebody who was really there, or to a closure, is kept again. Says which it could not keep, because
   * something stands there, or would if somebody were not really there.
   */
  async keep(
    manager: EntityManager,
    by: string | null,
    unitId: string,
    reserve: WantedReserve & { id: string },
  ): Promise<{ kept: PlainDate[]; taken: PlainDate[] }> {
    const { zone } = await this.calendar.unitOf(manager, unitId);
    const { tonight, horizon } = this.calendar.horizon(zone);
    const end = addDays(horizon, BEYOND_DAYS);
    const { beds, claims } = await this.calendar.load(manager, unitId, { arrival: tonight, departure: end });
    const had = await manager.query<{ night: string }[]>(
      `SELECT arrival AS night FROM bed_claims
        WHERE reserve_id = $1 AND arrival >= $2::date AND (live OR released_why NOT IN ('gave_way', 'closed'))`,
      [reserve.id, tonight],
    );
    const closed = await this.stillClosed(manager, reserve.bedId, tonight);
    const before = new Set(had.map(({ night }) => night));
    const bed = beds.find(({ id }) => id === reserve.bedId);
    const standing = claims.filter(({ bedId }) => bedId === reserve.bedId);
    const now = this.clock.now();
    const kept: { night: PlainDate; releaseAt: Date | null }[] = [];
    const taken: PlainDate[] = [];
    for (const night of nightsKept(reserve, tonight, end)) {
      const run = { arrival: night, departure: addDays(night, 1) };
      const releaseAt = releasedAt(night, reserve.releaseHours, this.env.NIGHT_BEGINS, zone);
      if (before.has(night) || (releaseAt && releaseAt <= now) || !bed || !isRegistered(bed, run)) continue;
      if ([...standing, ...closed].some((claim) => overlaps(claim, run))) taken.push(night);
      else kept.push({ night, releaseAt });
    }
    await this.claims.keepNights(manager, by, { unitId, bedId: reserve.bedId, reserveId: reserve.id }, kept);
    await this.releases.plan(manager, unitId);
    return { kept: kept.map(({ night }) => night), taken };
  }

  /** The night, or every night that is still to come, is anybody's again. How many were. */
  async giveUp(
    manager: EntityManager,
    by: string,
    reserveId: string,
    from: PlainDate,
    to?: PlainDate,
  ): Promise<number> {
    const claims = await manager.query<{ id: string }[]>(
      `SELECT id FROM bed_claims WHERE reserve_id = $1 AND live AND arrival >= $2::date AND ($3::date IS NULL OR arrival <= $3)`,
      [reserveId, from, to ?? null],
    );
    await this.claims.release(
      manager,
      claims.map(({ id }) => id),
      by,
      'released',
    );
    return claims.length;
  }

  /** Writes the unit's reserves further down. */
  async extend(manager: EntityManager, unitId: string): Promise<void> {
    await this.lock(manager, unitId);
    await this.keepAll(manager, null, unitId);
  }

  /** Keeps what each of the unit's reserves asks for and is free; called under the unit's lock. */
  async keepAll(manager: EntityManager, by: string | null, unitId: string): Promise<void> {
    const reserves = await manager.query<(WantedReserve & { id: string })[]>(
      `SELECT id, bed_id AS "bedId", first_night AS "firstNight", last_night AS "lastNight", weekdays,
              release_hours AS "releaseHours", note
         FROM reserves WHERE unit_id = $1 AND ended_at IS NULL ORDER BY made_at, id`,
      [unitId],
    );
    for (const reserve of reserves) await this.keep(manager, by, unitId, reserve);
  }

  /** Closed nights of the bed that went around somebody who was there, and whose closure is not over. */
  private stillClosed(manager: EntityManager, bedId: string, tonight: PlainDate): Promise<Nights[]> {
    return manager.query<Nights[]>(
      `SELECT b.arrival, least(b.departure, c.ended_on, CASE WHEN c.rule IS NULL THEN c.departure END) AS departure
         FROM bed_claims b JOIN closures c ON c.id = b.closure_id
        WHERE b.bed_id = $1 AND b.departure > $2::date AND b.released_why = 'gave_way'`,
      [bedId, tonight],
    );
  }
}
