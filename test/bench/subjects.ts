import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { day, fill } from './fill.js';
import { query, type Database } from './stage.js';

/** A request or a stay to which steps are done, with whoever may do them; `offer` is the newest of the request. */
export interface Subject {
  id: string;
  offer?: string;
  arrival: string;
  departure: string;
  /** Of a stay: its bed, and one in which nobody is. */
  bed: string;
  otherBed: string;
  manager: string;
  worker: string;
}

export type Subjects = Record<'requests' | 'coming' | 'there', Subject[]>;

/** Of each kind in a unit. */
const EACH = 2;

/**
 * Units of six beds, in each of them two requests in review for a night to come, two stays that begin tonight and two of
 * people who came yesterday for three nights. Neighbours in the lists are in different units.
 */
export async function makeSubjects(database: Database, units: number): Promise<Subjects> {
  const places = await fill(database, units, EACH);
  const made: (Subject & { about: keyof Subjects; place: number })[] = [];
  for (const { unit, requests } of places) {
    const tokens = { manager: randomBytes(32).toString('base64url'), worker: randomBytes(32).toString('base64url') };
    const stays = await query<{ id: string; about: 'coming' | 'there'; place: number; bed: string; otherBed: string }>(
      database.ownerUrl,
      FURNISH,
      [
        unit,
        ...Object.values(tokens).map((token) => createHash('sha256').update(token).digest()),
        day(-1),
        day(0),
        day(2),
      ],
    );
    const nights = { coming: { arrival: day(0), departure: day(2) }, there: { arrival: day(-1), departure: day(2) } };
    const beds = { bed: '', otherBed: '' };
    made.push(
      ...requests.map((one, place) => ({ ...one, ...beds, ...tokens, about: 'requests' as const, place })),
      ...stays.map((one) => ({ ...one, ...nights[one.about], ...tokens })),
    );
  }
  await query(
    database.ownerUrl,
    'INSERT INTO rule_sets (organisation_id, version, document, published_at) SELECT id, 1, $1, now() FROM organisations',
    [readFileSync('config/rule-set.default.json', 'utf8')],
  );
  await query(database.ownerUrl, 'ANALYZE');
  const of = (about: keyof Subjects) =>
    made.filter((one) => one.about === about).toSorted((one, other) => one.place - other.place);
  return { requests: of('requests'), coming: of('coming'), there: of('there') };
}

const FURNISH = `
  WITH first_beds AS (SELECT id, number FROM beds WHERE unit_id = $1),
  others AS (
    INSERT INTO beds (unit_id, number, name, registered_from)
    SELECT $1, n, 'Bed ' || n, '2010-01-01' FROM generate_series(5, 6) n RETURNING id, number),
  manager AS (
    INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
    SELECT organisation_id, 'manager-' || $1 || '@bench.example', 'Bench manager', 'manager', 'none', now() FROM units
     WHERE id = $1 RETURNING id),
  member AS (INSERT INTO unit_members (user_id, unit_id, capacity) SELECT id, $1, 'registered_manager' FROM manager),
  young AS (
    SELECT y.id, y.key_worker_id, row_number() OVER (ORDER BY y.case_number) AS place FROM young_people y
      JOIN access_grants g ON g.young_person_id = y.id WHERE g.unit_id = $1 ORDER BY y.case_number OFFSET 100 LIMIT 4),
  tokens AS (
    INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at, last_used_at)
    SELECT id, 'bench', $2::bytea, now(), now() + interval '1 year', now() FROM manager
    UNION ALL SELECT DISTINCT key_worker_id, 'bench', $3::bytea, now(), now() + interval '1 year', now() FROM young),
  wanted AS (
    SELECT gen_random_uuid() AS request, gen_random_uuid() AS part, gen_random_uuid() AS stay, id AS young, key_worker_id,
           place - 101 AS place, CASE WHEN place <= 102 THEN 'coming' ELSE 'there' END AS about,
           CASE WHEN place <= 102 THEN $5::date ELSE $4::date END AS arrival FROM young),
  asked AS (
    INSERT INTO requests (id, unit_id, asked_by, purpose, created_at)
    SELECT request, $1, key_worker_id, 'A few nights', now() FROM wanted),
  parts AS (
    INSERT INTO request_parts (id, request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
    SELECT part, request, $1, young, $6::date - arrival, arrival, $6, 'booked', now(), now() FROM wanted),
  stays AS (
    INSERT INTO stays (id, unit_id, young_person_id, part_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by, arrived_at)
    SELECT stay, $1, young, part, arrival, $6, arrival, $6, CASE about WHEN 'there' THEN 'in_residence' ELSE 'booked' END,
           now() - interval '9 days', key_worker_id, CASE about WHEN 'there' THEN now() - interval '1 day' END FROM wanted),
  told AS (
    INSERT INTO stay_events (stay_id, at, by_user, action, note, arrival, departure)
    SELECT stay, now() - interval '1 day', key_worker_id, 'arrived', '', arrival, $6 FROM wanted WHERE about = 'there'),
  claims AS (
    INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, part_id, stay_id, made_at, made_by)
    SELECT $1, b.id, 'stay', arrival, $6, young, request, part, stay, now(), key_worker_id
      FROM wanted JOIN first_beds b ON b.number = wanted.place + 1)
  SELECT stay AS id, about, (place % 2)::int AS place, b.id AS bed, o.id AS "otherBed"
    FROM wanted JOIN first_beds b ON b.number = place + 1 JOIN others o ON o.number = 5 + place % 2`;
