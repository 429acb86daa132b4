import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeFeed } from '../../src/calendar/write-feed.js';
import { CALLED_OFF } from '../../src/diary/domain/rows-of-table.js';
import { readCalendar } from '../../src/diary/files/read-calendar.js';
import { addDays, addMonths } from '../../src/kernel/nights.js';
import { builders } from '../support/builders.js';
import { feeds } from '../support/feeds.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What the import of a diary makes of a feed: of each entry its nights, or that it was called off. */
function broughtIn(text: string, zone: string, horizon: string) {
  return readCalendar(text, { zone, dayBegins: '06:00', horizon }, () => undefined).map(
    ({ kind, arrival, departure, problems, bed }) => ({
      ...{ kind, bed, arrival, departure },
      isCancelled: problems.length > 0 && problems[0] === CALLED_OFF,
      others: problems.filter((problem) => problem !== CALLED_OFF),
    }),
  );
}

describe('what the feed says, brought in as a diary,', () => {
  let app: TestApp;
  let make: ReturnType<typeof builders>;

  beforeAll(async () => {
    app = await startTestApp();
    make = builders(app);
  });
  afterAll(() => app?.close());

  it('gives the same nights, whatever the stays, the zone and the clocks', () => {
    const day = fc.integer({ min: -90, max: 500 }).map((days) => addDays('2027-03-01', days));
    const stay = fc.record({
      id: fc.uuid(),
      arrival: day,
      length: fc.integer({ min: 1, max: 90 }),
      isCancelled: fc.boolean(),
    });
    const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago');
    fc.assert(
      fc.property(fc.array(stay, { minLength: 1, maxLength: 12 }), zone, (many, where) => {
        const stays = many.map(({ length, ...one }) => ({ ...one, departure: addDays(one.arrival, length) }));
        const edition = { sequence: 1, changedAt: new Date('2027-02-03T04:05:06Z') };
        const text = writeFeed(
          stays.map((one) => ({ ...one, ...edition })),
          { title: 'Occupied', uidKey: Buffer.alloc(32, 1) },
        );
        expect(broughtIn(text, where, '2029-01-01')).toEqual(
          stays.map(({ arrival, departure, isCancelled }) => ({
            ...{ kind: 'stay', bed: '', arrival, departure, isCancelled, others: [] },
          })),
        );
      }),
    );
  });

  it('gives the same nights as the stays of the unit', async () => {
    const house = await make.aHouse();
    const feed = feeds(app, make);
    await feed.allow(house);
    for (const [inDays, nights] of [
      [3, 2],
      [4, 1],
      [40, 7],
    ])
      await make.aStay(house, await make.aYoungPerson(house), { inDays: inDays!, nights: nights! });
    const off = await make.aStay(house, await make.aYoungPerson(house), { inDays: 60 });
    await make.as(house.staff).post(`/stays/${off}/cancel`, { reason: 'Ill' }).expect(200);
    for (const user of [house.staff, house.worker]) {
      const { text } = await app.http.get(await feed.subscribe(user)).expect(200);
      const rows = broughtIn(text, 'Europe/London', addMonths(make.today(), 18));
      expect(
        rows.filter(({ isCancelled }) => !isCancelled).map(({ arrival, departure }) => [arrival, departure]),
      ).toEqual([
        [make.today(3), make.today(5)],
        [make.today(4), make.today(5)],
        [make.today(40), make.today(47)],
      ]);
      expect(rows).toHaveLength(4);
    }
  });
});
