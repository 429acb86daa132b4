import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { Env, listenUrl } from '../../../config/env.js';
import { Clock } from '../clock.js';
import { ChannelListener } from '../database/channel-listener.js';
import { inTransaction } from '../transaction.js';
import { LogThrottle } from '../log-throttle.js';
import { withinTime } from '../within-time.js';
import { ChangesAtWork } from '../live/changes-at-work.js';
import { LIVE_CHANNEL } from '../live/told.js';
import { QUEUE } from './job-list.js';
import { jobId } from './job-options.js';
import { CHANNEL, LOOK_EVERY_MS } from './outbox.service.js';
import { sayError } from './say-error.js';
import type { PieceOfWork } from './work.service.js';

const AT_ONCE = 500;
const QUEUE_PATIENCE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;
/** What is due within so short a time is handed over together. */
const SHORTEST_PAUSE_MS = 100;

interface Due extends PieceOfWork {
  topic: string;
}

/**
 * Hands what is due in the outbox to the queue. Any number of relays may run: each takes rows that no other holds.
 * They are marked as handed over in the transaction that holds them, after the queue has them: killed in between,
 * they are handed over again under the same id. An entry that commits late is found all the same, for what is looked
 * for is "not handed over", never "newer than the last".
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Outbox');
  private readonly throttle = new LogThrottle();
  /** What it does not hear is found all the same, a little later. */
  private readonly listener: ChannelListener;
  private running: Promise<void> | undefined;
  private ending = false;
  private wake: () => void = () => undefined;
  private woken = false;
  private failures = 0;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectQueue(QUEUE) private readonly queue: Queue,
    private readonly clock: Clock,
    changes: ChangesAtWork,
    env: Env,
  ) {
    const lookNow = () => this.lookNow();
    this.listener = new ChannelListener(listenUrl(env), {
      ...{ channel: CHANNEL, name: 'short-breaks outbox', heard: lookNow, begun: lookNow },
      also: { channel: LIVE_CHANNEL, heard: (payload) => changes.heard(payload) },
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true;
    this.lookNow();
    await this.listener.stop();
    await this.running;
  }

  /** Looks at once, not at the next beat. */
  lookNow(): void {
    this.woken = true;
    this.wake();
  }

  private async run(): Promise<void> {
    while (!this.ending) {
      this.woken = false;
      const pause = await this.handOver().then(
        (next) => {
          this.failures = 0;
          return next;
        },
        (error: unknown) => this.pauseAfter(error),
      );
      if (!this.woken && !this.ending && pause > 0) await this.sleep(pause);
    }
  }

  private pauseAfter(error: unknown): number {
    this.failures += 1;
    const said = sayError(error);
    this.throttle.throttled(said, (more) =>
      this.logger.warn({ message: 'cannot hand over now', error: said, ...more }),
    );
    return Math.min(LOOK_EVERY_MS * 2 ** Math.min(this.failures - 1, 4), LONGEST_PAUSE_MS);
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  /** Hands over what is due; says in how many milliseconds it is to look again. */
  private async handOver(): Promise<number> {
    if ((await this.handOverSome()) === AT_ONCE) return 0;
    const now = this.clock.now();
    const [next] = await this.dataSource.query<{ at: Date }[]>(
      `SELECT due_at AS at FROM outbox WHERE state = 'waiting' AND handed_at IS NULL AND due_at > $1 ORDER BY due_at LIMIT 1`,
      [now],
    );
    const left = next ? next.at.getTime() - now.getTime() : LOOK_EVERY_MS;
    return Math.max(SHORTEST_PAUSE_MS, Math.min(left, LOOK_EVERY_MS));
  }

  /** At most 500 pieces; says how many there were. */
  private handOverSome(): Promise<number> {
    return inTransaction(this.dataSource, async (manager) => {
      const due = await manager.query<Due[]>(
        `SELECT entry_id AS entry, handler, topic FROM outbox
          WHERE state = 'waiting' AND handed_at IS NULL AND due_at <= $1
          ORDER BY due_at, entry_id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
        [this.clock.now()],
      );
      if (due.length === 0) return 0;
      const jobs = due.map(({ entry, handler }) => ({
        name: handler,
        data: { entry, handler },
        opts: { jobId: jobId(entry, handler) },
      }));
      // Asked first: what is sent to a Redis that is away waits in memory until it is back.
      await withinTime(QUEUE_PATIENCE_MS, this.queue.isPaused(), 'the queue does not answer');
      await withinTime(QUEUE_PATIENCE_MS, this.queue.addBulk(jobs), 'the queue does not answer');
      await manager.query(
        `UPDATE outbox o SET handed_at = $3 FROM unnest($1::bigint[], $2::text[]) AS d (entry, handler)
          WHERE o.entry_id = d.entry AND o.handler = d.handler`,
        [due.map(({ entry }) => entry), due.map(({ handler }) => handler), this.clock.now()],
      );
      return due.length;
    });
  }
}
