import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Job, Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { Env } from '../../../config/env.js';
import { LogThrottle } from '../log-throttle.js';
import { Metrics } from '../metrics/metrics.js';
import { withinTime } from '../within-time.js';
import { QUEUE, SCHEDULES } from './job-list.js';
import { OutboxService } from './outbox.service.js';
import { queueAnswers } from './queue-answers.js';
import { sayError } from './say-error.js';
import { WorkService, type PieceOfWork } from './work.service.js';

const PATIENCE_MS = 8_000;
const REST_MS = 1_000;

/**
 * Takes jobs from the queue. A worker that is killed loses its lock in ten seconds, and another does the job anew; a
 * job that was found so four times is given up.
 */
@Processor(QUEUE, { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3, runRetryDelay: 5_000 })
export class JobProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly throttle = new LogThrottle();
  private readonly underWay = new Set<Promise<void>>();
  private isAtRest = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectQueue(QUEUE) private readonly queue: Queue,
    private readonly work: WorkService,
    private readonly outbox: OutboxService,
    private readonly env: Env,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  /** On PostgreSQL a worker that could not begin never can: then the program does not start. Redis may be away meanwhile. */
  async onApplicationBootstrap(): Promise<void> {
    this.worker.concurrency = this.env.JOB_CONCURRENCY;
    if (this.env.REDIS_URL === undefined) await this.worker.waitUntilReady();
  }

  /** What is under way is finished before the pools are closed; a queue that is away is not waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    const answers = await queueAnswers(this.queue);
    if (!answers)
      await withinTime(PATIENCE_MS, Promise.allSettled(this.underWay), 'still at it').catch(() => undefined);
    await this.worker.close(!answers);
  }

  async process(job: Job<PieceOfWork>): Promise<void> {
    const work = this.do(job);
    this.underWay.add(work);
    await work.finally(() => this.underWay.delete(work));
  }

  private async do(job: Job<PieceOfWork>): Promise<void> {
    const schedule = SCHEDULES.find(({ topic }) => topic === job.name);
    if (schedule) return this.outbox.write(this.dataSource.manager, schedule.topic, {}, { once: job.id! });
    const begun = performance.now();
    const ended = (outcome: 'done' | 'failed') =>
      this.metrics.jobEnded(job.data.handler, outcome, (performance.now() - begun) / 1_000);
    try {
      await this.work.run(job.data);
      ended('done');
    } catch (error) {
      ended('failed');
      const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      await this.note(job, error, isLast);
      // The queue keeps what it is told: nothing that could name somebody.
      throw Object.assign(new Error(sayError(error)), { stack: '' });
    }
  }

  /** Also comes for a job whose worker was killed too often: no handler could note that. */
  @OnWorkerEvent('failed')
  async gaveUp(job: Job<PieceOfWork> | undefined, error: Error): Promise<void> {
    if (!job?.finishedOn || !job.data.entry) return;
    await this.work.failed(job.data, error, true).catch(() => undefined);
  }

  @OnWorkerEvent('error')
  troubled(error: Error): void {
    const said = sayError(error);
    this.throttle.throttled(said, (more) =>
      this.logger.warn({ message: 'the worker has a problem', error: said, ...more }),
    );
    if (this.env.REDIS_URL === undefined) this.rest();
  }

  /** A queue on PostgreSQL that fails at once is asked again at once, and nothing else of the program would have its turn. */
  private rest(): void {
    if (this.isAtRest) return;
    this.isAtRest = true;
    void this.worker.pause(true);
    setTimeout(() => {
      this.isAtRest = false;
      if (!this.worker.closing) void this.worker.resume();
    }, REST_MS).unref();
  }

  private async note(job: Job<PieceOfWork>, error: unknown, isLast: boolean): Promise<void> {
    const { entry, handler } = job.data;
    const level = isLast ? 'error' : 'warn';
    const message = isLast ? 'job given up' : 'job failed';
    const said = sayError(error);
    this.throttle.throttled([message, handler, said].join(), (more) =>
      this.logger[level]({ message, entry, handler, error: said, ...more }),
    );
    await this.work.failed(job.data, error, isLast).catch(() => undefined);
  }
}
