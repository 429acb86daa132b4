import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createHmac } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { conflict, DomainError } from '../kernel/domain-error.js';
import { inOneTransaction } from '../platform/ambient-transaction.js';
import { Clock } from '../platform/clock.js';
import { serviceSecret } from '../platform/session-secret.js';
import { problemOf } from '../web/problems.js';
import type { Actor } from './domain/actor.js';

const KEPT_MS = 24 * 3_600_000;

/** A call that may come twice: its route as a pattern, the caller's key, and what was asked. */
export interface Repeatable {
  route: string;
  key: string;
  /** The address with its query, and the body. */
  asked: [address: string, body: unknown];
  /** False where the answer holds a secret. */
  keepsAnswer: boolean;
}

/** The answer, and whether it is one given before. */
export interface Answered {
  answer: unknown;
  etag: string | null;
  isRepeated: boolean;
}

interface Kept {
  hash: Buffer;
  answer: unknown;
  etag: string | null;
  isKept: boolean;
}

/** Calls that are carried out once, however often they come. */
@Injectable()
export class IdempotencyKeys {
  private secret: Promise<string> | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Carries the call out, or answers as the first time. The key's row, the effect and the answer are one transaction:
   * a twin waits for the row, and a call that is killed half-way has done nothing. What is refused is not kept: nothing
   * was done, so it may be tried again.
   */
  async once(
    actor: Actor,
    call: Repeatable,
    carryOut: () => Promise<{ answer: unknown; etag: string | null }>,
  ): Promise<Answered> {
    const hash = await this.hashOf(call);
    const row = [actor.id, call.route, call.key];
    return inOneTransaction(
      this.dataSource,
      async () => {
        if (!(await this.claim(row, hash))) return this.again(actor, row, hash);
        const { answer, etag } = await carryOut().catch(async (error: unknown) => {
          if (isRefusal(error)) await this.dataSource.query(`DELETE FROM idempotency_keys WHERE ${IS_ROW}`, row);
          throw error;
        });
        if (call.keepsAnswer)
          await this.dataSource.query(`UPDATE idempotency_keys SET answer = $4, etag = $5 WHERE ${IS_ROW}`, [
            ...row,
            JSON.stringify(answer ?? null),
            etag,
          ]);
        return { answer, etag, isRepeated: false };
      },
      (error) => (isRefusal(error) ? 'commit' : 'roll back'),
    );
  }

  /** Takes the key, unless it is taken; one whose time is over is taken anew. Waits for a twin under way. */
  private async claim(row: string[], hash: Buffer): Promise<boolean> {
    const now = this.clock.now();
    const taken = await this.dataSource.query<unknown[]>(
      `INSERT INTO idempotency_keys AS k (user_id, route, key, request_hash, made_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, route, key) DO UPDATE
         SET request_hash = EXCLUDED.request_hash, answer = NULL, etag = NULL,
             made_at = EXCLUDED.made_at, expires_at = EXCLUDED.expires_at
         WHERE k.expires_at <= EXCLUDED.made_at
       RETURNING 1`,
      [...row, hash, now, new Date(now.getTime() + KEPT_MS)],
    );
    return taken.length > 0;
  }

  private async again(actor: Actor, row: string[], hash: Buffer): Promise<Answered> {
    const [kept] = await this.dataSource.query<Kept[]>(
      `SELECT request_hash AS hash, answer, etag, answer IS NOT NULL AS "isKept" FROM idempotency_keys WHERE ${IS_ROW}`,
      row,
    );
    if (!kept?.hash.equals(hash))
      throw new DomainError(
        'unprocessable',
        'idempotency-key-reused',
        'This Idempotency-Key came before with another request. Send each new request with a key of its own.',
      );
    if (!kept.isKept)
      throw conflict(
        'answer-not-kept',
        'This was carried out before under the same Idempotency-Key. Its answer held a secret and was not kept: look at what was made, and ask again with another key.',
      );
    await this.audit.record(this.dataSource.manager, actor, {
      action: 'answer.repeated',
      subject: 'route',
      details: { route: row[1] },
    });
    return { answer: kept.answer, etag: kept.etag, isRepeated: true };
  }

  /** Keyed, so that nobody who reads the table can try out what a short body was. */
  private async hashOf({ route, asked: [address, body] }: Repeatable): Promise<Buffer> {
    this.secret ??= serviceSecret(this.dataSource, 'idempotency');
    const secret = await this.secret.catch((error: unknown) => {
      this.secret = undefined;
      throw error;
    });
    return createHmac('sha256', secret)
      .update(JSON.stringify([route, address, sorted(body)]))
      .digest();
  }
}

const IS_ROW = 'user_id = $1 AND route = $2 AND key = $3';

/** Refused for a reason of the caller's, with everything as it was; not lost by a fault of ours. */
const isRefusal = (error: unknown) => problemOf(error).status < 500;

/** The same fields in another order are the same body. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}
