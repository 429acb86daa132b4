import { sameRows } from './booking.js';
import { CHAINS, type StepOf } from './chains.js';
import { call, inTurn, type Answer } from './clients.js';
import { compareEach, say } from './frame.js';
import { query, type Database, type Stage } from './stage.js';
import { makeSubjects, type Subject } from './subjects.js';

/** Half of what is in them for each contestant. */
const UNITS = 32;
const CLIENTS = [1, 4] as const;

/** Each kind of step of a request and of a stay, against the same reads and rows by hand-written SQL. */
export async function stepsBench(stage: Stage, only: string[]): Promise<void> {
  const chains = Object.entries(CHAINS).filter(([name]) => only.length === 0 || only.includes(name));
  if (chains.length === 0) say(`Choose of: ${Object.keys(CHAINS).join(', ')}.`);
  const database = await stage.database('bench_steps');
  const subjects = await makeSubjects(database, UNITS);
  // A day that begins at midnight, so that the bench is the same by night.
  const { address: ours } = await stage.service(database, { DAY_BEGINS: '00:00', NIGHT_BEGINS: '00:00' });
  const theirs = await stage.contestant('bare-server', database.serviceUrl);
  const put = async (sql: string | undefined, whose: readonly Subject[]) => {
    if (sql) await query(database.ownerUrl, sql, [whose.map(({ id }) => id)]);
  };
  for (const [, { about, anew, steps }] of chains) {
    const all = subjects[about];
    const mine = all.filter((_, place) => place % 2 === 0);
    const others = all.filter((_, place) => place % 2 === 1);
    await put(anew, all);
    for (const step of steps) {
      await put(step.first, all);
      await alike(database, step, [() => take(ours, mine[0]!, step), () => take(theirs, others[0]!, step)]);
    }
    for (const clients of CLIENTS) {
      const round = (address: string, whose: readonly Subject[]) => async () => {
        await put(anew, whose);
        const rates: number[] = [];
        for (const step of steps) {
          await put(step.first, whose);
          let next = 0;
          rates.push(await inTurn(whose.length, clients, () => take(address, whose[next++]!, step)));
        }
        return rates;
      };
      const suffix = `, ${clients} client${clients > 1 ? 's' : ''}`;
      await compareEach({
        titles: steps.map(({ kind, isOnTheWay }) => (isOnTheWay ? undefined : kind + suffix)),
        ours: round(ours, mine),
        theirs: round(theirs, others),
        goal: { atLeast: 0.5 },
      });
    }
  }
  await stage.endPrograms();
}

async function take(address: string, subject: Subject, step: StepOf): Promise<Answer> {
  const path = `/api/v1${step.path(subject)}`;
  const answer = await call(address, subject[step.by ?? 'manager'], 'POST', path, step.body?.(subject) ?? {});
  if (path.endsWith('/offers') && answer.status === 201) subject.offer = (JSON.parse(answer.text) as { id: string }).id;
  return answer;
}

/** Throws, with the kind, unless both write as many rows. */
async function alike({ ownerUrl }: Database, { kind }: StepOf, [ours, theirs]: (() => Promise<Answer>)[]) {
  try {
    await sameRows(ownerUrl, ours!, theirs!, 'rows');
  } catch (error) {
    throw new Error(`${kind}: ${(error as Error).message}`, { cause: error });
  }
}
