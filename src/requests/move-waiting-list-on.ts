import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { Tonight } from '../platform/tonight.js';
import { FreedBeds } from './freed-beds.service.js';

/** Once an hour: units where somebody waits and nights came back that lie ahead. Each is looked at in a job of its own. */
@Injectable()
@HandlesJob('find-waiting-lists')
export class FindWaitingLists implements JobHandler<'find-waiting-lists'> {
  constructor(
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const units = await manager.query<{ id: string }[]>(
      `SELECT u.id FROM units u CROSS JOIN LATERAL (SELECT ${this.tonight.sql('$1')} AS tonight) d
        WHERE EXISTS (SELECT 1 FROM request_parts p WHERE p.unit_id = u.id AND p.state = 'waitlisted')
          AND EXISTS (SELECT 1 FROM bed_claims c WHERE c.unit_id = u.id AND NOT c.live AND c.departure > d.tonight)
        ORDER BY u.id`,
      [this.clock.now()],
    );
    for (const { id } of units) await this.outbox.write(manager, 'waiting-list.look', { unit: id }, { unitId: id });
  }
}

/** What came back and suited nobody then, or was missed, is looked at again for those who wait at the unit now. */
@Injectable()
@HandlesJob('move-waiting-list-on')
export class MoveWaitingListOn implements JobHandler<'move-waiting-list-on'> {
  constructor(private readonly beds: FreedBeds) {}

  async handle({ unit }: { unit: string }, manager: EntityManager): Promise<void> {
    await this.beds.moveOn(manager, unit);
  }
}
