import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type pg from 'pg';
import type { Bed } from '../../src/calendar/domain/claim.js';
import { bedNights } from '../../src/calendar/domain/night-state.js';
import { calendarJson } from '../../src/calendar/pages/calendar.json.js';
import { readStaffing } from '../../src/calendar/staffing-reader.js';
import { addDays } from '../../src/kernel/nights.js';
import {
  ALLOCATIONS,
  APART,
  AUDIT,
  BEDS,
  CLAIMS,
  GUESTS,
  NEEDS,
  pool,
  readsOn,
  REQUEST,
  run,
  whoAsks,
} from './bare-reads.js';
import { bareFeed } from './bare-feed.js';
import { takeStep } from './bare-steps.js';
import { vacancies } from './bare-vacancies.js';
import { couldCome } from './bare-who-could-come.js';

/**
 * What the service is measured against: a bare node:http server with hand-written SQL, prepared on each connection. It
 * reads the same (the token with it), writes the same rows and answers the same bytes; the calendar's nights it counts
 * and writes down with the service's own two functions, so that what differs is what lies around them.
 */
const [port] = process.argv.slice(3) as [string];

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
  const range = { arrival: from, departure: to };
  await readStaffing(readsOn(pool) as never, unitId, range);
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
  const view = { unit, rows: bedNights(beds, claims, range), withoutBed: [], toldOfProposals: true };
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
    const request = (await run(client, REQUEST, [requestId, now, units, who.id])).rows[0]!;
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
    await readStaffing(readsOn(client) as never, String(request['unit']), body);
    await run(client, NEEDS, [request['young']]);
    await run(client, ALLOCATIONS, [request['young'], body.arrival, body.departure]);
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
        `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, part_id, expires_at, made_at, made_by)
       VALUES ($1, $2, 'offer', $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
        [request['unit'], bed.id, ...nights, request['young'], requestId, request['part'], expires, now, who.id],
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
        moves: [],
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

async function answer(req: IncomingMessage): Promise<{ status: number; body: object }> {
  const url = new URL(req.url!, 'http://localhost');
  const [, , , kind, id, step = ''] = url.pathname.split('/');
  if (url.pathname.endsWith('/who-could-come'))
    return { status: 200, body: await couldCome(req, id!, url.searchParams) };
  if (url.pathname.endsWith('/vacancies')) return { status: 200, body: await vacancies(req, id!, url.searchParams) };
  if (kind === 'units')
    return { status: 200, body: await calendar(req, id!, url.searchParams.get('from')!, url.searchParams.get('to')!) };
  let text = '';
  for await (const data of req) text += String(data);
  if (step === 'offers')
    return { status: 201, body: await propose(req, id!, JSON.parse(text) as { arrival: string; departure: string }) };
  const body = await takeStep(req, `${kind}/${step}`, id!, JSON.parse(text) as Record<string, unknown>);
  return { status: step === 'notes' ? 201 : 200, body };
}

createServer((req, res: ServerResponse) => {
  if (req.url!.startsWith('/feeds/')) return void sendFeed(req.url!, res);
  answer(req).then(
    ({ status, body }) => {
      const text = JSON.stringify(body);
      res.writeHead(status, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      });
      res.end(text);
    },
    (error: Error) => res.writeHead(500).end(String(error.message)),
  );
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));

function sendFeed(path: string, res: ServerResponse): void {
  bareFeed(path).then(
    (text) => {
      const length = Buffer.byteLength(text);
      res.writeHead(200, { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Length': length });
      res.end(text);
    },
    (error: Error) => res.writeHead(500).end(String(error.message)),
  );
}
