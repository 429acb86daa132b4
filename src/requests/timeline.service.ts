import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import type { RequestState } from './domain/states.js';
import type { Action } from './domain/workflow.js';
import { Deadlines } from './deadlines.service.js';
import type { RequestPart } from './request-part.entity.js';
import type { RequestView } from './request-view.js';
import { CLASH } from '../stays/domain/conflict.js';

export interface TimelineEntry {
  at: Date;
  by: string | null;
  /** For whom they did it, where they stood in for the key worker then. */
  onBehalfOf: string | null;
  action: string;
  from: string | null;
  to: string;
  note: string;
  /** The reason from a list, for the unit's own people. */
  code: string | null;
  arrival: PlainDate | null;
  departure: PlainDate | null;
}

/** Steps that a key worker is told of without the nights and without the reasons, which may concern other children. */
const UNIT_ONLY = [
  'propose',
  'sign',
  'take_back',
  'extended',
  'shortened',
  'moved',
  'stayed_on',
  'rebooked',
  'decided',
  'arrival_corrected',
  'departure_corrected',
  'arrival_undone',
  'departure_undone',
];
/** Of these they are not even told the nights, which they may never have heard of. */
const NIGHTS_UNTOLD = ['propose', 'take_back'];
const LONGEST_TIMELINE = 200;

/** Taking a request up starts no new time: it is decided by when it was to be decided. */
const keepsClock = (from: RequestState, to: RequestState) => from === 'submitted' && to === 'in_review';

/** Moves a part from state to state, and tells what happened to a request. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly clock: Clock,
    private readonly deadlines: Deadlines,
  ) {}

  /** Puts the part into its new state and writes the step. Part of the caller's transaction. */
  async step(
    manager: EntityManager,
    request: Pick<RequestView, 'id' | 'partId' | 'urgency' | 'unit'>,
    step: {
      action: Action;
      from: RequestState;
      to: RequestPart['state'];
      by: string | null;
      note?: string;
      arrival?: string;
      departure?: string;
      bedId?: string;
      /** The reason from a list. */
      code?: string | undefined;
    },
  ): Promise<void> {
    // Where nothing is reckoned the statement is sent at once, in its place among those of the caller.
    const due = this.deadlines.ofState(step.to, request.urgency, request.unit.zone);
    const dueAt = due && (await due);
    await manager.query(
      `WITH moved AS (
         UPDATE request_parts SET state = $6, state_since = $3, due_at = CASE WHEN $14 THEN due_at ELSE $13 END WHERE id = $2)
       INSERT INTO request_events
         (request_id, part_id, at, action, from_state, to_state, by_user, note, arrival, departure, bed_id, code)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        request.id,
        request.partId,
        this.clock.now(),
        step.action,
        step.from,
        step.to,
        step.by,
        step.note ?? '',
        step.arrival ?? null,
        step.departure ?? null,
        step.bedId ?? null,
        step.code ?? null,
        dueAt,
        keepsClock(step.from, step.to),
      ],
    );
  }

  /** The request's own steps and its stay's, oldest first, in one query; at most 200. */
  async of(manager: EntityManager, actor: Actor, request: RequestView): Promise<TimelineEntry[]> {
    const rows: TimelineEntry[] = await manager.query(
      `SELECT at, by, away.name AS "onBehalfOf", action, "from", "to", note, code, arrival, departure FROM (
       SELECT e.at, u.name AS by, e.by_user, e.action, e.from_state AS "from", e.to_state AS "to", e.note, e.code, e.arrival, e.departure, 1 AS source, e.id
         FROM request_events e LEFT JOIN users u ON u.id = e.by_user WHERE e.request_id = $1
       UNION ALL
       SELECT e.at, u.name, e.by_user, e.action, NULL, e.action, e.note, NULL, e.arrival, e.departure, 2, e.id
         FROM stay_events e JOIN stays s ON s.id = e.stay_id JOIN request_parts p ON p.id = s.part_id
         LEFT JOIN users u ON u.id = e.by_user WHERE p.request_id = $1 AND e.action <> 'booked'
       ) steps
       LEFT JOIN LATERAL (
         SELECT a.name FROM deputies d JOIN users a ON a.id = d.absent_id
          WHERE d.absent_id = $2 AND d.deputy_id = by_user AND d.begins_at <= at
            AND at < least(d.ends_at, coalesce(d.ended_at, d.ends_at)) LIMIT 1) away ON true
       ORDER BY at, source, id LIMIT ${LONGEST_TIMELINE}`,
      [request.id, request.youngPerson.keyWorker.id],
    );
    if (actor.role !== 'cas_worker') return rows;
    return rows.map((row) =>
      UNIT_ONLY.includes(row.action)
        ? {
            ...row,
            code: null,
            note: '',
            ...(NIGHTS_UNTOLD.includes(row.action) && { arrival: null, departure: null }),
          }
        : { ...row, code: null, note: row.note.replace(CLASH, '').trim() },
    );
  }
}
