import { inTurn } from './clients.js';
import { proposeNext } from './booking.js';
import { compare } from './frame.js';
import { fill } from './fill.js';
import { query, type Stage } from './stage.js';

/** Proposals in a round. */
const EACH = 120;

/** What it costs a booking that the tables tell of their changes: the same service, on a database in which they do and in one in which they do not. */
export async function tellingBench(stage: Stage): Promise<void> {
  for (const clients of [1, 8]) {
    const sides = [];
    for (const name of ['bench_telling', 'bench_silent']) {
      const database = await stage.database(name);
      if (name === 'bench_silent') await fallSilent(database.ownerUrl);
      const [place] = await fill(database, 1, EACH * 9 + 40);
      const { address } = await stage.service(database);
      sides.push(() => inTurn(EACH, clients, () => proposeNext(address, place!)));
    }
    const [telling, silent] = sides;
    const title = `booking that tells of changes for one that does not, ${clients} client${clients > 1 ? 's' : ''}`;
    await compare({ title, ours: telling!, theirs: silent!, goal: { atLeast: 0.95 } });
    await stage.endPrograms();
  }
}

async function fallSilent(owner: string): Promise<void> {
  const triggers = await query<{ drop: string }>(
    owner,
    `SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop FROM pg_trigger WHERE tgname LIKE '%\\_tell\\_%'`,
  );
  for (const { drop } of triggers) await query(owner, drop);
}
