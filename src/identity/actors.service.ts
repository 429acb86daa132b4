import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import type { Actor, Membership, Role, StandsInFor } from './domain/actor.js';

/** Somebody signed in, and whether they have to choose a password of their own before anything else. */
export interface KnownActor {
  actor: Actor;
  mustChangePassword: boolean;
}

/** Whose feed it is that is asked for, and the key that makes the names of what is in it. */
export interface FeedReader {
  actor: Actor;
  uidKey: Buffer;
}

interface Row {
  id: string;
  name: string;
  role: Role;
  organisation_id: string;
  must_change_password: boolean;
  units: Membership[];
  stands_in_for: StandsInFor[] | null;
  token_id?: string;
  is_stale?: boolean;
  uid_key?: Buffer;
}

/** Whom `u` stands in for at the instant. */
const standsIn = (now: string) => `d.deputy_id = u.id AND u.role = 'cas_worker' AND d.ended_at IS NULL
     AND d.begins_at <= ${now}::timestamptz AND d.ends_at > ${now}::timestamptz`;

/** `now` is the parameter that holds the instant. Who stands in for somebody asks the units that those may ask, too. */
const columns = (now: string) => `u.id, u.name, u.role, u.organisation_id, u.must_change_password,
  (SELECT COALESCE(json_agg(json_build_object('id', n.id, 'name', n.name, 'capacity', m.capacity) ORDER BY n.name, n.id), '[]')
   FROM (SELECT unit_id, capacity FROM unit_members WHERE user_id = u.id
         UNION ALL
         SELECT DISTINCT a.unit_id, a.capacity FROM deputies d JOIN unit_members a ON a.user_id = d.absent_id
          WHERE ${standsIn(now)} AND a.capacity = 'referrer'
            AND NOT EXISTS (SELECT 1 FROM unit_members o WHERE o.user_id = u.id AND o.unit_id = a.unit_id)) m
   JOIN units n ON n.id = m.unit_id) AS units,
  (SELECT json_agg(json_build_object('id', a.id, 'name', a.name, 'lastDay', d.last_day) ORDER BY a.name, a.id)
   FROM deputies d JOIN users a ON a.id = d.absent_id WHERE ${standsIn(now)}) AS stands_in_for`;

/** Who somebody is, in one query: an account that has ended is a stranger's from that moment. */
@Injectable()
export class ActorsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async byUserId(userId: string, from: Actor['from']): Promise<KnownActor | undefined> {
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT ${columns('$2')} FROM users u WHERE u.id = $1 AND u.ended_at IS NULL`,
      [userId, this.clock.now()],
    );
    return row && known(row, from);
  }

  /** Several at once, by their ids; who is none any more is left out. */
  async byUserIds(userIds: readonly string[], from: Actor['from']): Promise<Map<string, KnownActor>> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${columns('$2')} FROM users u WHERE u.id = ANY ($1::uuid[]) AND u.ended_at IS NULL`,
      [userIds, this.clock.now()],
    );
    return new Map(rows.map((row) => [row.id, known(row, from)]));
  }

  /** By a bearer token. When it was last used is noted at most once a minute. */
  async byToken(token: string, from: Actor['from']): Promise<KnownActor | undefined> {
    const now = this.clock.now();
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT ${columns('$2')}, t.id AS token_id,
         t.last_used_at IS NULL OR t.last_used_at < $2::timestamptz - interval '1 minute' AS is_stale
       FROM api_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2::timestamptz AND u.ended_at IS NULL`,
      [hashToken(token), now],
    );
    if (row?.is_stale) {
      await this.dataSource.query(`UPDATE api_tokens SET last_used_at = $2 WHERE id = $1`, [row.token_id, now]);
    }
    return row && known(row, from);
  }

  /**
   * By the secret in the address of a feed. With a password that is not their own yet nobody comes in, and so does no
   * program of theirs. When it was last fetched is noted at most once a minute.
   */
  async byFeedAddress(secret: string, from: Actor['from']): Promise<FeedReader | undefined> {
    const [hash, now] = [hashToken(secret), this.clock.now()];
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT ${columns('$2')}, f.uid_key, f.fetched_at IS NULL OR f.fetched_at < $2::timestamptz - interval '1 minute' AS is_stale
       FROM feed_addresses f JOIN users u ON u.id = f.user_id
       WHERE f.secret_hash = $1 AND u.ended_at IS NULL AND NOT u.must_change_password`,
      [hash, now],
    );
    if (!row) return undefined;
    if (row.is_stale)
      await this.dataSource.query(`UPDATE feed_addresses SET fetched_at = $2 WHERE secret_hash = $1`, [hash, now]);
    return { actor: known(row, from).actor, uidKey: row.uid_key! };
  }
}

/** Tokens are long and random, so a fast hash keeps them. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function known(row: Row, from: Actor['from']): KnownActor {
  const { id, name, role, organisation_id: organisationId, units, stands_in_for: standsInFor } = row;
  return {
    actor: { id, name, role, organisationId, units, ...(standsInFor && { standsInFor }), from },
    mustChangePassword: row.must_change_password,
  };
}
