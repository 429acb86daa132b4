import { setTimeout as sleep } from 'node:timers/promises';

/** About as long as a look at a unit takes, and as often, without a database or anybody who asks. */
const COUNTS_MS = 100;
const EVERY_MS = 2_000;

process.stdout.write('ready\n');
for (;;) {
  const until = performance.now() + COUNTS_MS;
  while (performance.now() < until);
  await sleep(EVERY_MS - COUNTS_MS);
}
