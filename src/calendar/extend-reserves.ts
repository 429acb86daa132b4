import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { ReserveClaims } from './reserve-claims.service.js';

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
