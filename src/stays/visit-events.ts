import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import type { VisitAction, VisitTime } from './domain/visit.js';

/** One step of a visit, with what the visit was after it. */
export interface VisitStep extends VisitTime {
  at: Date;
  by: string;
  action: VisitAction;
  reason: string;
  note: string;
  whoWasThere: string;
}

const MOST = 100;

/** The steps of a visit, oldest first. What was decided may be about another child: a key worker is not told. */
export function readVisitEvents(manager: EntityManager, actor: Actor, visitId: string): Promise<VisitStep[]> {
  const told = actor.role === 'cas_worker' ? ` AND e.action <> 'decided'` : '';
  return manager.query(
    `SELECT e.at, u.name AS by, e.action, e.reason, e.date, to_char(e.starts_at, 'HH24:MI') AS "startsAt",
            to_char(e.ends_at, 'HH24:MI') AS "endsAt", e.note, e.who_was_there AS "whoWasThere"
       FROM visit_events e JOIN users u ON u.id = e.by_user WHERE e.visit_id = $1${told} ORDER BY e.id LIMIT ${MOST}`,
    [visitId],
  );
}
