import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, addMonths, dateIn, timeIn, weekdayOf } from '../../src/kernel/nights.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Occurrence {
  date: string;
  arrival: string;
  result: string | null;
  told: string | null;
  verdict: string | null;
  reasons: string[];
  moves: string[];
  others: { arrival: string; told: string | null }[];
}
const today = () => dateIn(app.clock.now(), 'Europe/London');
/** How many days ahead a Friday is, so many weeks on. */
const fridayIn = (weeks: number) => ((12 - weekdayOf(today())) % 7) + 7 * weeks;
const friday = (weeks: number) => addDays(today(), fridayIn(weeks));
const weekly = (given: object = {}) => ({ every: 'week', from: friday(2), nights: 2, times: 4, ...given });

async function preview(house: House, youngPerson: string, series: object, by: TestUser): Promise<Occurrence[]> {
  const asked = { youngPerson, unit: house.unit, series };
  const { body } = await make.as(by).post('/series-previews', asked).expect(200);
  return (body as { occurrences: Occurrence[] }).occurrences;
}

describe('the dates of a series before they are asked for', () => {
  it('come out one by one: recurring stays whose future conflicts are not checked', async () => {
    const house = await make.aHouse({ beds: 1 });
    const [ash, kit] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Kit' })];
    await make.aStay(house, kit, { inDays: fridayIn(3), nights: 2 });
    await make.aStay(house, kit, { inDays: fridayIn(5), nights: 5 });
    const seen = await preview(house, ash, weekly({ later: 2 }), house.staff);
    expect(seen.map(({ date, result }) => [date, result])).toEqual([
      ...[
        [friday(2), 'fits'],
        [friday(3), 'other_dates'],
        [friday(4), 'fits'],
        [friday(5), 'conflict'],
      ],
    ]);
    expect(seen[1]!.others.map(({ arrival }) => arrival)).toEqual([addDays(friday(3), 2)]);
    expect(seen[3]!.reasons[0]).toMatch(/Every bed is taken/);
  });

  it('keep their weekday: a weekly stay that shifts by a day when the clocks change', async () => {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    const seen = await preview(house, ash, weekly({ times: 60, nights: 1 }), house.staff);
    const offset = (date: string) => timeIn(new Date(`${date}T12:00:00Z`), 'Europe/London');
    // Both changes lie among them.
    expect(new Set(seen.map(({ date }) => offset(date)))).toEqual(new Set(['12:00', '13:00']));
    expect(seen.every(({ date, arrival }) => weekdayOf(date) === 5 && arrival === date)).toBe(true);
  });

  it('name the moves that a bed would take', async () => {
    const house = await make.aHouse({ beds: 2 });
    const [ash, kit, rio] = [0, 1, 2].map((place) => ['Ash', 'Kit', 'Rio'][place]!);
    const people = [];
    for (const firstName of [ash!, kit!, rio!]) people.push(await make.aYoungPerson(house, { firstName }));
    await make.aStay(house, people[1]!, { inDays: fridayIn(2), nights: 1, bed: house.beds[0]! });
    await make.aStay(house, people[2]!, { inDays: fridayIn(2) + 1, nights: 1, bed: house.beds[1]! });
    const [first, second] = await preview(house, people[0]!, weekly({ times: 2 }), house.staff);
    expect(first).toMatchObject({ result: 'fits_with_moves', moves: [expect.stringContaining(':')] });
    expect(second).toMatchObject({ result: 'fits', moves: [] });
  });

  it('count together for the days of a year: the nineteenth of four days is one too many, and no other is', async () => {
    const house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    const seen = await preview(house, ash, weekly({ nights: 3, times: 60 }), house.manager);
    const refused = seen.flatMap(({ result }, place) => (result === 'conflict' ? [place + 1] : []));
    expect(refused[0]).toBe(19);
    expect(seen[18]!.reasons[0]).toMatch(/76 days of short breaks in the twelve months/);
    // After a year the first no longer count.
    expect(refused.at(-1)).toBeLessThan(60);
  });

  it('are told to a key worker by the phrases that tell nothing of another child', async () => {
    const house = await make.aHouse({ beds: 1 });
    const [ash, kit] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Kitsune' })];
    const unknown = await preview(house, ash, weekly({ later: 1 }), house.worker);
    expect(unknown.map(({ told, result, others }) => [told, result, others])).toEqual(
      Array(4).fill(['not_assessed', null, []]),
    );
    await anAssessment(make, house, ash);
    await make.aStay(house, kit, { inDays: fridayIn(3), nights: 2 });
    const seen = await preview(house, ash, weekly(), house.worker);
    expect(seen.map(({ told }) => told)).toEqual(['suitable', 'not_these_nights', 'suitable', 'suitable']);
    expect(seen[1]!.reasons).toEqual(['It does not work out as things stand. Ask the unit: this can change.']);
    // An id may have the letters of a word in it.
    const words = JSON.stringify(seen).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
    expect(words).not.toMatch(/Kitsune|bed/i);
    expect(seen.every(({ verdict, moves }) => verdict === null && moves.length === 0)).toBe(true);
  });

  it('are refused to whoever may not read the young person, or ask the unit', async () => {
    const [house, other] = [await make.aHouse(), await make.aHouse()];
    const ash = await make.aYoungPerson(house);
    const asked = { youngPerson: ash, unit: house.unit, series: weekly() };
    await make.as(other.worker).post('/series-previews', asked).expect(404);
    await make
      .as(house.worker)
      .post('/series-previews', { ...asked, unit: other.unit })
      .expect(404);
  });

  it('are refused field by field, as they are when they are asked for', async () => {
    const house = await make.aHouse();
    const youngPerson = await make.aYoungPerson(house);
    const wrong = async (series: object) => {
      const asked = { youngPerson, unit: house.unit, series };
      const { body } = await make.as(house.worker).post('/series-previews', asked).expect(400);
      return (body as { errors: { field: string; message: string }[] }).errors;
    };
    expect((await wrong({})).map(({ field }) => field)).toEqual(['series.every', 'series.from', 'series.nights']);
    expect(await wrong(weekly({ from: addDays(today(), -1) }))).toMatchObject([{ field: 'series.from' }]);
    const none = addDays(friday(2), 1);
    expect(await wrong(weekly({ dates: [{ date: none, skip: true }] }))).toEqual([
      { field: 'series.dates', message: expect.stringContaining('is none of the dates') },
    ]);
  });

  it('each go by the age that they have then: too young before a birthday, too old after another', async () => {
    const [youngest, oldest] = [12, 17];
    const house = await make.aHouse({ youngest, oldest });
    const years = (age: number, weeks: number) => addMonths(friday(weeks), -12 * age);
    // On the third of these Fridays they are as old as the unit takes the first, and as it takes the other no more.
    const dateOfBirth = { young: years(youngest, 4), old: years(oldest + 1, 4) };
    const born = async (given: string) => make.aYoungPerson(house, { dateOfBirth: given });
    const young = await preview(house, await born(dateOfBirth.young), weekly(), house.staff);
    expect(young.map(({ result }) => result)).toEqual(['conflict', 'conflict', 'fits', 'fits']);
    expect(young[0]!.reasons[0]).toMatch(`They would be ${youngest - 1}. The unit takes young people from ${youngest}`);
    const old = await preview(house, await born(dateOfBirth.old), weekly(), house.staff);
    expect(old.map(({ result }) => result)).toEqual(['fits', 'fits', 'conflict', 'conflict']);
    expect(old[3]!.reasons[0]).toMatch(`They would be ${oldest + 1}.`);
  });

  it('take as many statements for seventy-seven as for three, with conflicts', async () => {
    const house = await make.aHouse({ beds: 1 });
    const [ash, kit] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Kit' })];
    for (const weeks of [3, 9]) await make.aStay(house, kit, { inDays: fridayIn(weeks), nights: 2 });
    const sent = async (times?: number) =>
      (await statementsOf(() => preview(house, ash, weekly({ times, later: 2 }), house.staff))).toSorted();
    await sent(3);
    const few = await sent(3);
    expect(await sent()).toEqual(few);
    expect(few.length).toBeLessThan(25);
  });
});

describe('the breaks of a series once it is sent', () => {
  it('come out as before, those that were left out among them; a request without one has none', async () => {
    const house = await make.aHouse({ beds: 1 });
    const [ash, kit] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Kit' })];
    await make.aStay(house, kit, { inDays: fridayIn(4), nights: 2 });
    const series = weekly({ dates: [{ date: friday(3), skip: true }] });
    const asked = { youngPerson: ash, unit: house.unit, purpose: 'Rest', series };
    const sent = (await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string };
    const { body } = await make.as(house.staff).get(`/requests/${sent.id}/occurrences`).expect(200);
    const { occurrences } = body as { occurrences: (Occurrence & { skipped: boolean; state: string | null })[] };
    expect(occurrences.map(({ date, skipped, state, result }) => [date, skipped, state, result])).toEqual([
      [friday(2), false, 'submitted', 'fits'],
      [friday(3), true, null, 'fits'],
      [friday(4), false, 'submitted', 'conflict'],
      [friday(5), false, 'submitted', 'fits'],
    ]);
    const single = await make.aRequest(house, ash, { inDays: 60 });
    await make.as(house.staff).get(`/requests/${single}/occurrences`).expect(409);
  });
});
