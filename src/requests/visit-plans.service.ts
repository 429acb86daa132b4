import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import { AccessService } from '../identity/access.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, forbidden, invalid, notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, timeIn, type PlainDate } from '../kernel/nights.js';
import { meetsOn } from '../matching/domain/kept-apart.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { checkVisit, type VisitFlag, type VisitKind, type VisitTime } from '../stays/domain/visit.js';
import { VisitsService, type VisitView } from '../stays/visits.service.js';
import { BookingService } from './booking.service.js';
import { beyondStaff } from './domain/beyond-staff.js';

export interface WantedVisit extends VisitTime {
  youngPersonId: string;
  kind: VisitKind;
  note?: string | undefined;
  /** A manager who may sign goes over what the staff can take, with this reason. */
  overrule?: string | undefined;
  /** It took place already: who was there. */
  whoWasThere?: string | undefined;
}

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

/** Visits without a night: whether one may be planned, and what became of it. */
@Injectable()
export class VisitPlansService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly visits: VisitsService,
    private readonly booking: BookingService,
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly people: PeopleService,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  /** Plans a visit that the day allows; or writes one down that took place, whatever the day. */
  async plan(actor: Actor, unitId: string, wanted: WantedVisit): Promise<VisitView> {
    this.access.requireUnit(actor, unitId);
    const { youngPersonId, overrule, whoWasThere } = wanted;
    const tookPlace = whoWasThere !== undefined;
    if (overrule !== undefined && !maySign(actor, unitId))
      throw forbidden('Only the registered manager of the unit or a named delegate can go over this.');
    if (tookPlace && !worksAt(actor, unitId))
      throw forbidden('What took place at the unit is written down by its own people.');
    const place = { unitId, youngPersonId, date: wanted.date };
    return inTransaction(this.dataSource, async (manager) => {
      await this.requireSeen(manager, actor, youngPersonId);
      await this.check(manager, unitId, wanted, tookPlace);
      await this.booking.lock(manager, place);
      const against = await this.against(manager, place);
      const goneOver = tookPlace ? '' : refuseUnless(actor, against, overrule);
      // Who plans with a unit makes the young person known to it.
      await this.access.grant(manager, { youngPersonId, unitId, why: 'known_to_unit', at: this.clock.now() });
      const planned = { ...wanted, unitId, note: wanted.note ?? '', overruledBecause: goneOver };
      const visit = await this.visits.plan(manager, actor, planned);
      if (!tookPlace) return visit;
      const { startsAt, endsAt } = wanted;
      const end = { state: 'happened' as const, whoWasThere, startsAt, endsAt, against: [...against.keys()] };
      return this.visits.end(manager, actor, visit, end);
    });
  }

  /** It took place. That is never refused; what stood against it is kept with it. */
  async happened(
    actor: Actor,
    id: string,
    told: { whoWasThere: string; startedAt?: string | undefined; endedAt?: string | undefined },
  ): Promise<VisitView> {
    return this.end(actor, id, async (manager, visit) => {
      const { date, unit, youngPerson } = visit;
      const startsAt = told.startedAt ?? visit.startsAt;
      const endsAt = told.endedAt ?? visit.endsAt;
      await this.check(manager, unit.id, { date, startsAt, endsAt }, true, {
        startsAt: 'startedAt',
        endsAt: 'endedAt',
      });
      const against = await this.against(manager, { unitId: unit.id, youngPersonId: youngPerson.id, date });
      return { state: 'happened', whoWasThere: told.whoWasThere, startsAt, endsAt, against: [...against.keys()] };
    });
  }

  async cancel(actor: Actor, id: string, cancelledWhy: string): Promise<VisitView> {
    return this.end(actor, id, async () => ({ state: 'cancelled', cancelledWhy }));
  }

  private async end(
    actor: Actor,
    id: string,
    work: (manager: EntityManager, visit: VisitView) => Promise<Parameters<VisitsService['end']>[3]>,
  ): Promise<VisitView> {
    const { unit, youngPerson } = await this.visits.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      await this.booking.lock(manager, { unitId: unit.id, youngPersonId: youngPerson.id });
      const visit = await this.visits.find(manager, actor, id);
      refuseIfChanged(visit);
      if (visit.state !== 'planned')
        throw conflict('not-possible-now', 'This visit is not planned any more. Look at what was written down.');
      return this.visits.end(manager, actor, visit, await work(manager, visit));
    });
  }

  /** What stands against a visit of theirs on the day, each in a sentence. */
  private async against(
    manager: EntityManager,
    { unitId, youngPersonId, date }: Place,
  ): Promise<Map<VisitFlag, string>> {
    // A night more on the left: whoever leaves on the day is there, too.
    const range = { arrival: addDays(date, -1), departure: addDays(date, 1) };
    const [{ claims, staffing }, apart, { support }] = await inOneGo(
      this.calendar.load(manager, unitId, range),
      this.pairs.keptApart(manager, youngPersonId),
      this.people.stayNeeds(manager, youngPersonId),
    );
    const against = new Map<VisitFlag, string>();
    if (meetsOn(date, apart, claims, staffing.visitors)) against.set('kept_apart', KEPT_APART);
    const night = { arrival: date, departure: addDays(date, 1) };
    const beyond = beyondStaff(staffedNights(staffing, claims, night, youngPersonId), night, support);
    if (beyond) against.set('staffing', beyond.sentence);
    return against;
  }

  private async check(
    manager: EntityManager,
    unitId: string,
    wanted: VisitTime,
    tookPlace: boolean,
    names: Record<string, string> = {},
  ): Promise<void> {
    const { zone } = await this.calendar.unitOf(manager, unitId);
    const now = this.clock.now();
    const bounds = { today: dateIn(now, zone), time: timeIn(now, zone), horizon: this.calendar.horizon(zone).horizon };
    const errors = checkVisit(wanted, { ...bounds, tookPlace }).map((error) => ({
      ...error,
      field: names[error.field] ?? error.field,
    }));
    if (errors.length > 0) throw invalid('invalid-visit', errors[0]!.message, errors);
  }

  private async requireSeen(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<void> {
    const seen = await this.access.seen(manager, actor, [youngPersonId]);
    if (seen.has(youngPersonId)) return;
    const message = 'We could not find this young person. Choose one whose records you may see.';
    throw notFound(message, [{ field: 'youngPerson', message }]);
  }
}

/**
 * Refuses a visit that the day does not allow, and answers with the reason of who went over it; nobody goes over a
 * decision to keep two apart. A key worker is not told why: the reason may be another child.
 */
function refuseUnless(actor: Actor, against: ReadonlyMap<VisitFlag, string>, overrule: string | undefined): string {
  if (against.size === 0) return '';
  if (actor.role === 'cas_worker')
    throw conflict('not-possible-now', 'They cannot visit on this day. Choose another, or ask the unit.');
  const apart = against.get('kept_apart');
  if (apart) throw new DomainError('conflict', 'not-possible-kept-apart', apart, [{ field: 'date', message: apart }]);
  if (overrule !== undefined) return overrule;
  const message = `${against.get('staffing')!} ${BEYOND_STAFF}`;
  throw new DomainError('conflict', 'not-possible-staffing', message, [{ field: 'overrule', message }]);
}
