import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { call, inTurn } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare } from './frame.js';
import { plansOf } from './plans.js';
import { query, type Database, type Stage } from './stage.js';

/** Four beds full for two years in stays of three nights, some called off; and the address of a feed. */
async function furnish({ ownerUrl }: Database, { unit, user }: Place): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await query(ownerUrl, `UPDATE units SET feeds_allowed = true WHERE id = $1`, [unit]);
  await query(
    ownerUrl,
    `INSERT INTO feed_addresses (user_id, secret_hash, uid_key, made_at) VALUES ($1, $2, $3, now())`,
    [user, createHash('sha256').update(secret).digest(), randomBytes(32)],
  );
  await query(
    ownerUrl,
    `WITH made AS (
       INSERT INTO stays (unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
       SELECT $1, y.id, a.arrival, a.arrival + 3, a.arrival, a.arrival + 3,
              CASE WHEN n.n % 20 = 0 THEN 'cancelled' ELSE 'booked' END, now(), $2
         FROM generate_series(0, 970) n CROSS JOIN LATERAL (SELECT $3::date + 3 * (n.n / 4) AS arrival) a
         JOIN (SELECT id, row_number() OVER (ORDER BY case_number) - 1 AS place FROM young_people) y ON y.place = n.n % 200
       RETURNING id, arrival, departure, booked_by)
     INSERT INTO stay_events (stay_id, at, by_user, action, arrival, departure)
     SELECT id, now() + number * interval '1 second', booked_by, action, arrival, departure
       FROM made, unnest(ARRAY['booked', 'moved', 'away', 'back']) WITH ORDINALITY AS e (action, number)`,
    [unit, user, day(-88)],
  );
  await query(ownerUrl, 'VACUUM ANALYZE');
  return `/feeds/${secret}.ics`;
}

/** A feed of two years, against a bare server that writes the same bytes; and the same when nothing has changed. */
export async function feedBench(stage: Stage): Promise<void> {
  const database = await stage.database('bench_feed');
  const [place] = (await fill(database, 1, 0)) as [Place];
  const path = await furnish(database, place);
  const { address: ours } = await stage.service(database, { BOOKING_HORIZON_MONTHS: '21' });
  const theirs = await stage.contestant('bare-server', database.serviceUrl);
  const fetch = (address: string) => () => call(address, '', 'GET', path);
  const [one, other] = [await fetch(ours)(), await fetch(theirs)()];
  if (one.status !== 200 || one.text !== other.text)
    throw new Error(`Not the same bytes:\n${one.text.slice(0, 2_000)}\n${other.text.slice(0, 2_000)}`);
  const events = one.text.split('BEGIN:VEVENT').length - 1;
  for (const clients of [8, 1])
    await compare({
      title: `feed of two years, ${events} stays, ${one.text.length} bytes, ${clients} client${clients > 1 ? 's' : ''}`,
      ours: () => inTurn(20 * clients, clients, fetch(ours)),
      theirs: () => inTurn(20 * clients, clients, fetch(theirs)),
      goal: { atLeast: 0.5 },
    });
  const unchanged = unchangedSince(ours, path, await tagOf(ours, path));
  await compare({
    title: 'the same that has not changed (304), for the time of one that is sent, 1 client',
    ours: () => inTurn(40, 1, unchanged),
    theirs: () => inTurn(20, 1, fetch(ours)),
    names: ['unchanged', 'sent'],
    goal: { atMost: 1 },
  });
  await stage.endPrograms();
  await plansOf(stage, database, [['the feed', (address) => fetch(address)()]]);
  await stage.endPrograms();
}

async function tagOf(address: string, path: string): Promise<string> {
  return (await globalThis.fetch(address + path)).headers.get('etag')!;
}

/** Asks as a calendar program does that has the feed already. */
function unchangedSince(address: string, path: string, tag: string) {
  return () =>
    new Promise<{ status: number; text: string }>((done, failed) => {
      request(address + path, { headers: { 'if-none-match': tag } }, (res) => {
        res.resume();
        res.once('end', () =>
          res.statusCode === 304 ? done({ status: 200, text: '' }) : failed(new Error(`answered ${res.statusCode}`)),
        );
      })
        .once('error', failed)
        .end();
    });
}
