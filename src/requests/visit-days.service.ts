import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { isClosedOn } from '../calendar/domain/closure.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, invalid } from '../kernel/domain-error.js';
import { addDays, dateIn, timeIn, type PlainDate } from '../kernel/nights.js';
import { sayDay } from '../kernel/say-date.js';
import { meetsOn } from '../matching/domain/kept-apart.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { checkVisit, type VisitFlag, type VisitTime } from '../stays/domain/visit.js';
import { beyondStaff } from './domain/beyond-staff.js';

/** Where and of whom a visit is. */
interface Place {
  unitId: string;
  youngPersonId: string;
  date: PlainDate;
}

const KEPT_APART =
  'Somebody who stays or visits that day is kept apart from them for safety. Choose another day for the visit.';

const BEYOND_STAFF =
  'Choose another day; or, if more staff will be there, raise the figure of that day first, under “How many we can take”. A manager who may sign can go over it, with a reason.';

/** The day of a visit: whether its times can be, and what stands against it. */
@Injectable()
export class VisitDays {
  constructor(
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  /** What stands against a visit of theirs on the day, each in a sentence. */
  async against(manager: EntityManager, { unitId, youngPersonId, date }: Place): Promise<Map<VisitFlag, string>> {
    // A night more on the left: whoever leaves on the day is there, too.
    const range = { arrival: addDays(date, -1), departure: addDays(date, 1) };
    const [{ claims, staffing }, apart, { support }] = await inOneGo(
      this.calendar.load(manager, unitId, range),
      this.pairs.keptApart(manager, youngPersonId),
      this.people.stayNeeds(manager, youngPersonId),
    );
    const against = new Map<VisitFlag, string>();
    if (meetsOn(date, apart, claims, staffing.visitors)) against.set('kept_apart', KEPT_APART);
    if (isClosedOn(date, claims))
      against.set('closed', `The unit is closed on ${sayDay(date)}. Choose another day for the visit.`);
    const night = { arrival: date, departure: addDays(date, 1) };
    const beyond = beyondStaff(staffedNights(staffing, claims, night, youngPersonId), night, support);
    if (beyond) against.set('staffing', beyond.sentence);
    return against;
  }

  /** Refuses times that cannot be: those of what is on record already are not asked about again. */
  async check(
    manager: EntityManager,
    unitId: string,
    wanted: VisitTime,
    {
      tookPlace,
      certain,
      isOnRecord = false,
      names = {},
    }: { tookPlace: boolean; certain?: boolean | undefined; isOnRecord?: boolean; names?: Record<string, string> },
  ): Promise<void> {
    const { zone } = await this.calendar.unitOf(manager, unitId);
    const now = this.clock.now();
    const bounds = { today: dateIn(now, zone), time: timeIn(now, zone), horizon: this.calendar.horizon(zone).horizon };
    const errors = checkVisit(wanted, { ...bounds, tookPlace, certain })
      .filter(({ field }) => !isOnRecord || (field !== 'date' && field !== 'certain'))
      .map((error) => ({ ...error, field: names[error.field] ?? error.field }));
    if (errors.length > 0) throw invalid('invalid-visit', errors[0]!.message, errors);
  }
}

/**
 * Refuses a visit that the day does not allow, and answers with the reason of who went over it; nobody goes over a
 * decision to keep two apart. A key worker is not told why: the reason may be another child.
 */
export function refuseUnless(
  actor: Actor,
  against: ReadonlyMap<VisitFlag, string>,
  overrule: string | undefined,
): string {
  if (against.size === 0) return '';
  const closed = against.get('closed');
  if (closed) throw new DomainError('conflict', 'not-possible-closed', closed, [{ field: 'date', message: closed }]);
  if (actor.role === 'cas_worker')
    throw conflict('not-possible-now', 'They cannot visit on this day. Choose another, or ask the unit.');
  const apart = against.get('kept_apart');
  if (apart) throw new DomainError('conflict', 'not-possible-kept-apart', apart, [{ field: 'date', message: apart }]);
  if (overrule !== undefined) return overrule;
  const message = `${against.get('staffing')!} ${BEYOND_STAFF}`;
  throw new DomainError('conflict', 'not-possible-staffing', message, [{ field: 'overrule', message }]);
}
