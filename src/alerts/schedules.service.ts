import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { beatsOf } from '../platform/jobs/beats.js';
import { HANDLERS_OF, SCHEDULES, type HandlerName, type ScheduledTopic } from '../platform/jobs/job-list.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { isLate, lateSince, runState, type Run, type RunState } from './domain/run-state.js';

/** A run as it stands now. */
export interface RunView extends Run {
  id: string;
  state: RunState;
  /** What is given up and waits for somebody. */
  stuck: HandlerName[];
}

/** Something that the service does by the clock. */
export interface ScheduleView {
  topic: ScheduledTopic;
  handlers: readonly HandlerName[];
  nextAt: Date;
  /** Since when it should have run; null where it did. */
  lateSince: Date | null;
  lastRun: RunView | null;
}

/** What the service does by the clock, and what came of it. It is the whole service's: nobody's data is in it. */
@Injectable()
export class SchedulesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ScheduleView[]> {
    const now = this.clock.now();
    const runs = await this.dataSource.query<(Row & { topic: ScheduledTopic })[]>(
      `SELECT s.topic, r.* FROM unnest($1::text[]) AS s (topic) CROSS JOIN LATERAL (${RUNS('s.topic', '', '1')}) r`,
      [SCHEDULES.map(({ topic }) => topic)],
    );
    return SCHEDULES.map(({ topic, pattern }) => {
      const row = runs.find((run) => run.topic === topic);
      const lastRun = row ? view(row, now) : null;
      const beats = beatsOf(pattern, now);
      const late = lateSince(beats.last, lastRun, now);
      return { topic, handlers: HANDLERS_OF[topic], nextAt: beats.next, lateSince: late, lastRun };
    });
  }

  /** The runs of a schedule of the last month, the latest first. */
  async runs(topic: string, { limit, cursor }: PageQuery): Promise<Page<RunView> & { topic: ScheduledTopic }> {
    const schedule = SCHEDULES.find((one) => one.topic === topic);
    if (!schedule) throw notFound('We could not find this schedule. It may have another name by now.');
    const before = readCursor(cursor, ['instant', 'number'], topic);
    const rows = await this.dataSource.query<Row[]>(
      RUNS('$1', before ? 'AND (written_at, entry_id) < ($3, $4)' : '', '$2'),
      [topic, limit + 1, ...(before ?? [])],
    );
    const now = this.clock.now();
    const page = pageOf(
      rows.map((row) => view(row, now)),
      limit,
      (last) => [last.startedAt.toISOString(), Number(last.id)],
      topic,
    );
    return { ...page, topic: schedule.topic };
  }

  /** Whether work is due that no worker has taken up: since when. */
  async behindSince(): Promise<Date | null> {
    const now = this.clock.now();
    const [oldest] = await this.dataSource.query<{ at: Date }[]>(
      `SELECT due_at AS at FROM outbox WHERE state = 'waiting' AND handed_at IS NULL ORDER BY due_at LIMIT 1`,
    );
    return oldest && isLate(oldest.at, now) ? oldest.at : null;
  }
}

type Row = Omit<Run, 'startedAt'> & { id: string; startedAt: Date; stuck: HandlerName[] };

const view = (row: Row, now: Date): RunView => ({ ...row, state: runState(row, now) });

/** The latest runs of a topic, as far as entries go: each is one entry of the outbox with its handlers. */
const RUNS = (topic: string, condition: string, limit: string) => `
  SELECT entry_id AS id, written_at AS "startedAt", count(*)::int AS pieces,
         count(*) FILTER (WHERE state = 'done')::int AS done, count(*) FILTER (WHERE state = 'failed')::int AS failed,
         count(*) FILTER (WHERE state = 'dismissed')::int AS dismissed,
         CASE WHEN bool_and(finished_at IS NOT NULL) THEN max(finished_at) END AS "endedAt",
         coalesce(array_agg(handler ORDER BY handler) FILTER (WHERE state = 'failed'), '{}') AS stuck
    FROM outbox WHERE topic = ${topic} AND once IS NOT NULL ${condition}
   GROUP BY topic, written_at, entry_id ORDER BY written_at DESC, entry_id DESC LIMIT ${limit}`;
