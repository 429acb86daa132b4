import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { ChangesAtWork } from '../platform/live/changes-at-work.js';
import type { LiveKind } from '../platform/live/told.js';

/** So long after a change its unit is looked at, once for all that changes meanwhile. */
const SETTLES_MS = 2_000;
/** So long before that we still count on it, however the clocks of two computers differ. */
const MARGIN_MS = 1_000;

const SOON_MS = 60_000;
/** What keeps failing is tried no more often than this. */
const AFTER_FAILURE_MS = 540_000;

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
   * Writes that a unit, or every unit, is to be looked at, unless that stands written and has not been begun: what has changed
   * by now will be seen then. One statement.
   */
  async want(manager: EntityManager, units: readonly string[] | 'all', dueAt = this.clock.now()): Promise<void> {
    const parameters: unknown[] = units === 'all' ? [] : [units];
    const value = (ms: number) => `$${parameters.push(new Date(dueAt.getTime() + ms))}`;
    const rows = `
      SELECT jsonb_build_object('unit', u.id) AS payload, u.id AS unit_id FROM units u
       WHERE ${units === 'all' ? 'true' : 'u.id = ANY ($1::uuid[])'} AND NOT EXISTS (
         SELECT 1 FROM outbox o
          WHERE o.unit_id = u.id AND o.topic = 'alerts.look' AND o.state = 'waiting' AND o.handed_at IS NULL
            AND o.due_at <= ${value(SOON_MS)})
         AND NOT EXISTS (
         SELECT 1 FROM outbox o
          WHERE o.unit_id = u.id AND o.topic = 'alerts.look' AND o.state = 'failed' AND o.finished_at > ${value(-AFTER_FAILURE_MS)})`;
    const text = this.outbox.writing('alerts.look', rows, parameters, dueAt);
    await manager.query(`WITH ${text}`, parameters);
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
