import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { ActorsService } from '../identity/actors.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import type { Outcome } from '../platform/post/carrier.js';
import { ChoicesService } from './choices.service.js';
import { howOf } from './domain/choices.js';
import { nextTry } from './domain/next-try.js';
import { isUrgent, URGENT_KINDS, type NoticeKind } from './domain/notice-kinds.js';
import { GATHER_MS, quietUntil, roomAt } from './domain/when-to-send.js';
import { NoticesService } from './notices.service.js';

const HOUR_MS = 3_600_000;
const SERVICE: Actor['from'] = { via: 'system', ip: null, requestId: null };

interface Message {
  state: string;
  email: string;
  due_at: Date;
  times_unknown: number;
}

interface Post {
  state: string;
  due_at: Date;
  tries: number;
  is_held: boolean;
  times_unknown: number;
  kind: NoticeKind;
}

/** The person or the channel that is told, and whether of something that somebody waits on. */
interface Whom {
  whose: 'user_id' | 'webhook_id';
  is: string;
  now: Date;
  isUrgent: boolean;
}

/** What goes out, and to which address. */
export interface Begun {
  to: string;
  kinds: NoticeKind[];
}

/** What is posted, and where. */
export interface BegunPost {
  url: string;
  secret: Buffer;
  kind: NoticeKind;
  /** How many things beside it are told of in the same post. */
  more: number;
}

/** Takes messages up and lays down what came of it. */
@Injectable()
export class MessageTries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly actors: ActorsService,
    private readonly notices: NoticesService,
    private readonly choices: ChoicesService,
    private readonly outbox: OutboxService,
    private readonly env: Env,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes down, in a transaction of its own, that the message is about to be sent; `undefined` when it is not to be. What
   * is found in the middle of a try was left by a worker that was killed: whether it went nobody knows, which is noted, and
   * it goes again under its name. The caller holds the piece of work, so no other can be at it.
   */
  async begin(id: string): Promise<Begun | undefined> {
    const [whose] = await this.dataSource.query<{ user: string }[]>(
      `SELECT user_id AS user FROM messages WHERE id = $1`,
      [id],
    );
    if (!whose) return undefined;
    const known = await this.actors.byUserId(whose.user, SERVICE);
    return this.dataSource.transaction(async (manager) => {
      const message = await this.lock(manager, id, whose.user);
      const now = this.clock.now();
      if (!message || message.due_at > now) return undefined;
      const isLost = message.state === 'sending';
      if (!isLost && message.state !== 'waiting') return undefined;
      const choices = await this.choices.of(manager, whose.user);
      const unknown = message.times_unknown + (isLost ? 1 : 0);
      const toTell = async () =>
        (known ? await this.stillNew(manager, id, known.actor) : []).filter((kind) => howOf(choices, kind) !== 'not');
      let kinds = await toTell();
      const whom = { whose: 'user_id', is: whose.user, now, isUrgent: kinds.some(isUrgent) } as const;
      const room = await this.room(manager, id, whom);
      const at = quietUntil(room, choices.quiet);
      // What may have gone goes again by itself.
      if (at <= now && unknown === 0) {
        await this.joinOthers(manager, id, whose.user, now);
        kinds = await toTell();
      }
      const state = at > now ? 'waiting' : kinds.length > 0 ? 'sending' : 'not_needed';
      await manager.query(
        `UPDATE messages SET state = $2, times_unknown = $3, tries = tries + $4, is_held = $6,
                tried_at = CASE WHEN $4 = 1 THEN $5::timestamptz ELSE tried_at END,
                ended_at = CASE WHEN $2 = 'not_needed' THEN $5::timestamptz END WHERE id = $1`,
        [id, state, unknown, state === 'sending' ? 1 : 0, now, state === 'waiting' && room > now],
      );
      if (state === 'waiting') await this.postpone(manager, id, at);
      return state === 'sending' ? { to: message.email, kinds } : undefined;
    });
  }

  /**
   * The same for a post to a channel: it asks for nobody's quiet hours, but a channel as well is told only so often within an
   * hour. What was put off takes along whatever else waits for the channel by then, what goes at once what is held back or
   * gathered; but for something urgent, which goes under its own words.
   */
  async beginPost(id: string): Promise<BegunPost | undefined> {
    return this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const [webhook] = await manager.query<{ id: string; isEnded: boolean }[]>(
        `SELECT id, ended_at IS NOT NULL AS "isEnded" FROM webhooks
          WHERE id = (SELECT webhook_id FROM messages WHERE id = $1) FOR NO KEY UPDATE`,
        [id],
      );
      if (!webhook) return undefined;
      const [post] = await manager.query<Post[]>(
        `SELECT state, due_at, tries, is_held, times_unknown, notice_kind AS kind FROM messages WHERE id = $1 AND state IN ('waiting', 'sending') FOR UPDATE`,
        [id],
      );
      if (webhook.isEnded) {
        await manager.query(
          `UPDATE messages SET state = 'not_needed', ended_at = $2 WHERE id = $1 AND state IN ('waiting', 'sending')`,
          [id, now],
        );
        return undefined;
      }
      if (!post || post.due_at > now) return undefined;
      const unknown = post.times_unknown + (post.state === 'sending' ? 1 : 0);
      const whom = { whose: 'webhook_id', is: webhook.id, now, isUrgent: isUrgent(post.kind) } as const;
      const at = await this.room(manager, id, whom);
      if (at > now) {
        const set = `state = 'waiting', times_unknown = $2, is_held = true`;
        await manager.query(`UPDATE messages SET ${set} WHERE id = $1`, [id, unknown]);
        await this.postpone(manager, id, at);
        return undefined;
      }
      const joined =
        unknown === 0 ? await this.joinPosts(manager, id, { ...whom, all: post.is_held || post.tries > 0 }) : 0;
      const [[begun]] = await manager.query<[BegunPost[], number]>(
        `UPDATE messages m SET state = 'sending', tries = tries + 1, tried_at = $2, times_unknown = $3, more = more + $4, is_held = false
           FROM webhooks w WHERE m.id = $1 AND w.id = m.webhook_id
         RETURNING w.url, w.secret, m.notice_kind AS kind, m.more`,
        [id, now, unknown, joined],
      );
      return begun;
    });
  }

  /** Where a post goes; `undefined` for one that is none any more. */
  async addressOf(manager: EntityManager, id: string): Promise<string | undefined> {
    const [found] = await manager.query<{ url: string }[]>(
      `SELECT w.url FROM messages m JOIN webhooks w ON w.id = m.webhook_id WHERE m.id = $1`,
      [id],
    );
    return found?.url;
  }

  /** What came of the try that was begun. What may go later is due then. */
  async end(manager: EntityManager, id: string, outcome: Outcome): Promise<void> {
    const now = this.clock.now();
    if (outcome.is === 'sent' || outcome.is === 'refused') {
      const error = outcome.is === 'refused' ? outcome.error : null;
      await manager.query(
        `UPDATE messages SET state = $2, error = $3, ended_at = $4 WHERE id = $1 AND state = 'sending'`,
        [id, outcome.is, error, now],
      );
      return;
    }
    const [[message]] = await manager.query<[{ tries: number; made_at: Date }[], number]>(
      `UPDATE messages SET state = 'waiting', error = $2, times_unknown = times_unknown + $3 WHERE id = $1 AND state = 'sending'
       RETURNING tries, made_at`,
      [id, outcome.error, outcome.is === 'unknown' ? 1 : 0],
    );
    if (!message) return;
    const at = nextTry({ tries: message.tries, since: message.made_at, now });
    if (at) return this.postpone(manager, id, at);
    await this.giveUp(manager, id, outcome.error);
  }

  /** It is tried no more, until somebody says so. */
  async giveUp(manager: EntityManager, id: string, error: string): Promise<void> {
    await manager.query(
      `UPDATE messages SET state = 'given_up', error = $2, ended_at = $3 WHERE id = $1 AND state IN ('waiting', 'sending')`,
      [id, error, this.clock.now()],
    );
  }

  /** It is looked at again at that instant. One that has ended, or is due later than `ifDue`, is left as it is. */
  async postpone(manager: EntityManager, id: string, at: Date, ifDue?: Date): Promise<void> {
    const [[waits]] = await manager.query<[{ topic: 'message.due' | 'post.due' }[], number]>(
      `UPDATE messages SET due_at = $2
        WHERE id = $1 AND state IN ('waiting', 'sending') AND ($3::timestamptz IS NULL OR due_at <= $3)
       RETURNING CASE WHEN webhook_id IS NULL THEN 'message.due' ELSE 'post.due' END AS topic`,
      [id, at, ifDue ?? null],
    );
    if (waits) await this.outbox.write(manager, waits.topic, { message: id }, { dueAt: at });
  }

  /** The message, and its person: nobody takes up or fills another of theirs in the meantime. */
  private async lock(manager: EntityManager, id: string, user: string): Promise<Message | undefined> {
    await manager.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [user]);
    const [message] = await manager.query<Message[]>(
      `SELECT m.state, u.email, m.due_at, m.times_unknown FROM messages m JOIN users u ON u.id = m.user_id
        WHERE m.id = $1 FOR UPDATE OF m`,
      [id],
    );
    return message;
  }

  /** When a person or a channel may be sent this one within the hour. */
  private async room(manager: EntityManager, id: string, { whose, is, now, isUrgent: urgent }: Whom): Promise<Date> {
    const most = this.env.MESSAGES_AN_HOUR;
    const sent = await manager.query<{ at: Date }[]>(
      `SELECT tried_at AS at FROM messages
        WHERE ${whose} = $1 AND id <> $2 AND tried_at > $3 AND (state IN ('sending', 'sent') OR times_unknown > 0)
        ORDER BY tried_at DESC LIMIT $4`,
      [is, id, new Date(now.getTime() - HOUR_MS), most],
    );
    return roomAt(
      sent.map(({ at }) => at),
      now,
      { most, isUrgent: urgent },
    );
  }

  /**
   * Whatever else is due to the person, is gathered or was held back goes along. What may have gone already goes again by
   * itself, as it was.
   */
  private async joinOthers(manager: EntityManager, id: string, user: string, now: Date): Promise<void> {
    await manager.query(
      `WITH others AS (
         UPDATE messages SET state = 'joined', ended_at = $3
          WHERE user_id = $2 AND id <> $1 AND state = 'waiting' AND times_unknown = 0 AND (due_at <= $4 OR is_held)
         RETURNING id)
       UPDATE deliveries d SET message_id = $1 FROM others WHERE d.message_id = others.id`,
      [id, user, now, new Date(now.getTime() + GATHER_MS)],
    );
  }

  /**
   * How many things the posts tell of that wait for the channel and go along with this one: those that are held back or
   * gathered and, where this one went late itself, whatever else waits.
   */
  private async joinPosts(
    manager: EntityManager,
    id: string,
    { is: webhook, now, isUrgent: urgent, all }: Whom & { all: boolean },
  ): Promise<number> {
    const [row] = await manager.query<{ joined: number }[]>(
      `WITH others AS (
         UPDATE messages SET state = 'joined', ended_at = $3
          WHERE webhook_id = $2 AND id <> $1 AND state = 'waiting' AND times_unknown = 0
            AND (is_held OR $4 OR (due_at <= $7 AND notice_kind <> ALL ($6::text[])))
            AND ($5 OR notice_kind <> ALL ($6::text[])) RETURNING more)
       SELECT coalesce(sum(1 + more), 0)::int AS joined FROM others`,
      [id, webhook, now, all, urgent, URGENT_KINDS, new Date(now.getTime() + GATHER_MS)],
    );
    return row!.joined;
  }

  private async stillNew(manager: EntityManager, id: string, actor: Actor): Promise<NoticeKind[]> {
    const rows = await manager.query<{ id: string }[]>(`SELECT notice_id AS id FROM deliveries WHERE message_id = $1`, [
      id,
    ]);
    const ids = rows.map((row) => row.id);
    return this.notices.kindsStillNew(actor, ids, manager);
  }
}
