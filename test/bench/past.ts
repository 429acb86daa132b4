import { query, type Database } from './stage.js';

/**
 * Years behind every unit of the database: each bed has a stay of three nights in every four, led from its request
 * to its end, with the steps and the entries of the trail that the service writes for it, and every second request had an
 * offer that lapsed before. As the superuser, without triggers: only the constraints look at each row.
 */
export async function addPast(database: Database, today: string, years = 10): Promise<{ stays: number; rows: number }> {
  const steps = [
    `CREATE TABLE past AS
       SELECT gen_random_uuid() AS request, gen_random_uuid() AS part, gen_random_uuid() AS offer, gen_random_uuid() AS stay,
              gen_random_uuid() AS claim, gen_random_uuid() AS lapsed_offer, gen_random_uuid() AS lapsed_claim,
              b.unit_id, b.id AS bed, y.id AS young, y.key_worker_id AS worker, m.user_id AS staff, n,
              DATE '${today}' - 4 * (n + 1) AS arrival, DATE '${today}' - 4 * (n + 1) + 3 AS departure
         FROM beds b JOIN unit_members m ON m.unit_id = b.unit_id
         CROSS JOIN generate_series(0, ${Math.floor((years * 365) / 4) - 1}) n
         JOIN (SELECT g.unit_id, y.id, y.key_worker_id,
                      row_number() OVER (PARTITION BY g.unit_id ORDER BY y.case_number) - 1 AS place
                 FROM access_grants g JOIN young_people y ON y.id = g.young_person_id WHERE g.unit_id IS NOT NULL) y
           ON y.unit_id = b.unit_id AND y.place = (n * 4 + b.number) % 200`,
    `INSERT INTO requests (id, unit_id, asked_by, purpose, created_at)
       SELECT request, unit_id, worker, 'A night of rest', arrival - 30 FROM past ORDER BY arrival`,
    `INSERT INTO request_parts (id, request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
       SELECT part, request, unit_id, young, 3, arrival, departure, 'booked', arrival - 20, arrival - 30 FROM past`,
    `INSERT INTO request_wishes (request_id, young_person_id, wishes) SELECT request, young, 'Cook together' FROM past`,
    `INSERT INTO stays (id, unit_id, young_person_id, part_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by, arrived_at, departed_at)
       SELECT stay, unit_id, young, part, arrival, departure, arrival, departure, 'completed', arrival - 20, worker, arrival + TIME '16:00',
              departure + TIME '10:00' FROM past`,
    `INSERT INTO bed_claims (id, unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, stay_id, made_at, made_by)
       SELECT claim, unit_id, bed, 'stay', arrival, departure, young, request, stay, arrival - 25, staff FROM past`,
    `INSERT INTO bed_claims (id, unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, part_id, expires_at, made_at,
                             made_by, released_at, released_why)
       SELECT lapsed_claim, unit_id, bed, 'offer', arrival, departure, young, request, part, arrival - 26, arrival - 28, staff,
              arrival - 26, 'offer_lapsed' FROM past WHERE n % 2 = 0`,
    `INSERT INTO offers (id, part_id, claim_id, bed_id, arrival, departure, state, expires_at, proposed_by, proposed_at, signed_by,
                         signed_at, reasons, answered_by, answered_how, answered_at, recorded_by, recorded_at, stay_id)
       SELECT offer, part, claim, bed, arrival, departure, 'accepted', arrival - 20, staff, arrival - 25, staff, arrival - 24,
              'Suits the group', 'Their mother', 'telephone', arrival - 20, worker, arrival - 20, stay FROM past
       UNION ALL
       SELECT lapsed_offer, part, lapsed_claim, bed, arrival, departure, 'lapsed', arrival - 26, staff, arrival - 28, NULL, NULL, '',
              '', '', NULL, NULL, NULL, NULL FROM past WHERE n % 2 = 0`,
    `INSERT INTO request_events (request_id, part_id, at, by_user, action, from_state, to_state, arrival, departure, bed_id)
       SELECT request, part, arrival - 30 + step::int, staff, action, 'in_review', 'in_review', arrival, departure, bed FROM past,
              unnest(ARRAY['submit', 'review', 'propose', 'sign', 'accept']) WITH ORDINALITY AS a (action, step)`,
    `INSERT INTO stay_events (stay_id, at, by_user, action, arrival, departure)
       SELECT stay, arrival - 20 + step::int, staff, action, arrival, departure FROM past,
              unnest(ARRAY['booked', 'arrived', 'departed']) WITH ORDINALITY AS a (action, step)`,
    `INSERT INTO audit_entries (at, actor_id, via, ip, trace_id, action, subject, subject_id, young_people)
       SELECT arrival - 30 + step::int, staff, 'page', '127.0.0.1', gen_random_uuid()::text, action, 'request', request, ARRAY[young]
         FROM past, unnest(ARRAY['request.asked', 'request.submitted', 'request.read', 'offer.proposed', 'offer.signed',
           'request.read', 'offer.accepted', 'stay.arrived', 'stay.departed', 'calendar.read']) WITH ORDINALITY AS a (action, step)`,
  ];
  await query(database.adminUrl, ['SET session_replication_role = replica', ...steps].join('; '));
  await query(database.adminUrl, 'ANALYZE');
  const [{ stays, rows }] = (await query<{ stays: number; rows: number }>(
    database.adminUrl,
    `SELECT (SELECT count(*) FROM past)::int AS stays,
            (SELECT sum(n_live_tup) FROM pg_stat_user_tables WHERE relname <> 'past')::int AS rows`,
  )) as [{ stays: number; rows: number }];
  await query(database.adminUrl, 'DROP TABLE past; CHECKPOINT');
  return { stays, rows };
}
