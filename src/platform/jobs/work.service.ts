import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { inTransaction } from '../transaction.js';
import { JobHandlers } from './job-handlers.js';
import type { HandlerName, PayloadOf } from './job-list.js';
import { sayError } from './say-error.js';

/** A piece of work: an entry of the outbox for one of its handlers. */
export interface PieceOfWork {
  entry: string;
  handler: string;
}

/** Does the work of the outbox, each piece once, and keeps what keeps failing for somebody to look at. */
@Injectable()
export class WorkService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly handlers: JobHandlers,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs the handler and records that it is done, in one transaction. A twin waits for the row, then finds nothing to
   * do. Throws what the handler throws, when nothing of it is left.
   */
  async run({ entry, handler }: PieceOfWork): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const [rows] = await manager.query<[{ payload: PayloadOf<HandlerName> }[], number]>(
        `UPDATE outbox SET state = 'done', finished_at = $3
          WHERE entry_id = $1 AND handler = $2 AND state = 'waiting' RETURNING payload`,
        [entry, handler, this.clock.now()],
      );
      if (!rows[0]) return;
      const found = this.handlers.find(handler);
      if (!found) throw new Error('no handler of this name in this version of the service');
      await found.handle(rows[0].payload, manager);
    });
  }

  /** Notes a failure: the last one puts the work into the list of what keeps failing. */
  async failed({ entry, handler }: PieceOfWork, error: unknown, isLast: boolean): Promise<void> {
    await this.dataSource.query(
      `UPDATE outbox SET times_failed = times_failed + 1, error = $3,
              state = CASE WHEN $4 THEN 'failed' ELSE state END, finished_at = CASE WHEN $4 THEN $5::timestamptz END
        WHERE entry_id = $1 AND handler = $2 AND state = 'waiting'`,
      [entry, handler, sayError(error), isLast, this.clock.now()],
    );
  }
}
