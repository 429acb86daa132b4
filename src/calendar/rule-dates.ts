import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PlainDate } from '../kernel/nights.js';

export interface RuleQuestion {
  rule: string;
  start: PlainDate;
  end: PlainDate;
  /** Dates before it are left out: they are over. */
  since?: PlainDate;
}

const LONGEST_MS = 2_000;

// Beside this file when built; a run from the sources takes that of the last build.
const built = new URL('rule-dates.worker.js', import.meta.url);
const WORKER = existsSync(fileURLToPath(built))
  ? built
  : new URL('../../dist/src/calendar/rule-dates.worker.js', import.meta.url);

/**
 * The dates of each rule, or `undefined` when that takes more than two seconds: some rules that somebody else wrote would
 * be followed for ever, and hold everybody up meanwhile.
 */
export function ruleDates(questions: readonly RuleQuestion[]): Promise<PlainDate[][] | undefined> {
  if (questions.length === 0) return Promise.resolve([]);
  return new Promise((answer, failed) => {
    const worker = new Worker(WORKER, { workerData: questions });
    let timer: NodeJS.Timeout | undefined;
    // From when it runs: a busy machine takes a while to start a thread, and no rule is slow because of that.
    worker.once('online', () => {
      timer = setTimeout(() => {
        void worker.terminate();
        answer(undefined);
      }, LONGEST_MS);
    });
    worker.once('message', (dates: PlainDate[][]) => answer(dates));
    worker.once('error', failed);
    worker.once('exit', () => clearTimeout(timer));
  });
}
