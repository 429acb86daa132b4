import { proposeNext } from './booking.js';
import { book, calendarOf } from './calendar.js';
import { call, inTurn, type Answer } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare, say } from './frame.js';
import { addPast } from './past.js';
import { plansOf } from './plans.js';
import { query, type Stage } from './stage.js';

const UNITS = 50;
const BOOKINGS = 60;
const LISTED = '/api/v1/requests?state=submitted&state=in_review&state=proposed&limit=25';

/** The same calls with ten years of fifty units behind them, against an almost empty database. */
export async function historyBench(stage: Stage): Promise<void> {
  const [empty, full] = [await stage.database('bench_empty'), await stage.database('bench_full')];
  const places = { empty: await fill(empty, UNITS, 250), full: await fill(full, UNITS, 250) };
  const begun = performance.now();
  const { stays, rows } = await addPast(full, day(0));
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  say(`ten years of ${UNITS} units: ${stays} stays, ${rows} rows in all, written in ${seconds} s`);
  const addresses = {
    empty: (await stage.service(empty)).address,
    full: (await stage.service(full)).address,
  };
  for (const which of ['empty', 'full'] as const) await book(addresses[which], places[which][0]!);

  for (const { ownerUrl } of [empty, full]) await query(ownerUrl, 'VACUUM ANALYZE');

  const turns = { empty: 0, full: 0 };
  const propose = (which: 'empty' | 'full') =>
    proposeNext(addresses[which], places[which][1 + (turns[which]++ % (UNITS - 1))]!);
  const get = (which: 'empty' | 'full', path: (place: Place) => string) => {
    const [place] = places[which] as [Place];
    return call(addresses[which], place.token, 'GET', path(place));
  };
  const calls: [string, number, (which: 'empty' | 'full') => Promise<Answer>][] = [
    ['calendar of four weeks', 400, (which) => get(which, calendarOf)],
    ['open requests, a page of 25', 200, (which) => get(which, () => LISTED)],
    ['booking', BOOKINGS, propose],
  ];
  for (const [title, times, make] of calls) {
    await compare({
      title: `${title}, ten years behind it, 8 clients`,
      ours: () => inTurn(times, 8, () => make('full')),
      theirs: () => inTurn(times, 8, () => make('empty')),
      names: ['with history', 'without'],
      goal: { atMost: 1.2 },
    });
  }
  await stage.endPrograms();
  const [place, other] = places.full as [Place, Place];
  await plansOf(stage, full, [
    ['the calendar', (address) => call(address, place.token, 'GET', calendarOf(place))],
    ['the open requests', (address) => call(address, place.token, 'GET', LISTED)],
    ['a booking', (address) => proposeNext(address, other)],
  ]);
  await stage.endPrograms();
}
