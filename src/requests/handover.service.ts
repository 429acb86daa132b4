import { Injectable } from '@nestjs/common';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, timeIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { VisitsService, type VisitView } from '../stays/visits.service.js';

import { whoIsWhere } from './domain/who-is-where.js';

/** Everybody with something to do with the house until tomorrow. */
export interface House {
  now: Date;
  today: PlainDate;
  /** The night that is running, or that of today. */
  tonight: PlainDate;
  inTheBuilding: StayView[];
  away: StayView[];
  /** Expected and not here yet: today's, or of the night that is running. */
  arriving: StayView[];
  arrivingTomorrow: StayView[];
  /** Should leave today, or should have left. */
  leaving: StayView[];
  leavingTomorrow: StayView[];
  /** Who is here for some hours, and then who is still to come or to be recorded. */
  visits: VisitView[];
}

const MOST = 100;

/** Who is in the building, who comes and who goes: for the next shift, and for the fire folder. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly stays: StaysService,
    private readonly visits: VisitsService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  async of(actor: Actor, unit: { id: string; zone: string }): Promise<House> {
    if (!worksAt(actor, unit.id)) throw notFound();
    const now = this.clock.now();
    const [today, tonight] = [dateIn(now, unit.zone), this.tonight.in(unit.zone)];
    const [stays, here, planned] = await Promise.all([
      this.stays.list(actor, {
        ...{ states: ['booked', 'in_residence'], unitId: unit.id, soonestFirst: true, limit: MOST },
        arrivesBy: addDays(today, 1),
      }),
      this.visits.list(actor, {
        ...{ states: ['happened'], unitId: unit.id, limit: MOST },
        ...{ from: today, before: addDays(today, 1), endsAfter: timeIn(now, unit.zone) },
      }),
      this.visits.list(actor, {
        ...{ states: ['planned'], unitId: unit.id, limit: MOST },
        before: addDays(today, 1),
      }),
    ]);
    return { now, today, tonight, visits: [...here, ...planned], ...whoIsWhere(stays, today, tonight) };
  }
}
