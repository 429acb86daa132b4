import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let staff: PageClient;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
/** Ash is in Bed 1 until today, and nobody has recorded that they have left. */
beforeEach(async () => {
  app.clock.goTo('10:00', 1);
  house = await make.aHouse({ beds: 3 });
  ash = await stayOf('Ash', 0, 1, 0);
  await make.as(house.staff).post(`/stays/${ash}/arrive`).expect(200);
});

const stayOf = async (firstName: string, inDays: number, nights: number, bed: number) =>
  make.aStay(house, await make.aYoungPerson(house, { firstName }), { inDays, nights, bed: house.beds[bed]! });
const toSolve = async () => {
  const { body } = await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200);
  const { items } = body as { items: { why: string; text: string; isRoutine?: boolean; stay: { id: string } }[] };
  return items.map(({ why, isRoutine, stay }) => [stay.id, why, isRoutine ?? false]);
};
const nextDay = async () => {
  app.clock.goTo('15:00', 1);
  staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
};
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('a bed in which somebody still is who was to leave today', () => {
  it('is named before somebody arrives in it, and both are to be solved until the departure is recorded', async () => {
    const bo = await stayOf('Bo', 1, 2, 0);
    await nextDay();
    const page = text((await staff.get(`/stays/${bo}/arrive`)).text);
    expect(page).toContain('Ash Example is still recorded in Bed 1 , and was to leave on');
    expect(await toSolve()).toEqual([]);
    const when = { date: make.today(), time: '14:30' };
    expect((await staff.post(`/stays/${bo}/arrive`, when)).status).toBe(303);
    const said = (await staff.get(`/stays/${bo}`)).text;
    expect(text(said)).toMatch(
      /Success.*Bo has arrived\..*Important.*Ash Example was to leave and is still recorded in Bed 1\./,
    );
    expect(said).toContain(`href="/stays/${ash}"`);
    expect(await toSolve()).toEqual([[bo, 'still_there', false]]);
    await make.as(house.staff).post(`/stays/${ash}/depart`).expect(200);
    expect(await toSolve()).toEqual([]);
    expect((await staff.get(`/stays/${bo}`)).text).not.toContain('still recorded');
  });

  it('says nothing where they have left, or the bed is another', async () => {
    const [bo, cy] = [await stayOf('Bo', 1, 2, 0), await stayOf('Cy', 1, 2, 1)];
    await nextDay();
    expect((await staff.get(`/stays/${cy}/arrive`)).text).not.toContain('still recorded');
    await make.as(house.staff).post(`/stays/${ash}/depart`).expect(200);
    expect((await staff.get(`/stays/${bo}/arrive`)).text).not.toContain('still recorded');
    await make.as(house.staff).post(`/stays/${bo}/arrive`).expect(200);
    expect(await toSolve()).toEqual([]);
  });

  it('is marked among the beds for who moves, and who moves into it is on the list', async () => {
    const dee = await stayOf('Dee', 0, 4, 2);
    await make.as(house.staff).post(`/stays/${dee}/arrive`).expect(200);
    await nextDay();
    const page = text((await staff.get(`/stays/${dee}/move`)).text);
    expect(page).toContain('Bed 1 Ash Example was to leave and is still recorded in it');
    expect(page).not.toMatch(/Bed 2 [^.]*still recorded/);
    await make.as(house.staff).post(`/stays/${dee}/move`, { bed: house.beds[0] }).expect(200);
    expect(await toSolve()).toEqual([[dee, 'still_there', true]]);
    await make.as(house.staff).post(`/stays/${ash}/depart`).expect(200);
    expect(await toSolve()).toEqual([]);
  });
});
