import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  await app.sql(`UPDATE beds SET attributes = '{step-free}' WHERE id = $1`, [house.beds[0]]);
  await app.sql(`UPDATE beds SET attributes = '{en-suite}' WHERE id = $1`, [house.beds[1]]);
  ash = await make.aYoungPerson(house);
});

const needs = (more: object = {}) => ({ supportLevel: 'shared', roomNeeds: ['step-free'], keepsRoom: false, ...more });
const change = (by: House['staff'], more: object = {}) =>
  make.as(by).post(`/young-people/${ash}/stay-needs`, needs(more));
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('what a stay asks of the house', () => {
  it('is changed by the unit, a manager and the key worker, seen on the record, and written to the trail', async () => {
    for (const by of [house.staff, house.manager, house.worker]) {
      const answer = await change(by, { supportLevel: 'one_to_one', keepsRoom: true }).expect(200);
      expect(answer.body).toEqual({
        supportLevel: 'one_to_one',
        roomNeeds: ['step-free'],
        keepsRoom: true,
        noticeDays: null,
        lacking: [],
      });
    }
    const { body } = await make.as(house.worker).get(`/young-people/${ash}`).expect(200);
    expect(body).toMatchObject({ supportLevel: 'one_to_one', roomNeeds: ['step-free'], keepsRoom: true });
    const trail = await app.sql<{ details: object }>(
      `SELECT details FROM audit_entries WHERE action = 'young_person.stay_needs_changed' AND subject_id = $1 ORDER BY at`,
      [ash],
    );
    expect(trail.map(({ details }) => details)).toEqual([
      { changed: ['supportLevel', 'roomNeeds', 'keepsRoom'] },
      { changed: [] },
      { changed: [] },
    ]);
    await change(house.manager, { supportLevel: 'one_to_two', roomNeeds: [] }).expect(200);
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const record = text((await page.get(`/young-people/${ash}`)).text);
    expect(record).toMatch(/Room needs: step-free Until manager/);
    expect(record).toMatch(/Keeps the same room: yes Until manager/);
  });

  it('is not changed by a co-worker, and a stranger finds nobody', async () => {
    const coWorker = await make.aUser(house, 'cas_worker', 'referrer');
    await change(coWorker).expect(404);
    await make.as(house.worker).post(`/young-people/${ash}/co-workers`, { worker: coWorker.id }).expect(201);
    await change(coWorker).expect(403);
    const page = await PageClient.signIn(app.address, coWorker.email, PASSWORD);
    expect((await page.get(`/young-people/${ash}/room`)).status).toBe(403);
  });

  it.each([
    [{ roomNeeds: ['a pool'] }, 'roomNeeds', 'No room of their unit has this: a pool. Choose of: en-suite, step-free.'],
    [{ roomNeeds: 'step-free' }, 'roomNeeds', 'What the room must have must be a list.'],
    [{ roomNeeds: [7] }, 'roomNeeds', expect.stringMatching(/words/)],
    [{ supportLevel: 'much' }, 'supportLevel', expect.stringMatching(/one of/)],
    [{ keepsRoom: 'perhaps' }, 'keepsRoom', expect.stringMatching(/true or false/)],
  ])('is refused where it cannot be: %j', async (wrong, field, message) => {
    const answer = await change(house.staff, wrong).expect(400);
    expect(answer.body.errors).toEqual([{ field, message }]);
  });

  it('on the page tells which booked nights are in a room that lacks something, and leaves them booked', async () => {
    const stay = await make.aStay(house, ash, { inDays: 20, nights: 2, bed: house.beds[0]! });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect(text((await page.get(`/young-people/${ash}`)).text)).toContain('Any room.');
    const form = await page.get(`/young-people/${ash}/room`);
    const seen = /name="seen" value="([^"]*)"/.exec(form.text)![1]!.replaceAll('&quot;', '"');
    const posted = {
      seen: seen,
      supportLevel: 'one_to_two',
      roomNeeds: 'en-suite',
      keepsRoom: 'yes',
      noticeDays: '14',
    };
    const saved = await page.post(`/young-people/${ash}/room`, posted);
    expect(saved).toMatchObject({ status: 303, location: `/young-people/${ash}/room` });
    const told = text((await page.get(`/young-people/${ash}/room`)).text);
    expect(told).toMatch(/Bed 1 ?: it lacks en-suite/);
    expect(text((await page.get(`/young-people/${ash}`)).text)).toContain(
      'Needs: en-suite. Keeps this room. The family needs 14 days of notice.',
    );
    await make.as(house.staff).get(`/stays/${stay}`).expect(200);

    const late = await page.post(`/young-people/${ash}/room`, { ...posted, keepsRoom: 'no' });
    expect(late.status).toBe(412);
    const none = await page.get(`/young-people/${ash}/room`);
    const now = /name="seen" value="([^"]*)"/.exec(none.text)![1]!.replaceAll('&quot;', '"');
    const cleared = await page.post(`/young-people/${ash}/room`, {
      _seen: now,
      supportLevel: 'shared',
      keepsRoom: 'no',
    });
    expect(cleared).toMatchObject({ status: 303, location: `/young-people/${ash}` });
    expect(text((await page.get(`/young-people/${ash}`)).text)).toContain('Any room.');
  });
});

describe('a move by hand', () => {
  it('into a bed that lacks what they need is not offered, and refused with a sentence that names it', async () => {
    const stay = await make.aStay(house, ash, { inDays: 20, nights: 2, bed: house.beds[0]! });
    await change(house.staff).expect(200);
    const refused = await make.as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[1] }).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/not-possible-needs',
      title: 'Bed 2 does not have what they need: step-free.',
    });
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text: html } = await page.get(`/stays/${stay}/move`);
    expect(html).not.toContain(`value="${house.beds[1]}"`);
  });
});
