import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';

/** Somebody who was to leave by today and is recorded in a bed still. */
export interface StillIn {
  stayId: string;
  firstName: string;
  lastName: string;
  bedId: string;
  bed: string;
  /** The day on which they were to leave. */
  departure: PlainDate;
}

/** Who is still in a bed that the plan gives to the next: for who is about to put somebody else into it. */
@Injectable()
export class StillInService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Of every bed of the unit, in one query. The actor works there: who is in the house is known to them. */
  async ofUnit({ id, zone }: { id: string; zone: string }): Promise<StillIn[]> {
    return this.dataSource.query<StillIn[]>(
      `SELECT t.id AS "stayId", y.first_name AS "firstName", y.last_name AS "lastName", b.id AS "bedId", b.name AS bed,
              coalesce(t.overdue_since, t.departure) AS departure
         FROM stays t JOIN bed_claims h ON h.stay_id = t.id AND h.live AND h.departure = t.departure
         JOIN beds b ON b.id = h.bed_id JOIN young_people y ON y.id = t.young_person_id
        WHERE t.unit_id = $1 AND t.state = 'in_residence' AND t.departure <= $2
        ORDER BY b.number, t.id`,
      [id, dateIn(this.clock.now(), zone)],
    );
  }

  /** In the bed of this stay, and not by that stay itself. */
  async inBedOf({
    id,
    bed,
    unit,
  }: {
    id: string;
    bed: { id: string } | null;
    unit: { id: string; zone: string };
  }): Promise<StillIn | undefined> {
    if (!bed) return undefined;
    const all = await this.ofUnit(unit);
    return all.find(({ bedId, stayId }) => bedId === bed.id && stayId !== id);
  }
}
