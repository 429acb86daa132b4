import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { HANDLERS_OF, type Topic, type Topics } from './job-list.js';

/** The relay looks by itself this often, and when the next entry is due, so nobody needs to be woken for what is due later. */
export const LOOK_EVERY_MS = 2_000;
export const CHANNEL = 'short_breaks_outbox';

export interface EntryOptions {
  /** The unit whose managers see the entry when it keeps failing; the whole service's when left out. */
  unitId?: string | undefined;
  /** Not before this instant; at once when left out. */
  dueAt?: Date | undefined;
  /** A second entry with the same word is not written. */
  once?: string | undefined;
}

/** What is to happen because of a change, written in the transaction of the change: both are there, or neither. */
@Injectable()
export class OutboxService {
  constructor(private readonly clock: Clock) {}

  /** One statement. The relay hears of it when, and only if, the transaction commits. */
  write<T extends Topic>(
    manager: EntityManager,
    topic: T,
    payload: Topics[T],
    { dueAt, ...options }: EntryOptions = {},
  ): Promise<void> {
    return this.writeEach(manager, topic, [{ payload, dueAt }], options);
  }

  /** The same of several, each with what is its own; the rest holds for all. Still one statement. */
  async writeEach<T extends Topic>(
    manager: EntityManager,
    topic: T,
    entries: readonly ({ payload: Topics[T] } & EntryOptions)[],
    common: Omit<EntryOptions, 'dueAt'> = {},
  ): Promise<void> {
    if (entries.length === 0) return;
    const now = this.clock.now();
    const due = entries.map(({ dueAt }) => dueAt ?? now);
    await manager.query(
      `WITH written AS (
         INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, once, written_at, due_at)
         SELECT entry.id, handler, $2, entry.payload, entry.unit, entry.once, $6, entry.due
           FROM (SELECT nextval('outbox_entry_ids') AS id, payload, unit, once, due
                   FROM unnest($3::jsonb[], $4::uuid[], $5::text[], $7::timestamptz[]) AS given (payload, unit, once, due)) entry,
                unnest($1::text[]) AS handler
         ON CONFLICT DO NOTHING
         RETURNING entry_id)
       SELECT CASE WHEN $8 THEN pg_notify('${CHANNEL}', '') END FROM written LIMIT 1`,
      [
        ...[HANDLERS_OF[topic], topic, entries.map(({ payload }) => JSON.stringify(payload))],
        ...[entries.map(({ unitId = common.unitId }) => unitId ?? null)],
        ...[entries.map(({ once = common.once }) => once ?? null), now, due],
        due.some((at) => at.getTime() - now.getTime() < LOOK_EVERY_MS),
      ],
    );
  }

  /**
   * In SQL, the end of a statement with a `WITH`: an entry for each row of a query that gives its `payload` and its
   * `unit_id`, due at once unless a time is given. What the statement changes and what is to happen because of it are one.
   */
  writing(topic: Topic, rows: string, parameters: unknown[], dueAt: Date = this.clock.now()): string {
    const value = (one: unknown) => `$${parameters.push(one)}`;
    const now = value(this.clock.now());
    const due = `${value(dueAt)}::timestamptz`;
    return `written AS (
       INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
       SELECT entry.id, handler, ${value(topic)}, entry.payload, entry.unit_id, ${now}::timestamptz, entry.due_at
         FROM (SELECT nextval('outbox_entry_ids') AS id, r.payload, r.unit_id, ${due} AS due_at FROM (${rows}) r) entry,
              unnest(${value(HANDLERS_OF[topic])}::text[]) AS handler
       RETURNING entry_id)
     SELECT pg_notify('${CHANNEL}', '') FROM written LIMIT 1`;
  }

  /** What waits in the outbox is looked at as soon as the transaction commits. */
  async wakeRelay(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_notify('${CHANNEL}', '')`);
  }
}
