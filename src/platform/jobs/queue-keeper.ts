import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { withinTime } from '../within-time.js';
import { QUEUE, SCHEDULE_ZONE, SCHEDULES } from './job-list.js';
import { jobId } from './job-options.js';
import { sayError } from './say-error.js';
import type { PieceOfWork } from './work.service.js';

const LOOK_EVERY_MS = 15_000;
const PATIENCE_MS = 5_000;
const AT_ONCE = 200;
const MISSED_AFTER_MS = 60_000;
const MOST_LOSSES = 10;

/**
 * Keeps the queue whole. A Redis that is killed may come back empty: schedules are put back, and work that was handed
 * over, is not done and is in the queue no more goes back to the relay. What is lost ten times is given up and listed:
 * its worker died of it.
 */
@Injectable()
export class QueueKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Outbox');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private ending = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectQueue(QUEUE) private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.getBackend().on('ready', () => this.look(0));
    this.look(MISSED_AFTER_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private look(missedAfter: number): void {
    if (this.ending || this.looking) return;
    clearTimeout(this.timer);
    this.looking = this.keep(missedAfter)
      // The relay says when the queue or the database is away.
      .catch((error: unknown) =>
        this.logger.debug({ message: 'cannot look after the queue now', error: sayError(error) }),
      )
      .then(() => {
        this.looking = undefined;
        if (!this.ending) this.timer = setTimeout(() => this.look(MISSED_AFTER_MS), LOOK_EVERY_MS);
      });
  }

  private async keep(missedAfter: number): Promise<void> {
    for (const { topic, pattern } of SCHEDULES) {
      const found = await this.ask(this.queue.getJobScheduler(topic));
      if (found?.pattern === pattern && found.tz === SCHEDULE_ZONE) continue;
      const template = { name: topic, data: {} };
      await this.ask(this.queue.upsertJobScheduler(topic, { pattern, tz: SCHEDULE_ZONE }, template));
    }
    // One moment for all pages: what was looked at is handed over later than it, and is not looked at twice.
    const before = new Date(this.clock.now().getTime() - missedAfter);
    while ((await this.findLost(before)) === AT_ONCE && !this.ending);
  }

  /** Looks at the pieces that were handed over the longest ago; how many it looked at. */
  private async findLost(before: Date): Promise<number> {
    const handed = await this.dataSource.query<Handed[]>(
      `SELECT entry_id AS entry, handler, handed_at::text AS "handedAt" FROM outbox
        WHERE state = 'waiting' AND handed_at <= $1 ORDER BY handed_at LIMIT ${AT_ONCE}`,
      [before],
    );
    const lost: Handed[] = [];
    for (const piece of handed) {
      const state = await this.ask(this.queue.getJobState(jobId(piece.entry, piece.handler)));
      if (state === 'unknown') lost.push(piece);
    }
    const there = handed.filter((piece) => !lost.includes(piece));
    const now = new Date(Math.max(this.clock.now().getTime(), before.getTime() + 1));
    if (there.length > 0)
      await this.dataSource.query(`${OF_THESE} SET handed_at = $4 ${MATCHING}`, [...columns(there), now]);
    if (lost.length === 0) return handed.length;
    this.logger.warn({ message: 'work that the queue has lost goes back to it', pieces: lost.length });
    await this.dataSource.query(
      `${OF_THESE} SET handed_at = NULL, times_lost = times_lost + 1,
         state = CASE WHEN times_lost + 1 >= ${MOST_LOSSES} THEN 'failed' ELSE state END,
         error = CASE WHEN times_lost + 1 >= ${MOST_LOSSES} THEN 'its worker ended each time' ELSE error END,
         finished_at = CASE WHEN times_lost + 1 >= ${MOST_LOSSES} THEN $4::timestamptz END ${MATCHING}`,
      [...columns(lost), now],
    );
    return handed.length;
  }

  private ask<T>(question: Promise<T>): Promise<T> {
    return withinTime(PATIENCE_MS, question, 'the queue does not answer');
  }
}

const OF_THESE = 'UPDATE outbox o';
// The same handing over as was seen: of many keepers that find one loss, one counts it.
const MATCHING = `FROM unnest($1::bigint[], $2::text[], $3::timestamptz[]) AS d (entry, handler, handed_at)
   WHERE o.entry_id = d.entry AND o.handler = d.handler AND o.handed_at = d.handed_at AND o.state = 'waiting'`;
const columns = (pieces: Handed[]) => [
  pieces.map(({ entry }) => entry),
  pieces.map(({ handler }) => handler),
  pieces.map(({ handedAt }) => handedAt),
];

interface Handed extends PieceOfWork {
  handedAt: string;
}
