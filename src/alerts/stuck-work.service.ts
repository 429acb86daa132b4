import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import type { HandlerName } from '../platform/jobs/job-list.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';

/** Background work that was tried again and again and did not go through. */
export interface StuckWork {
  entry: string;
  handler: HandlerName;
  /** Of the unit that it is for; null for the whole service's. */
  unit: string | null;
  writtenAt: Date;
  givenUpAt: Date;
  /** How often it failed. */
  times: number;
  /** The kind of the error; no sentence that could name somebody. */
  error: string;
}

/** What a manager sees of the work that keeps failing: their units' and the whole service's. */
@Injectable()
export class StuckWorkService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** What was given up first comes first. */
  async list(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<StuckWork>> {
    const after = readCursor(cursor, ['instant', 'number', 'text'], 'stuck');
    const rows = await this.dataSource.query<StuckWork[]>(
      `SELECT o.entry_id AS entry, o.handler, u.name AS unit, o.written_at AS "writtenAt",
              o.finished_at AS "givenUpAt", o.times_failed AS times, o.error
         FROM outbox o LEFT JOIN units u ON u.id = o.unit_id
        WHERE o.state = 'failed' AND (o.unit_id IS NULL OR o.unit_id = ANY ($1))
          ${after ? 'AND (o.finished_at, o.entry_id, o.handler) > ($3, $4, $5)' : ''}
        ORDER BY o.finished_at, o.entry_id, o.handler LIMIT $2`,
      [unitsOf(actor), limit + 1, ...(after ?? [])],
    );
    return pageOf(
      rows,
      limit,
      (last) => [new Date(last.givenUpAt).toISOString(), Number(last.entry), last.handler],
      'stuck',
    );
  }

  /** How many there are; counts no further than a hundred. */
  async count(actor: Actor): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (
         SELECT 1 FROM outbox WHERE state = 'failed' AND (unit_id IS NULL OR unit_id = ANY ($1)) LIMIT 100) counted`,
      [unitsOf(actor)],
    );
    return row?.count ?? 0;
  }

  /** Sets it going again, as if it had never been tried. */
  async retry(actor: Actor, entry: string, handler: string): Promise<void> {
    await this.change(actor, entry, handler, {
      set: `state = 'waiting', finished_at = NULL, handed_at = NULL, times_failed = 0, times_lost = 0`,
      action: 'job.retried',
    });
  }

  /** It need not be done any more: somebody has seen to it, and answers for that by name. */
  async dismiss(actor: Actor, entry: string, handler: string): Promise<void> {
    await this.change(actor, entry, handler, {
      set: `state = 'dismissed', dismissed_by = $4, finished_at = $5`,
      action: 'job.dismissed',
      values: [actor.id, this.clock.now()],
    });
  }

  private async change(
    actor: Actor,
    entry: string,
    handler: string,
    { set, action, values = [] }: { set: string; action: string; values?: unknown[] },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [, changed] = await manager.query<[unknown, number]>(
        `UPDATE outbox SET ${set} WHERE entry_id = $1 AND handler = $2 AND state = 'failed'
            AND (unit_id IS NULL OR unit_id = ANY ($3))`,
        [entry, handler, unitsOf(actor), ...values],
      );
      if (changed === 0) throw notFound('We could not find this work. Somebody may have seen to it already.');
      await this.audit.record(manager, actor, { action, subject: 'job', details: { entry, handler } });
      await this.outbox.wakeRelay(manager);
    });
  }
}

function unitsOf(actor: Actor): string[] {
  return actor.units.filter((unit) => worksAt(actor, unit.id)).map((unit) => unit.id);
}
