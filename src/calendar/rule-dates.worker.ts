import { parentPort, workerData } from 'node:worker_threads';
import { datesOf } from './domain/repeating-rule.js';
import type { RuleQuestion } from './rule-dates.js';

/** In a thread of its own, so that whoever asked can stop it. */
parentPort!.postMessage(
  (workerData as RuleQuestion[]).map(({ rule, start, end, since }) => datesOf(rule, start, end, since)),
);
