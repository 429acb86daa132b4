import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { HandlesJob, type JobHandler } from './job-handlers.js';
import { KEPT_DAYS, ROUTINE } from './job-list.js';
import { OutboxService } from './outbox.service.js';

const AT_ONCE = 10_000;
const GOES_ON_AFTER_MS = 10_000;

/** The statement that forgets work of which `which` holds and that was finished before an instant, the oldest first. */
const forgetting = (which: string) => `
  DELETE FROM outbox WHERE (entry_id, handler) IN (
    SELECT entry_id, handler FROM outbox
     WHERE state IN ('done', 'dismissed') AND ${which} AND finished_at < $1 ORDER BY finished_at LIMIT ${AT_ONCE})`;

/** By how long it is kept. What is routine is named as its index names it. */
export const FORGET = {
  routine: forgetting(`topic IN (${ROUTINE.map((topic) => `'${topic}'`).join()})`),
  rest: forgetting('true'),
} as const satisfies Record<keyof typeof KEPT_DAYS, string>;

/**
 * Forgets work that was done or dismissed long enough ago, at most 10,000 pieces of what is routine and as many of the rest;
 * where there is more, it goes on a little later. What failed stays until somebody has looked at it.
 */
@Injectable()
@HandlesJob('remove-finished-work')
export class RemoveFinishedWork implements JobHandler<'remove-finished-work'> {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: OutboxService,
  ) {}

  /** Two statements, and a third where there is more. */
  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const now = this.clock.now().getTime();
    const removed = [await this.forget(manager, 'routine', now), await this.forget(manager, 'rest', now)];
    if (!removed.includes(AT_ONCE)) return;
    const turn = Math.floor(now / GOES_ON_AFTER_MS) + 1;
    const dueAt = new Date(turn * GOES_ON_AFTER_MS);
    await this.outbox.write(manager, 'clean-up.go-on', {}, { dueAt, once: `clean-up-go-on-${turn}` });
  }

  /** How many pieces there were to forget, as far as one run goes. */
  private async forget(manager: EntityManager, which: keyof typeof FORGET, now: number): Promise<number> {
    const before = new Date(now - KEPT_DAYS[which] * 86_400_000);
    const [, count] = await manager.query<[object[], number]>(FORGET[which], [before]);
    return count;
  }
}
