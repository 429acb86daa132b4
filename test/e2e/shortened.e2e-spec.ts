import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 2 });
  stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 4 });
});

const shorten = (body: object, by = house.staff) => make.as(by).post(`/stays/${stay}/shorten`, body);
interface Step {
  action: string;
  said: string;
  text: string;
  note: string;
  code: string | null;
}
const eventsOf = async (path: string, by: TestUser) =>
  ((await make.as(by).get(path).expect(200)).body as { events: Step[]; requestId: string }).events;
const told = async (by: TestUser) => {
  const { body } = await make.as(by).get(`/stays/${stay}`).expect(200);
  return (await eventsOf(`/requests/${(body as { requestId: string }).requestId}`, by)).at(-1)!;
};

describe('a stay that runs and is made shorter', () => {
  beforeEach(() => make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200));

  it('says who ends it early and why, from the list, in its history and in the story of the request', async () => {
    await shorten({ departure: make.today(2), by: 'family', code: 'family_emergency', reasons: 'As Bo’s' }).expect(200);
    const [step] = await eventsOf(`/stays/${stay}`, house.staff);
    const why = / made the stay shorter: the family: an emergency in the family$/;
    expect(step).toMatchObject({ action: 'shortened', endedBy: 'family', code: 'family_emergency', note: 'As Bo’s' });
    expect(step!.text).toMatch(why);
    expect(await told(house.staff)).toMatchObject({ said: expect.stringMatching(why), note: 'As Bo’s' });
    expect(await told(house.worker)).toMatchObject({ said: expect.stringMatching(why), note: '' });
  });

  it('by the unit tells a key worker nothing that may concern another child', async () => {
    await shorten({ departure: make.today(2), by: 'unit', code: 'safety', reasons: 'Bo comes' }).expect(200);
    const said = expect.stringMatching(/ made the stay shorter: the unit$/);
    expect(await told(house.worker)).toMatchObject({ said, note: '', code: null });
    expect(await told(house.staff)).toMatchObject({ code: 'safety', note: 'Bo comes' });
  });

  it('is refused without a reason, and with one of another list', async () => {
    const refused = async (body: object, field: string) =>
      expect((await shorten({ departure: make.today(2), ...body }).expect(400)).body).toMatchObject({
        errors: [{ field }],
      });
    await refused({}, 'reasons');
    await refused({ code: 'illness' }, 'by');
    await refused({ by: 'family', code: 'staffing' }, 'code');
    await refused({ by: 'family', code: 'other' }, 'reasons');
    await shorten({ departure: make.today(2), reasons: 'In words' }).expect(200);
  });

  it('is asked on the page who and why, with nothing typed lost', async () => {
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/stays/${stay}/shorten`;
    expect((await page.get(path)).text).toContain('Who ends the stay early, and why?');
    const asked = await page.post(path, { departure: make.today(2), reasons: 'Rang home' });
    expect([asked.status, asked.text]).toEqual([
      400,
      expect.stringContaining('Choose who ends the stay early, and why.'),
    ]);
    expect(asked.text).toContain('Rang home');
    const done = { departure: make.today(2), reasons: 'Rang home', ending: 'young_person:wanted_home' };
    expect((await page.post(path, done)).status).toBe(303);
    expect((await page.get(`/stays/${stay}`)).text).toContain(
      'made the stay shorter: the young person: they wanted to go home',
    );
  });
});

it('of a stay to come the reason may be left out, or chosen all the same', async () => {
  await shorten({ departure: make.today(3) }).expect(200);
  await shorten({ departure: make.today(2), by: 'council', code: 'plan_changed' }).expect(200);
  const [last, before] = await eventsOf(`/stays/${stay}`, house.staff);
  expect([last!.code, before!.code]).toEqual(['plan_changed', null]);
});
