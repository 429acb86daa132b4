import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Metrics } from '../platform/metrics/metrics.js';

const MESSAGES = `
  SELECT (SELECT count(*) FROM messages WHERE state = 'waiting' AND due_at > $1)::int AS later,
         (SELECT count(*) FROM messages WHERE state = 'waiting' AND due_at <= $1)::int AS due,
         (SELECT count(*) FROM messages WHERE state = 'sending')::int AS sending,
         (SELECT count(*) FROM messages WHERE state IN ('waiting', 'sending') AND times_unknown > 0)::int AS unknown,
         (SELECT count(*) FROM messages WHERE state = 'refused')::int AS refused,
         (SELECT count(*) FROM messages WHERE state = 'given_up')::int AS given_up,
         extract(epoch FROM $1::timestamptz - (
           SELECT min(due_at) FROM messages WHERE state IN ('waiting', 'sending') AND due_at <= $1))::float8 AS lag`;

/** What is to be sent and has not been: the lag is how long the oldest message has been due. */
@Injectable()
export class MessageMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.collect(
      'messages',
      {
        messages: { help: 'Messages that were not sent; unknown: nobody said whether they went', label: 'state' },
        messages_lag_seconds: { help: 'How long the oldest message has been due; 0 when none is' },
      },
      async () => {
        const [row] = await this.dataSource.query<Record<string, number>[]>(MESSAGES, [this.clock.now()]);
        const { lag, ...states } = row!;
        return { messages: states, messages_lag_seconds: lag ?? 0 };
      },
    );
  }
}
