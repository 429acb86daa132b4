import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { beatsOf } from '../platform/jobs/beats.js';
import { SCHEDULES } from '../platform/jobs/job-list.js';
import { LOOK_EVERY_MS, OutboxService } from '../platform/jobs/outbox.service.js';
import { ChangesAtWork } from '../platform/live/changes-at-work.js';
import type { LiveKind } from '../platform/live/told.js';

/** So long after a change its unit is looked at, once for all that changes meanwhile. */
const SETTLES_MS = 2_000;
/** So long before that we still count on it, however the clocks of two computers differ. */
const MARGIN_MS = 1_000;

const SOON_MS = 60_000;
/** What keeps failing is tried no more often than this. */
const AFTER_FAILURE_MS = 540_000;

const EVERY_TEN_MINUTES = SCHEDULES.find(({ topic }) => topic === 'alerts.due')!.pattern;

/** What alerts are about. Notices, alerts themselves and stuck work are not. */
const MATTERS: readonly LiveKind[] = ['calendar', 'requests', 'house'];

/** Asks that units are looked at for what is worth acting on: when something changes there, and when somebody says so. */
@Injectable()
export class WantedLooks implements OnModuleInit {
  private readonly askedAt = new Map<string, number>();
  private readonly toAsk = new Set<string>();

  constructor(
    private readonly changes: ChangesAtWork,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.changes.tellTo(({ kind, of, id }) => {
      if (of === 'unit' && MATTERS.includes(kind)) this.changed(id);
    });
  }

  /**
   * Writes that units are to be looked at, unless that stands written and has not been begun: what has changed by now will be
   * seen then. One statement.
   */
  async want(manager: EntityManager, units: readonly string[], dueAt = this.clock.now()): Promise<void> {
    const parameters: unknown[] = [units];
    const value = (ms: number) => `$${parameters.push(new Date(dueAt.getTime() + ms))}`;
    const rows = `
      SELECT jsonb_build_object('unit', u.id) AS payload, u.id AS unit_id FROM units u
       WHERE u.id = ANY ($1::uuid[]) AND NOT EXISTS (${WRITTEN} AND o.handed_at IS NULL AND o.due_at <= ${value(SOON_MS)})
         AND NOT EXISTS (${FAILED_SINCE(value(-AFTER_FAILURE_MS))})`;
    await manager.query(`WITH ${this.outbox.writing('alerts.look', rows, parameters, dueAt)}`, parameters);
  }

  /**
   * Writes the same of the next that was not looked at since the clock last asked for it, whose look is the longest ago, and
   * goes on two seconds later. So nobody notices who works meanwhile, and what was missed while no worker ran is caught up
   * with at the same pace. Three hundred units have their turn in ten minutes; of more, each has it in its order, later. Two
   * statements. However many ask, one goes on.
   */
  async wantNext(manager: EntityManager): Promise<void> {
    const now = this.clock.now();
    const parameters: unknown[] = [
      ...[beatsOf(EVERY_TEN_MINUTES, now).last, new Date(now.getTime() + SOON_MS)],
      new Date(now.getTime() - AFTER_FAILURE_MS),
    ];
    const rows = `
      SELECT jsonb_build_object('unit', u.id) AS payload, u.id AS unit_id
        FROM units u LEFT JOIN alert_looks l ON l.unit_id = u.id
       WHERE coalesce(l.looked_at NOT BETWEEN $1 AND $2, true)
         AND NOT EXISTS (${WRITTEN}) AND NOT EXISTS (${FAILED_SINCE('$3')})
       ORDER BY l.looked_at NULLS FIRST, u.id LIMIT 1`;
    const written = await manager.query<unknown[]>(
      `WITH ${this.outbox.writing('alerts.look', rows, parameters, now)}`,
      parameters,
    );
    if (written.length === 0) return;
    const turn = Math.floor(now.getTime() / LOOK_EVERY_MS) + 1;
    const dueAt = new Date(turn * LOOK_EVERY_MS);
    await this.outbox.write(manager, 'alerts.go-on', {}, { dueAt, once: `alerts-go-on-${turn}` });
  }

  private changed(unit: string): void {
    const now = performance.now();
    if (now - (this.askedAt.get(unit) ?? -Infinity) < SETTLES_MS - MARGIN_MS) return;
    this.askedAt.set(unit, now);
    if (this.toAsk.size === 0) setImmediate(() => void this.ask());
    this.toAsk.add(unit);
  }

  private async ask(): Promise<void> {
    const units = [...this.toAsk];
    this.toAsk.clear();
    const dueAt = new Date(this.clock.now().getTime() + SETTLES_MS);
    // What cannot be written now is looked at in ten minutes at the latest.
    await this.want(this.dataSource.manager, units, dueAt).catch(() => {
      for (const unit of units) this.askedAt.delete(unit);
    });
  }
}

/** That a unit is to be looked at, and how that ended. */
const WRITTEN = `SELECT 1 FROM outbox o WHERE o.unit_id = u.id AND o.topic = 'alerts.look' AND o.state = 'waiting'`;
const FAILED_SINCE = (at: string) => `
  SELECT 1 FROM outbox o WHERE o.unit_id = u.id AND o.topic = 'alerts.look' AND o.state = 'failed' AND o.finished_at > ${at}`;
