import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sayDay } from '../../src/kernel/say-date.js';
import { ageOn } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('21:00', 1);
  house = await make.aHouse({ beds: 2 });
});

const ANSWERED = { why: 'Nobody at home', risk: 'None known', authority: 'Jo, EDT' };
const LEE = { firstName: 'Lee', lastName: 'Nobody' };
/** An emergency to which the on-call manager has agreed, of a child of whom nobody has a record. */
async function agreed(more: object = {}): Promise<string> {
  const body = { newYoungPerson: LEE, ...ANSWERED, ...more };
  const begun = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, body).expect(201);
  const { id } = begun.body as { id: string };
  const said = { decision: 'agreed', said: 'Yes', decidedBy: house.manager.id };
  await make.as(house.staff).post(`/emergencies/${id}/decision`, said).expect(200);
  return id;
}
const hold = (id: string, more: object = {}) => make.as(house.staff).post(`/emergencies/${id}/hold`, more);

describe('a bed for a child on the way whose date of birth nobody knows', () => {
  it('is held once somebody says about how old they are, and their record has a guess', async () => {
    const id = await agreed();
    expect((await hold(id).expect(400)).body).toMatchObject({ errors: [{ field: 'aboutAge' }] });
    await hold(id, { aboutAge: 26 }).expect(400);
    const { body } = await hold(id, { aboutAge: 13 }).expect(200);
    const { youngPerson } = body as { youngPerson: { id: string; dateOfBirth: string } };
    expect(ageOn(youngPerson.dateOfBirth, make.today())).toBe(13);
    const [row] = await app.sql(`SELECT date_of_birth_guessed AS guess FROM young_people WHERE id = $1`, [
      youngPerson.id,
    ]);
    expect(row).toEqual({ guess: true });
  });

  it('is held with the date of birth where somebody knows it by now, which is no guess', async () => {
    const id = await agreed();
    const dateOfBirth = make.today(-13 * 366);
    const { body } = await hold(id, { dateOfBirth, aboutAge: 9 }).expect(200);
    expect(body).toMatchObject({ youngPerson: { dateOfBirth } });
  });

  it('asks for it on the page, and only where it is not known', async () => {
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const known = await agreed({ newYoungPerson: { ...LEE, dateOfBirth: make.today(-13 * 366) } });
    expect((await staff.get(`/emergencies/${known}/hold`)).text).not.toContain('About how old are they?');
    const path = `/emergencies/${await agreed()}/hold`;
    expect((await staff.get(path)).text).toContain('About how old are they?');
    const asked = await staff.post(path, { departure: '', aboutAge: '' });
    expect([asked.status, asked.text]).toEqual([400, expect.stringContaining('Enter about how old they are')]);
    expect((await staff.post(path, { departure: '', aboutAge: 'ten' })).status).toBe(400);
    expect((await staff.post(path, { departure: '', aboutAge: '13' })).status).toBe(303);
  });
});

it('of a child who comes on a later night the beds are those of that night, and the page says which', async () => {
  const [one, two] = house.beds as [string, string];
  const there = await make.aYoungPerson(house);
  await make.aStay(house, there, { inDays: 1, nights: 2, bed: one });
  const tomorrow = new Date(app.clock.now().getTime() + 24 * 3_600_000).toISOString();
  const body = { youngPerson: await make.aYoungPerson(house, { firstName: 'Sol' }), ...ANSWERED };
  const begin = async (more: object) =>
    (
      (
        await make
          .as(house.staff)
          .post(`/units/${house.unit}/emergencies`, { ...body, ...more })
          .expect(201)
      ).body as {
        id: string;
      }
    ).id;
  const later = await begin({ expectedAt: tomorrow });
  const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
  const day = sayDay(make.today(1));
  expect((await staff.get(`/emergencies/${later}/impact`)).text).toContain(`Free from ${day}: Bed 2.`);
  const { text } = await staff.get(`/emergencies/${later}/hold`);
  expect(text).toContain(`Which bed, from ${day}?`);
  expect(text).not.toContain(`value="${one}"`);
  expect(text).toContain(`value="${two}"`);
});
