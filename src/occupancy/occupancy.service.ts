import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { bedNights } from '../calendar/domain/night-state.js';
import { AccessService } from '../identity/access.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { countBedNights, countByWeek, type BedNightCount } from '../calendar/domain/count-bed-nights.js';

export interface Occupancy {
  from: PlainDate;
  to: PlainDate;
  count: BedNightCount;
  weeks: { week: PlainDate; count: BedNightCount }[];
}

/** Bed nights counted from the calendar: figures only, no names. */
@Injectable()
export class OccupancyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly calendar: CalendarService,
  ) {}

  async of(actor: Actor, unitId: string, range: Nights): Promise<Occupancy> {
    this.access.requireUnit(actor, unitId);
    if (!worksAt(actor, unitId)) throw notFound();
    const { beds, claims } = await this.calendar.load(this.dataSource.manager, unitId, range);
    const rows = bedNights(beds, claims, range);
    return { from: range.arrival, to: range.departure, count: countBedNights(rows), weeks: countByWeek(rows) };
  }
}
