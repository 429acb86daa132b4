import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { pageOf, readCursor } from '../web/paging.js';
import type { StepToSay } from './domain/step-said.js';
import type { StayView } from './stay-reader.js';

/** One step of a stay, with the nights that it left. */
export interface StayStepDone extends StepToSay {
  /** Nobody for what the service itself wrote down. */
  by: string | null;
  note: string;
  arrival: PlainDate;
  departure: PlainDate;
}

/** Steps of a stay, the latest first, and the cursor of those before them; null where there are none. */
export interface StepsOfStay {
  steps: StayStepDone[];
  older: string | null;
}

const LATEST = 50;

/** What was recorded and decided of a stay. */
@Injectable()
export class StayHistory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * The latest first, or those before a place in the list. A key worker is told in the timeline of the request, where what may concern other children is
   * left out: nothing here.
   */
  async of(
    actor: Actor,
    { id }: Pick<StayView, 'id'>,
    { limit = LATEST, cursor }: { limit?: number; cursor?: string | undefined } = {},
  ): Promise<StepsOfStay> {
    const [before = null] = readCursor(cursor, ['number'], id) ?? [];
    if (actor.role === 'cas_worker') return { steps: [], older: null };
    const rows: (StayStepDone & { id: number })[] = await this.dataSource.query(
      `SELECT e.id::int, e.at, u.name AS by, e.action, e.note, e.arrival, e.departure,
              e.happened_at AS "happenedAt", e.instead_of AS "insteadOf", e.ended_by AS "endedBy", e.code,
              e.expected_at AS "expectedAt", e.planned
         FROM stay_events e LEFT JOIN users u ON u.id = e.by_user 
        WHERE e.stay_id = $1 AND ($2::bigint IS NULL OR e.id < $2) ORDER BY e.id DESC LIMIT $3`,
      [id, before, limit + 1],
    );
    const page = pageOf(rows, limit, (row) => [row.id], id);
    return { steps: page.items.map(({ id: _, ...step }) => step), older: page.next };
  }
}
