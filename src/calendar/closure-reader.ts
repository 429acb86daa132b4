import type { EntityManager } from 'typeorm';
import type { PlainDate } from '../kernel/nights.js';
import type { ClosureReason } from './domain/closure.js';

/** Nights that are closed, and why, as the unit's people see them. */
export interface ClosureView {
  id: string;
  unit: { id: string; name: string; zone: string };
  /** The bed; null when the whole unit is closed. */
  bed: { id: string; name: string } | null;
  arrival: PlainDate;
  departure: PlainDate;
  rule: string | null;
  reason: ClosureReason;
  note: string;
  /** The first night on which it was over before its time, or null. */
  endedOn: PlainDate | null;
  madeBy: string;
  madeAt: Date;
}

export interface ClosureStep {
  at: Date;
  by: string;
  action: 'made' | 'revised' | 'ended';
  arrival: PlainDate;
  departure: PlainDate;
  reason: ClosureReason;
  note: string;
  endedOn: PlainDate | null;
}

const SELECT = `
  SELECT c.id, json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit,
         CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'name', b.name) END AS bed,
         c.arrival, c.departure, c.rule, c.reason, c.note, c.ended_on AS "endedOn", m.name AS "madeBy", c.made_at AS "madeAt"
    FROM closures c JOIN units u ON u.id = c.unit_id JOIN users m ON m.id = c.made_by LEFT JOIN beds b ON b.id = c.bed_id`;

export async function readClosure(manager: EntityManager, id: string): Promise<ClosureView | undefined> {
  const [closure] = await manager.query<ClosureView[]>(`${SELECT} WHERE c.id = $1`, [id]);
  return closure;
}

/** The unit's closures, the latest first; after the given one in that order. */
export async function readClosures(
  manager: EntityManager,
  unitId: string,
  { limit, after }: { limit: number; after?: { arrival: PlainDate; id: string } },
): Promise<ClosureView[]> {
  const parameters: unknown[] = [unitId, limit];
  const older = after
    ? `AND (c.arrival < $${parameters.push(after.arrival)}::date
         OR (c.arrival = $3::date AND c.id > $${parameters.push(after.id)}::uuid))`
    : '';
  return manager.query(
    `${SELECT} WHERE c.unit_id = $1 ${older} ORDER BY c.arrival DESC, c.id LIMIT $2::int`,
    parameters,
  );
}

/** What happened to it, oldest first; at most 100 steps. */
export async function readSteps(manager: EntityManager, id: string): Promise<ClosureStep[]> {
  return manager.query(
    `SELECT e.at, u.name AS by, e.action, e.arrival, e.departure, e.reason, e.note, e.ended_on AS "endedOn"
       FROM closure_events e JOIN users u ON u.id = e.by_user WHERE e.closure_id = $1 ORDER BY e.id LIMIT 100`,
    [id],
  );
}
