import { createHash, randomBytes } from 'node:crypto';
import { addDays } from '../../src/kernel/nights.js';
import { query, type Database } from './stage.js';

export interface Place {
  unit: string;
  user: string;
  token: string;
  /** Requests that can be proposed, each for one night on which a bed is free; they are used up from the front. */
  requests: { id: string; arrival: string; departure: string }[];
}

const TODAY = new Date().toISOString().slice(0, 10);
export const day = (number: number): string => addDays(TODAY, number);

/** Units of four beds, somebody of each unit's staff, and requests in review for one night each. */
export async function fill(database: Database, units: number, requestsEach: number, young = 200): Promise<Place[]> {
  const places: Place[] = [];
  for (let number = 0; number < units; number += 1) {
    const token = randomBytes(32).toString('base64url');
    const [made] = await query<{ unit: string; user: string }>(
      database.ownerUrl,
      `WITH council AS (INSERT INTO organisations (name, created_at) VALUES ('Bench ' || $1, now()) RETURNING id),
       unit AS (INSERT INTO units (organisation_id, name, youngest, oldest, created_at)
         SELECT id, 'Bench house ' || $1, 10, 17, now() FROM council RETURNING id, organisation_id),
       beds AS (INSERT INTO beds (unit_id, number, name, registered_from)
         SELECT id, n, 'Bed ' || n, '2010-01-01' FROM unit, generate_series(1, 4) n),
       users AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
         SELECT organisation_id, role || $1 || '@bench.example', 'Bench ' || role, role, 'none', now()
           FROM unit, unnest(ARRAY['unit_staff', 'cas_worker']) role RETURNING id, role, organisation_id),
       members AS (INSERT INTO unit_members (user_id, unit_id, capacity)
         SELECT users.id, unit.id, 'staff' FROM users, unit WHERE role = 'unit_staff'),
       tokens AS (INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at)
         SELECT id, 'bench', $2, now(), now() + interval '1 year' FROM users WHERE role = 'unit_staff'),
       young AS (INSERT INTO young_people (organisation_id, case_number, first_name, last_name, date_of_birth, key_worker_id, created_at)
         SELECT organisation_id, 'b' || $1 || '-' || n, 'Bench', 'Person ' || n, now()::date - 5000, id, now()
           FROM users, generate_series(1, $3) n WHERE role = 'cas_worker' RETURNING id, key_worker_id),
       grants AS (INSERT INTO access_grants (young_person_id, user_id, unit_id, why, valid_from)
         SELECT young.id, NULL::uuid, unit.id, 'known_to_unit', now() - interval '11 years' FROM young, unit
         UNION ALL SELECT id, key_worker_id, NULL, 'key_worker', now() - interval '11 years' FROM young)
       SELECT unit.id AS unit, users.id AS user FROM unit, users WHERE role = 'unit_staff'`,
      [number, createHash('sha256').update(token).digest(), young],
    );
    const requests = await query<{ id: string; arrival: string; departure: string }>(
      database.ownerUrl,
      `WITH young AS (SELECT y.id, y.key_worker_id, row_number() OVER (ORDER BY y.case_number) - 1 AS place
         FROM young_people y JOIN access_grants g ON g.young_person_id = y.id WHERE g.unit_id = $1),
       wanted AS (SELECT gen_random_uuid() AS id, n, young.id AS young, key_worker_id
         FROM generate_series(0, $2 - 1) n JOIN young ON young.place = n % 200),
       asked AS (INSERT INTO requests (id, unit_id, asked_by, purpose, created_at)
         SELECT id, $1, key_worker_id, 'A night of rest', now() FROM wanted RETURNING id),
       parts AS (INSERT INTO request_parts (request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
         SELECT id, $1, young, 1, $3::date + (n / 4)::int, $3::date + (n / 4)::int + 1, 'in_review', now(), now() FROM wanted
         RETURNING request_id)
       SELECT id, ($3::date + (n / 4)::int)::text AS arrival, ($3::date + (n / 4)::int + 1)::text AS departure
         FROM wanted JOIN asked USING (id) JOIN parts ON parts.request_id = wanted.id ORDER BY n`,
      [made!.unit, requestsEach, day(10)],
    );
    places.push({ ...made!, token, requests });
  }
  await query(database.ownerUrl, 'ANALYZE');
  return places;
}
