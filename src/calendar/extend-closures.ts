import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { ClosureClaims } from './closure-claims.service.js';

/** Once a day, for each unit with closures that repeat: a job of its own. */
@Injectable()
@HandlesJob('find-repeating-closures')
export class FindRepeatingClosures implements JobHandler<'find-repeating-closures'> {
  constructor(private readonly outbox: OutboxService) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const units = await manager.query<{ unit: string }[]>(
      `SELECT DISTINCT unit_id AS unit FROM closures WHERE rule IS NOT NULL AND ended_on IS NULL ORDER BY 1`,
    );
    for (const { unit } of units) await this.outbox.write(manager, 'closures.repeat', { unit }, { unitId: unit });
  }
}

/** As the last night that can be booked moves on, so do the nights on which the unit is closed again. */
@Injectable()
@HandlesJob('extend-closures')
export class ExtendClosures implements JobHandler<'extend-closures'> {
  constructor(private readonly claims: ClosureClaims) {}

  handle({ unit }: { unit: string }, manager: EntityManager): Promise<void> {
    return this.claims.extend(manager, unit);
  }
}
