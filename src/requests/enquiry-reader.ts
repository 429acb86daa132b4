import type { EntityManager } from 'typeorm';
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
      WHERE ${id ? 'e.id = $1' : 'e.unit_id = $1 AND e.nights && daterange($2::date, $3::date)'}
      ORDER BY e.at, e.id`,
    id ? [id] : [at!.unitId, at!.nights.arrival, at!.nights.departure],
  );
  return rows.map(({ by, at: askedAt, answer, ...row }) => ({
    ...row,
    asked: { by, at: askedAt },
    answer: answer && { ...answer, at: new Date(answer.at) },
  }));
}
