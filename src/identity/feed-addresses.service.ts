import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { randomBytes } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { conflict, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { ActorsService, hashToken, type FeedReader } from './actors.service.js';
import type { Actor } from './domain/actor.js';
import { whyNoFeed, type FeedUnit } from './domain/feed-allowed.js';
import { FeedTries } from './feed-tries.service.js';
import { originOf } from './request-origin.js';

/** The address of one's feed as its owner sees it: never the address itself. */
export interface OwnFeed {
  feed: { madeAt: Date; fetchedAt: Date | null } | null;
  /** The units that the feed is about, by name. */
  units: FeedUnit[];
}

/** A secret has 256 bits, as text without padding. */
const SECRET_BYTES = 32;
const SECRET = /^[\w-]{43}$/;

/** The secret address at which a calendar program finds what its owner may see: one a person, shown once. */
@Injectable()
export class FeedAddresses {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly actors: ActorsService,
    private readonly tries: FeedTries,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async own(actor: Actor): Promise<OwnFeed> {
    const { manager } = this.dataSource;
    const [feed = null] = await manager.query<NonNullable<OwnFeed['feed']>[]>(
      `SELECT made_at AS "madeAt", fetched_at AS "fetchedAt" FROM feed_addresses WHERE user_id = $1 AND ended_at IS NULL`,
      [actor.id],
    );
    return { feed, units: await unitsOf(manager, actor) };
  }

  /** A new address. The one before it, if there was one, is nobody's from this moment. */
  async renew(actor: Actor): Promise<{ secret: string; madeAt: Date }> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const madeAt = this.clock.now();
    return inTransaction(this.dataSource, async (manager) => {
      // In order with the end of the account, so that no address outlives it.
      const open = await manager.query<unknown[]>(
        `SELECT 1 FROM users WHERE id = $1 AND ended_at IS NULL FOR NO KEY UPDATE`,
        [actor.id],
      );
      if (open.length === 0) throw notFound();
      const refusal = whyNoFeed(await unitsOf(manager, actor));
      if (refusal) throw conflict('feeds-not-allowed', refusal);
      const [before] = await manager.query<unknown[]>(
        `SELECT 1 FROM feed_addresses WHERE user_id = $1 AND ended_at IS NULL`,
        [actor.id],
      );
      await manager.query(
        `INSERT INTO feed_addresses (user_id, secret_hash, uid_key, made_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id) DO UPDATE
           SET secret_hash = EXCLUDED.secret_hash, made_at = EXCLUDED.made_at, fetched_at = NULL, ended_at = NULL`,
        [actor.id, hashToken(secret), randomBytes(32), madeAt],
      );
      const action = before ? 'feed.renewed' : 'feed.made';
      await this.audit.record(manager, actor, { action, subject: 'user', subjectId: actor.id });
      return { secret, madeAt };
    });
  }

  /** The address stops working at once. One that does not work any more is left as it is. */
  async end(actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if ((await endFeed(manager, actor.id, this.clock.now())) === 0) return;
      await this.audit.record(manager, actor, { action: 'feed.ended', subject: 'user', subjectId: actor.id });
    });
  }

  /**
   * Whose address it is. One that never was, one that has ended and one whose owner may not come in are the same answer
   * after the same work: nothing. Strangers who go on trying are refused; a right address is answered all the same, as
   * those who fetch for many people come from one place.
   */
  async read(secret: string, req: Request): Promise<FeedReader | undefined> {
    const from = originOf(req);
    const reader = await this.actors.byFeedAddress(SECRET.test(secret) ? secret : '', from);
    if (!reader) await this.tries.count(from.ip);
    return reader;
  }
}

/** Ends the user's address at once, and says how many there were. */
export async function endFeed(manager: EntityManager, userId: string, at: Date): Promise<number> {
  const [, ended] = await manager.query<[unknown, number]>(
    `UPDATE feed_addresses SET secret_hash = NULL, ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL`,
    [userId, at],
  );
  return ended;
}

async function unitsOf(manager: EntityManager, { units }: Actor): Promise<FeedUnit[]> {
  return manager.query(
    `SELECT id, name, feeds_allowed AS "feedsAllowed" FROM units WHERE id = ANY ($1::uuid[]) ORDER BY name, id`,
    [units.map(({ id }) => id)],
  );
}
