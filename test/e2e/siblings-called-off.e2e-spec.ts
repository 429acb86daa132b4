import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let stays: [string, string];

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** Ash and Bo, asked for together and booked from tonight on. */
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 2 });
  const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
  const nights = { arrival: make.today(), departure: make.today(2) };
  const asked = { youngPerson: ash, siblings: [bo], unit: house.unit, nights: 2, purpose: 'Sleep and cook' };
  const { body } = await make
    .as(house.worker)
    .post('/requests', { ...asked, from: make.today(), to: make.today(3) })
    .expect(201);
  const { id } = body as { id: string };
  const held = await make.as(house.manager).post(`/requests/${id}/offers`, { ...nights, reasons: 'Suits the group' });
  const offers = held.body as { id: string; together: { id: string }[] };
  const said = { answeredBy: 'Their mother', how: 'telephone', together: offers.together.map((one) => one.id) };
  await make.as(house.worker).post(`/offers/${offers.id}/accept`, said).expect(200);
  const { parts } = (await make.as(house.manager).get(`/requests/${id}`)).body as { parts: { stay: { id: string } }[] };
  stays = parts.map(({ stay }) => stay.id) as [string, string];
});

const open = async (id: string) => (await make.as(house.staff).get(`/stays/${id}`).expect(200)).body as object;
const free = () => app.sql(`SELECT 1 FROM bed_claims WHERE stay_id = ANY ($1) AND live`, [stays]);

describe('a brother and a sister who do not come', () => {
  it.each([
    ['cancel', 'cancelled'],
    ['no-show', 'no_show'],
  ])('are recorded in one step by %s, on the page and by programs, or none of them is', async (step, state) => {
    app.clock.goTo('16:30');
    const [first, second] = stays;
    const how = step === 'cancel' ? { by: 'family', code: 'illness' } : { reason: 'Ash’s mother rang' };
    const both = { ...how, reason: 'Ash’s mother rang', together: [second] };
    const alone = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Cy' }), { inDays: 5 });
    const strangers = { ...both, together: [second, alone] };
    await make.as(house.staff).post(`/stays/${first}/${step}`, strangers).expect(400);
    expect(await open(first)).toMatchObject({ state: 'booked' });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await page.get(`/stays/${first}/${step}`)).text).toMatch(
      /name="together"[^>]*value="[^"]*"[\s\S]*Bo Example/,
    );
    await make.as(house.staff).post(`/stays/${first}/${step}`, both).expect(200);
    expect(await open(first)).toMatchObject({ state, endedWhy: 'Ash’s mother rang' });
    const beside = 'Recorded together with a brother or sister: the words stand on that stay.';
    expect(await open(second)).toMatchObject({ state, endedWhy: beside });
    expect(await free()).toEqual([]);
  });

  it('are cancelled together on a page by their key worker, too', async () => {
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const [first, second] = stays;
    const { text } = await page.get(`/stays/${first}/cancel`);
    const choice = /value="(family:[^"]+)"/.exec(text)![1]!;
    const date = make.today().split('-').toReversed().join('/');
    const answer = await page.post(`/stays/${first}/cancel`, { date, time: '12:00', ending: choice, together: second });
    expect(answer.status).toBe(303);
    expect((await page.get(answer.location!)).text).toMatch(
      /The stays of \w+ and \w+ are cancelled\. The beds are free again\./,
    );
    expect(await open(second)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a brother and a sister of whom something was recorded in one step', () => {
  const undone = async (step: string) => {
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const answer = await page.post(`/stays/${stays[0]}/${step}`, { reason: 'The wrong day' });
    return (await page.get(answer.location!)).text;
  };

  it('have each undone by themselves, and whoever undoes one is led to the other', async () => {
    const [first, second] = stays;
    await make
      .as(house.staff)
      .post(`/stays/${first}/arrive`, { together: [second] })
      .expect(200);
    const arrived = await undone('undo-arrival');
    expect(arrived).toMatch(/(Ash|Bo) Example, who was asked for together with them, is still “Staying now”\./);
    expect(arrived).toContain(`href="/stays/${second}/undo-arrival"`);
    await make.as(house.staff).post(`/stays/${second}/undo-arrival`, { reason: 'The wrong day' }).expect(200);
    await make
      .as(house.staff)
      .post(`/stays/${first}/cancel`, { reason: 'Ill', together: [second] })
      .expect(200);
    const expected = await undone('undo-ending');
    expect(expected).toContain('is still “Cancelled”.');
    expect(expected).toContain(`href="/stays/${second}/undo-ending"`);
    await make.as(house.staff).post(`/stays/${second}/undo-ending`, { reason: 'The wrong day' }).expect(200);
    await make.as(house.staff).post(`/stays/${first}/arrive`).expect(200);
    expect(await undone('undo-arrival')).not.toContain('who was asked for together');
  });
});

it('what one of them says is shown as theirs, and never as what the other says', async () => {
  const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
  const asked = { youngPerson: ash, siblings: [bo], unit: house.unit, nights: 2, purpose: 'Sleep' };
  const { body } = await make
    .as(house.worker)
    .post('/requests', { ...asked, wishes: 'To swim every day', from: make.today(20), to: make.today(23) })
    .expect(201);
  const { id, parts } = body as { id: string; parts: { id: string; youngPerson: { id: string } }[] };
  for (const who of [house.worker, house.staff]) {
    const page = await PageClient.signIn(app.address, who.email, PASSWORD);
    const whole = (await page.get(`/requests/${id}`)).text;
    expect(whole).toMatch(/What Ash says[\s\S]*To swim every day/);
    for (const part of parts) {
      const { text } = await page.get(`/requests/${part.id}`);
      expect(text.includes('To swim every day')).toBe(part.youngPerson.id === ash);
    }
    expect(whole).not.toContain('What Bo says');
  }
});
