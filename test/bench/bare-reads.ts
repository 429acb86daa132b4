import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import pg from 'pg';

pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** What the bare server reads: hand-written SQL, prepared on each connection. */
export const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });

const TOKEN = `
  SELECT u.id, u.name, u.role, u.organisation_id, u.must_change_password,
    (SELECT coalesce(json_agg(json_build_object('id', n.id, 'name', n.name, 'capacity', m.capacity) ORDER BY n.name, n.id), '[]')
       FROM unit_members m JOIN units n ON n.id = m.unit_id WHERE m.user_id = u.id) AS units,
    t.id AS token_id, t.last_used_at IS NULL OR t.last_used_at < $2::timestamptz - interval '1 minute' AS is_stale
  FROM api_tokens t JOIN users u ON u.id = t.user_id
  WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 AND u.ended_at IS NULL`;
export const CLAIMS = (whose: string) => `
  SELECT c.id, c.bed_id AS "bedId", c.purpose, c.arrival,
         CASE WHEN s.state = 'in_residence' AND c.departure < today.is THEN today.is + 1 ELSE c.departure END AS departure,
         c.young_person_id AS "youngPersonId", c.request_id AS "requestId", c.stay_id AS "stayId",
         s.arrived_at IS NOT NULL AS arrived, s.departed_at IS NOT NULL AS departed,
         c.purpose <> 'offer'
           OR (SELECT o.state FROM offers o WHERE o.claim_id = c.id) IS NOT DISTINCT FROM 'offered' AS announced,
         y.support_level AS support, coalesce(y.room_needs, '{}') AS needs, coalesce(y.keeps_room, false) AS "keepsRoom"
    FROM bed_claims c JOIN units u ON u.id = c.unit_id LEFT JOIN stays s ON s.id = c.stay_id
         LEFT JOIN young_people y ON y.id = c.young_person_id,
         LATERAL (SELECT ($4::timestamptz AT TIME ZONE u.zone)::date AS is) today
   WHERE c.${whose} = $1 AND c.live AND (c.expires_at IS NULL OR c.expires_at > $4)
     AND c.nights && daterange($2::date, $3::date) ORDER BY c.arrival, c.id`;
export const GUESTS = `
  SELECT id, first_name AS "firstName", last_name AS "lastName" FROM young_people y
   WHERE id = ANY ($1) AND EXISTS (SELECT 1 FROM access_grants g WHERE g.young_person_id = y.id
     AND (g.user_id = $3 OR g.unit_id = ANY ($4)) AND g.valid_from <= $2 AND (g.valid_until IS NULL OR g.valid_until > $2))`;
export const AUDIT = `
  INSERT INTO audit_entries (at, actor_id, via, ip, trace_id, action, subject, subject_id, young_people, details)
  VALUES ($1, $2, 'api', $3, $4, $5, $6, $7, $8, $9)`;
export const BEDS = `SELECT id, number, name, attributes, registered_from AS "registeredFrom",
  registered_until AS "registeredUntil" FROM beds WHERE unit_id = $1 ORDER BY number`;
/** By the request's own id, or by that of an offer of it, then with the offer. */
const request = (by: 'r.id = $1' | 'o.id = $1') => `
  SELECT r.id AS request, p.id AS part, p.state, p.young_person_id AS young, r.unit_id AS unit, p.nights, p.earliest_arrival,
         p.latest_departure, y.date_of_birth, y.first_name, y.last_name, k.name AS key_worker, a.name AS asker,
         u.name AS unit_name, u.zone, u.youngest, u.oldest, r.purpose, say.wishes, r.created_at,
         o.id AS offer, o.claim_id AS claim, o.bed_id AS bed, o.arrival, o.departure, o.state AS offer_state, o.expires_at
    FROM requests r JOIN request_parts p ON p.request_id = r.id JOIN young_people y ON y.id = p.young_person_id
    JOIN users k ON k.id = y.key_worker_id JOIN users a ON a.id = r.asked_by JOIN units u ON u.id = r.unit_id
    LEFT JOIN request_wishes say ON say.request_id = r.id AND say.young_person_id = p.young_person_id
    LEFT JOIN offers o ON o.part_id = p.id AND ${by === 'r.id = $1' ? `o.state IN ('proposed', 'offered')` : by}
   WHERE ${by} AND EXISTS (SELECT 1 FROM access_grants g WHERE g.young_person_id = y.id
     AND (g.unit_id = ANY ($3) OR g.user_id = $4) AND g.valid_from <= $2 AND (g.valid_until IS NULL OR g.valid_until > $2))`;
export const REQUEST = request('r.id = $1');
export const REQUEST_OF_OFFER = request('o.id = $1');
export const STAY = `
  SELECT s.id AS stay, s.state, s.unit_id AS unit, u.name AS unit_name, u.zone, b.id AS bed, b.name AS bed_name, y.id AS young,
         y.first_name, y.last_name, y.date_of_birth, y.case_number, k.id AS key_worker_id, k.name AS key_worker,
         p.request_id AS request, s.part_id AS part, s.arrival, s.departure, s.planned_arrival, s.planned_departure,
         s.arrived_at, s.departed_at, s.ended_why, s.ended_by, s.ended_code, s.ended_at, s.expected_at, s.kind, s.authority,
         s.overdue_since, s.review_due_at, s.reviewed_at, s.legal_status, s.booked_at, a.kind AS away, a.since,
         (SELECT array_agg(f.why) FROM stay_conflicts f WHERE f.stay_id = s.id AND f.solved_at IS NULL) AS conflicts
    FROM stays s JOIN units u ON u.id = s.unit_id JOIN young_people y ON y.id = s.young_person_id
    JOIN users k ON k.id = y.key_worker_id LEFT JOIN request_parts p ON p.id = s.part_id
    LEFT JOIN LATERAL (SELECT bed_id FROM bed_claims c WHERE c.stay_id = s.id AND c.live ORDER BY arrival DESC LIMIT 1) c ON true
    LEFT JOIN beds b ON b.id = c.bed_id LEFT JOIN absences a ON a.stay_id = s.id AND a.back_at IS NULL
   WHERE s.id = $1 AND s.unit_id = ANY ($3) AND EXISTS (SELECT 1 FROM access_grants g WHERE g.young_person_id = y.id
     AND (g.unit_id = ANY ($3) OR g.user_id = $4) AND g.valid_from <= $2 AND (g.valid_until IS NULL OR g.valid_until > $2))`;
export const APART = `
  SELECT young_person_b AS id FROM pair_decisions WHERE young_person_a = $1 AND decision = 'never_together' AND ended_at IS NULL
  UNION SELECT young_person_a FROM pair_decisions WHERE young_person_b = $1 AND decision = 'never_together' AND ended_at IS NULL`;
export const NEEDS = `SELECT support_level, room_needs, keeps_room, date_of_birth FROM young_people WHERE id = $1`;
export const ALLOCATIONS = `
  SELECT id, first_day, last_day, weekday, weekend, holiday FROM allocations
   WHERE young_person_id = $1 AND ended_at IS NULL AND daterange(first_day, last_day, '[]') && daterange($2::date, $3::date)`;

const names = new Map<string, string>();
/** Prepared under a name of its own, on each connection once. */
export function run<T extends pg.QueryResultRow>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult<T>> {
  const name = names.get(text) ?? `b${names.size + 1}`;
  names.set(text, name);
  return client.query<T>({ name, text, values });
}

/** In place of an entity manager, for what the service's own readers read. */
export const readsOn = (client: pg.Pool | pg.PoolClient) => ({
  query: async (text: string, values: unknown[]) => (await run(client, text, values)).rows,
});

export interface Who {
  id: string;
  name: string;
  units: { id: string }[];
}

/** The token, read and noted as used, as the service does it. */
export async function whoAsks(req: IncomingMessage, now: Date): Promise<Who> {
  const token = (req.headers.authorization ?? '').slice('Bearer '.length);
  const { rows } = await run<Who & { is_stale: boolean; token_id: string }>(pool, TOKEN, [
    createHash('sha256').update(token).digest(),
    now,
  ]);
  const [who] = rows;
  if (!who) throw new Error('unknown token');
  if (who.is_stale) await run(pool, 'UPDATE api_tokens SET last_used_at = $2 WHERE id = $1', [who.token_id, now]);
  return who;
}
