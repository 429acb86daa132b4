import { call, inTurn } from './clients.js';
import { day, fill, type Place } from './fill.js';
import { compare } from './frame.js';
import type { Stage } from './stage.js';

/** Four weeks of the place, which is as good as full in them. */
export const calendarOf = ({ unit }: Place): string => `/api/v1/units/${unit}/calendar?from=${day(8)}&to=${day(36)}`;

/** Offers on sixty of the nights to come. */
export async function book(address: string, { token, requests }: Place): Promise<void> {
  for (const { id, ...nights } of requests.splice(0, 60))
    await call(address, token, 'POST', `/api/v1/requests/${id}/offers`, nights);
}

/** Four weeks of a unit's calendar, as the API answers them, against the bare server. */
export async function calendarBench(stage: Stage): Promise<void> {
  const database = await stage.database('bench_calendar');
  const [place] = (await fill(database, 1, 80)) as [Place];
  const { address: ours } = await stage.service(database);
  const theirs = await stage.contestant('bare-server', database.serviceUrl);
  await book(ours, place);
  const path = calendarOf(place);
  const ask = (address: string) => () => call(address, place.token, 'GET', path);
  const [one, other] = [await ask(ours)(), await ask(theirs)()];
  if (one.status !== 200 || one.text !== other.text) throw new Error(`Not the same bytes:\n${one.text}\n${other.text}`);
  for (const clients of [8, 1]) {
    const rounds = (address: string) => () => inTurn(50 * clients, clients, ask(address));
    await compare({
      title: `calendar of four weeks, ${one.text.length} bytes, ${clients} client${clients > 1 ? 's' : ''}`,
      ours: rounds(ours),
      theirs: rounds(theirs),
      goal: { atLeast: 0.5 },
    });
  }
  await stage.endPrograms();
}
