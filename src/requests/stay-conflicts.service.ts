import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type Guest } from '../calendar/calendar.service.js';
import { freeBeds } from '../calendar/domain/choose-bed.js';
import type { Bed } from '../calendar/domain/claim.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import { addDays, daysBetween, instantIn, type Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { Conflicts } from '../stays/conflicts.service.js';
import type { ConflictReason } from '../stays/domain/conflict.js';
import { bedOn } from '../stays/domain/pieces.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { BookingService } from './booking.service.js';
import type { Room } from './domain/make-room.js';
import { obstacles, roomFor, type House } from './domain/options.js';
import { bedsForResident, residentWays } from './domain/resident-beds.js';
import { unwrittenText, type Unwritten } from './domain/unwritten.js';
import { LOOK_AHEAD, waysOut, type WayOut } from './domain/ways-out.js';
import { forOtherNights, forStay, GroundService, isWithin } from './ground.service.js';
import { announced } from './options.service.js';
import { VisitsToSolve, type VisitToSolve } from './visits-to-solve.service.js';

/** Something to solve today: written down, or seen although nobody has written it down yet. */
export interface StayToSolve {
  kind: 'stay';
  stay: StayView;
  visit: null;
  /** Stands with the stay's own conflict. */
  apart: null;
  why: ConflictReason | Unwritten;
  since: Date | null;
  text: string;
  /** Somebody who is to leave today has not left yet: to be written down, and nothing out of the ordinary. */
  isRoutine: boolean;
}

export type ToSolve = StayToSolve | VisitToSolve;

export interface WaysOut {
  stay: StayView;
  ways: WayOut[];
  /** Names of those who would move, for those who may see them. */
  guests: Map<string, Guest>;
}

/** From then on somebody who was to leave today and is still there stands in the way of who comes tonight. */
const EVENING = '18:00';
/** How long what the service ended is shown to its unit, in hours. */
const SHOWN_HOURS = 24;

/** What happened and cannot stay as it is: the list, and the ways out of each. */
@Injectable()
export class StayConflictsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly conflicts: Conflicts,
    private readonly booking: BookingService,
    private readonly visits: VisitsToSolve,
    private readonly grounds: GroundService,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** Those of one unit, for its own people, by arrival: what is written down, and what is not yet. */
  async list(actor: Actor, unitId: string, { limit, cursor }: PageQuery): Promise<Page<ToSolve>> {
    if (!worksAt(actor, unitId)) throw notFound();
    const after = readCursor(cursor, ['date', 'id'], unitId);
    const stays = await this.stays.list(actor, {
      ...{ unsolved: true, unitId, soonestFirst: true, limit: limit + 1 },
      ...(after && { after: { arrival: String(after[0]), id: String(after[1]) } }),
    });
    const unseen = (await this.unwritten(actor, [unitId])).filter(
      ({ stay }) => isAfter(stay, after) && !stays.some(({ id }) => id === stay.id),
    );
    const visits = (await this.visits.of(actor, unitId)).filter((one) => isAfter(atOf(one), after));
    const items = [...stays.map(toSolve), ...unseen, ...visits].toSorted((a, b) =>
      isAfter(atOf(a), placeOf(atOf(b))) ? 1 : -1,
    );
    return pageOf(items, limit, (last) => placeOf(atOf(last)), unitId);
  }

  /** Everything that the actor has to know of today: of the units that they work at, or of their own young people. */
  async today(actor: Actor): Promise<{ items: ToSolve[]; more: boolean }> {
    const stays = await this.stays.list(actor, { unsolved: true, soonestFirst: true, limit: ON_TODAY + 1 });
    const units = actor.units.filter((unit) => worksAt(actor, unit.id)).map(({ id }) => id);
    const unseen = units.length > 0 ? await this.unwritten(actor, units) : [];
    const visits = await this.visits.of(actor);
    const items = [...unseen, ...stays.slice(0, ON_TODAY).map(toSolve), ...visits.slice(0, ON_TODAY)];
    return { items, more: stays.length > ON_TODAY || visits.length > ON_TODAY };
  }

  /** A stay with something to solve. */
  async open(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.stays.open(actor, id);
    if (!stay.conflict) throw conflict('no-conflict', 'There is nothing to solve: this stay has its bed.');
    return stay;
  }

  /**
   * How a stay to come could have a bed again, with the names of those who would move for it. For somebody who is there:
   * a bed from tonight on, for all of their nights or for some.
   */
  async waysOut(actor: Actor, id: string): Promise<WaysOut> {
    const stay = await this.open(actor, id);
    const none = { stay, ways: [], guests: new Map<string, Guest>() };
    if (stay.conflict!.reasons.every((why) => why === 'kept_apart')) return none;
    const tonight = this.tonight.in(stay.unit.zone);
    const isThere = stay.state === 'in_residence';
    const nights = { arrival: isThere && tonight > stay.arrival ? tonight : stay.arrival, departure: stay.departure };
    if (nights.arrival >= nights.departure) return none;
    const length = daysBetween(nights.arrival, nights.departure);
    const range = {
      arrival: addDays(nights.arrival, -1),
      departure: addDays(nights.departure, isThere ? 0 : LOOK_AHEAD + length),
    };
    const { manager } = this.dataSource;
    const ground = await this.grounds.of(manager, isThere ? forStay(stay) : forOtherNights(stay), range);
    const { house, guest } = ground;
    if (isThere) {
      const pieces = await this.stays.pieces(manager, id);
      const beds = bedsForResident(house.beds, nights, house.claims, guest.needs, bedOn(pieces, nights.arrival));
      return { ...none, ways: residentWays(nights, beds, pieces, house.beds) };
    }
    const { planned: _, ...booked } = guest;
    // Nights before tonight stay as they were: nothing is looked for on them.
    const ahead = ({ arrival, departure }: Nights) => ({ arrival: arrival < tonight ? tonight : arrival, departure });
    const standsIn = (where: House, wanted: Nights): boolean => {
      const isSame = wanted.arrival === nights.arrival && wanted.departure === nights.departure;
      const question = { ...ground, today: tonight };
      return obstacles(ahead(wanted), question, where, isWithin(wanted, nights) ? booked : guest).every(
        (one) => isSame && one.mayBeOverruled,
      );
    };
    const bedsFor = (wanted: Nights): Bed[] =>
      standsIn(house, wanted) ? freeBeds(house.beds, ahead(wanted), house.claims, guest.needs) : [];
    const still = ahead(nights);
    if (still.arrival >= still.departure) return none;
    const asked = { from: still.arrival, to: still.departure, nights: daysBetween(still.arrival, still.departure) };
    const moving = await this.grounds.withRoom(manager, stay.unit.id, ground, asked, { stayId: stay.id });
    const makeRoom = (wanted: Nights): Room | undefined =>
      standsIn(moving, wanted) ? roomFor(ahead(wanted), moving, guest.needs) : undefined;
    const ways = waysOut(nights, tonight, bedsFor, makeRoom);
    return { stay, ways, guests: await this.named(actor, id, ways) };
  }

  /** Those who would move, for those who may see them; written to the trail. */
  private async named(actor: Actor, id: string, ways: readonly WayOut[]): Promise<Map<string, Guest>> {
    const { manager } = this.dataSource;
    const moved = ways.flatMap(({ moves }) => moves.map(announced));
    const guests = await this.calendar.guests(manager, actor, moved);
    if (guests.size > 0) {
      await this.audit.record(manager, actor, {
        action: 'options.read',
        subject: 'stay',
        subjectId: id,
        youngPeople: [...guests.keys()],
      });
    }
    return guests;
  }

  /** Somebody who signs for the unit decided about those who are kept apart and are both there. */
  async decided(actor: Actor, id: string, reasons: string): Promise<StayView> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    if (!maySign(actor, seen.unit.id))
      throw forbidden('Only the registered manager of the unit or a named delegate can decide this.');
    return inTransaction(this.dataSource, async (manager) => {
      await this.booking.lock(manager, { unitId: seen.unit.id, youngPersonId: seen.youngPerson.id });
      const stay = await this.stays.find(manager, actor, id);
      refuseIfChanged(stay);
      if (!(await this.conflicts.decide(manager, actor.id, id)))
        throw conflict('no-conflict', 'There is nothing to decide: nobody from whom they are kept apart was named.');
      await this.stays.writeDown(manager, actor, stay, 'decided', reasons);
      return this.stays.find(manager, actor, id);
    });
  }

  /**
   * Who comes tonight, or has come, to a bed in which somebody still is who was to leave, though no plan says so yet; and whose stay was
   * ended by their arrival at another unit, or goes on since that was undone.
   */
  private async unwritten(actor: Actor, unitIds: readonly string[]): Promise<StayToSolve[]> {
    const now = this.clock.now();
    const rows = await this.dataSource.query<
      { id: string; zone: string; today: string; isDueToday: boolean; isThere: boolean; why: Unwritten }[]
    >(
      `SELECT DISTINCT s.id, u.zone, d.today, t.departure = d.today AND t.overdue_since IS NULL AS "isDueToday",
              s.state = 'in_residence' AS "isThere", 'still_there' AS why
         FROM units u CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE u.zone)::date AS today, ${this.tonight.sql('$2')} AS tonight) d
         JOIN stays t ON t.unit_id = u.id AND t.state = 'in_residence' AND t.departure <= d.today
         JOIN bed_claims h ON h.stay_id = t.id AND h.live AND h.departure = t.departure
         JOIN bed_claims c ON c.bed_id = h.bed_id AND c.live AND c.purpose = 'stay' AND c.nights @> d.tonight
         JOIN stays s ON s.id = c.stay_id AND s.state IN ('booked', 'in_residence') AND s.id <> t.id
        WHERE u.id = ANY ($1::uuid[])
       UNION ALL
       SELECT s.id, '', $2::timestamptz::date, false, false, CASE e.action WHEN 'departed' THEN 'ended_elsewhere' ELSE 'elsewhere_undone' END
         FROM stays s JOIN stay_events e ON e.stay_id = s.id
        WHERE s.unit_id = ANY ($1::uuid[]) AND e.by_user IS NULL
          AND (e.at > $2::timestamptz - interval '${SHOWN_HOURS} hours' OR e.action = 'elsewhere_undone')
          AND (s.state, e.action) IN (('completed', 'departed'), ('in_residence', 'departure_undone'), ('completed', 'elsewhere_undone'))
          AND NOT EXISTS (SELECT FROM stay_events l WHERE l.stay_id = s.id AND l.id > e.id
                             AND (l.action IN ('departed', 'departure_undone', 'elsewhere_undone')
                                  OR (e.action = 'elsewhere_undone' AND l.action = 'departure_corrected')))
        ORDER BY id LIMIT 100`,
      [unitIds, now],
    );
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const ids = rows
      .filter(
        ({ isDueToday, isThere, today, zone }) => !isDueToday || isThere || now >= instantIn(today, EVENING, zone),
      )
      .map(({ id }) => id);
    if (ids.length === 0) return [];
    const stays = await this.stays.list(actor, { ids, soonestFirst: true, limit: 100 });
    return stays.map((stay) => {
      const { why, isDueToday, isThere, today } = rowOf.get(stay.id)!;
      // Two who are both in one bed now are more than a departure that is still to be written down.
      const isRoutine = isDueToday && !(isThere && stay.arrival >= today);
      const text = unwrittenText(why, stay);
      return { kind: 'stay', stay, visit: null, apart: null, since: null, why, text, isRoutine };
    });
  }
}

const ON_TODAY = 12;

const placeOf = ({ arrival, id }: Pick<StayView, 'arrival' | 'id'>): [string, string] => [arrival, id];

/** Where it stands in the list: by arrival, or by the day of the visit. */
const atOf = ({ stay, visit }: ToSolve): Pick<StayView, 'arrival' | 'id'> =>
  stay ?? { arrival: visit.date, id: visit.id };

/** Whether the stay comes after this place in the list. */
function isAfter(stay: Pick<StayView, 'arrival' | 'id'>, place: readonly unknown[] | undefined): boolean {
  if (!place) return true;
  const [arrival, id] = place.map(String) as [string, string];
  return stay.arrival > arrival || (stay.arrival === arrival && stay.id > id);
}

function toSolve(stay: StayView): StayToSolve {
  const { why, since, text } = stay.conflict!;
  return { kind: 'stay', stay, visit: null, apart: null, why, since, text, isRoutine: false };
}
