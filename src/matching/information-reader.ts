import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { PlainDate } from '../kernel/nights.js';
import type { LookOutcome, NotLookedAt, ReportedSince } from './domain/information.js';

interface Person {
  id: string;
  name: string;
}

export interface KnownPerson {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
  keyWorker: Person;
}

/** That somebody of a unit has looked at it, and what follows. */
export interface Look {
  unit: string;
  by: string;
  at: Date;
  outcome: LookOutcome;
  note: string;
  /** Who wrote the note has looked: what seems to be the name of another young person in it is not. Told to nobody. */
  noteNamesNobody?: boolean;
  /** The same of what was reported. */
  clearsReport?: boolean;
}

/** What was reported of a young person. */
export interface Information {
  id: string;
  youngPerson: KnownPerson;
  text: string;
  at: Date;
  by: Person;
  /** By each unit once, in their order. */
  looks: Look[];
}

/** A stay that is booked or on, and that new information touches: their own, or one that shares nights with it. */
export interface TouchedStay {
  id: string;
  unitId: string;
  unit: string;
  youngPerson: KnownPerson;
  arrival: PlainDate;
  departure: PlainDate;
}

interface Which {
  id?: string;
  ids?: readonly string[];
  youngPersonId?: string;
  /** The number of the last one shown. */
  below?: number;
  /** Only those that touch a stay at one of these units which has not looked yet. */
  openAt?: readonly string[];
  today?: PlainDate;
  limit: number;
}

const PERSON = `json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name,
  'dateOfBirth', y.date_of_birth, 'caseNumber', y.case_number, 'keyWorker',
  (SELECT json_build_object('id', k.id, 'name', k.name) FROM users k WHERE k.id = y.key_worker_id))`;

/** In SQL, whether nobody of the unit of the claim `c` has looked at the information `i`. */
const NOT_LOOKED_AT = `NOT EXISTS (SELECT 1 FROM information_looks l WHERE l.information_id = i.id AND l.unit_id = c.unit_id)`;

/** What was reported of those whom the actor may read, the latest first, in one query. */
export async function readInformation(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  { id, ids, youngPersonId, below, openAt, today, limit }: Which,
): Promise<(Information & { number: number })[]> {
  const parameters: unknown[] = [];
  const value = (one: unknown) => `$${parameters.push(one)}`;
  const conditions = [mayRead(actor, 'i.young_person_id', parameters, now)];
  if (id) conditions.push(`i.id = ${value(id)}`);
  if (ids) conditions.push(`i.id = ANY (${value(ids)}::uuid[])`);
  if (youngPersonId) conditions.push(`i.young_person_id = ${value(youngPersonId)}`);
  if (below !== undefined) conditions.push(`i.number < ${value(below)}`);
  if (openAt)
    conditions.push(`EXISTS (
      SELECT 1 FROM bed_claims c WHERE c.young_person_id = i.young_person_id AND c.live AND c.purpose = 'stay'
         AND c.departure >= ${value(today)}::date AND c.unit_id = ANY (${value(openAt)}::uuid[])
         AND ${NOT_LOOKED_AT})`);
  const rows = await manager.query<
    (Information & { number: string; looks: (Omit<Look, 'at'> & { at: string })[] | null })[]
  >(
    `SELECT i.id, i.number, i.text, i.at, json_build_object('id', u.id, 'name', u.name) AS by, ${PERSON} AS "youngPerson",
            (SELECT json_agg(json_build_object('unit', h.name, 'by', b.name, 'at', l.at, 'outcome', l.outcome, 'note', l.note,
                      'noteNamesNobody', l.note_names_nobody, 'clearsReport', l.clears_report)
                      ORDER BY l.at, h.name)
               FROM information_looks l JOIN units h ON h.id = l.unit_id JOIN users b ON b.id = l.by_user
              WHERE l.information_id = i.id) AS looks
       FROM information i JOIN users u ON u.id = i.by_user JOIN young_people y ON y.id = i.young_person_id
      WHERE ${conditions.join(' AND ')} ORDER BY i.number DESC LIMIT ${value(limit)}`,
    parameters,
  );
  return rows.map(({ looks, number, ...row }) => ({
    ...row,
    number: Number(number),
    looks: (looks ?? []).map((look) => ({ ...look, at: new Date(look.at) })),
  }));
}

/** The stays from today on, those who leave today among them, that information about the young person touches, of those whom the actor may read. */
export async function readTouched(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  youngPersonId: string,
  today: PlainDate,
): Promise<TouchedStay[]> {
  const parameters: unknown[] = [youngPersonId, today];
  return manager.query<TouchedStay[]>(
    `SELECT s.id, s.unit_id AS "unitId", h.name AS unit, s.arrival, s.departure, ${PERSON} AS "youngPerson"
       FROM (SELECT DISTINCT o.stay_id FROM bed_claims c
               JOIN bed_claims o ON o.unit_id = c.unit_id AND o.live AND o.purpose = 'stay' AND o.departure >= $2::date
                AND o.arrival < c.departure AND o.departure > c.arrival
              WHERE c.young_person_id = $1 AND c.live AND c.purpose = 'stay' AND c.departure >= $2::date) t
       JOIN stays s ON s.id = t.stay_id JOIN units h ON h.id = s.unit_id JOIN young_people y ON y.id = s.young_person_id
      WHERE ${mayRead(actor, 's.young_person_id', parameters, now)}
      ORDER BY s.young_person_id <> $1, s.arrival, y.last_name, y.first_name, s.id LIMIT 50`,
    parameters,
  );
}

/** That something was reported of any of these since a moment, of those whom the actor may read, in one query. */
export async function readReportedSince(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  youngPeople: readonly string[],
  since: Date,
): Promise<ReportedSince[]> {
  const parameters: unknown[] = [youngPeople, since];
  return manager.query<ReportedSince[]>(
    `SELECT i.id, i.young_person_id AS "youngPersonId", i.at,
            ARRAY (SELECT l.unit_id::text FROM information_looks l
                    WHERE l.information_id = i.id AND l.outcome = 'nothing') AS "settledFor"
       FROM information i
      WHERE i.young_person_id = ANY ($1::uuid[]) AND i.at > $2 AND ${mayRead(actor, 'i.young_person_id', parameters, now)}`,
    parameters,
  );
}

/** What was reported of those with a stay at the unit from a day on and nobody there has looked at, each with their next stay. */
export async function readNotLookedAt(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  unitId: string,
  from: PlainDate,
): Promise<NotLookedAt[]> {
  const parameters: unknown[] = [unitId, from];
  return manager.query<NotLookedAt[]>(
    `SELECT i.id, i.young_person_id AS "youngPersonId", i.at, c.stay_id AS "stayId", c.arrival
       FROM (SELECT DISTINCT ON (b.young_person_id) b.unit_id, b.young_person_id, b.stay_id, b.arrival FROM bed_claims b
              WHERE b.unit_id = $1 AND b.live AND b.purpose = 'stay' AND b.nights && daterange($2::date - 1, NULL)
                AND b.departure >= $2::date
              ORDER BY b.young_person_id, b.arrival, b.id) c
       JOIN information i ON i.young_person_id = c.young_person_id
      WHERE ${NOT_LOOKED_AT} AND ${mayRead(actor, 'i.young_person_id', parameters, now)} ORDER BY i.number`,
    parameters,
  );
}
