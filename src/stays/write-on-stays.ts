import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { StayBeds } from './stay-beds.service.js';
import { StayOnService } from './stay-on.service.js';

/**
 * Once an hour, and so soon after midnight: each unit with somebody who should have left and is still there gets a job of
 * its own. What time has solved is no longer to be solved.
 */
@Injectable()
@HandlesJob('find-overdue-stays')
export class FindOverdueStays implements JobHandler<'find-overdue-stays'> {
  constructor(
    private readonly outbox: OutboxService,
    private readonly beds: StayBeds,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const units = await manager.query<{ unit: string }[]>(
      `SELECT DISTINCT s.unit_id AS unit FROM stays s JOIN units u ON u.id = s.unit_id
        WHERE ${this.tonight.overdueSql('$1')} ORDER BY 1`,
      [this.clock.now()],
    );
    await this.beds.passTime(manager);
    for (const { unit } of units) await this.outbox.write(manager, 'stays.overdue', { unit }, { unitId: unit });
  }
}

/** They are still there, tonight at least. */
@Injectable()
@HandlesJob('write-on-stays')
export class WriteOnStays implements JobHandler<'write-on-stays'> {
  constructor(private readonly stays: StayOnService) {}

  handle({ unit }: { unit: string }, manager: EntityManager): Promise<void> {
    return this.stays.writeOn(manager, unit);
  }
}
