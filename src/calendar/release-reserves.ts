import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { untilItsMinute } from '../platform/jobs/its-minute.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { ClaimsService } from './claims.service.js';
import { ReserveReleases } from './reserve-releases.js';

/** Each hour, of every unit: what is released before the next look but one has an entry of its own, due at its minute. */
@Injectable()
@HandlesJob('find-reserves-due')
export class FindReservesDue implements JobHandler<'find-reserves-due'> {
  constructor(private readonly releases: ReserveReleases) {}

  handle(_payload: object, manager: EntityManager): Promise<void> {
    return this.releases.plan(manager);
  }
}

/**
 * Writes down at their minute that nights are no longer kept for emergencies, so that whoever waits for them is thought of.
 * Bookings and readers go by the clock.
 */
@Injectable()
@HandlesJob('release-reserves')
export class ReleaseReserves implements JobHandler<'release-reserves'> {
  constructor(
    private readonly claims: ClaimsService,
    private readonly clock: Clock,
  ) {}

  async handle({ unit }: { unit: string }, manager: EntityManager): Promise<void> {
    const [next] = await manager.query<{ at: Date }[]>(
      `SELECT min(release_at) AS at FROM bed_claims WHERE live AND purpose = 'reserve' AND unit_id = $1
       HAVING min(release_at) IS NOT NULL`,
      [unit],
    );
    if (next && (await untilItsMinute(next.at, this.clock))) await this.claims.beginAt(manager, unit);
  }
}
