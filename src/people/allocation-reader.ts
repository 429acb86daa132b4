import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { PlainDate } from '../kernel/nights.js';
import type { Allocation } from './domain/allocation.js';
import type { PersonName } from './young-person-details.js';

/** A grant as it stands on record. */
export interface AllocationView extends Allocation {
  youngPersonId: string;
  note: string;
  grantedBy: PersonName;
  grantedAt: Date;
  ended: { by: PersonName; at: Date; why: string } | null;
}

type Row = Omit<AllocationView, 'ended'> & { endedBy: PersonName; endedAt: Date | null; endedWhy: string };

interface Conditions {
  id?: string;
  youngPeople?: readonly string[];
  /** Only those that have not ended. */
  standing?: boolean;
  /** Only those whose last day is one of these, the last of them among them. */
  lastDay?: { from: PlainDate; to: PlainDate };
  /** Only of those whom this actor reads at the instant. */
  readBy?: { actor: Actor; at: Date };
  /** The id of the last one shown. */
  after?: string;
  limit: number;
}

/** Allocations, the latest grant first, in one query. */
export async function readAllocations(
  manager: EntityManager,
  { id, youngPeople, standing, lastDay, readBy, after, limit }: Conditions,
): Promise<AllocationView[]> {
  const parameters: unknown[] = [];
  const value = (one: unknown) => `$${parameters.push(one)}`;
  const where = ['true'];
  // Looked up person by person (`OFFSET 0`): most of a council's end on the same day of spring.
  const from = readBy
    ? `(SELECT y.id FROM young_people y WHERE ${mayRead(readBy.actor, 'y.id', parameters, readBy.at)} OFFSET 0) y
        CROSS JOIN LATERAL (SELECT * FROM allocations WHERE young_person_id = y.id OFFSET 0) a`
    : 'allocations a';
  if (id) where.push(`a.id = ${value(id)}::uuid`);
  if (youngPeople) where.push(`a.young_person_id = ANY (${value(youngPeople)}::uuid[])`);
  if (standing) where.push('a.ended_at IS NULL');
  if (lastDay) where.push(`a.last_day BETWEEN ${value(lastDay.from)}::date AND ${value(lastDay.to)}::date`);
  if (after) {
    const last = `(SELECT p.granted_at FROM allocations p WHERE p.id = ${value(after)}::uuid)`;
    where.push(`(a.granted_at < ${last} OR (a.granted_at = ${last} AND a.id > ${value(after)}::uuid))`);
  }
  const rows = await manager.query<Row[]>(
    `SELECT a.id, a.young_person_id AS "youngPersonId", a.first_day AS "firstDay", a.last_day AS "lastDay",
            json_build_object('weekday', a.weekday, 'weekend', a.weekend, 'holiday', a.holiday) AS granted, a.note,
            json_build_object('id', g.id, 'name', g.name) AS "grantedBy", a.granted_at AS "grantedAt",
            json_build_object('id', e.id, 'name', e.name) AS "endedBy", a.ended_at AS "endedAt", a.ended_why AS "endedWhy"
       FROM ${from} JOIN users g ON g.id = a.granted_by LEFT JOIN users e ON e.id = a.ended_by
      WHERE ${where.join(' AND ')} ORDER BY a.granted_at DESC, a.id LIMIT ${value(limit)}::int`,
    parameters,
  );
  return rows.map(({ endedBy, endedAt, endedWhy, ...row }) => ({
    ...row,
    ended: endedAt && { by: endedBy, at: endedAt, why: endedWhy },
  }));
}
