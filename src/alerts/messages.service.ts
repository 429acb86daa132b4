import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Env } from '../../config/env.js';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { carrierOf } from '../platform/post/carrier.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { MessageTries } from './message-tries.service.js';

/** A message that did not go through, or has not yet though it was tried. */
export interface TroubledMessage {
  id: string;
  /** Whose it is, or the name of the channel that it was posted to. */
  name: string;
  isPost: boolean;
  state: 'waiting' | 'sending' | 'refused' | 'given_up';
  madeAt: Date;
  tries: number;
  triedAt: Date;
  /** Nobody said whether it went, so often. */
  timesUnknown: number;
  /** When it is tried again. */
  dueAt: Date;
  error: string | null;
}

/** How messages go, in one look. */
export interface MessagesState {
  carrier: ReturnType<typeof carrierOf>;
  /** Messages to people. */
  sentToday: number;
  waiting: number;
  /** Posts to channels, which no email carries. */
  postedToday: number;
  postsWaiting: number;
}

const DAY_MS = 86_400_000;
/** Not one that is tried for the first time at this moment: nothing has failed. */
const TROUBLED = `(m.state IN ('refused', 'given_up') OR (m.state IN ('waiting', 'sending') AND m.tries > 0))
  AND NOT (m.state = 'sending' AND m.tries = 1 AND m.times_unknown = 0)`;

/** What a manager sees of the messages to the people of their council: those that did not go through. */
@Injectable()
export class MessagesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly tries: MessageTries,
    private readonly audit: AuditService,
    private readonly env: Env,
    private readonly clock: Clock,
  ) {}

  async state(actor: Actor): Promise<MessagesState> {
    const [counted] = await this.dataSource.query<Omit<MessagesState, 'carrier'>[]>(
      `SELECT count(*) FILTER (WHERE m.state = 'sent' AND m.webhook_id IS NULL)::int AS "sentToday",
              count(*) FILTER (WHERE m.state <> 'sent' AND m.webhook_id IS NULL)::int AS waiting,
              count(*) FILTER (WHERE m.state = 'sent' AND m.webhook_id IS NOT NULL)::int AS "postedToday",
              count(*) FILTER (WHERE m.state <> 'sent' AND m.webhook_id IS NOT NULL)::int AS "postsWaiting"
         FROM messages m LEFT JOIN users u ON u.id = m.user_id LEFT JOIN webhooks w ON w.id = m.webhook_id
        WHERE ((m.state = 'sent' AND m.ended_at > $2) OR m.state IN ('waiting', 'sending'))
          AND coalesce(u.organisation_id, w.organisation_id) = $1`,
      [actor.organisationId, new Date(this.clock.now().getTime() - DAY_MS)],
    );
    return { carrier: carrierOf(this.env), ...counted! };
  }

  /** The oldest first. */
  async list(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<TroubledMessage>> {
    const after = readCursor(cursor, ['instant', 'id'], 'messages');
    const rows = await this.dataSource.query<TroubledMessage[]>(
      `SELECT m.id, coalesce(u.name, w.name) AS name, m.webhook_id IS NOT NULL AS "isPost", m.state, m.made_at AS "madeAt", m.tries, m.tried_at AS "triedAt",
              m.times_unknown AS "timesUnknown", m.due_at AS "dueAt", m.error
         FROM messages m LEFT JOIN users u ON u.id = m.user_id LEFT JOIN webhooks w ON w.id = m.webhook_id
        WHERE ${TROUBLED} AND coalesce(u.organisation_id, w.organisation_id) = $1 ${after ? 'AND (m.made_at, m.id) > ($3, $4)' : ''}
        ORDER BY m.made_at, m.id LIMIT $2`,
      [actor.organisationId, limit + 1, ...(after ?? [])],
    );
    return pageOf(rows, limit, (last) => [new Date(last.madeAt).toISOString(), last.id], 'messages');
  }

  /** How many somebody has to see to: those that are tried no more. Counts no further than a hundred. */
  async count(actor: Actor): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (
         SELECT 1 FROM messages m LEFT JOIN users u ON u.id = m.user_id LEFT JOIN webhooks w ON w.id = m.webhook_id
          WHERE m.state IN ('refused', 'given_up') AND coalesce(u.organisation_id, w.organisation_id) = $1 LIMIT 100) counted`,
      [actor.organisationId],
    );
    return row?.count ?? 0;
  }

  /** Sets it going again, as if it had never been tried. */
  async retry(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.change(actor, id, {
      set: `state = 'waiting', due_at = $3, ended_at = NULL, tries = 0, tried_at = NULL, error = NULL`,
      ...{ action: 'message.retried', values: [now] },
      then: (manager) => this.tries.postpone(manager, id, now),
    });
  }

  /** It need not be sent any more: somebody has told them, and answers for that by name. */
  async dismiss(actor: Actor, id: string): Promise<void> {
    await this.change(actor, id, {
      set: `state = 'dismissed', dismissed_by = $3, ended_at = $4`,
      ...{ action: 'message.dismissed', values: [actor.id, this.clock.now()] },
    });
  }

  private async change(
    actor: Actor,
    id: string,
    step: { set: string; action: string; values: unknown[]; then?: (manager: DataSource['manager']) => Promise<void> },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [, changed] = await manager.query<[unknown, number]>(
        `UPDATE messages m SET ${step.set}
          WHERE m.id = $1 AND m.state IN ('refused', 'given_up') AND $2 = coalesce(
            (SELECT u.organisation_id FROM users u WHERE u.id = m.user_id),
            (SELECT w.organisation_id FROM webhooks w WHERE w.id = m.webhook_id))`,
        [id, actor.organisationId, ...step.values],
      );
      if (changed === 0) throw notFound('We could not find this message. Somebody may have seen to it already.');
      await this.audit.record(manager, actor, { action: step.action, subject: 'message', subjectId: id });
      await step.then?.(manager);
    });
  }
}
