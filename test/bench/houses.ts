import { createHash, randomBytes } from 'node:crypto';
import { assessEverybody } from './assess.js';
import { call } from './clients.js';
import { day, fill } from './fill.js';
import { query, type Database } from './stage.js';

const FIRST = 10;

/** A unit whose beds are given back, with who works there. */
export interface House {
  unit: string;
  /** The token of somebody of its staff. */
  staff: string;
  manager: { id: string; email: string; token: string };
  /** Stays of one night each, in the order of their nights. */
  stays: string[];
}

export const cancel = (address: string, token: string, stay: string) =>
  call(address, token, 'POST', `/api/v1/stays/${stay}/cancel`, { reason: 'They are ill' });

/** When somebody was last put forward for a bed of the unit that came back. */
export async function lastProposal(database: Database, unit: string): Promise<Date> {
  const [row] = await query<{ at: Date }>(
    database.ownerUrl,
    `SELECT max(o.proposed_at) AS at FROM freed_bed_looks l JOIN offers o ON o.id = l.offer_id WHERE l.unit_id = $1`,
    [unit],
  );
  return row!.at;
}

/**
 * Units whose beds are taken night by night, and who wait there: with one bed each for a night of their own, with more of them
 * for any of the nights. Everybody is assessed. Each unit has a manager who is mailed at any hour.
 */
export async function housesOf(
  database: Database,
  { units, beds, nights, waiting }: { units: number; beds: number; nights: number; waiting: number },
): Promise<House[]> {
  const places = await fill(database, units, 0, waiting + beds);
  await assessEverybody(database.ownerUrl);
  const houses: House[] = [];
  for (const [at, { unit, token: staff }] of places.entries()) {
    const token = randomBytes(32).toString('base64url');
    const email = `manager${at}@bench.example`;
    const [manager] = await query<{ id: string }>(
      database.ownerUrl,
      `WITH made AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
         SELECT organisation_id, $2, 'Bench manager', 'manager', 'none', now() FROM units WHERE id = $1 RETURNING id),
       member AS (INSERT INTO unit_members (user_id, unit_id, capacity) SELECT id, $1, 'registered_manager' FROM made),
       chosen AS (INSERT INTO notification_choices (user_id, how, while_away, chosen_at) SELECT id, '{}', 'both', now() FROM made)
       INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at)
       SELECT id, 'bench', $3, now(), now() + interval '1 year' FROM made RETURNING user_id AS id`,
      [unit, email, createHash('sha256').update(token).digest()],
    );
    const stays = await query<{ id: string }>(
      database.ownerUrl,
      `WITH young AS (SELECT y.id, y.key_worker_id, row_number() OVER (ORDER BY y.case_number) AS n
         FROM young_people y JOIN access_grants g ON g.young_person_id = y.id WHERE g.unit_id = $1),
       wanted AS (SELECT gen_random_uuid() AS id, id AS young, key_worker_id AS worker, n FROM young WHERE n <= $2::int),
       asked AS (INSERT INTO requests (id, unit_id, asked_by, purpose, created_at)
         SELECT id, $1, worker, 'A night of rest', now() - n * interval '1 hour' FROM wanted),
       parts AS (INSERT INTO request_parts (request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
         SELECT id, $1, young, 1, CASE WHEN $3::int = 1 THEN $5::date + n::int - 1 ELSE $5::date END,
                CASE WHEN $3::int = 1 THEN $5::date + n::int ELSE $5::date + $4::int END, 'waitlisted', now(), now() - n * interval '1 day' FROM wanted),
       booked AS (SELECT gen_random_uuid() AS stay, young.id AS young, young.key_worker_id AS worker, b.id AS bed, $5::date + night AS night
         FROM young JOIN beds b ON b.unit_id = $1 AND b.number = young.n - $2::int, generate_series(0, $4::int - 1) night WHERE b.number <= $3::int),
       stays AS (INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
         SELECT stay, $1, young, night, night + 1, night, night + 1, 'booked', now(), worker FROM booked),
       claims AS (INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
         SELECT $1, bed, 'stay', night, night + 1, young, stay, now() FROM booked)
       SELECT stay AS id FROM booked ORDER BY night, bed`,
      [unit, waiting, beds, nights, day(FIRST)],
    );
    houses.push({ unit, staff, manager: { id: manager!.id, email, token }, stays: stays.map(({ id }) => id) });
  }
  await query(database.ownerUrl, 'ANALYZE');
  return houses;
}
