import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { NO_BED, type Claim } from '../calendar/domain/claim.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import { overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { CompatibilityService, type Known } from '../matching/compatibility.service.js';
import { VERDICTS, type Verdict } from '../matching/domain/verdicts.js';
import { InformationService } from '../matching/information.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { lastDecisionSql } from '../stays/domain/last-decision.js';
import { changesSince, type Change } from './domain/company-changes.js';
import { inputsIn, judgeInputs, type DecisionInputs } from './domain/decision-inputs.js';
import { lookAtNights } from './domain/fit.js';
import { houseChanges, type HouseChange } from './domain/house-changes.js';
import type { Decision, Mitigation } from './domain/match-decision.js';
import { newInformation, type InformationChange } from './domain/new-information.js';
import type { RequestView } from './request-view.js';

/** The last decision on a stay that is to come or is running, or on an offer that the family is asked about. */
export interface Standing extends Nights {
  stay: string | null;
  offer: string | null;
  /** Of a stay: it has begun, and cannot be cancelled any more. */
  isThere: boolean;
  /** Of an offer: the family said yes to it, so that a decision books it, and is for who signs. */
  isKept: boolean;
  /** Of an offer. */
  bed: string | null;
  unitId: string;
  zone: string;
  youngPerson: RequestView['youngPerson'];
  decision: Decision;
  mitigations: Mitigation[];
  verdict: Verdict;
  score: number;
  worstNight: PlainDate;
  guide: number;
  inputs: DecisionInputs;
  signedAt: Date;
}

/** The matching guide is another and says otherwise of the same group. */
export interface GuideChange {
  kind: 'guide';
  from: { version: number; verdict: Verdict; score: number };
  to: { version: number; verdict: Verdict; score: number };
}

export type FlagChange = Change | GuideChange | HouseChange | InformationChange;

export interface Flag {
  standing: Standing;
  /** How things differ from what was decided on, on the nights that are not over; empty where nothing does. */
  changes: FlagChange[];
  /** It was decided that they cannot be there, and the stay stands. */
  isRefused: boolean;
}

/** So many stays and offers at most are looked at for one page of a list, the soonest first. */
export const LOOKED_AT_ONCE = 200;

/** Where a list goes on: after the stay or offer of this id that begins on this day. */
export interface After {
  arrival: PlainDate;
  id: string;
}

/** What there is to look at again among those that were looked at, and whether there are more behind the last of them. */
export interface FlagsAhead {
  flags: Flag[];
  /** The last that was looked at, where more are behind it. */
  more: After | null;
}

/** The place of one in the order of the list. */
export const placeOf = ({ standing: { arrival, stay, offer } }: Pick<Flag, 'standing'>): After => ({
  ...{ arrival, id: (stay ?? offer)! },
});

/** Something has changed since, or it was decided against and still stands. */
export const isToLookAt = ({ changes, isRefused }: Pick<Flag, 'changes' | 'isRefused'>): boolean =>
  changes.length > 0 || isRefused;

/**
 * Whether what was decided on still is what is the case: the group, what is known of each, what was reported since, what is
 * decided of two, and the matching guide. Nights that are over are no reason to look again. Nothing of it is written down: it
 * follows from the records, so that what is undone is gone.
 */
@Injectable()
export class DecisionFlags {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly compatibility: CompatibilityService,
    private readonly information: InformationService,
    private readonly tonight: Tonight,
  ) {}

  /** Of stays that are to come or running, and were decided on. Ten queries for one unit, however many; one where there are none. */
  async ofStays(manager: EntityManager, actor: Actor, stayIds: readonly string[]): Promise<Flag[]> {
    if (stayIds.length === 0) return [];
    const rows = await manager.query<Standing[]>(`${OF_STAYS} AND s.id = ANY ($1::uuid[])`, [stayIds]);
    return this.judged(manager, actor, rows);
  }

  /** Of an offer that the family is asked about; nothing of any other. */
  async ofOffer(manager: EntityManager, actor: Actor, offerId: string): Promise<Flag | undefined> {
    const rows = await manager.query<Standing[]>(`${OF_OFFERS} AND o.id = $1`, [offerId]);
    return (await this.judged(manager, actor, rows))[0];
  }

  /** What is to be looked at again of these stays, and of these offers that families are asked about. As many queries for many as for one. */
  async ofThese(
    manager: EntityManager,
    actor: Actor,
    { stays, offers }: { stays: readonly string[]; offers: readonly string[] },
  ): Promise<Flag[]> {
    if (stays.length + offers.length === 0) return [];
    const rows = await manager.query<Standing[]>(
      `${OF_STAYS} AND s.id = ANY ($1::uuid[]) UNION ALL ${OF_OFFERS} AND o.id = ANY ($2::uuid[])`,
      [stays, offers],
    );
    return (await this.judged(manager, actor, rows)).filter(isToLookAt);
  }

  /**
   * What somebody has to look at again at these units, the soonest first, however far ahead: stays that are to come or
   * running, and offers that the family is asked about. Of so many as are looked at for one page; the list goes on behind
   * the last of them. As many queries for many as for one of a unit.
   */
  async ofUnits(actor: Actor, unitIds: readonly string[], after?: After): Promise<FlagsAhead> {
    if (unitIds.length === 0) return { flags: [], more: null };
    const { manager } = this.dataSource;
    const rows = await manager.query<Standing[]>(
      `SELECT * FROM (${OF_STAYS} AND s.unit_id = ANY ($1::uuid[]) UNION ALL ${OF_OFFERS} AND p.unit_id = ANY ($1::uuid[])) open
        WHERE $2::date IS NULL OR (arrival, coalesce(stay, offer)) > ($2::date, $3::uuid)
        ORDER BY arrival, coalesce(stay, offer) LIMIT ${LOOKED_AT_ONCE + 1}`,
      [unitIds, after?.arrival ?? null, after?.id ?? null],
    );
    const looked = rows.slice(0, LOOKED_AT_ONCE);
    const from = this.fromEach();
    const ahead = looked.filter((row) => from(row) < row.departure);
    const flags = await this.judged(manager, actor, ahead);
    const last = looked.at(-1);
    return {
      flags: flags.filter(isToLookAt),
      more: rows.length > looked.length && last ? placeOf({ standing: last }) : null,
    };
  }

  /**
   * The same of one unit, for whom the service itself looks: stays and offers that begin before a day, the soonest, and at
   * most as many as of one page.
   */
  async ofUnitBefore(manager: EntityManager, actor: Actor, unitId: string, day: PlainDate): Promise<Flag[]> {
    const rows = await manager.query<Standing[]>(
      `SELECT * FROM (${OF_STAYS} AND s.unit_id = $1 UNION ALL ${OF_OFFERS} AND p.unit_id = $1) open
        WHERE arrival < $2::date ORDER BY arrival, coalesce(stay, offer) LIMIT ${LOOKED_AT_ONCE}`,
      [unitId, day],
    );
    return (await this.judged(manager, actor, rows)).filter(isToLookAt);
  }

  private async judged(manager: EntityManager, actor: Actor, rows: readonly Standing[]): Promise<Flag[]> {
    if (rows.length === 0) return [];
    const from = this.fromEach();
    const arrival = rows.map(from).toSorted()[0]!;
    const departure = rows
      .map((row) => row.departure)
      .toSorted()
      .at(-1)!;
    const units = [...new Set(rows.map(({ unitId }) => unitId))];
    const range = { arrival, departure };
    // Of each unit by itself: which nights are whose, and who is on duty, is a matter of one house.
    const houses = new Map(
      await Promise.all(
        units.map(async (unit) => {
          const { beds, claims, staffing, unit: itself } = await this.calendar.load(manager, unit, range);
          const staffed = staffedNights(staffing, claims, range);
          return [unit, { beds, claims, staffed, wakingNight: itself.wakingNight }] as const;
        }),
      ),
    );
    const there = [...houses.values()].flatMap(({ claims }) => claims).flatMap((claim) => claim.youngPersonId ?? []);
    const people = [...there, ...rows.map(({ youngPerson }) => youngPerson.id)];
    const firstSigned = new Date(Math.min(...rows.map(({ signedAt }) => signedAt.getTime())));
    const [known, reported] = await inOneGo(
      this.compatibility.of(manager, actor.organisationId, people, arrival),
      this.information.reportedSince(manager, actor, people, firstSigned),
    );
    // Who is there on which night is looked up once for all that are looked at in a house.
    const looks = new Map([...houses].map(([unit, house]) => [unit, lookAtNights('', house, known, range)]));
    return rows.map((standing) => {
      const isRefused = standing.decision === 'not_suitable';
      const ahead = { arrival: from(standing), departure: standing.departure };
      if (ahead.arrival >= ahead.departure) return { standing, changes: [], isRefused };
      const bed = bedOf(standing, houses.get(standing.unitId)!.claims, ahead);
      const option = { ...ahead, bed: { id: bed ?? NO_BED }, moves: [] };
      const now = inputsIn(looks.get(standing.unitId)!, known.people.get(standing.youngPerson.id)!, known, option);
      const group = [now.guest, ...now.others].map(({ id }) => id);
      const changes = [
        ...changesSince(standing.inputs, now),
        ...newInformation(reported, group, standing),
        ...houseChanges(known.rules, standing.inputs, now.nights, bed !== undefined),
        ...guideChange(standing, known, ahead.arrival),
      ];
      return { standing, changes, isRefused };
    });
  }

  /** The first of the nights of each that is not over. Which night is running is asked once for a zone. */
  private fromEach(): (standing: Standing) => PlainDate {
    const running = new Map<string, PlainDate>();
    return ({ arrival, zone }) => {
      const tonight = running.get(zone) ?? this.tonight.in(zone);
      running.set(zone, tonight);
      return arrival > tonight ? arrival : tonight;
    };
  }
}

/** The room that they have, or would have, on some of these nights; nothing where they have none. */
function bedOf({ stay, bed, youngPerson }: Standing, claims: readonly Claim[], ahead: Nights): string | undefined {
  if (bed) return bed;
  const own = claims
    .filter((claim) => claim.youngPersonId === youngPerson.id && claim.stayId === stay && overlaps(claim, ahead))
    .toSorted((one, other) => (one.arrival < other.arrival ? -1 : 1));
  return own.find(({ bedId }) => bedId !== NO_BED)?.bedId;
}

/**
 * Another version says otherwise of what was looked at then, of the nights from a day on; one that says the same is no news.
 * Where the gravest night is over, it is not known what was said of the others: news is what is graver than all that was
 * signed.
 */
function guideChange(standing: Standing, { rules, version }: Known, from: PlainDate): GuideChange[] {
  const { inputs, verdict, score, guide, worstNight } = standing;
  const nights = inputs.nights.filter(({ night }) => night >= from);
  if (version === guide || nights.length === 0) return [];
  const now = judgeInputs(rules, { ...inputs, nights });
  if (now.verdict === verdict && now.score === score) return [];
  const graver = VERDICTS.indexOf(now.verdict) - VERDICTS.indexOf(verdict) || score - now.score;
  if (worstNight < from && graver < 0) return [];
  return [
    {
      kind: 'guide',
      from: { version: guide, verdict, score },
      to: { version, verdict: now.verdict, score: now.score },
    },
  ];
}

const PERSON = `
  json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name, 'dateOfBirth', y.date_of_birth,
                    'caseNumber', y.case_number, 'keyWorker', json_build_object('id', k.id, 'name', k.name))`;
const COLUMNS = `d.decision, d.mitigations, d.verdict, d.score, d.worst_night AS "worstNight", d.guide_version AS guide, d.inputs,
                 d.signed_at AS "signedAt"`;

/** In SQL, stays that are to come or running, each with the last decision on it or on the offer that became it. */
const OF_STAYS = `
  SELECT s.id AS stay, s.state = 'in_residence' AS "isThere", false AS "isKept", NULL::uuid AS offer, NULL::uuid AS bed, s.unit_id AS "unitId", h.zone, ${PERSON} AS "youngPerson", s.arrival, s.departure, ${COLUMNS}
    FROM stays s JOIN units h ON h.id = s.unit_id JOIN young_people y ON y.id = s.young_person_id
    JOIN users k ON k.id = y.key_worker_id CROSS JOIN LATERAL ${lastDecisionSql('s.id')} d
   WHERE s.state IN ('booked', 'in_residence')`;
/** The same of offers that the family is asked about, or said yes to. */
const OF_OFFERS = `
  SELECT NULL::uuid AS stay, false AS "isThere", o.state = 'agreed' AS "isKept", o.id AS offer, o.bed_id AS bed, p.unit_id AS "unitId", h.zone, ${PERSON} AS "youngPerson", o.arrival, o.departure, ${COLUMNS}
    FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN units h ON h.id = p.unit_id
    JOIN young_people y ON y.id = p.young_person_id JOIN users k ON k.id = y.key_worker_id CROSS JOIN LATERAL (
      SELECT d.* FROM match_decisions d WHERE d.offer_id = o.id ORDER BY d.id DESC LIMIT 1) d
   WHERE o.state IN ('offered', 'agreed')`;
