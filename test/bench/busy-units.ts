import { ALERT_KINDS } from '../../src/alerts/domain/alert-kinds.js';
import { usualSetting } from '../../src/alerts/domain/alert-settings.js';
import { assessEverybody } from './assess.js';
import { day } from './fill.js';
import { query, type Database } from './stage.js';

/**
 * A year behind and two months ahead, three nights taken of four, by everybody in turn; every third unit has been left by half
 * of those to come. Of each kind of thing that is worth acting on there is some, and every kind of alert is on.
 */
export async function busyUnits(database: Database): Promise<void> {
  await assessEverybody(database.ownerUrl);
  const steps = [
    'SET session_replication_role = replica',
    PLACES,
    ...year(),
    ...MORE,
    ...settings(),
    'DROP TABLE places, year, asked',
  ];
  await query(database.adminUrl, steps.join('; '));
  await query(database.adminUrl, 'VACUUM ANALYZE');
}

/** Everybody at their unit, with a place from 0 to 19. */
const PLACES = `CREATE TABLE places AS
  SELECT g.unit_id, y.id AS young, y.key_worker_id AS worker, row_number() OVER (PARTITION BY g.unit_id ORDER BY y.case_number) - 1 AS place,
         dense_rank() OVER (ORDER BY g.unit_id) AS unit_place
    FROM access_grants g JOIN young_people y ON y.id = g.young_person_id WHERE g.unit_id IS NOT NULL`;

const TODAY = `DATE '${day(0)}'`;

const year = (): string[] => [
  `CREATE TABLE year AS
     SELECT gen_random_uuid() AS stay, b.unit_id, b.id AS bed, p.young, p.worker, ${TODAY} - 364 + 4 * n + b.number AS arrival
       FROM beds b CROSS JOIN generate_series(0, 105) n
       JOIN places p ON p.unit_id = b.unit_id AND p.place = (n * 4 + b.number) % 20
      WHERE p.unit_place % 3 > 0 OR n % 2 = 0 OR ${TODAY} - 364 + 4 * n + b.number < ${TODAY}`,
  `INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by, arrived_at, departed_at)
     SELECT stay, unit_id, young, arrival, arrival + 3, arrival, arrival + 3, CASE WHEN past THEN 'completed' ELSE 'booked' END,
            ${TODAY} - 384, worker, CASE WHEN past THEN arrival + TIME '16:00' END, CASE WHEN past THEN arrival + 3 + TIME '10:00' END
       FROM (SELECT *, arrival + 3 < ${TODAY} AS past FROM year) y WHERE past OR arrival >= ${TODAY}`,
  `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at)
     SELECT y.unit_id, y.bed, 'stay', y.arrival, y.arrival + 3, y.young, y.stay, now() FROM year y JOIN stays s ON s.id = y.stay`,
];

/** What eight of each unit ask for: their place, the state of the request, its nights, from which day to which, and the hours until it is due. */
const ASKED = `(VALUES (0, 'waitlisted', 2, 5, 19, 240), (1, 'waitlisted', 1, 8, 22, 240), (2, 'waitlisted', 2, 20, 40, -24),
  (3, 'submitted', 2, 10, 20, 3), (4, 'in_review', 3, 15, 30, 192), (5, 'offered', 1, 8, 9, NULL), (6, 'waitlisted', 1, 9, 10, 240),
  (7, 'waitlisted', 1, 11, 12, 240)) AS a (place, state, nights, "from", "to", due)`;

/** The beds are free on days of their own: the first on the eighth, the second on the ninth, the third on the second, the last on the eleventh. */
const MORE = [
  `CREATE TABLE asked AS SELECT gen_random_uuid() AS request, gen_random_uuid() AS part, gen_random_uuid() AS claim, p.*, a.state, a.nights,
       ${TODAY} + a."from" AS arrival, ${TODAY} + a."to" AS departure, now() + a.due * interval '1 hour' AS due_at
     FROM places p JOIN ${ASKED} USING (place)`,
  `INSERT INTO requests (id, unit_id, asked_by, purpose, created_at)
     SELECT request, unit_id, worker, 'A night of rest', now() - interval '20 days' FROM asked`,
  `INSERT INTO request_parts (id, request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at, due_at)
     SELECT part, request, unit_id, young, nights, arrival, departure, state, now() - interval '9 days', now() - interval '20 days', due_at FROM asked`,
  `INSERT INTO bed_claims (id, unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, part_id, expires_at, made_at)
     SELECT a.claim, a.unit_id, b.id, 'offer', a.arrival, a.departure, a.young, a.request, a.part, now() + interval '5 hours', now()
       FROM asked a JOIN beds b ON b.unit_id = a.unit_id AND b.number = 1 WHERE a.state = 'offered'`,
  `INSERT INTO offers (part_id, claim_id, bed_id, arrival, departure, state, expires_at, proposed_by, proposed_at, signed_by, signed_at, reasons)
     SELECT a.part, a.claim, c.bed_id, a.arrival, a.departure, 'offered', c.expires_at, a.worker, now(), a.worker, now(), 'Suits the group'
       FROM asked a JOIN bed_claims c ON c.id = a.claim`,
  `WITH back AS (SELECT gen_random_uuid() AS stay, p.*, b.id AS bed FROM places p JOIN beds b ON b.unit_id = p.unit_id AND b.number = 2 WHERE p.place = 8),
     stays AS (INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
       SELECT stay, unit_id, young, ${TODAY} + 9, ${TODAY} + 10, ${TODAY} + 9, ${TODAY} + 10, 'cancelled', now() - interval '9 days', worker FROM back)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, made_at, released_at, released_why)
     SELECT unit_id, bed, 'stay', ${TODAY} + 9, ${TODAY} + 10, young, stay, now() - interval '9 days', now() - interval '1 day', 'cancelled' FROM back`,
  `WITH kept AS (INSERT INTO reserves (unit_id, bed_id, first_night, last_night, made_at, made_by)
       SELECT b.unit_id, b.id, ${TODAY} + 2, ${TODAY} + 2, now(), p.worker FROM beds b JOIN places p ON p.unit_id = b.unit_id AND p.place = 0
        WHERE b.number = 3 RETURNING id, unit_id, bed_id)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, reserve_id, release_at, made_at)
     SELECT unit_id, bed_id, 'reserve', ${TODAY} + 2, ${TODAY} + 3, id, now() + interval '5 hours', now() FROM kept`,
  `WITH closed AS (INSERT INTO closures (unit_id, bed_id, arrival, departure, reason, made_at, made_by)
       SELECT b.unit_id, b.id, ${TODAY} + 11, ${TODAY} + 12, 'deep_clean', now(), p.worker FROM beds b JOIN places p ON p.unit_id = b.unit_id AND p.place = 0
        WHERE b.number = 4 RETURNING id, unit_id, bed_id)
     INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, closure_id, made_at)
     SELECT unit_id, bed_id, 'out_of_service', ${TODAY} + 11, ${TODAY} + 12, id, now() FROM closed`,
  `INSERT INTO staffing_patterns (unit_id, valid_from, take, high, set_by, set_at)
     SELECT unit_id, ${TODAY} - 30, '{3,3,3,3,3,3,2}', '{1,1,1,1,1,1,1}', worker, now() FROM places WHERE place = 0`,
  `INSERT INTO allocations (young_person_id, first_day, last_day, weekday, weekend, holiday, granted_by, granted_at)
     SELECT young, ${TODAY} - 300, ${TODAY} + 60, 40 + 20 * (place % 2), 10 + 20 * (place % 2), 0, worker, now() FROM places`,
  `UPDATE assessments a SET review_by = ${TODAY} + 14 FROM places p WHERE p.young = a.young_person_id AND p.place % 5 = 0`,
];

const settings = (): string[] => {
  const kinds = ALERT_KINDS.map((kind) => ({ kind, ...usualSetting(kind, true) }));
  return [
    `INSERT INTO alert_settings (unit_id, kind, is_on, audience, numbers, set_by, set_at)
       SELECT m.unit_id, k.kind, true, k.audience, k.numbers, m.user_id, now()
         FROM unit_members m, json_to_recordset($$${JSON.stringify(kinds)}$$) AS k (kind text, audience text[], numbers jsonb)`,
  ];
};
