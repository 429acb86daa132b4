import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { WaitingRequests } from '../calendar/waiting-requests.service.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { SharedReads } from '../platform/shared-reads.js';
import { PROPOSABLE_STATES } from './domain/workflow.js';
import { HELD, STATE, storedStates } from './request-filter.js';

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

  private async read(unitId: string, { arrival, departure }: Nights): Promise<ReadonlyMap<PlainDate, number>> {
    const rows = await this.dataSource.query<{ night: PlainDate; waiting: number }[]>(
      `SELECT night::date AS night, count(DISTINCT (r.id, p.young_person_id))::int AS waiting
         FROM request_parts p JOIN requests r ON r.id = p.request_id
         ${HELD}
         LEFT JOIN stays s ON false
         CROSS JOIN LATERAL unnest(CASE WHEN p.windows = '{}' THEN ARRAY[daterange(p.earliest_arrival, p.latest_departure)]
                                        ELSE p.windows END) stretch
         CROSS JOIN LATERAL generate_series(greatest(lower(stretch), $3::date)::timestamp,
                                            least(upper(stretch), $4::date)::timestamp - interval '1 day',
                                            interval '1 day') night
        WHERE r.unit_id = $2 AND p.state = ANY ($5::text[]) AND ${STATE} = ANY ($6::text[])
          AND p.earliest_arrival < $4::date AND p.latest_departure > $3::date
        GROUP BY 1`,
      [this.clock.now(), unitId, arrival, departure, storedStates(PROPOSABLE_STATES), PROPOSABLE_STATES],
    );
    return new Map(rows.map(({ night, waiting }) => [night, waiting]));
  }

  anySql(unitId: string): string {
    return `EXISTS (SELECT 1 FROM request_parts p WHERE p.unit_id = ${unitId} AND p.state = 'waitlisted')`;
  }
}
