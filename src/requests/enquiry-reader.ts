import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead, ofUnits, readsAs } from '../identity/visibility.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { NotWanted } from './domain/enquiry.js';

interface Named {
  id: string;
  name: string;
}

/** Whether a family would want free nights, as the unit asked its key worker, and what they said. */
export interface Enquiry extends Nights {
  id: string;
  unit: Named & { zone: string };
  youngPerson: {
    id: string;
    firstName: string;
    lastName: string;
    dateOfBirth: PlainDate;
    caseNumber: string;
    keyWorker: Named;
  };
  asked: { by: Named; at: Date };
  answer: {
    by: Named;
    at: Date;
    /** The request that was begun; null for a no. */
    requestId: string | null;
    reason: NotWanted | null;
    note: string;
  } | null;
}

interface Conditions {
  id?: string;
  /** Those of a unit that share a night with these. */
  at?: { unitId: string; nights: Nights };
}

/** In one query; the caller has seen to it that the actor may read them. */
export async function readEnquiries(manager: EntityManager, { id, at }: Conditions): Promise<Enquiry[]> {
  const where = id ? 'e.id = $1' : 'e.unit_id = $1 AND e.nights && daterange($2::date, $3::date)';
  return readWhere(
    manager,
    `${where} ORDER BY e.at, e.id`,
    id ? [id] : [at!.unitId, at!.nights.arrival, at!.nights.departure],
  );
}

/**
 * Those that wait for an answer of nights that have not begun, the soonest first, of young people whom the actor may read:
 * of their own key worker or whom that one stands in for, or asked by the units at which the actor works.
 */
export function readOpenEnquiries(
  manager: EntityManager,
  actor: Actor,
  { now, today, limit, after }: { now: Date; today: PlainDate; limit: number; after?: readonly unknown[] | undefined },
): Promise<Enquiry[]> {
  const parameters: unknown[] = [today, limit];
  const beyond = after
    ? `AND (e.arrival, e.id) > ($${parameters.push(after[0])}::date, $${parameters.push(after[1])}::uuid)`
    : '';
  const whose =
    actor.role === 'cas_worker'
      ? `y.key_worker_id = ANY ($${parameters.push(readsAs(actor))}::uuid[])`
      : `e.unit_id ${ofUnits(actor, parameters)}`;
  return readWhere(
    manager,
    `a.enquiry_id IS NULL AND e.arrival >= $1 AND ${whose} AND ${mayRead(actor, 'y.id', parameters, now)} ${beyond}
      ORDER BY e.arrival, e.id LIMIT $2`,
    parameters,
  );
}

async function readWhere(manager: EntityManager, where: string, parameters: unknown[]): Promise<Enquiry[]> {
  const rows = await manager.query<(Omit<Enquiry, 'asked'> & { by: Named; at: Date })[]>(
    `SELECT e.id, e.arrival, e.departure, json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit,
            json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name, 'dateOfBirth', y.date_of_birth,
              'caseNumber', y.case_number, 'keyWorker', json_build_object('id', k.id, 'name', k.name)) AS "youngPerson",
            json_build_object('id', b.id, 'name', b.name) AS by, e.at,
            CASE WHEN a.enquiry_id IS NOT NULL THEN json_build_object('by', json_build_object('id', w.id, 'name', w.name),
              'at', a.at, 'requestId', a.request_id, 'reason', a.reason, 'note', a.note) END AS answer
       FROM enquiries e JOIN units u ON u.id = e.unit_id JOIN young_people y ON y.id = e.young_person_id
       JOIN users k ON k.id = y.key_worker_id JOIN users b ON b.id = e.by_user
       LEFT JOIN enquiry_answers a ON a.enquiry_id = e.id LEFT JOIN users w ON w.id = a.by_user
      WHERE ${where}`,
    parameters,
  );
  return rows.map(({ by, at: askedAt, answer, ...row }) => ({
    ...row,
    asked: { by, at: askedAt },
    answer: answer && { ...answer, at: new Date(answer.at) },
  }));
}
