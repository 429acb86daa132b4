import { seenGroupsOf } from '../support/as-seen.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const today = () => dateIn(app.clock.now(), 'Europe/London');
const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
const against = { reasons: 'Calm now', againstAdvice: 'They met at tea' };
const SINCE = 'Something has changed since it was decided that these nights suit.';

interface Listed {
  occurrences: { lookAgain: string | null; stay: { id: string } | null; offer: { id: string } | null }[];
}
const step = async (by: TestUser, path: string, body: object) =>
  (
    (await make.as(by).post(`/requests/${id}/occurrences/${path}`, body).expect(200)).body as {
      done: { offer: string }[];
    }
  ).done.map(({ offer }) => offer);
const list = async (by: TestUser) =>
  ((await make.as(by).get(`/requests/${id}/occurrences`).expect(200)).body as Listed).occurrences;
const flags = async (by: TestUser = house.staff) => (await list(by)).map(({ lookAgain }) => lookAgain);

/** A series of which some breaks are booked, some offered, and one is asked for. */
async function aSeries(booked: number, offered: number): Promise<void> {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  const series = { every: 'week', from: friday(2), nights: 2, times: booked + offered + 1 };
  const asked = { youngPerson: ash, unit: house.unit, purpose: 'Sleep and cook', series };
  id = ((await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string }).id;
  const breaks = Array.from({ length: booked + offered }, (_, place) => ({ date: friday(2 + place) }));
  const offers = await step(house.staff, 'propose', { breaks });
  const seenGroups = await seenGroupsOf(make, house.manager, id);
  await step(house.manager, 'sign', { ...against, offers, seenGroups });
  await step(house.worker, 'accept', {
    answeredBy: 'Their mother',
    how: 'telephone',
    offers: offers.slice(0, booked),
  });
}
const report = () =>
  make.as(house.worker).post(`/young-people/${ash}/information`, { text: 'Threatened on Friday' }).expect(201);

describe('the breaks of a series of which a decision is to be looked at again', () => {
  beforeEach(() => aSeries(1, 1));

  it('are named as soon as something has changed, until it is signed anew', async () => {
    expect(await flags()).toEqual([null, null, null]);
    await report();
    expect(await flags()).toEqual(['changed', 'changed', null]);
    const [{ stay }, { offer }] = (await list(house.staff)) as [Listed['occurrences'][0], Listed['occurrences'][0]];
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await staff.get(`/requests/${id}/breaks`);
    expect(text.split(SINCE)).toHaveLength(3);
    for (const path of [`/stays/${stay!.id}/look-again`, `/offers/${offer!.id}/look-again`])
      expect(text).toContain(`href="${path}"`);
    await lookedFirst(make, house.manager, `/stays/${stay!.id}/look-again`, {
      decision: 'suitable',
      ...against,
    }).expect(201);
    expect(await flags()).toEqual([null, 'changed', null]);
  });

  it('are named where it was decided since that the nights do not suit', async () => {
    const [{ stay }] = (await list(house.staff)) as [Listed['occurrences'][0]];
    const no = { decision: 'not_suitable', reasons: 'Too much for the house' };
    await lookedFirst(make, house.manager, `/stays/${stay!.id}/look-again`, no).expect(201);
    expect(await flags()).toEqual(['decided_against', null, null]);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await staff.get(`/requests/${id}/breaks`);
    expect([text.includes('It was decided since that these nights do not suit.'), text.includes(SINCE)]).toEqual([
      true,
      false,
    ]);
  });

  it('are nothing that a key worker is told', async () => {
    await report();
    expect(await flags(house.worker)).toEqual([null, null, null]);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/requests/${id}/breaks`)).text).not.toContain('look-again');
  });
});

it('are found in as many statements for many as for few', async () => {
  const counted = async (booked: number) => {
    await aSeries(booked, 1);
    await report();
    await flags();
    return (await statementsOf(async () => expect(await flags()).toHaveLength(booked + 2))).length;
  };
  expect(await counted(6)).toBe(await counted(1));
});
