import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Person {
  age: number;
  support: string;
  ratings: object[];
}
interface WorkedCase {
  title: string;
  guest: Person;
  with: Person[];
  decided?: { with: number; decision?: string; siblings?: string }[];
  apart?: number[];
  staff?: number | null;
  eases?: string[];
  expect: string;
}
interface Scored {
  version: number | null;
  score: number;
  verdict: string;
  contributions: { points: number }[];
  worst: { night: string; with: string | null; reason: { rule: string } | null };
  nights: { night: string; pairs: { with: string; verdict: string }[] }[];
  wouldWork: { kind: string }[];
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

const read = (name: string): unknown => JSON.parse(readFileSync(`config/${name}`, 'utf8'));
const cases = read('rule-set.cases.json') as WorkedCase[];
const delivered = () => read('rule-set.default.json') as Record<string, Record<string, unknown>[]>;
const score = (body: object) => make.as(house.manager).post('/compatibility/score', body);
const scored = async (body: object) => (await score(body).expect(200)).body as Scored;

const RATING = { factor: 'sleep', poses: 4, vulnerable: 0, status: 'serious' };
const ash = { id: 'ash', age: 14, support: 'shared', ratings: [RATING] };
const bo = {
  ...{ id: 'bo', age: 14, support: 'shared' },
  ratings: [{ factor: 'sleep', poses: 0, vulnerable: 4, status: 'serious' }],
};
const NIGHT = '2027-03-12';
const GROUP = { people: [ash, bo], guest: 'ash', nights: [{ night: NIGHT, others: ['bo'] }] };

function sent(one: WorkedCase): object {
  const names = one.with.map((_, place) => `other-${place}`);
  return {
    guest: 'guest',
    people: [{ ...one.guest, id: 'guest' }, ...one.with.map((other, place) => ({ ...other, id: names[place] }))],
    nights: [
      {
        ...{ night: NIGHT, others: names, staff: one.staff, eases: one.eases },
        apart: (one.apart ?? []).map((place) => names[place]),
      },
    ],
    facts: (one.decided ?? []).map(({ with: place, ...fact }) => ({ people: ['guest', names[place]], ...fact })),
  };
}

describe('a group that is sent', () => {
  it('is judged as every worked case says, by the matching guide as delivered', async () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    for (const one of cases) {
      const found = await scored(sent(one));
      expect([one.title, found.verdict, found.version]).toEqual([one.title, one.expect, 1]);
      expect(found.contributions.reduce((sum, { points }) => sum + points, 100)).toBe(found.score);
    }
  });

  it('is answered whole: each night and pair, the worst of them, and what would make it work', async () => {
    const found = await scored({
      ...GROUP,
      nights: [{ night: '2027-03-11' }, { night: NIGHT, others: ['bo'] }],
      otherBeds: [{ bed: 'top floor', apart: ['bo'] }],
    });
    const reason = {
      ...{ points: -32, rule: 'interaction', from: 'ash', to: 'bo' },
      ...{ factor: 'sleep', meets: 'sleep', levels: [4, 4], status: 'serious' },
    };
    expect(found).toMatchObject({ score: 68, band: 'medium', verdict: 'only_with_mitigation' });
    expect(found.worst).toEqual({ night: NIGHT, with: 'bo', reason });
    expect(found.nights.map(({ night, pairs }) => [night, pairs.map((pair) => pair.with)])).toEqual([
      ['2027-03-11', []],
      [NIGHT, ['bo']],
    ]);
    expect(found.wouldWork).toEqual([]);
    const mild = structuredClone(GROUP);
    mild.people[0]!.ratings[0]!.poses = 3;
    expect((await scored({ ...mild, otherBeds: [{ bed: 'top floor', apart: ['bo'] }] })).wouldWork).toEqual([
      { kind: 'bed', bed: 'top floor', verdict: 'suitable', score: 88 },
    ]);
    const unknown = { ...bo, gap: 'out_of_date' };
    expect(await scored({ ...GROUP, people: [ash, unknown] })).toMatchObject({
      verdict: 'not_assessed',
      gaps: [{ youngPerson: 'bo', gap: 'out_of_date' }],
    });
  });

  it('is judged by the matching guide that is sent with it, of which nothing is kept', async () => {
    const rules = delivered();
    const sleep = rules['interactions']!.find(({ poses, vulnerable }) => poses === 'sleep' && vulnerable === 'sleep')!;
    sleep['points'] = 2;
    expect(await scored({ ...GROUP, rules })).toMatchObject({ verdict: 'suitable', score: 98, version: null });
    expect(await scored(GROUP)).toMatchObject({ verdict: 'only_with_mitigation', version: 1 });
    const kept = await app.sql('SELECT version FROM rule_sets WHERE organisation_id = $1', [house.organisation]);
    expect(kept).toEqual([{ version: 1 }]);
  });

  it.each([
    [
      'a rating out of range',
      { people: [{ ...ash, ratings: [{ ...RATING, poses: 5 }] }, bo] },
      'people.0.ratings.0.poses',
    ],
    [
      'an unknown factor',
      { people: [{ ...ash, ratings: [{ ...RATING, factor: 'hair' }] }, bo] },
      'people.0.ratings.0.factor',
    ],
    ['a factor twice', { people: [{ ...ash, ratings: [RATING, RATING] }, bo] }, 'people.0.ratings.1.factor'],
    ['an age of nobody', { people: [{ ...ash, age: -1 }, bo] }, 'people.0.age'],
    ['an id twice', { people: [ash, bo, { ...bo }] }, 'people.2.id'],
    ['nobody', { people: [] }, 'people'],
    ['too many', { people: Array.from({ length: 13 }, (_, at) => ({ ...bo, id: `${at}` })) }, 'people'],
    ['a guest who is nobody', { guest: 'kit' }, 'guest'],
    ['no night', { nights: [] }, 'nights'],
    ['a night twice', { nights: [{ night: NIGHT }, { night: NIGHT }] }, 'nights.1.night'],
    ['a night that is none', { nights: [{ night: '2027-02-30' }] }, 'nights.0.night'],
    ['others who are nobody', { nights: [{ night: NIGHT, others: ['kit'] }] }, 'nights.0.others.0'],
    ['the guest as their own company', { nights: [{ night: NIGHT, others: ['ash'] }] }, 'nights.0.others'],
    ['a room away from nobody who is there', { nights: [{ night: NIGHT, apart: ['bo'] }] }, 'nights.0.apart.0'],
    ['somebody who is there twice', { nights: [{ night: NIGHT, others: ['bo', 'bo'] }] }, 'nights.0.others.1'],
    [
      'a room away from the same twice',
      { nights: [{ night: NIGHT, others: ['bo'], apart: ['bo', 'bo'] }] },
      'nights.0.apart.1',
    ],
    ['another bed twice', { otherBeds: [{ bed: 'top' }, { bed: 'top' }] }, 'otherBeds.1.bed'],
    ['another bed away from nobody', { otherBeds: [{ bed: 'top', apart: ['kit'] }] }, 'otherBeds.0.apart.0'],
    ['a bed away from the same twice', { otherBeds: [{ bed: 'top', apart: ['bo', 'bo'] }] }, 'otherBeds.0.apart.1'],
    ['less than no staff', { nights: [{ night: NIGHT, staff: -1 }] }, 'nights.0.staff'],
    ['a pair with itself', { facts: [{ people: ['ash', 'ash'], decision: 'works_well' }] }, 'facts.0.people'],
    ['nothing said of two', { facts: [{ people: ['ash', 'bo'] }] }, 'facts.0'],
    [
      'two decisions about two',
      {
        facts: [
          { people: ['ash', 'bo'], decision: 'works_well' },
          { people: ['bo', 'ash'], siblings: 'apart' },
        ],
      },
      'facts.1.people',
    ],
    ['a field that nobody knows', { race: 'x' }, 'race'],
  ])('is refused with %s, at its place', async (_, change, field) => {
    const { body } = (await score({ ...GROUP, ...change }).expect(400)) as { body: { errors: { field: string }[] } };
    expect(body.errors.map((one) => one.field)).toContain(field);
  });

  it.each([
    ['an unknown factor', 'interactions.0.poses', 'hair', 'rules.interactions.0.poses'],
    ['a negative weight', 'alike.1.points', -1, 'rules.alike.1.points'],
    ['thresholds out of order', 'bands.2.from', 3, 'rules.bands.2.from'],
    ['a protected characteristic', 'ageGap.why', 'Their faith differs.', 'rules.ageGap.why'],
  ])('is refused with a matching guide that has %s', async (_, path, value, field) => {
    const rules: Record<string, unknown> = delivered();
    const steps = path.split('.');
    const last = steps.pop()!;
    const place = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, rules);
    place[last] = value;
    const { body } = (await score({ ...GROUP, rules }).expect(400)) as { body: { errors: { field: string }[] } };
    expect(body.errors.map((one) => one.field)).toEqual([field]);
  });

  it('is judged in bounded time however large it is', async () => {
    const factors = [...new Set(delivered()['interactions']!.flatMap(({ poses, vulnerable }) => [poses, vulnerable]))];
    const people = Array.from({ length: 12 }, (_, at) => ({
      ...{ id: `${at}`, age: 8 + at, support: 'one_to_one' },
      ratings: factors.map((factor) => ({ factor, poses: 4, vulnerable: 4, status: 'imminent' })),
    }));
    const day = (at: number) => new Date(Date.UTC(2027, 2, 12 + at)).toISOString().slice(0, 10);
    const others = (count: number) => people.slice(1, 1 + count).map(({ id }) => id);
    const nights = (company: number) =>
      Array.from({ length: 92 }, (_, at) => ({ night: day(at), others: others(company), staff: 2 }));
    // Of the processor: how long that is by the clock depends on who else is at work.
    const began = process.cpuUsage();
    await score({ people, guest: '0', nights: nights(4) }).expect(200);
    const { user } = process.cpuUsage(began);
    expect(user / 1_000).toBeLessThan(4_000);
    await score({ people, guest: '0', nights: nights(5) }).expect(400);
  });
});
