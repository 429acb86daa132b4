import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import {
  VISIT_CONFLICT_TEXT,
  VISIT_CONFLICTS,
  type ApartThatDay,
  type VisitConflict,
  type VisitConflictReason,
} from './domain/visit-conflict.js';

/** In SQL, whether something is to be solved of the visit `v`: what is said to this actor. */
export const toSolveSql = (actor: Actor, instant: string): string =>
  `v.state = 'planned' AND EXISTS (SELECT 1 FROM visit_conflicts(v.id, ${instant}::timestamptz) f${told(actor)})`;

/** Who may not know of another child is not told that one is the reason. */
const told = (actor: Actor): string => (actor.role === 'cas_worker' ? ` WHERE f.why = 'closed'` : '');

/** What is to be solved of each of these visits, for those of which anything is, in one query. */
export async function readVisitConflicts(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  visitIds: readonly string[],
): Promise<Map<string, VisitConflict>> {
  if (visitIds.length === 0) return new Map();
  const parameters: unknown[] = [visitIds, now];
  const rows = await manager.query<{ id: string; reasons: VisitConflictReason[]; apart: ApartThatDay | null }[]>(
    `SELECT v.id, array_agg(DISTINCT f.why) AS reasons,
            (array_agg(json_build_object(
               'stay', CASE WHEN f.kind = 'stay' THEN f.because_of END, 'visit', CASE WHEN f.kind = 'visit' THEN f.because_of END,
               'state', f.state, 'arrival', f.arrival, 'departure', f.departure,
               'youngPerson', json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name))
               ORDER BY f.arrival, f.because_of) FILTER (WHERE y.id IS NOT NULL))[1] AS apart
       FROM unnest($1::uuid[]) AS v (id) CROSS JOIN LATERAL visit_conflicts(v.id, $2) f
       LEFT JOIN young_people y ON y.id = f.young_person_id AND ${mayRead(actor, 'y.id', parameters, now)}
       ${told(actor)} GROUP BY v.id`,
    parameters,
  );
  return new Map(
    rows.map(({ id, reasons, apart }) => {
      const inOrder = VISIT_CONFLICTS.filter((why) => reasons.includes(why));
      const text = inOrder.map((why) => VISIT_CONFLICT_TEXT[why]).join(' ');
      return [id, { why: inOrder[0]!, reasons: inOrder, text, apart }];
    }),
  );
}

/** Writes down that the visit goes ahead in spite of all that stands against it now; whether anything did. */
export async function decideVisitConflicts(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  visitId: string,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO visit_decisions (visit_id, date, why, because_of, signed, at, by_user)
     SELECT v.id, v.date, f.why, f.because_of, f.signed, $2, $3
       FROM visits v CROSS JOIN LATERAL visit_conflicts(v.id, $2) f WHERE v.id = $1 RETURNING id`,
    [visitId, now, actor.id],
  );
  return rows.length > 0;
}
