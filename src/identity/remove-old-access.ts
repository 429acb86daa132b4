import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';

const AT_ONCE = 10_000;
/** How long a token that has ended stays: its owner may still ask what happened to it. The trail keeps it for good. */
const TOKENS_KEPT_DAYS = 30;

/** Sessions, and sign-ins that failed, are of no use once their time is over. */
@Injectable()
@HandlesJob('remove-old-sessions')
export class RemoveOldSessions implements JobHandler<'remove-old-sessions'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const now = this.clock.now();
    await manager.query(
      `DELETE FROM sessions WHERE sid IN (SELECT sid FROM sessions WHERE expire < $1 ORDER BY expire LIMIT ${AT_ONCE})`,
      [now],
    );
    await manager.query(
      `DELETE FROM sign_in_failures WHERE key IN (SELECT key FROM sign_in_failures WHERE expire < $1 LIMIT ${AT_ONCE})`,
      [now.getTime()],
    );
  }
}

/** Tokens that ran out or were revoked a month ago. */
@Injectable()
@HandlesJob('remove-old-tokens')
export class RemoveOldTokens implements JobHandler<'remove-old-tokens'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const before = new Date(this.clock.now().getTime() - TOKENS_KEPT_DAYS * 86_400_000);
    await manager.query(
      `DELETE FROM api_tokens WHERE id IN (
         SELECT id FROM api_tokens WHERE expires_at < $1 OR revoked_at < $1 LIMIT ${AT_ONCE})`,
      [before],
    );
  }
}

/** Keys of repeatable calls whose day is over. */
@Injectable()
@HandlesJob('remove-old-keys')
export class RemoveOldKeys implements JobHandler<'remove-old-keys'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    await manager.query(
      `DELETE FROM idempotency_keys WHERE (user_id, route, key) IN (
         SELECT user_id, route, key FROM idempotency_keys WHERE expires_at < $1 ORDER BY expires_at LIMIT ${AT_ONCE})`,
      [this.clock.now()],
    );
  }
}
