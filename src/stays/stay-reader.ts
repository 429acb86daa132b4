import type { EntityManager } from 'typeorm';
import type { LegalStatus } from '../calendar/domain/legal-status.js';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead, ofUnits } from '../identity/visibility.js';
import type { PlainDate } from '../kernel/nights.js';
import type { Tonight } from '../platform/tonight.js';
import { TAKEN_BACK } from './domain/ending-text.js';
import type { Absence, AbsenceKind } from './domain/absence.js';
import {
  bedsSaid,
  CONFLICT_TEXT,
  KEPT_APART_TEXT,
  stayingAlready,
  UNCERTAIN,
  type ConflictReason,
  type KeptApart,
  type StayConflict,
  type Whereabouts,
} from './domain/conflict.js';
import { endingOf, toldToKeyWorker, wordsToKeyWorker, type Ending, type Said } from './domain/ending.js';
import { endingSaid } from './domain/ending-text.js';
import { lastDecisionSql, signedBySql } from './domain/last-decision.js';
import { LEAVE_BY } from './domain/leave-by.js';
import type { Refusal } from './domain/refusal.js';
import type { StayKind, StayState } from './domain/stay-state.js';

export interface StayView {
  id: string;
  state: StayState;
  kind: StayKind;
  unit: { id: string; name: string; zone: string };
  bed: { id: string; name: string } | null;
  youngPerson: {
    id: string;
    firstName: string;
    lastName: string;
    dateOfBirth: PlainDate;
    caseNumber: string;
    keyWorker: { id: string; name: string };
  };
  requestId: string | null;
  /** The part of the request that it is: one stay wanted. */
  partId: string | null;
  arrival: PlainDate;
  departure: PlainDate;
  /** From when to when it was to be, as last agreed or said. */
  plannedArrival: PlainDate;
  plannedDeparture: PlainDate;
  arrivedAt: Date | null;
  departedAt: Date | null;
  endedWhy: string;
  /** How it ended otherwise than planned. A key worker is not told of the unit's reasons what may concern others. */
  ending: EndingSaid | null;
  /** Who authorised an emergency placement, for the unit's people; else empty. */
  authority: string;
  /** The departure that was planned, while they are still there beyond it. */
  overdueSince: PlainDate | null;
  /** While they stay: by when they are to have left. */
  leaveBy: Date | null;
  /** What somebody has to solve. A key worker is told that the bed is not certain, and nothing of anybody else. */
  conflict: StayConflict | null;
  /** Staying, and not there now. */
  away: Absence | null;
  /** Under which part of the law the stay is; nothing while nobody has decided. */
  legal: Legal | null;
  /** While it is to come or running: that it was decided last that its nights do not suit. */
  refused: Refusal | null;
  /** Once it is over: until when somebody is to record how it went, and when somebody did. */
  review: { due: Date | null; recordedAt: Date | null } | null;
}

export interface EndingSaid extends Ending {
  text: string;
}

export interface Legal {
  status: LegalStatus;
  note: string;
  decidedBy: { id: string; name: string };
  decidedAt: Date;
}

export interface StayFilter {
  id?: string;
  ids?: readonly string[];
  states?: readonly StayState[];
  youngPersonId?: string;
  unitId?: string;
  /** Only those that somebody has to solve. */
  unsolved?: true;
  /** Only those whose legal status needs a decision: none is on record, or they went beyond a short break since. */
  undecided?: true;
  /** Only those that are over and of which somebody owes a word on how they went, the longest owed first. */
  toReview?: true;
  /** Only those whose arrival is due on this date or before. */
  arrivesBy?: PlainDate;
  /** Earliest arrival first instead of latest. */
  soonestFirst?: boolean;
  /** Only stays after this one in the list's order (arrival, then id). */
  after?: { arrival: PlainDate; id: string };
  limit: number;
}

/**
 * Came in with a diary and was over by then: nobody owes a decision on years that were before the service. What the register
 * lacks of such a stay it lists as lacking.
 */
const OVER_WHEN_BROUGHT_IN = `(s.state = 'completed' AND s.departed_at <= s.booked_at AND EXISTS (
  SELECT 1 FROM stay_events e WHERE e.stay_id = s.id AND e.action = 'imported'))`;

/**
 * What an import brought and the unit took back again never was. The unit keeps it as called off, with who and why; a key
 * worker is not told of it, as it may have been put on the wrong child.
 */
const NOT_TAKEN_BACK = `(s.state <> 'cancelled' OR s.ended_why IS DISTINCT FROM '${TAKEN_BACK}')`;

/** Stays that the actor may read, latest arrival first unless said, in one query. A CAS worker's own; a unit's staff theirs. */
export async function readStays(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  tonight: Tonight,
  filter: StayFilter,
): Promise<StayView[]> {
  const parameters: unknown[] = [];
  const where = [mayRead(actor, 's.young_person_id', parameters, now)];
  where.push(actor.role === 'cas_worker' ? NOT_TAKEN_BACK : `s.unit_id ${ofUnits(actor, parameters)}`);
  const instant = `$${parameters.push(now)}::timestamptz`;
  const night = tonight.sql(instant);
  const lacking = `SELECT n.arrival, n.departure FROM ${tonight.withoutBedSql('s.id', instant)} n WHERE n.departure > ${night}`;
  const open = `f.stay_id = s.id AND f.solved_at IS NULL AND (f.why = 'kept_apart' OR EXISTS (${lacking}))${told(actor)}`;
  if (filter.id) where.push(`s.id = $${parameters.push(filter.id)}::uuid`);
  if (filter.ids) where.push(`s.id = ANY ($${parameters.push(filter.ids)}::uuid[])`);
  if (filter.states) where.push(`s.state = ANY ($${parameters.push(filter.states)}::text[])`);
  if (filter.youngPersonId) where.push(`s.young_person_id = $${parameters.push(filter.youngPersonId)}::uuid`);
  if (filter.unsolved) where.push(`EXISTS (SELECT 1 FROM stay_conflicts f WHERE ${open})`);
  if (filter.unitId) where.push(`s.unit_id = $${parameters.push(filter.unitId)}::uuid`);
  if (filter.undecided)
    where.push(
      `s.state NOT IN ('no_show', 'cancelled') AND (s.legal_status IS NULL AND NOT ${OVER_WHEN_BROUGHT_IN} OR s.legal_asked_at IS NOT NULL)`,
    );
  if (filter.toReview) where.push(`s.state = 'completed' AND s.reviewed_at IS NULL AND s.review_due_at IS NOT NULL`);
  if (filter.arrivesBy) where.push(`s.arrival <= $${parameters.push(filter.arrivesBy)}::date`);
  if (filter.after) {
    const arrival = `$${parameters.push(filter.after.arrival)}::date`;
    where.push(
      `(s.arrival ${filter.soonestFirst ? '>' : '<'} ${arrival} OR (s.arrival = ${arrival} AND s.id > $${parameters.push(filter.after.id)}::uuid))`,
    );
  }
  const order = `s.arrival ${filter.soonestFirst ? 'ASC' : 'DESC'}, s.id`;
  // Cut to a page before anything is looked up that only a page needs.
  const page = `SELECT s.* FROM stays s JOIN units u ON u.id = s.unit_id WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT $${parameters.push(filter.limit)}::int`;
  const rows: { [column: string]: unknown }[] = await manager.query(
    `SELECT s.id, s.state, s.unit_id, u.name AS unit_name, u.zone, b.id AS bed_id, b.name AS bed_name,
            y.id AS young_person_id, y.first_name, y.last_name, y.date_of_birth, y.case_number,
            k.id AS key_worker_id, k.name AS key_worker_name, p.request_id, s.part_id,
            CASE WHEN s.state = 'in_residence' THEN ${LEAVE_BY} END AS leave_by,
            s.arrival, s.departure, s.planned_arrival, s.planned_departure, s.arrived_at, s.departed_at, s.ended_why, s.ended_by, s.ended_code, s.ended_at, s.expected_at, s.kind, s.authority, s.overdue_since, s.review_due_at, s.reviewed_at,
            f.reasons AS conflict_reasons, f.since AS conflict_since, f.elsewhere, f.apart,
            CASE WHEN f.reasons IS NOT NULL THEN (SELECT json_agg(r ORDER BY r.arrival) FROM (
              SELECT b.name AS bed, c.arrival, c.departure FROM bed_claims c JOIN beds b ON b.id = c.bed_id
               WHERE c.stay_id = s.id AND c.live AND c.departure > ${night}
              UNION ALL SELECT NULL, l.* FROM (${lacking}) l) r) END AS whereabouts,
            a.kind AS away_kind, a.since AS away_since, d.signed_at AS refused_at, d.signed_by AS refused_by, ${signedBySql('dw')} AS refused_by_name,
            s.legal_status, s.legal_note, s.legal_decided_at, l.id AS legal_by_id, l.name AS legal_by_name
       FROM (${page}) s
       JOIN units u ON u.id = s.unit_id
       JOIN young_people y ON y.id = s.young_person_id
       JOIN users k ON k.id = y.key_worker_id
       LEFT JOIN request_parts p ON p.id = s.part_id
       LEFT JOIN LATERAL (SELECT bed_id FROM bed_claims c WHERE c.stay_id = s.id
                             AND (c.live OR s.state NOT IN ('booked', 'in_residence'))
                             AND (s.state <> 'in_residence' OR (c.arrival <= ${night}
                                  AND (c.departure = s.departure OR c.departure > ${night}))) ORDER BY c.live DESC, c.arrival DESC LIMIT 1) c ON true
       LEFT JOIN beds b ON b.id = c.bed_id
       LEFT JOIN LATERAL (SELECT min(f.opened_at) AS since, min(ou.name) AS elsewhere,
                            array_agg(CASE WHEN o.id IS NULL THEN f.why WHEN o.state = 'in_residence' THEN 'staying_already' ELSE 'no_bed' END ORDER BY f.why = 'kept_apart') AS reasons,
                            (array_agg(json_build_object('stay', w.id, 'state', w.state, 'arrival', w.arrival, 'departure', w.departure,
                              'youngPerson', CASE WHEN wy.id IS NOT NULL THEN
                                json_build_object('id', wy.id, 'firstName', wy.first_name, 'lastName', wy.last_name) END))
                              FILTER (WHERE w.id IS NOT NULL))[1] AS apart
                            FROM stay_conflicts f LEFT JOIN stays o ON o.id = f.because_of AND o.young_person_id = s.young_person_id
                            LEFT JOIN units ou ON ou.id = o.unit_id
                            LEFT JOIN stays w ON w.id = f.because_of AND f.why = 'kept_apart'
                            LEFT JOIN young_people wy ON wy.id = w.young_person_id AND ${mayRead(actor, 'wy.id', parameters, now)}
                           WHERE ${open}) f ON true
       LEFT JOIN users l ON l.id = s.legal_decided_by
       LEFT JOIN absences a ON a.stay_id = s.id AND a.back_at IS NULL
       LEFT JOIN LATERAL ${lastDecisionSql('s.id')} d ON s.state IN ('booked', 'in_residence') AND d.decision = 'not_suitable'
       LEFT JOIN users dw ON dw.id = d.signed_by
      ORDER BY ${order}`,
    parameters,
  );
  return rows.map((row) => toView(row, actor, tonight));
}

/** Who may not know of another child is not told that one is the reason. */
function told(actor: Actor): string {
  return actor.role === 'cas_worker' ? ` AND f.why <> 'kept_apart'` : '';
}

function conflictOf(row: { [column: string]: unknown }, actor: Actor, tonight: Tonight): StayConflict | null {
  const reasons = row['conflict_reasons'] as ConflictReason[] | null;
  if (!reasons) return null;
  const since = row['conflict_since'] as Date;
  const elsewhere = row['elsewhere'] as string | null;
  const state = row['state'] as StayState;
  const apart = row['apart'] as
    (Omit<KeptApart, 'youngPerson'> & { youngPerson: KeptApart['youngPerson'] | null }) | null;
  const text = (why: ConflictReason) => {
    if (why === 'staying_already' && elsewhere) return stayingAlready(elsewhere);
    if (why === 'kept_apart')
      return KEPT_APART_TEXT[state === 'in_residence' && apart?.state !== 'booked' ? 'now' : 'to_come'];
    if (why !== 'no_bed') return CONFLICT_TEXT[why];
    return bedsSaid(state, row['whereabouts'] as Whereabouts[], tonight.in(String(row['zone'])));
  };
  if (actor.role !== 'cas_worker') {
    const { youngPerson = null } = apart ?? {};
    const sentence = reasons.map(text).join(' ');
    return {
      why: reasons[0]!,
      reasons,
      since,
      text: sentence,
      apart: apart && youngPerson && { ...apart, youngPerson },
    };
  }
  const told = (why: ConflictReason, text: string): StayConflict => ({ why, reasons: [why], since, text, apart: null });
  return reasons[0] === 'staying_already' ? told(reasons[0], text(reasons[0])) : told('no_bed', UNCERTAIN);
}

function endingSaidOf(row: { [column: string]: unknown }, { role }: Actor): Pick<StayView, 'ending' | 'endedWhy'> {
  const all = { by: row['ended_by'], code: row['ended_code'], note: row['ended_why'] } as Said;
  const { note, ...said } = role === 'cas_worker' ? toldToKeyWorker(all) : all;
  const isTold = role === 'cas_worker' && row['state'] === 'completed';
  const endedWhy = isTold ? wordsToKeyWorker('departed', note) : note;
  const ending = endingOf({
    ...said,
    state: row['state'] as StayState,
    departedAt: row['departed_at'] as Date | null,
    plannedDeparture: String(row['planned_departure']),
    zone: String(row['zone']),
    endedAt: row['ended_at'] as Date | null,
    expectedAt: row['expected_at'] as Date | null,
  });
  return { endedWhy, ending: ending && { ...ending, text: endingSaid(ending) } };
}

function toView(row: { [column: string]: unknown }, actor: Actor, tonight: Tonight): StayView {
  const text = (name: string) => row[name] as string;
  return {
    id: text('id'),
    state: row['state'] as StayState,
    kind: row['kind'] as StayKind,
    unit: { id: text('unit_id'), name: text('unit_name'), zone: text('zone') },
    bed: row['bed_id'] ? { id: text('bed_id'), name: text('bed_name') } : null,
    youngPerson: {
      id: text('young_person_id'),
      firstName: text('first_name'),
      lastName: text('last_name'),
      dateOfBirth: text('date_of_birth'),
      caseNumber: text('case_number'),
      keyWorker: { id: text('key_worker_id'), name: text('key_worker_name') },
    },
    requestId: row['request_id'] as string | null,
    partId: row['part_id'] as string | null,
    arrival: text('arrival'),
    departure: text('departure'),
    plannedArrival: text('planned_arrival'),
    plannedDeparture: text('planned_departure'),
    arrivedAt: row['arrived_at'] as Date | null,
    departedAt: row['departed_at'] as Date | null,
    ...endingSaidOf(row, actor),
    authority: actor.role === 'cas_worker' ? '' : text('authority'),
    overdueSince: row['overdue_since'] as PlainDate | null,
    leaveBy: row['leave_by'] as Date | null,
    conflict: conflictOf(row, actor, tonight),
    refused: row['refused_at']
      ? { at: row['refused_at'] as Date, by: { id: text('refused_by'), name: text('refused_by_name') } }
      : null,
    review:
      row['state'] === 'completed'
        ? { due: row['review_due_at'] as Date | null, recordedAt: row['reviewed_at'] as Date | null }
        : null,
    away: row['away_kind'] ? { kind: row['away_kind'] as AbsenceKind, since: row['away_since'] as Date } : null,
    legal: row['legal_status']
      ? {
          status: row['legal_status'] as LegalStatus,
          note: text('legal_note'),
          decidedBy: { id: text('legal_by_id'), name: text('legal_by_name') },
          decidedAt: row['legal_decided_at'] as Date,
        }
      : null,
  };
}
