import { Injectable } from '@nestjs/common';
import { Env } from '../../config/env.js';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { AccessService } from '../identity/access.service.js';
import { mayRead } from '../identity/visibility.js';
import { AuditService } from '../audit/audit.service.js';
import { notFound } from '../kernel/domain-error.js';
import { addMonths, dateIn, type Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inOneGo } from '../platform/in-one-go.js';
import { onOneConnection } from '../platform/on-one-connection.js';
import { SharedReads } from '../platform/shared-reads.js';
import { NO_BED, type Bed, type Claim } from './domain/claim.js';
import { countBedNights, type BedNightCount } from './domain/count-bed-nights.js';
import { bedNights, type BedRow } from './domain/night-state.js';
import { staffedNights, type StaffedNight, type Staffing, type Visitor } from './domain/staffing.js';
import { readStaffing } from './staffing-reader.js';
import { withoutBed, type Bedless } from './domain/without-bed.js';
import type { Unit } from './unit.entity.js';

/** Everything a decision about a run of nights needs to know of a unit. */
export interface UnitNights {
  unit: Unit;
  beds: Bed[];
  claims: Claim[];
  staffing: Staffing;
}

/** A young person as a calendar shows them to those who may see them. */
export interface Guest {
  id: string;
  firstName: string;
  lastName: string;
}

export interface CalendarView {
  unit: Unit;
  rows: BedRow[];
  /** Nights of stays that have no bed; for the unit's own people. */
  withoutBed: Bedless[];
  staffed: StaffedNight[];
  visitors: readonly Visitor[];
  /** Those whom the actor may see, by id. A claim of anybody else is only "occupied". */
  guests: Map<string, Guest>;
  /** Whether the actor learns of proposals that no manager has signed yet. */
  toldOfProposals: boolean;
}

// A claim stands while it is live and, for an offer or a night kept for emergencies, while its time has not run out: job
// or no job.
const STANDING = `c.live AND (c.expires_at IS NULL OR c.expires_at > $4) AND (c.release_at IS NULL OR c.release_at > $4)`;

// A stay `e` that spent all of its nights in one bed, as nearly every one did: none is without one, and there is nothing to
// count. Looked up one by one (`OFFSET 0`), whoever else has been here, and only of the nights that are asked about: a plan that
// was made while the tables were small would else look up every stay of all years.
const IN_ONE_BED = `EXISTS (SELECT 1 FROM bed_claims c
    WHERE c.stay_id = e.id AND c.live AND c.arrival <= e.arrival AND c.departure >= e.departure OFFSET 0)`;

// Staying, and not there now.
const AWAY = `s.state = 'in_residence' AND EXISTS (SELECT 1 FROM absences a WHERE a.stay_id = s.id AND a.back_at IS NULL)`;

@Injectable()
export class CalendarService {
  private readonly shared = new SharedReads();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
    private readonly env: Env,
  ) {}

  async unitOf(manager: EntityManager, unitId: string): Promise<Unit> {
    const [unit] = await manager.query<Unit[]>(
      `SELECT id, organisation_id AS "organisationId", name, zone, youngest, oldest,
              least_gap_days AS "leastGapDays", waking_night AS "wakingNight", telephone, arrive_at AS "arriveAt",
              leave_at AS "leaveAt", feeds_allowed AS "feedsAllowed",
              offers_in_turn AS "offersInTurn", created_at AS "createdAt"
         FROM units WHERE id = $1`,
      [unitId],
    );
    if (!unit) throw notFound();
    return unit;
  }

  async bedsOf(manager: EntityManager, unitId: string): Promise<Bed[]> {
    return manager.query(
      `SELECT id, number, name, attributes, area, registered_from AS "registeredFrom", registered_until AS "registeredUntil"
         FROM beds WHERE unit_id = $1 ORDER BY number`,
      [unitId],
    );
  }

  /** Today in the unit's zone, the night that is running or today's, and the last date on which a planned stay may end. */
  horizon(zone: string): { today: string; tonight: string; horizon: string } {
    const today = dateIn(this.clock.now(), zone);
    return { today, tonight: this.tonight.in(zone), horizon: addMonths(today, this.env.BOOKING_HORIZON_MONTHS) };
  }

  /** The unit, unless it is there already, its beds, the claims that stand in the range and its staff: four queries, however many nights. */
  async load(manager: EntityManager, of: string | Unit, range: Nights): Promise<UnitNights> {
    const unitId = typeof of === 'string' ? of : of.id;
    const [unit, beds, claims, staffing] = await inOneGo(
      typeof of === 'string' ? this.unitOf(manager, of) : Promise.resolve(of),
      this.bedsOf(manager, unitId),
      this.claims(manager, 'unit_id', unitId, range),
      readStaffing(manager, unitId, range),
    );
    return { unit, beds, claims, staffing };
  }

  /** The same for those who only look: all who ask at one moment share it. */
  look(unitId: string, range: Nights): Promise<UnitNights> {
    return this.shared.read(`${unitId} ${range.arrival} ${range.departure}`, () =>
      onOneConnection(this.dataSource, (manager) => this.load(manager, unitId, range)),
    );
  }

  /** Bed nights of the range by what they are: figures only. */
  async count(unitId: string, range: Nights): Promise<BedNightCount> {
    const { beds, claims } = await this.look(unitId, range);
    return countBedNights(bedNights(beds, claims, range));
  }

  /** The claims that stand at a unit, or at several, in the range: what `load` reads of them, and nothing else. */
  async claimsOfUnit(manager: EntityManager, unitId: string | readonly string[], range: Nights): Promise<Claim[]> {
    return this.claims(manager, 'unit_id', unitId, range);
  }

  /** The claims of one young person that stand in the range, in every unit. */
  async claimsOfYoungPerson(manager: EntityManager, youngPersonId: string, range: Nights): Promise<Claim[]> {
    return this.claims(manager, 'young_person_id', youngPersonId, range);
  }

  /** The same of several young people at once, in one query. */
  async claimsOfYoungPeople(manager: EntityManager, youngPeople: readonly string[], range: Nights): Promise<Claim[]> {
    return youngPeople.length === 0 ? [] : this.claims(manager, 'young_person_id', youngPeople, range);
  }

  /** The calendar as the actor may see it; who was named on it is written to the trail. */
  async view(actor: Actor, unitId: string, range: Nights): Promise<CalendarView> {
    this.access.requireUnit(actor, unitId);
    const { manager } = this.dataSource;
    const { unit, beds, claims, staffing } = await this.look(unitId, range);
    const lacking = worksAt(actor, unitId) ? claims.filter(({ bedId }) => bedId === NO_BED) : [];
    const guests = await this.guests(manager, actor, claims);
    if (guests.size > 0) {
      await this.audit.record(manager, actor, {
        action: 'calendar.read',
        subject: 'unit',
        subjectId: unitId,
        youngPeople: [...guests.keys()],
        details: { from: range.arrival, to: range.departure },
      });
    }
    return {
      unit,
      rows: bedNights(beds, claims, range),
      withoutBed: withoutBed(lacking, range),
      staffed: staffedNights(staffing, claims, range),
      visitors: staffing.visitors,
      guests,
      toldOfProposals: actor.role !== 'cas_worker',
    };
  }

  /**
   * Names of those on the claims whom the actor may see. For somebody who does not work at a unit, a
   * proposal that is not signed yet names nobody.
   */
  async guests(
    manager: EntityManager,
    actor: Actor,
    claims: readonly Pick<Claim, 'announced' | 'youngPersonId'>[],
  ): Promise<Map<string, Guest>> {
    const told = claims.filter((claim) => claim.announced || actor.role !== 'cas_worker');
    const ids = [...new Set(told.flatMap((claim) => claim.youngPersonId ?? []))];
    if (ids.length === 0) return new Map();
    const parameters: unknown[] = [ids];
    const rows: Guest[] = await manager.query(
      `SELECT y.id, y.first_name AS "firstName", y.last_name AS "lastName" FROM young_people y
        WHERE y.id = ANY ($1::uuid[]) AND ${mayRead(actor, 'y.id', parameters, this.clock.now())}`,
      parameters,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * The claims that stand in the range. Somebody who was due to leave before today and has not is still there:
   * their claim runs through tonight, for the calendar and for every decision, whatever was planned. Nights on which
   * somebody who is there, was there or is still to come, has or had no bed are here too, run by run, in `NO_BED`.
   *
   * Young people are looked up one by one (`OFFSET 0`): joined, the planner reads them all, however many the council has.
   */
  private claims(
    manager: EntityManager,
    whose: 'unit_id' | 'young_person_id',
    id: string | readonly string[],
    range: Nights,
  ): Promise<Claim[]> {
    const isOne = typeof id === 'string' ? '= $1::uuid' : '= ANY ($1::uuid[])';
    // By dates alone a person's few are found by who they are, never by who else was anywhere in these months.
    const inRange =
      whose === 'unit_id'
        ? 'daterange(arrival, departure) && daterange($2::date, $3::date)'
        : 'arrival < $3::date AND departure > $2::date';
    const night = this.tonight.sql('$4');
    const overdue = this.tonight.overdueSql('$4');
    return manager.query(
      `SELECT standing.id, coalesce(bed_id::text, '${NO_BED}') AS "bedId", purpose, arrival, departure, young_person_id AS "youngPersonId",
              request_id AS "requestId", part_id AS "partId", stay_id AS "stayId", closure_id AS "closureId", reserve_id AS "reserveId",
              arrived, departed, away, announced,
              legal_status AS "legalStatus", y.support_level AS support, coalesce(y.room_needs, '{}') AS needs,
              coalesce(y.keeps_room, false) AS "keepsRoom"
         FROM (
           SELECT c.id, c.bed_id, c.purpose, c.arrival, c.departure, c.young_person_id, c.request_id,
                  coalesce(s.part_id, c.part_id) AS part_id, c.stay_id,
                  c.closure_id, c.reserve_id, s.arrived_at IS NOT NULL AS arrived, s.departed_at IS NOT NULL AS departed,
                  ${AWAY} AS away, s.legal_status,
                  c.purpose <> 'offer'
                    OR EXISTS (SELECT 1 FROM offers o WHERE o.claim_id = c.id AND o.state IN ('offered', 'agreed')) AS announced
             FROM bed_claims c JOIN units u ON u.id = c.unit_id LEFT JOIN stays s ON s.id = c.stay_id
            WHERE c.${whose} ${isOne} AND c.nights && daterange($2::date, $3::date) AND ${STANDING}
              AND NOT (s.id IS NOT NULL AND ${overdue} AND c.departure = s.departure)
           UNION ALL
           SELECT c.id, c.bed_id, c.purpose, c.arrival, ${night} + 1, c.young_person_id, c.request_id, s.part_id, c.stay_id,
                  NULL, NULL, true, false, ${AWAY}, s.legal_status, true
             FROM stays s JOIN units u ON u.id = s.unit_id JOIN bed_claims c ON c.stay_id = s.id
            WHERE s.${whose} ${isOne} AND ${overdue} AND c.live AND c.departure = s.departure
              AND c.arrival < $3::date AND ${night} >= $2::date
           UNION ALL
           SELECT s.id, NULL, 'stay', n.arrival, n.departure, s.young_person_id, p.request_id, s.part_id, s.id,
                  NULL, NULL, s.arrived_at IS NOT NULL, s.departed_at IS NOT NULL, ${AWAY}, s.legal_status, true
             FROM (SELECT id FROM stays WHERE ${whose} ${isOne} AND state = 'in_residence'
                   UNION ALL
                   SELECT id FROM (
                     SELECT id, arrival, departure FROM stays WHERE ${whose} ${isOne} AND state = 'completed'
                        AND ${inRange} OFFSET 0) e
                    WHERE NOT ${IN_ONE_BED}
                   UNION ALL
                   SELECT b.id FROM stays b JOIN stay_conflicts f ON f.stay_id = b.id AND f.solved_at IS NULL AND f.why <> 'kept_apart'
                    WHERE b.${whose} ${isOne} AND b.state = 'booked') open
             JOIN stays s ON s.id = open.id LEFT JOIN request_parts p ON p.id = s.part_id
            CROSS JOIN LATERAL ${this.tonight.withoutBedSql('s.id', '$4')} n
            WHERE n.arrival < $3::date AND n.departure > $2::date) standing
         LEFT JOIN LATERAL (
           SELECT support_level, room_needs, keeps_room FROM young_people WHERE id = standing.young_person_id OFFSET 0) y ON true
        ORDER BY arrival, standing.id`,
      [id, range.arrival, range.departure, this.clock.now()],
    );
  }
}
