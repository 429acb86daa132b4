import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});
afterAll(() => app?.close());

interface Answer {
  id: string;
  nights: number | null;
  from: string | null;
  windows: object[];
  series: { every: string | null; rule: string; said: string; until: string | null; dates: object[] } | null;
  parts: { id: string; occurrence: string | null; wishedArrival: string; from: string; to: string; state: string }[];
  errors: { field: string; message: string }[];
}
const read = ({ body }: { body: unknown }) => body as Answer;
const today = () => dateIn(app.clock.now(), 'Europe/London');
/** A Friday some weeks ahead. */
const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
const weekly = (given: object = {}) => ({ every: 'week', from: friday(2), nights: 2, times: 4, ...given });

const ask = (series: object, given: object = {}) =>
  make.as(house.worker).post('/requests', {
    ...{ youngPerson: ash, unit: house.unit, purpose: 'Sleep and cook', draft: true, series },
    ...given,
  });

describe('asking for a break that repeats', () => {
  it('keeps the rule and reads it back in a sentence; its dates are not written down yet', async () => {
    const draft = read(await ask(weekly({ every: '2_weeks' })).expect(201));
    expect(draft).toMatchObject({ nights: null, from: null, parts: [{ occurrence: null, state: 'draft' }] });
    expect(draft.series).toMatchObject({ every: '2_weeks', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', dates: [] });
    expect(draft.series!.said).toMatch(/^Every second Friday to Sunday from .*, 4 times$/);
  });

  it('makes each date a part when it is sent, each with nights of its own and room to either side', async () => {
    const dates = [
      { date: friday(3), skip: true },
      { date: friday(4), arrival: addDays(friday(4), 1) },
    ];
    const sent = read(await ask(weekly({ earlier: 1, later: 2, dates }), { draft: false }).expect(201));
    expect(sent.parts.map(({ state }) => state)).toEqual(['submitted', 'submitted', 'submitted']);
    expect(sent.parts.map(({ occurrence, wishedArrival, from, to }) => [occurrence, wishedArrival, from, to])).toEqual([
      [friday(2), friday(2), addDays(friday(2), -1), addDays(friday(2), 4)],
      [friday(4), addDays(friday(4), 1), friday(4), addDays(friday(4), 5)],
      [friday(5), friday(5), addDays(friday(5), -1), addDays(friday(5), 4)],
    ]);
    expect(sent.series!.dates).toEqual([
      { date: friday(3), skip: true, arrival: null },
      { date: friday(4), skip: false, arrival: addDays(friday(4), 1) },
    ]);
  });

  it('is bounded by how far ahead can be booked, where nobody says an end', async () => {
    const sent = read(await ask(weekly({ times: undefined }), { draft: false }).expect(201));
    expect(sent.parts.length).toBeGreaterThan(70);
    expect(new Set(sent.parts.map(({ occurrence }) => weekdayOf(occurrence!)))).toEqual(new Set([5]));
  });

  it('takes a rule of RFC 5545, and one that means a choice is that choice', async () => {
    const rule = (text: string) => ask({ rule: text, from: friday(2), nights: 1 });
    expect(read(await rule('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR').expect(201)).series).toMatchObject({ every: '2_weeks' });
    const other = read(await rule('FREQ=MONTHLY;BYDAY=FR,SA;BYSETPOS=-1').expect(201)).series;
    expect(other).toMatchObject({ every: null, rule: 'FREQ=MONTHLY;BYDAY=FR,SA;BYSETPOS=-1' });
  });

  it('gives way to dates, and dates give way to it: whichever is said last', async () => {
    const draft = read(await ask(weekly()).expect(201));
    const change = (given: object) => make.as(house.worker).patch(`/requests/${draft.id}`, given).set('If-Match', '*');
    const dated = read(await change({ nights: 2, from: friday(2), to: friday(4) }).expect(200));
    expect(dated).toMatchObject({ series: null, nights: 2, from: friday(2) });
    expect(read(await change({ series: weekly() }).expect(200))).toMatchObject({
      nights: null,
      from: null,
      windows: [],
    });
  });

  it.each<[string, () => object, string, RegExp]>([
    ['a rule that yields nothing', () => ({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), 'series.rule', /no date/],
    [
      'a rule that takes for ever',
      () => ({ rule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' }),
      'series.rule',
      /too long|no date/,
    ],
    ['a rule of a date for every day', () => ({ rule: 'FREQ=DAILY' }), 'series.rule', /more than 80/],
    ['a rule by the second', () => ({ rule: 'FREQ=SECONDLY' }), 'series.rule', /days, weeks, months or years/],
    ['a rule in words', () => ({ rule: 'every Friday' }), 'series.rule', /cannot read/],
    ['a mistyped year', () => ({ every: 'week', until: '2207-07-16' }), 'series.until', /[Cc]heck the year/],
    ['a mistyped year of the first', () => ({ every: 'week', from: '2207-07-16' }), 'series.from', /[Cc]heck the year/],
    ['breaks that run into each other', () => ({ every: 'week', nights: 9 }), 'series.nights', /run into each other/],
    ['both an end and a number', () => ({ every: 'week', until: friday(9), times: 3 }), 'series.times', /not both/],
    [
      'a date that is said twice',
      () => ({
        every: 'week',
        dates: [
          { date: friday(2), skip: true },
          { date: friday(2), arrival: friday(3) },
        ],
      }),
      ...(['series.dates', /once/] as const),
    ],
  ])('refuses %s', async (_, series, field, message) => {
    const { errors } = read(await ask({ from: friday(2), nights: 1, ...series() }).expect(400));
    expect(errors).toContainEqual({ field, message: expect.stringMatching(message) });
  });

  it('refuses dates beside it, brothers and sisters, and to send what is not said or wholly left out', async () => {
    expect(read(await ask(weekly(), { nights: 2 }).expect(400)).errors[0]!.field).toBe('series');
    expect(read(await ask(weekly(), { siblings: [bo] }).expect(400)).errors[0]!.message).toMatch(
      /the same series for each of them in a request of their own/,
    );
    const { errors } = read(await ask({ every: 'week' }, { draft: false }).expect(400));
    expect(errors.map(({ field }) => field)).toEqual(['from', 'nights']);
    const none = [2, 3, 4, 5].map((weeks) => ({ date: friday(weeks), skip: true }));
    expect(read(await ask(weekly({ dates: none }), { draft: false }).expect(400)).errors[0]!.message).toMatch(
      /Put one/,
    );
  });
});
