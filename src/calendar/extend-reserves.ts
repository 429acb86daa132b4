import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { ReserveClaims } from './reserve-claims.service.js';

const AT_ONCE = 1_000;

/** Once a day, for each unit that keeps a bed for emergencies: a job of its own. */
@Injectable()
@HandlesJob('find-reserves')
export class FindReserves implements JobHandler<'find-reserves'> {
  constructor(private readonly outbox: OutboxService) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const units = await manager.query<{ unit: string }[]>(
      `SELECT DISTINCT unit_id AS unit FROM reserves WHERE ended_at IS NULL ORDER BY 1`,
    );
    for (const { unit } of units) await this.outbox.write(manager, 'reserves.repeat', { unit }, { unitId: unit });
  }
}

/** As the last night that can be booked moves on, so do the nights that are kept. */
@Injectable()
@HandlesJob('extend-reserves')
export class ExtendReserves implements JobHandler<'extend-reserves'> {
  constructor(private readonly claims: ReserveClaims) {}

  handle({ unit }: { unit: string }, manager: EntityManager): Promise<void> {
    return this.claims.extend(manager, unit);
  }
}

/**
 * Writes down which nights are no longer kept for emergencies. Nothing hangs on it: readers and bookings go by the clock.
 * What a booking is writing down at this moment is left to it.
 */
@Injectable()
@HandlesJob('release-reserves')
export class ReleaseReserves implements JobHandler<'release-reserves'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    await manager.query(
      `UPDATE bed_claims SET released_at = $1, released_why = 'released_by_time' WHERE id IN (
         SELECT id FROM bed_claims WHERE live AND purpose = 'reserve' AND release_at <= $1
          ORDER BY release_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`,
      [this.clock.now()],
    );
  }
}
