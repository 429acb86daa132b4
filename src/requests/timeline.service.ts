import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { lastArrivalOf } from './domain/deadlines.js';
import type { RequestState } from './domain/states.js';
import type { Action } from './domain/transitions.js';
import type { Beside } from './domain/beside.js';
import { sayPlan, type Decision, type Mitigation } from './domain/match-decision.js';
import { isUntold, toldStep } from './domain/told-step.js';
import { Deadlines } from './deadlines.service.js';
import { JointGrants } from './joint-grants.service.js';
import type { RequestPart } from './request-part.entity.js';
import type { OpenedRequest, RequestView } from './request-view.js';
import { stepSaid, type StepToSay } from '../stays/domain/step-said.js';
import { pageOf, readCursor, type KeyKind } from '../web/paging.js';

export interface TimelineEntry {
  at: Date;
  by: string | null;
  /** For whom they did it, where they stood in then for whoever was key worker then. */
  onBehalfOf: string | null;
  action: string;
  from: string | null;
  to: string;
  note: string;
  /** The reason from a list; a key worker is told that of a stay's step where it can concern no other child. */
  code: string | null;
  /** A step of its stay, as a sentence. */
  said: string | null;
  arrival: PlainDate | null;
  departure: PlainDate | null;
  /** The part of the request that it concerns. */
  part: string;
}

const LONGEST_TIMELINE = 200;

/** Who took a step, and for whom, where they stood in. */
export const whoDid = ({ by, onBehalfOf }: Pick<TimelineEntry, 'by' | 'onBehalfOf'>): string =>
  `${by ?? 'The service'}${onBehalfOf ? `, standing in for ${onBehalfOf},` : ''}`;

/** What of a part matters to a step. */
type Stepping = Pick<RequestView, 'id' | 'partId' | 'urgency' | 'unit' | 'nights' | 'to'>;

interface Step extends StepSaid {
  action: Action;
  to: RequestPart['state'];
  by: string | null;
  /** When, of a step of which more is written at the same time; now when left out. */
  at?: Date;
}

/** What is said of a step: of all that are taken together, or of one of them. */
interface StepSaid {
  note?: string | undefined;
  /** The reason from a list. */
  code?: string | undefined;
}

/** The nights and the bed of the offer that the step is about. */
interface Held extends StepSaid {
  /** By when the state is to be left, where it is not reckoned from what is asked for. */
  dueAt: Date;
  arrival: PlainDate | undefined;
  departure: PlainDate | undefined;
  bedId: string | undefined;
}

/** Where a request has come to its end before there was a stay. */
const ENDS: readonly RequestState[] = ['withdrawn', 'declined'];

/**
 * Taking a request up starts no new time: it is decided by when it was to be decided. Nor does what becomes of an option
 * beside the one that the family took.
 */
const keepsClock = (from: RequestState, to: RequestState, dueAt: Date | undefined) =>
  (from === 'submitted' && to === 'in_review') || (to === 'agreed' && dueAt === undefined);

/** Moves a part from state to state, and tells what happened to a request. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly clock: Clock,
    private readonly deadlines: Deadlines,
    private readonly jointGrants: JointGrants,
  ) {}

  /** Puts the part into its new state and writes the step. Part of the caller's transaction. */
  step(
    manager: EntityManager,
    request: Stepping,
    {
      from,
      arrival,
      departure,
      bedId,
      ...step
    }: Step & { from: RequestState } & Partial<Omit<Held, keyof StepSaid | 'dueAt'>>,
  ): Promise<void> {
    return this.stepEach(manager, [{ ...request, state: from, arrival, departure, bedId }], step);
  }

  /**
   * The same of several parts of one request, or of several offers of a part, that take the step together, from the state of
   * each; in one statement.
   */
  async stepEach(
    manager: EntityManager,
    each: readonly (Stepping & { state: RequestState } & Partial<Held>)[],
    { action, to, by, at, note = '', code }: Step,
  ): Promise<void> {
    const [first] = each;
    if (!first) return;
    const { id, unit } = first;
    // Where nothing is reckoned the statement is sent at once, in its place among those of the caller.
    const owed = each.map((part) => ({ urgency: part.urgency, lastArrival: lastArrivalOf(part) }));
    const due = this.deadlines.ofState(to, owed, unit.zone);
    const dueAt = due ? await due : each.map((one) => one.dueAt ?? null);
    await manager.query(
      `WITH moved AS (
         UPDATE request_parts p SET state = $4, state_since = CASE WHEN p.state = $4 THEN p.state_since ELSE $2 END,
                due_at = CASE WHEN p.id = ANY ($6::uuid[]) THEN p.due_at ELSE owed.due END,
                submitted_at = CASE WHEN $3::text = 'submit' THEN $2 ELSE p.submitted_at END
           FROM unnest($5::uuid[], $7::timestamptz[]) AS owed (part, due) WHERE p.id = owed.part)
       INSERT INTO request_events
         (request_id, part_id, at, action, from_state, to_state, by_user, note, code, arrival, departure, bed_id)
       SELECT $1::uuid, part, $2::timestamptz, $3, "from", $4, $8::uuid, note, code, arrival, departure, bed
         FROM unnest($5::uuid[], $9::text[], $10::text[], $11::text[], $12::date[], $13::date[], $14::uuid[])
           AS told (part, note, code, "from", arrival, departure, bed)`,
      [
        ...[id, at ?? this.clock.now(), action, to, each.map(({ partId }) => partId)],
        ...[each.filter((one) => keepsClock(one.state, to, one.dueAt)).map(({ partId }) => partId), dueAt],
        ...[by, each.map((one) => one.note ?? note), each.map((one) => one.code ?? code ?? null)],
        each.map(({ state }) => state),
        ...(['arrival', 'departure', 'bedId'] as const).map((name) => each.map((one) => one[name] ?? null)),
      ],
    );
    if (ENDS.includes(to)) await this.jointGrants.endWhenOver(manager, id, this.clock.now());
  }

  /**
   * Writes what was done beside the workflow, of every part that is meant: they stay as they are. Of a draft, which may come
   * to want fewer stays, it is written once, with the part that stays longest. Part of the caller's transaction.
   */
  async note(
    manager: EntityManager,
    request: OpenedRequest,
    { action, by, note }: { action: Beside; by: string; note: string },
  ): Promise<void> {
    const meant = request.parts.filter(({ id }) => request.standsForAll || id === request.partId);
    const told = meant.every(({ state }) => state === 'draft') ? meant.slice(0, 1) : meant;
    await manager.query(
      `INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user, note)
       SELECT $1, part, $3, $4, state, state, $6, $7 FROM unnest($2::uuid[], $5::text[]) AS told (part, state)`,
      [request.id, told.map(({ id }) => id), this.clock.now(), action, told.map(({ state }) => state), by, note],
    );
  }

  /** Writes that a decision on who is there with whom was looked at again: the part stays as it is. */
  async lookedAgain(
    manager: EntityManager,
    { partId }: Pick<RequestView, 'partId'>,
    {
      at,
      by,
      decision,
      reasons,
      arrival,
      departure,
    }: Nights & { at: Date; by: string; decision: Decision; reasons: string },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user, note, code, arrival, departure)
       SELECT request_id, id, $2, 'look_again', state, state, $3, $4, $5, $6, $7 FROM request_parts WHERE id = $1`,
      [partId, at, by, reasons, decision, arrival, departure],
    );
  }

  /**
   * The steps of a part and of its stays, or of every part of the whole, oldest first, in one query: the latest 200, or as
   * many before a place in the list.
   */
  async of(
    manager: EntityManager,
    actor: Actor,
    request: OpenedRequest,
    { limit = LONGEST_TIMELINE, cursor }: { limit?: number; cursor?: string | undefined } = {},
  ): Promise<Timeline> {
    const [at = null, source = null, id = null] = readCursor(cursor, PLACE, request.pathId) ?? [];
    const told = request.parts.filter(({ id }) => request.standsForAll || id === request.partId);
    // What was said of brothers and sisters at once is not for who may read of one of them.
    const aboutOthers = `EXISTS (SELECT 1 FROM request_events h WHERE h.request_id = $1 AND h.at = e.at AND h.action = e.action
      AND h.part_id <> ALL ($7::uuid[]))`;
    const rows: Row[] = await manager.query(
      `SELECT at, by, away.name AS "onBehalfOf", part, action, "from", "to", note, code, arrival, departure,
              plan, "endedBy", "happenedAt", "insteadOf", "expectedAt", planned, source = 2 AS "isOfStay", source, id::int,
              to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place FROM (
       SELECT e.at, u.name AS by, e.by_user, e.part_id AS part, e.action, e.from_state AS "from", e.to_state AS "to",
              ${request.withheld ? `CASE WHEN ${aboutOthers} THEN '' ELSE e.note END` : 'e.note'} AS note, e.code, e.arrival, e.departure,
              coalesce(m.plan, '[]') AS plan,
              NULL::text AS "endedBy", NULL::timestamptz AS "happenedAt", NULL::timestamptz AS "insteadOf",
              NULL::timestamptz AS "expectedAt", NULL::date AS planned, 1 AS source, e.id
         FROM request_events e LEFT JOIN users u ON u.id = e.by_user
         LEFT JOIN LATERAL (
           SELECT d.mitigations AS plan FROM match_decisions d LEFT JOIN offers o ON o.id = d.offer_id
            WHERE d.request_id = e.request_id AND d.part_id = e.part_id AND d.signed_at = e.at AND d.decision = e.code
              AND (d.arrival, d.departure) = (e.arrival, e.departure) AND (e.bed_id IS NULL OR o.bed_id = e.bed_id)
            LIMIT 1) m ON true
        WHERE e.request_id = $1 AND e.part_id = ANY ($2::uuid[])
       UNION ALL
       SELECT e.at, u.name, e.by_user, s.part_id, e.action, NULL, e.action, e.note, e.code, e.arrival, e.departure,
              '[]'::jsonb, e.ended_by, e.happened_at, e.instead_of, e.expected_at, e.planned, 2, e.id
         FROM stay_events e JOIN stays s ON s.id = e.stay_id
         LEFT JOIN users u ON u.id = e.by_user WHERE s.part_id = ANY ($2::uuid[]) AND e.action <> 'booked'
       ) steps
       LEFT JOIN LATERAL (
         SELECT a.name FROM request_parts q
           JOIN access_grants g ON g.young_person_id = q.young_person_id AND g.why = 'key_worker'
                               AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
           JOIN deputies d ON d.absent_id = g.user_id JOIN users a ON a.id = d.absent_id
          WHERE q.id = part AND d.deputy_id = by_user AND d.begins_at <= at
            AND at < least(d.ends_at, coalesce(d.ended_at, d.ends_at)) LIMIT 1) away ON true
        WHERE $3::timestamptz IS NULL OR (at, source, id) < ($3, $4::int, $5::bigint)
       ORDER BY at DESC, source DESC, id DESC LIMIT $6`,
      [
        ...[request.id, told.map((part) => part.id), at, source, id, limit + 1],
        ...(request.withheld ? [request.parts.map((part) => part.id)] : []),
      ],
    );
    // The place is that of the last step that was read, whether it is told or not.
    const page = pageOf(rows, limit, (row) => [row.place, row.source, row.id], request.pathId);
    const steps = actor.role === 'cas_worker' ? page.items.filter((row) => !isUntold(row)).map(toldStep) : page.items;
    return { entries: steps.toReversed().map((row) => entryOf(row, request.unit.zone)), older: page.next };
  }
}

/** Steps of a request, oldest first, and the cursor of those before them; null where there are none. */
export interface Timeline {
  entries: TimelineEntry[];
  older: string | null;
}

/** A place in the timeline: when, whether it is of the stay, and which it is. */
const PLACE: KeyKind[] = ['instant', 'number', 'number'];

/** A step of the request, or of its stay, as it is stored. */
type Row = Omit<TimelineEntry, 'said' | 'code'> &
  Omit<StepToSay, 'action' | 'code'> & {
    code: string | null;
    /** What is done so that it works, of a decision on who is there with whom. */
    plan: Mitigation[];
    isOfStay: boolean;
    place: string;
    source: number;
    id: number;
  };

function entryOf(
  {
    isOfStay,
    place: _,
    source: __,
    id: ___,
    endedBy,
    happenedAt,
    insteadOf,
    expectedAt,
    planned,
    plan,
    note,
    ...row
  }: Row,
  zone: string,
) {
  const { at, action, code } = row;
  const step = { at, action, code, endedBy, happenedAt, insteadOf, expectedAt, planned } as StepToSay;
  return {
    ...row,
    note: [note, sayPlan(plan)].filter(Boolean).join('\n'),
    said: isOfStay ? stepSaid(whoDid(row), step, zone) : null,
  };
}
