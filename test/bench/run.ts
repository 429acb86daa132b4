import { bookingBench } from './booking.js';
import { calendarBench } from './calendar.js';
import { say } from './frame.js';
import { historyBench } from './history.js';
import { jobsBench } from './jobs.js';
import { listsBench } from './lists.js';
import { movesBench } from './moves.js';
import { startsBench } from './starts.js';
import { stepsBench } from './steps.js';
import { Stage } from './stage.js';
import { vacanciesBench } from './vacancies.js';

const PARTS: Record<string, (stage: Stage) => Promise<void>> = {
  calendar: calendarBench,
  booking: bookingBench,
  history: historyBench,
  vacancies: vacanciesBench,
  jobs: jobsBench,
  starts: startsBench,
  moves: movesBench,
  lists: listsBench,
  steps: stepsBench,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  say(`There is no part ${unknown.join(', ')}. Choose of: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
say(
  'Medians of rounds in turn (a quarter to three quarters of them); ours is the service, theirs what it is measured against.\n',
);
const stage = await Stage.build();
try {
  for (const [name, part] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await part(stage);
} finally {
  await stage.strike();
}
