import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { HandlesJob, type JobHandler } from './job-handlers.js';

const KEPT_DAYS = 30;
const AT_ONCE = 10_000;

/** Forgets work that was done or dismissed a month ago. What failed stays until somebody has looked at it. */
@Injectable()
@HandlesJob('remove-finished-work')
export class RemoveFinishedWork implements JobHandler<'remove-finished-work'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    await manager.query(
      `DELETE FROM outbox WHERE (entry_id, handler) IN (
         SELECT entry_id, handler FROM outbox
          WHERE state IN ('done', 'dismissed') AND finished_at < $1 ORDER BY finished_at LIMIT ${AT_ONCE})`,
      [before],
    );
  }
}
