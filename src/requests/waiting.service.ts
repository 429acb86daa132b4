import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { WaitingRequests } from '../calendar/waiting-requests.service.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { SharedReads } from '../platform/shared-reads.js';
import { PROPOSABLE_STATES } from './domain/workflow.js';
import type { Window } from './domain/windows.js';
import { HELD, STATE, storedStates } from './request-filter.js';

/** In SQL, parts that want nights of a range, `$3` to `$4`, at the unit `$2`, and hold none. */
const ASKING = `request_parts p JOIN requests r ON r.id = p.request_id
         ${HELD}
         LEFT JOIN stays s ON false`;
const ASKS = `r.unit_id = $2 AND p.state = ANY ($5::text[]) AND ${STATE} = ANY ($6::text[])
          AND p.earliest_arrival < $4::date AND p.latest_departure > $3::date`;
const WINDOWS = `CASE WHEN p.windows = '{}' THEN ARRAY[daterange(p.earliest_arrival, p.latest_departure)]
                                        ELSE p.windows END`;

/** A part that wants nights and holds none. */
export interface AskingFor {
  requestId: string;
  partId: string;
  youngPersonId: string;
  windows: Window[];
  /** How many nights it wants, and on which days of the week; on any where none is named. */
  nights: number;
  weekdays: number[];
}

/** Requests that want a night between their dates and hold none yet: figures only. Each counts once for a young person. */
@Injectable()
export class WaitingService extends WaitingRequests {
  private readonly shared = new SharedReads();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  byNight(unitId: string, range: Nights): Promise<ReadonlyMap<PlainDate, number>> {
    return this.shared.read(`${unitId} ${range.arrival} ${range.departure}`, () => this.read(unitId, range));
  }

  private async read(unitId: string, range: Nights): Promise<ReadonlyMap<PlainDate, number>> {
    const rows = await this.dataSource.query<{ night: PlainDate; waiting: number }[]>(
      `SELECT night::date AS night, count(DISTINCT (r.id, p.young_person_id))::int AS waiting
         FROM ${ASKING}
         CROSS JOIN LATERAL unnest(${WINDOWS}) stretch
         CROSS JOIN LATERAL generate_series(greatest(lower(stretch), $3::date)::timestamp,
                                            least(upper(stretch), $4::date)::timestamp - interval '1 day',
                                            interval '1 day') night
        WHERE ${ASKS}
        GROUP BY 1`,
      this.asking(unitId, range),
    );
    return new Map(rows.map(({ night, waiting }) => [night, waiting]));
  }

  /** The same parts of requests one by one, with the stretches of days in which they want their nights: one query. */
  async askingFor(manager: EntityManager, unitId: string, range: Nights): Promise<AskingFor[]> {
    return manager.query(
      `SELECT r.id AS "requestId", p.id AS "partId", p.young_person_id AS "youngPersonId", p.nights, p.weekdays,
              (SELECT json_agg(json_build_object('from', lower(w), 'to', upper(w)) ORDER BY lower(w)) FROM unnest(${WINDOWS}) w) AS windows
         FROM ${ASKING} WHERE ${ASKS} ORDER BY r.number, p.position`,
      this.asking(unitId, range),
    );
  }

  private asking(unitId: string, { arrival, departure }: Nights): unknown[] {
    return [this.clock.now(), unitId, arrival, departure, storedStates(PROPOSABLE_STATES), PROPOSABLE_STATES];
  }

  anySql(unitId: string): string {
    return `EXISTS (SELECT 1 FROM request_parts p WHERE p.unit_id = ${unitId} AND p.state = 'waitlisted')`;
  }
}
