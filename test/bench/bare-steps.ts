import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import { readStaffing } from '../../src/calendar/staffing-reader.js';
import { addDays } from '../../src/kernel/nights.js';
import {
  ALLOCATIONS,
  APART,
  AUDIT,
  BEDS,
  CLAIMS,
  NEEDS,
  pool,
  readsOn,
  REQUEST,
  REQUEST_OF_OFFER,
  run,
  STAY,
  whoAsks,
} from './bare-reads.js';
import { REQUEST_STEPS } from './bare-request-steps.js';
import type { Sql } from './bare-step.js';
import { STAY_STEPS } from './bare-stay-steps.js';

type Values = Record<string, unknown>;
type On = pg.Pool | pg.PoolClient;

const DAY = 86_400_000;
const PLACES = {
  requests: `SELECT unit_id AS unit, young_person_id AS young, id AS part FROM request_parts WHERE request_id = $1`,
  offers: `SELECT p.unit_id AS unit, p.young_person_id AS young, p.id AS part FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE o.id = $1`,
  stays: `SELECT unit_id AS unit, young_person_id AS young, part_id AS part FROM stays WHERE id = $1`,
};
const SUBJECTS = { requests: REQUEST, offers: REQUEST_OF_OFFER, stays: STAY };
/** What has run out counts no more, whether anybody wrote it down or not. */
const EXPIRE = `
  WITH gone AS (
    UPDATE bed_claims SET released_at = :now, released_why = 'offer_lapsed'
     WHERE live AND ((purpose = 'offer' AND expires_at <= :now AND (unit_id = :unit OR young_person_id = :young))
       OR (purpose = 'reserve' AND release_at <= :now AND unit_id = :unit)) RETURNING id)
  UPDATE offers SET state = 'lapsed' FROM gone WHERE claim_id = gone.id AND state IN ('proposed', 'offered')`;
const EVENTS = `
  SELECT e.at, u.name AS by, e.action, e.from_state AS "from", e.to_state AS "to", e.note, e.code, e.arrival, e.departure
    FROM request_events e LEFT JOIN users u ON u.id = e.by_user WHERE e.request_id = :request ORDER BY e.at, e.id LIMIT 200`;
const OVERRULED = `SELECT v.* FROM overrules v JOIN offers o ON o.id = v.offer_id WHERE o.part_id = :part`;
/** It changes no nights, and answers only itself. */
const NOTE = 'stays/notes';

/** A step: located, locked, read, written, put on the trail; then read again as it stands, a request with its story. */
export async function takeStep(req: IncomingMessage, path: string, id: string, body: Values): Promise<object> {
  const kind = path.split('/')[0] as keyof typeof PLACES;
  const step = { ...REQUEST_STEPS, ...STAY_STEPS }[path];
  if (!step) throw new Error(`no step ${path}`);
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const who = await whoAsks(req, now);
  const units = who.units.map((unit) => unit.id);
  const read = async (on: On) => (await run<Values>(on, SUBJECTS[kind], [id, now, units, who.id])).rows[0]!;
  const client = await pool.connect();
  let values: Values;
  try {
    const place = path === NOTE ? {} : (await run<Values>(client, PLACES[kind], [id])).rows[0]!;
    await client.query('BEGIN');
    const at = { ...place, now, who: who.id, today, tomorrow: addDays(today, 1) };
    if (path !== NOTE) await lock(client, kind, at);
    values = { ...BLANK, ...(await read(client)), ...step.given, ...at, sent: body['departure'], ...bodyOf(body) };
    if (!step.from.includes(String(values['state']))) throw new Error(`${path}: is ${String(values['state'])}`);
    const due = step.given?.['days'] as number | undefined;
    values['due'] = due === undefined ? null : new Date(now.getTime() + due * DAY);
    if (step.ground) await readGround(client, values, step.ground);
    for (const sql of step.reads ?? []) Object.assign(values, (await tell(client, sql, values)).rows[0]);
    for (const sql of step.against ?? [])
      if ((await tell(client, sql, values)).rows.length > 0) throw new Error(`${path}: not possible`);
    for (const sql of step.writes) Object.assign(values, (await tell(client, sql, values)).rows[0]);
    await trail(client, now, who.id, step.audit, values);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  if (path === NOTE) return values;
  const after = await read(pool);
  if (kind === 'stays') return after;
  const story = kind === 'requests';
  const events = story ? (await tell(pool, EVENTS, values)).rows : [];
  const goneOver = story ? (await tell(pool, OVERRULED, values)).rows : [];
  await trail(pool, now, who.id, 'request.read', values);
  return { ...after, events, goneOver };
}

const BLANK = { reasons: '', reason: '', code: null, offer: null, bed: null, arrival: null, departure: null };

/** What was sent, without the names that the subject has. */
const bodyOf = ({ departure: _, bed, ...body }: Values): Values => ({ ...body, newBed: bed });

async function lock(client: pg.PoolClient, kind: string, at: Values): Promise<void> {
  await tell(client, 'SELECT 1 FROM units WHERE id = :unit FOR NO KEY UPDATE', at);
  await tell(client, 'SELECT 1 FROM young_people WHERE id = :young FOR NO KEY UPDATE', at);
  await tell(client, EXPIRE, at);
  if (kind !== 'stays') await tell(client, 'SELECT 1 FROM request_parts WHERE id = :part FOR UPDATE', at);
}

/** The unit's beds, claims and staff on the nights, and what stands for or against the young person. */
async function readGround(client: pg.PoolClient, values: Values, of: 'offer' | 'stay'): Promise<void> {
  const [arrival, departure] = [String(values['arrival']), String(values['sent'] ?? values['departure'])];
  const [unit, young, now] = [values['unit'], values['young'], values['now']];
  const beds = (await run<{ id: string }>(client, BEDS, [unit])).rows;
  const claims = (await run(client, CLAIMS('unit_id'), [unit, addDays(arrival, -1), departure, now])).rows;
  await run(client, CLAIMS('young_person_id'), [young, addDays(arrival, -401), addDays(departure, 1_200), now]);
  if (of === 'stay' && !values['isDecided']) return;
  await readStaffing(readsOn(client) as never, String(unit), { arrival, departure });
  await run(client, NEEDS, [young]);
  await run(client, ALLOCATIONS, [young, arrival, departure]);
  const apart = (await run(client, APART, [young])).rows;
  if (apart.length > 0 || claims.length > beds.length * 10) throw new Error('not possible');
}

const texts = new Map<Sql, { text: string; names: string[] }>();
/** Sends SQL with its values, prepared once on each connection. */
function tell(on: On, sql: Sql, values: Values): Promise<pg.QueryResult<Values>> {
  let known = texts.get(sql);
  if (!known) {
    const names: string[] = [];
    const text = sql.replaceAll(/(?<!:):([a-z]\w*)/gi, (_, name: string) => {
      if (!names.includes(name)) names.push(name);
      return `$${names.indexOf(name) + 1}`;
    });
    texts.set(sql, (known = { text, names }));
  }
  return run(
    on,
    known.text,
    known.names.map((name) => values[name]),
  );
}

function trail(on: On, now: Date, who: string, action: string, values: Values): Promise<unknown> {
  const subject = action.split('.')[0]!;
  const id = values[subject];
  return run(on, AUDIT, [now, who, '127.0.0.1', randomUUID(), action, subject, id, [values['young']], {}]);
}
