import { createHash, randomBytes } from 'node:crypto';
import { sameRows } from './booking.js';
import { call, inTurn, type Answer } from './clients.js';
import { fill, type Place } from './fill.js';
import { compare } from './frame.js';
import { query, type Database, type Stage } from './stage.js';

const EACH = 160;
const CLIENTS = [1, 4] as const;
const BODY: Record<string, object> = { decline: { reasons: 'Not this time', code: 'other' }, review: {} };
/** Steps that lead back to where they began, so that a request can take them again and again. */
const CYCLES = [
  ['ask-information', 'give-information'],
  ['waitlist', 'review'],
  ['decline', 'reopen'],
] as const;

/** Each kind of step of a request, against the same reads and rows by hand-written SQL. */
export async function stepsBench(stage: Stage): Promise<void> {
  const database = await stage.database('bench_steps');
  const [place] = (await fill(database, 1, 64)) as [Place];
  const token = await aManager(database, place.unit);
  const { address: ours } = await stage.service(database);
  const theirs = await stage.contestant('bare-server', database.serviceUrl);
  const take = (address: string, request: number, step: string): Promise<Answer> =>
    call(
      address,
      token,
      'POST',
      `/api/v1/requests/${place.requests[request]!.id}/${step}`,
      BODY[step] ?? { reasons: 'x' },
    );
  for (const cycle of CYCLES) {
    for (const step of cycle)
      await sameRows(
        database.ownerUrl,
        () => take(ours, 0, step),
        () => take(theirs, 1, step),
        'rows',
      );
    for (const clients of CLIENTS) {
      const turns = new Map<number, number>();
      const round = (address: string, first: number) => () =>
        inTurn(EACH, clients, (client) => {
          const request = first + client;
          const turn = turns.get(request) ?? 0;
          turns.set(request, turn + 1);
          return take(address, request, cycle[turn % 2]!);
        });
      await compare({
        title: `${cycle.join(', ')}, ${clients} client${clients > 1 ? 's' : ''}`,
        ours: round(ours, 2),
        theirs: round(theirs, 20),
        goal: { atLeast: 0.5 },
      });
      // Whoever stands between two steps goes on, so that the next round begins where this one did.
      for (const [request, turn] of turns) if (turn % 2 === 1) await take(ours, request, cycle[1]);
    }
  }
  await stage.endPrograms();
}

/** A registered manager of the unit, who may take every step; their token. */
async function aManager(database: Database, unit: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await query(
    database.ownerUrl,
    `WITH manager AS (INSERT INTO users (organisation_id, email, name, role, password_hash, created_at)
       SELECT organisation_id, 'manager@bench.example', 'Bench manager', 'manager', 'none', now() FROM units WHERE id = $1 RETURNING id),
     member AS (INSERT INTO unit_members (user_id, unit_id, capacity) SELECT id, $1, 'registered_manager' FROM manager)
     INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at)
     SELECT id, 'bench', $2, now(), now() + interval '1 year' FROM manager`,
    [unit, createHash('sha256').update(token).digest()],
  );
  return token;
}
