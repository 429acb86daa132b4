import { alertsBench } from './alerts.js';
import { bookingBench } from './booking.js';
import { calendarBench } from './calendar.js';
import { feedBench } from './feed.js';
import { say } from './frame.js';
import { freedBench } from './freed.js';
import { historyBench } from './history.js';
import { importBench } from './import.js';
import { jobsBench } from './jobs.js';
import { listsBench } from './lists.js';
import { liveBench } from './live.js';
import { matchingBench } from './matching.js';
import { movesBench } from './moves.js';
import { seriesBench } from './series.js';
import { startsBench } from './starts.js';
import { stepsBench } from './steps.js';
import { Stage } from './stage.js';
import { tellingBench } from './telling.js';
import { vacanciesBench } from './vacancies.js';
import { whoCouldComeBench } from './who-could-come.js';

const PARTS: Record<string, (stage: Stage, only: string[]) => Promise<void>> = {
  calendar: calendarBench,
  booking: bookingBench,
  history: historyBench,
  vacancies: vacanciesBench,
  matching: matchingBench,
  'who-could-come': whoCouldComeBench,
  jobs: jobsBench,
  freed: freedBench,
  alerts: alertsBench,
  starts: startsBench,
  moves: movesBench,
  lists: listsBench,
  series: seriesBench,
  live: liveBench,
  telling: tellingBench,
  steps: stepsBench,
  feed: feedBench,
  import: importBench,
};

// Of a part only some: `steps:arrive,move`.
const wanted = new Map(
  process.argv.slice(2).map((one): [string, string | undefined] => {
    const [name = '', only] = one.split(':');
    return [name, only];
  }),
);
const unknown = [...wanted.keys()].filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  say(`There is no part ${unknown.join(', ')}. Choose of: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
say(
  'Medians of rounds in turn (a quarter to three quarters of them); ours is the service, theirs what it is measured against.\n',
);
const stage = await Stage.build();
try {
  for (const [name, part] of Object.entries(PARTS))
    if (wanted.size === 0 || wanted.has(name)) await part(stage, wanted.get(name)?.split(',') ?? []);
} finally {
  await stage.strike();
}
