import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 3 });
  ash = await make.aYoungPerson(house);
  stay = await make.aStay(house, ash, { bed: house.beds[0]! });
});

const bed = (place: number) => house.beds[place]!;
const move = (to: number, from?: number) =>
  make.as(house.staff).post(`/stays/${stay}/move`, { bed: bed(to), ...(from !== undefined && { from: bed(from) }) });
const bedNow = async () =>
  ((await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as { bed: { id: string } }).bed.id;

describe('two moves of the same stay at once', () => {
  it('by people who saw the same bed: one moves them, the other is told where they are and nothing is done', async () => {
    for (let round = 0; round < 10; round += 1) {
      const from = (await bedNow()) === bed(0) ? 0 : (await bedNow()) === bed(1) ? 1 : 2;
      const others = [0, 1, 2].filter((place) => place !== from);
      const answers = await Promise.all(others.map((to) => move(to, from)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const refused = answers.find(({ status }) => status === 409)!;
      const won = answers.find(({ status }) => status === 200)!;
      expect(refused.body).toMatchObject({
        type: '/problems/moved-meanwhile',
        title: expect.stringContaining(`they have ${(won.body as { bed: { name: string } }).bed.name} now`),
      });
      expect(await app.sql(`SELECT 1 FROM bed_claims WHERE stay_id = $1 AND live`, [stay])).toHaveLength(1);
    }
  });

  it('on the page, which remembers the bed that it showed', async () => {
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/stays/${stay}/move`;
    expect((await staff.get(path)).text).toContain(`name="from" value="${bed(0)}"`);
    await move(1).expect(200);
    const refused = await staff.post(path, { bed: bed(2), from: bed(0), reasons: 'Nearer to the stairs' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('they have Bed 2 now');
    expect(refused.text).toContain('Nearer to the stairs');
    expect(refused.text).toContain(`name="from" value="${bed(1)}"`);
  });
});

describe('the beds to which a stay could move', () => {
  it('are told over the API, and each of them can be had', async () => {
    await make.aStay(house, await make.aYoungPerson(house), { bed: bed(1) });
    const { body } = await make.as(house.staff).get(`/stays/${stay}/beds`).expect(200);
    const { arrival, departure, beds } = body as { arrival: string; departure: string; beds: object[] };
    expect(beds).toEqual([{ bed: { id: bed(2), name: 'Bed 3' }, departure, missing: [] }]);
    expect((await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body).toMatchObject({ arrival, departure });
    await move(1).expect(409);
    await move(2).expect(200);
  });
});

describe('somebody who is there', () => {
  it('is moved to a bed that lacks what they need with a reason, and what it lacks is on record', async () => {
    const here = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2, bed: bed(1) });
    await make.as(house.staff).post(`/stays/${here}/arrive`).expect(200);
    await app.sql(
      `UPDATE young_people SET room_needs = ARRAY['step-free'] WHERE id = (SELECT young_person_id FROM stays WHERE id = $1)`,
      [here],
    );
    const to = (more: object = {}) => make.as(house.staff).post(`/stays/${here}/move`, { bed: bed(2), ...more });
    const refused = await to().expect(400);
    expect(refused.body).toMatchObject({
      errors: [{ field: 'reasons', message: expect.stringContaining('step-free') }],
    });
    await to({ reasons: 'The lift is broken' }).expect(200);
    const { body } = await make.as(house.staff).get(`/stays/${here}`).expect(200);
    expect(JSON.stringify((body as { events: object[] }).events)).toContain(
      'This bed does not have what they need: step-free.',
    );
  });
});

describe('the page of a move by hand', () => {
  it('says that the young person is to keep this room', async () => {
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/stays/${stay}/move`;
    expect((await staff.get(path)).text).not.toContain('is to keep this room');
    await app.sql(`UPDATE young_people SET keeps_room = true WHERE id = $1`, [ash]);
    expect((await staff.get(path)).text).toContain('Ash is to keep this room.');
  });
});

describe('a longer stay', () => {
  it('is not refused because the room lacks something that was found out after they had it', async () => {
    await app.sql(`UPDATE young_people SET room_needs = '{step-free}' WHERE id = $1`, [ash]);
    const more = { departure: make.today(14), reasons: 'Their mother is ill' };
    await make.as(house.manager).post(`/stays/${stay}/extend`, more).expect(200);
    expect(await bedNow()).toBe(bed(0));
  });
});
