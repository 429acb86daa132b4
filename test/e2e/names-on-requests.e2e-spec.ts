import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** What the key worker of Sol asked for, while Ivy, whom they may not know, is there. */
let request: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  const theirs = await make.aUser(house, 'cas_worker', 'referrer');
  const sol = await make.aYoungPerson(house, { firstName: 'Sol', lastName: 'Example' });
  const ivy = await make.aYoungPerson(house, { firstName: 'Ivy', lastName: 'Madeupton', keyWorker: theirs });
  await make.aYoungPerson(house, { firstName: 'Robin', lastName: 'Storybrook', keyWorker: theirs });
  await make.aStay({ ...house, worker: theirs }, ivy, { inDays: 5, nights: 2, bed: house.beds[1]! });
  request = await make.aRequest(house, sol, { inDays: 5 });
});

const STEPS: readonly (readonly [string, string, () => TestUser])[] = [
  ['waitlist', 'reasons', () => house.staff],
  ['ask-information', 'reasons', () => house.staff],
  ['decline', 'reasons', () => house.manager],
  ['withdraw', 'reasons', () => house.manager],
  ['notes', 'text', () => house.staff],
];
const told = async () =>
  JSON.stringify((await make.as(house.worker).get(`/requests/${request}`).expect(200)).body) +
  (await (await PageClient.signIn(app.address, house.worker.email, PASSWORD)).get(`/requests/${request}`)).text;

describe('what the unit’s people write on a request', () => {
  it.each(STEPS)('is refused with another child’s name: %s', async (step, field, by) => {
    for (const text of ['ivy is there and they fought', 'Robin Storybrook comes then', 'storybrook, ROBIN']) {
      const refused = await make
        .as(by())
        .post(`/requests/${request}/${step}`, { [field]: text })
        .expect(400);
      expect(refused.body).toMatchObject({ type: '/problems/names-another' });
      expect((refused.body as { errors: { field: string }[] }).errors.map((one) => one.field)).toEqual([
        field,
        'namesNobodyElse',
      ]);
    }
    expect(await told()).not.toMatch(/\bivy\b|Storybrook/iu);
  });

  it.each(STEPS)('is told where the name is somebody else’s, or the child’s own: %s', async (step, field, by) => {
    const at = `/requests/${request}/${step}`;
    const status = step === 'notes' ? 201 : 200;
    if (step === 'notes')
      await make
        .as(by())
        .post(at, { [field]: 'Robin is a first name of many, and Sol Example is asked for' })
        .expect(201);
    await make
      .as(by())
      .post(at, { [field]: 'His aunt Ivy rang', namesNobodyElse: true })
      .expect(status);
    expect(await told()).toContain('His aunt Ivy rang');
  });

  it('keeps what was typed on the page, and offers the way out only then', async () => {
    for (const [path, field] of [
      ['waitlist', 'reasons'],
      ['note', 'text'],
    ] as const) {
      const pages = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
      const at = `/requests/${request}/${path}`;
      expect((await pages.get(at)).text).not.toContain('namesNobodyElse');
      const again = await pages.post(at, { [field]: 'His aunt Ivy rang' });
      expect(again.status).toBe(400);
      expect(again.text).toContain('>His aunt Ivy rang<');
      expect(again.text).toContain('name="namesNobodyElse"');
      expect((await pages.post(at, { [field]: 'His aunt Ivy rang', namesNobodyElse: 'yes' })).status).toBe(303);
    }
  });

  it('is the key worker’s own to write about the family', async () => {
    await make.as(house.worker).post(`/requests/${request}/notes`, { text: 'Ivy is his sister' }).expect(201);
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Goes to Ivy' }).expect(200);
  });
});
