import { Injectable } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service.js';
import { NO_BED } from '../calendar/domain/claim.js';
import { bedNights } from '../calendar/domain/night-state.js';
import { withoutBed } from '../calendar/domain/without-bed.js';
import { AccessService } from '../identity/access.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { daysBetween, type Nights, type PlainDate } from '../kernel/nights.js';
import { countBedNights, countByWeek, type BedNightCount } from '../calendar/domain/count-bed-nights.js';

export interface Occupancy {
  from: PlainDate;
  to: PlainDate;
  count: BedNightCount;
  /** Nights that were spent, or go on, without a bed: beside the bed nights, in none of them. */
  withoutBed: number;
  weeks: { week: PlainDate; count: BedNightCount }[];
}

/** Bed nights counted from the calendar: figures only, no names. */
@Injectable()
export class OccupancyService {
  constructor(
    private readonly access: AccessService,
    private readonly calendar: CalendarService,
  ) {}

  async of(actor: Actor, unitId: string, range: Nights): Promise<Occupancy> {
    this.access.requireUnit(actor, unitId);
    if (!worksAt(actor, unitId)) throw notFound();
    const { beds, claims } = await this.calendar.look(unitId, range);
    const rows = bedNights(beds, claims, range);
    const spent = claims.filter(({ bedId, arrived }) => bedId === NO_BED && arrived);
    const nights = withoutBed(spent, range).map(({ arrival, departure }) => daysBetween(arrival, departure));
    return {
      from: range.arrival,
      to: range.departure,
      count: countBedNights(rows),
      withoutBed: nights.reduce((sum, one) => sum + one, 0),
      weeks: countByWeek(rows),
    };
  }
}
