import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import { AUDIT, pool, REQUEST, run, whoAsks } from './bare-reads.js';

interface Step {
  action: string;
  to: string;
  /** Working days that the state gives, as instants are all that is written. */
  days: number | null;
  sight?: 'ends' | 'begins';
}

/** What each step writes, by its path. */
const STEPS: Record<string, Step> = {
  'ask-information': { action: 'ask_information', to: 'more_information_needed', days: 5 },
  'give-information': { action: 'give_information', to: 'in_review', days: 10 },
  waitlist: { action: 'waitlist', to: 'waitlisted', days: 20 },
  review: { action: 'review', to: 'in_review', days: 10 },
  decline: { action: 'decline', to: 'declined', days: null, sight: 'ends' },
  reopen: { action: 'reopen', to: 'in_review', days: 10, sight: 'begins' },
};

const MOVE = `
  WITH moved AS (UPDATE request_parts SET state = $6, state_since = $3, due_at = $9 WHERE id = $2)
  INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
const OTHERS = `
  SELECT 1 FROM requests r JOIN request_parts p ON p.request_id = r.id WHERE r.unit_id = $1 AND p.young_person_id = $2
     AND p.id <> $3 AND p.state NOT IN ('draft', 'withdrawn', 'declined') LIMIT 1`;
const GRANT = `
  INSERT INTO access_grants (young_person_id, unit_id, why, valid_from, granted_by) VALUES ($1, $2, 'request', $3, $4)
  ON CONFLICT DO NOTHING`;
const EVENTS = `
  SELECT e.at, u.name AS by, e.action, e.from_state AS "from", e.to_state AS "to", e.note, e.code, e.arrival, e.departure
    FROM request_events e LEFT JOIN users u ON u.id = e.by_user WHERE e.request_id = $1 ORDER BY e.at, e.id LIMIT 200`;
const OVERRULED = `
  SELECT v.* FROM overrules v JOIN offers o ON o.id = v.offer_id WHERE o.part_id = $1`;

/** A step of a request that holds no nights: locked, read, moved, put on the trail; then read again with its story. */
export async function takeStep(req: IncomingMessage, requestId: string, path: string, body: { reasons?: string }) {
  const now = new Date();
  const who = await whoAsks(req, now);
  const units = who.units.map(({ id }) => id);
  const { action, to, days, sight } = STEPS[path]!;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const request = await readOne(client, requestId, now, units);
    const { unit, young, part, state } = request as Record<string, string>;
    await run(client, 'SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE', [unit]);
    await run(client, 'SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE', [young]);
    await run(client, 'SELECT 1 FROM request_parts WHERE id = $1 FOR UPDATE', [part]);
    const due = days === null ? null : new Date(now.getTime() + days * 86_400_000);
    await run(client, MOVE, [requestId, part, now, action, state, to, who.id, body.reasons ?? '', due]);
    if (sight === 'ends') await run(client, OTHERS, [unit, young, part]);
    if (sight === 'begins') await run(client, GRANT, [young, unit, now, who.id]);
    await trail(client, now, who.id, `request.${action}`, requestId, young!);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  const request = await readOne(pool, requestId, now, units);
  const events = (await run(pool, EVENTS, [requestId])).rows;
  const goneOver = (await run(pool, OVERRULED, [request['part']])).rows;
  await trail(pool, now, who.id, 'request.read', requestId, String(request['young']));
  return { ...request, events, goneOver };
}

export const isStep = (path: string): boolean => path in STEPS;

const readOne = async (on: pg.Pool | pg.PoolClient, id: string, now: Date, units: string[]) =>
  (await run(on, REQUEST, [id, now, units])).rows[0]!;

const trail = (on: pg.Pool | pg.PoolClient, now: Date, who: string, action: string, subject: string, young: string) =>
  run(on, AUDIT, [now, who, '127.0.0.1', randomUUID(), action, 'request', subject, [young], {}]);
