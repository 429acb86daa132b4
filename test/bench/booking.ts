import { call, inTurn, type Answer } from './clients.js';
import { compare } from './frame.js';
import { fill, type Place } from './fill.js';
import { query, type Stage } from './stage.js';

/** Proposals in a round. */
const EACH = 120;

/** Proposes the next night of the place. */
export function proposeNext(address: string, place: Place): Promise<Answer> {
  const { id, ...nights } = place.requests.shift()!;
  return call(address, place.token, 'POST', `/api/v1/requests/${id}/offers`, nights);
}

/** A proposal with its claim, event, trail and outbox, against a bare transaction that writes the same rows. */
export async function bookingBench(stage: Stage): Promise<void> {
  for (const [clients, units] of [
    [1, 1],
    [8, 1],
    [1, 8],
    [8, 8],
  ] as const) {
    const database = await stage.database('bench_booking');
    const places = await fill(database, units, Math.ceil((EACH * 2 * 9) / units) + 8);
    const { address: ours } = await stage.service(database);
    const theirs = await stage.contestant('bare-server', database.serviceUrl);
    await sameRows(
      database.ownerUrl,
      () => proposeNext(ours, places[0]!),
      () => proposeNext(theirs, places[0]!),
    );
    let turn = 0;
    const book = (address: string) => () => inTurn(EACH, clients, () => proposeNext(address, places[turn++ % units]!));
    const title = `booking, ${clients} client${clients > 1 ? 's' : ''}, ${units} unit${units > 1 ? 's' : ''}`;
    await compare({ title, ours: book(ours), theirs: book(theirs), goal: { atLeast: 0.5 } });
    await stage.endPrograms();
  }
}

/** Throws unless both answer alike (or with the same status only) and add as many rows to the same tables. */
export async function sameRows(
  owner: string,
  ours: () => Promise<Answer>,
  theirs: () => Promise<Answer>,
  what: 'answers' | 'rows' = 'answers',
): Promise<void> {
  const counts = async () => {
    const tables = await query<{ name: string }>(
      owner,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const parts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`);
    return new Map(
      (await query<{ name: string; rows: number }>(owner, parts.join(' UNION ALL '))).map(({ name, rows }) => [
        name,
        rows,
      ]),
    );
  };
  const added = async (work: () => Promise<Answer>) => {
    const before = await counts();
    const { status, text } = await work();
    const after = await counts();
    const grown = [...after].flatMap(([name, rows]) =>
      rows > before.get(name)! ? [`${name} +${rows - before.get(name)!}`] : [],
    );
    if (status >= 300) throw new Error(`${status}: ${text}`);
    const shape = text.replace(/[\da-f]{8}-[\da-f-]{27}/g, '<id>').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<at>');
    return JSON.stringify([status, what === 'answers' ? shape.replace(/Bed \d/, 'Bed') : '', grown]);
  };
  const [one, other] = [await added(ours), await added(theirs)];
  if (one !== other) throw new Error(`Not the same rows:\n${one}\n${other}`);
}
