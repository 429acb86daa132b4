import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import type { Bed } from '../../src/calendar/domain/claim.js';
import { bedNights } from '../../src/calendar/domain/night-state.js';
import { calendarJson } from '../../src/calendar/pages/calendar.json.js';
import { addDays } from '../../src/kernel/nights.js';

/**
 * What the service is measured against: a bare node:http server with hand-written SQL, prepared on each connection. It
 * reads the same (the token with it), writes the same rows and answers the same bytes; the calendar's nights it counts
 * and writes down with the service's own two functions, so that what differs is what lies around them.
 */
const [address, port] = process.argv.slice(2) as [string, string];
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
const pool = new pg.Pool({ connectionString: address, max: 10 });

const TOKEN = `
  SELECT u.id, u.name, u.role, u.organisation_id, u.must_change_password,
    (SELECT json_agg(json_build_object('id', n.id, 'name', n.name, 'capacity', m.capacity) ORDER BY n.name, n.id)
       FROM unit_members m JOIN units n ON n.id = m.unit_id WHERE m.user_id = u.id) AS units,
    t.id AS token_id, t.last_used_at IS NULL OR t.last_used_at < $2::timestamptz - interval '1 minute' AS is_stale
  FROM api_tokens t JOIN users u ON u.id = t.user_id
  WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 AND u.ended_at IS NULL`;
const CLAIMS = (whose: string) => `
  SELECT c.id, c.bed_id AS "bedId", c.purpose, c.arrival,
         CASE WHEN s.state = 'in_residence' AND c.departure < today.is THEN today.is + 1 ELSE c.departure END AS departure,
         c.young_person_id AS "youngPersonId", c.request_id AS "requestId", c.stay_id AS "stayId",
         s.arrived_at IS NOT NULL AS arrived, s.departed_at IS NOT NULL AS departed,
         c.purpose <> 'offer'
           OR (SELECT o.state FROM offers o WHERE o.claim_id = c.id) IS NOT DISTINCT FROM 'offered' AS announced
    FROM bed_claims c JOIN units u ON u.id = c.unit_id LEFT JOIN stays s ON s.id = c.stay_id,
         LATERAL (SELECT ($4::timestamptz AT TIME ZONE u.zone)::date AS is) today
   WHERE c.${whose} = $1 AND c.live AND (c.expires_at IS NULL OR c.expires_at > $4)
     AND c.nights && daterange($2::date, $3::date) ORDER BY c.arrival, c.id`;
const GUESTS = `
  SELECT id, first_name AS "firstName", last_name AS "lastName" FROM young_people y
   WHERE id = ANY ($1) AND EXISTS (SELECT 1 FROM access_grants g WHERE g.young_person_id = y.id
     AND (g.user_id = $3 OR g.unit_id = ANY ($4)) AND g.valid_from <= $2 AND (g.valid_until IS NULL OR g.valid_until > $2))`;
const AUDIT = `
  INSERT INTO audit_entries (at, actor_id, via, ip, trace_id, action, subject, subject_id, young_people, details)
  VALUES ($1, $2, 'api', $3, $4, $5, $6, $7, $8, $9)`;
const BEDS = `SELECT id, number, name, attributes, registered_from AS "registeredFrom",
  registered_until AS "registeredUntil" FROM beds WHERE unit_id = $1 ORDER BY number`;
const REQUEST = `
  SELECT r.id, p.id AS part, p.state, p.young_person_id AS young, r.unit_id AS unit, p.nights, p.earliest_arrival,
         p.latest_departure, y.date_of_birth, y.first_name, y.last_name, k.name AS key_worker, a.name AS asker,
         u.name AS unit_name, u.zone, u.youngest, u.oldest, r.purpose, r.wishes, r.created_at
    FROM requests r JOIN request_parts p ON p.request_id = r.id JOIN young_people y ON y.id = p.young_person_id
    JOIN users k ON k.id = y.key_worker_id JOIN users a ON a.id = r.asked_by JOIN units u ON u.id = r.unit_id
   WHERE r.id = $1 AND EXISTS (SELECT 1 FROM access_grants g WHERE g.young_person_id = y.id AND g.unit_id = ANY ($3)
     AND g.valid_from <= $2 AND (g.valid_until IS NULL OR g.valid_until > $2))`;
const APART = `
  SELECT young_person_b AS id FROM pair_decisions WHERE young_person_a = $1 AND decision = 'never_together' AND ended_at IS NULL
  UNION SELECT young_person_a FROM pair_decisions WHERE young_person_b = $1 AND decision = 'never_together' AND ended_at IS NULL`;

const names = new Map<string, string>();
function run<T extends pg.QueryResultRow>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult<T>> {
  const name = names.get(text) ?? `b${names.size + 1}`;
  names.set(text, name);
  return client.query<T>({ name, text, values });
}

interface Who {
  id: string;
  name: string;
  units: { id: string }[];
}

async function whoAsks(req: IncomingMessage, now: Date): Promise<Who> {
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

async function calendar(req: IncomingMessage, unitId: string, from: string, to: string): Promise<object> {
  const now = new Date();
  const who = await whoAsks(req, now);
  const unit = (
    await run<{ id: string; name: string }>(pool, 'SELECT id, name, zone, youngest, oldest FROM units WHERE id = $1', [
      unitId,
    ])
  ).rows[0]!;
  const beds = (await run<Bed & pg.QueryResultRow>(pool, BEDS, [unitId])).rows;
  const claims = (await run(pool, CLAIMS('unit_id'), [unitId, from, to, now])).rows as never[];
  const ids = [...new Set(claims.flatMap((claim) => (claim as { youngPersonId: string | null }).youngPersonId ?? []))];
  const units = who.units.map(({ id }) => id);
  const guests = (
    await run<{ id: string; firstName: string; lastName: string }>(pool, GUESTS, [ids, now, who.id, units])
  ).rows;
  if (guests.length > 0)
    await run(pool, AUDIT, [
      now,
      who.id,
      '127.0.0.1',
      randomUUID(),
      'calendar.read',
      'unit',
      unitId,
      ids,
      { from, to },
    ]);
  const view = { unit, rows: bedNights(beds, claims, { arrival: from, departure: to }), toldOfProposals: true };
  return calendarJson(
    { from, to } as never,
    { ...view, guests: new Map(guests.map((guest) => [guest.id, guest])) } as never,
  );
}

async function propose(
  req: IncomingMessage,
  requestId: string,
  body: { arrival: string; departure: string },
): Promise<object> {
  const now = new Date();
  const who = await whoAsks(req, now);
  const client = await pool.connect();
  try {
    const units = who.units.map(({ id }) => id);
    await client.query('BEGIN');
    const request = (await run(client, REQUEST, [requestId, now, units])).rows[0]!;
    await run(client, 'SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE', [request['unit']]);
    await run(client, 'SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE', [request['young']]);
    await run(client, 'SELECT 1 FROM request_parts WHERE id = $1 FOR UPDATE', [request['part']]);
    const beds = (await run<{ id: string; name: string }>(client, BEDS, [request['unit']])).rows;
    const range = [addDays(body.arrival, -1), body.departure, now];
    const claims = (
      await run<{ bedId: string; departure: string }>(client, CLAIMS('unit_id'), [request['unit'], ...range])
    ).rows;
    const years = [addDays(body.arrival, -401), addDays(body.departure, 1_200), now];
    const own = (await run(client, CLAIMS('young_person_id'), [request['young'], ...years])).rows as {
      arrival: string;
      departure: string;
    }[];
    const apart = (await run(client, APART, [request['young']])).rows;
    const taken = new Set(claims.filter((claim) => claim.departure > body.arrival).map(({ bedId }) => bedId));
    const bed = beds.find(({ id }) => !taken.has(id));
    if (
      !bed ||
      own.some((claim) => claim.departure > body.arrival && claim.arrival < body.departure) ||
      apart.length > 0
    )
      throw new Error('not possible');
    const expires = new Date(now.getTime() + 48 * 3_600_000);
    const nights = [body.arrival, body.departure];
    const claim = (
      await run<{ id: string }>(
        client,
        `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, expires_at, made_at, made_by)
       VALUES ($1, $2, 'offer', $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
        [request['unit'], bed.id, ...nights, request['young'], requestId, expires, now, who.id],
      )
    ).rows[0]!;
    const offer = (
      await run<{ id: string }>(
        client,
        `INSERT INTO offers (part_id, claim_id, bed_id, arrival, departure, state, expires_at, proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8) RETURNING id`,
        [request['part'], claim.id, bed.id, ...nights, expires, who.id, now],
      )
    ).rows[0]!;
    await run(client, `UPDATE request_parts SET state = 'proposed', state_since = $2 WHERE id = $1`, [
      request['part'],
      now,
    ]);
    await run(
      client,
      `INSERT INTO request_events (request_id, part_id, at, by_user, action, from_state, to_state, arrival, departure, bed_id)
       VALUES ($1, $2, $3, $4, 'propose', $5, 'proposed', $6, $7, $8)`,
      [requestId, request['part'], now, who.id, request['state'], ...nights, bed.id],
    );
    await run(client, AUDIT, [
      now,
      who.id,
      '127.0.0.1',
      randomUUID(),
      'offer.proposed',
      'offer',
      offer.id,
      [request['young']],
      {},
    ]);
    await run(
      client,
      `INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
       VALUES (nextval('outbox_entry_ids'), 'lapse-offer', 'offer.held', $1, $2, $3, $4)`,
      [{ offer: offer.id }, request['unit'], now, expires],
    );
    await client.query('COMMIT');
    return {
      ...{ id: offer.id, state: 'proposed', arrival: body.arrival, departure: body.departure },
      ...{
        bed: { id: bed.id, name: bed.name },
        expires,
        proposedBy: who.name,
        signedBy: null,
        reasons: '',
        request: requestId,
      },
    };
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function answer(req: IncomingMessage): Promise<object> {
  const url = new URL(req.url!, 'http://localhost');
  const [, , , kind, id] = url.pathname.split('/');
  if (kind === 'units') return calendar(req, id!, url.searchParams.get('from')!, url.searchParams.get('to')!);
  let text = '';
  for await (const data of req) text += String(data);
  return propose(req, id!, JSON.parse(text) as { arrival: string; departure: string });
}

createServer((req, res: ServerResponse) => {
  answer(req).then(
    (body) => {
      const text = JSON.stringify(body);
      res.writeHead(req.method === 'GET' ? 200 : 201, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      });
      res.end(text);
    },
    (error: Error) => res.writeHead(500).end(String(error.message)),
  );
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
