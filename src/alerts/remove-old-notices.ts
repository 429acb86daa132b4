import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';

const KEPT_DAYS = 90;
const AT_ONCE = 10_000;

/** What was to be known three months ago is on the request's timeline. */
@Injectable()
@HandlesJob('remove-old-notices')
export class RemoveOldNotices implements JobHandler<'remove-old-notices'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    await manager.query(
      `DELETE FROM notices WHERE id IN (
         SELECT id FROM notices WHERE made_at < $1 ORDER BY made_at LIMIT ${AT_ONCE})`,
      [before],
    );
    await manager.query(
      `DELETE FROM messages WHERE id IN (
         SELECT id FROM messages WHERE ended_at < $1 ORDER BY ended_at LIMIT ${AT_ONCE})`,
      [before],
    );
  }
}
