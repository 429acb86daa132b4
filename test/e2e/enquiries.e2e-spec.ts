import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TellOfEnquiry } from '../../src/alerts/tell-of-enquiry.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

interface Enquiry {
  id: string;
  mayAnswer: boolean;
  answer: { request: string | null; reason: string | null; note: string } | null;
}

const dates = (inDays = 10, length = 2) => ({ from: make.today(inDays), to: make.today(inDays + length) });
const ask = (youngPerson: string, when = dates(), by: TestUser = house.staff) =>
  make.as(by).post(`/units/${house.unit}/enquiries`, { youngPerson, ...when });
const asked = async (youngPerson: string, when = dates()): Promise<string> =>
  ((await ask(youngPerson, when).expect(201)).body as Enquiry).id;
const answer = (id: string, body: object, by: TestUser = house.worker) =>
  make.as(by).post(`/enquiries/${id}/answer`, body);
const titleOf = ({ body }: { body: unknown }) => (body as { title: string }).title;
const noticesOf = async (user: TestUser) =>
  (await (await PageClient.signIn(app.address, user.email, PASSWORD)).get('/notices')).text;

describe('asking a key worker about free nights', () => {
  it('tells the key worker, and no word of the child is in the queue', async () => {
    const id = await asked(await make.aYoungPerson(house, { firstName: 'Ada' }));
    const [entry] = await app.sql<{ payload: object; topic: string }>(
      `SELECT payload, topic FROM outbox WHERE payload->>'enquiry' = $1`,
      [id],
    );
    expect(entry).toEqual({ topic: 'enquiry.made', payload: { enquiry: id } });
    await app.app.get(TellOfEnquiry, { strict: false }).handle({ enquiry: id }, app.app.get(DataSource).manager);
    expect(await noticesOf(house.worker)).toContain(`/enquiries/${id}`);
    expect(await noticesOf(house.worker)).toContain('thinks of Ada Example');
    await answer(id, { answer: 'no', reason: 'unwell' }).expect(200);
    expect(await noticesOf(house.worker)).not.toContain(`/enquiries/${id}`);
  });

  it('is done once for a night, whoever presses the button first', async () => {
    const ada = await make.aYoungPerson(house);
    const answers = await Promise.all([ask(ada), ask(ada, dates(), house.manager), ask(ada, dates(11, 3))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const refused = await ask(ada).expect(409);
    expect(titleOf(refused)).toMatch(/^Their key worker was asked about one of these nights already\. .* asked on /);
    await ask(ada, dates(20)).expect(201);
  });

  it('is not done for whom it cannot be, nor where a request is open, nor by who looks on', async () => {
    const old = await make.aYoungPerson(house, { dateOfBirth: make.today(-19 * 366) });
    expect(titleOf(await ask(old).expect(409))).toMatch(/The unit takes young people from 12 to 17/);
    const asking = await make.aYoungPerson(house);
    await make.aRequest(house, asking, { inDays: 10 });
    expect(titleOf(await ask(asking).expect(409))).toMatch(/^Request \d+ of theirs is open for these nights/);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await ask(await make.aYoungPerson(house), dates(), watcher).expect(403);
    await ask(await make.aYoungPerson(await make.aHouse())).expect(404);
  });

  it('is shown where it was asked, with who asked and what was said', async () => {
    const ada = await make.aYoungPerson(house, { firstName: 'Shown' });
    const id = await asked(ada, dates(60));
    const page = async () => {
      const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
      const { from, to } = dates(60);
      return (await staff.get(`/units/${house.unit}/who-could-come?from=${from}&to=${to}&show=not_assessed&limit=50`))
        .text;
    };
    expect(await page()).toMatch(
      new RegExp(`${house.staff.name} asked on .* ${house.worker.name} has not answered yet`),
    );
    await answer(id, { answer: 'no', reason: 'other_plans', note: 'In May perhaps' }).expect(200);
    expect(await page()).toMatch(/said on .*: not these nights\. The family has other plans\./);
  });
});

describe('on the day of whom it concerns', () => {
  const dayOf = async (user: TestUser) =>
    (await (await PageClient.signIn(app.address, user.email, PASSWORD)).get('/')).text;

  it('an open enquiry is the key worker’s to answer by a day, and the unit’s to wait for, until it is answered', async () => {
    const at = await make.aHouse();
    const ada = await make.aYoungPerson(at, { firstName: 'Ada' });
    const { body } = await make.as(at.staff).post(`/units/${at.unit}/enquiries`, { youngPerson: ada, ...dates() });
    const { id } = body as Enquiry;
    const ask = 'Say whether Ada Example’s family would want nights at';
    const mine = await dayOf(at.worker);
    expect(mine).toMatch(new RegExp(`class="due[^>]*>(Today, by |By )[\\s\\S]{0,200}href="/enquiries/${id}">${ask}`));
    expect(mine).not.toContain('Nothing is waiting for you');
    for (const who of [at.staff, at.manager]) {
      const theirs = await dayOf(who);
      expect(theirs).toMatch(
        new RegExp(`href="/enquiries/${id}">Ada Example</a>[\\s\\S]*${at.worker.name}: say whether the family`),
      );
      expect(theirs).not.toContain('You are not waiting for anybody');
    }
    const openOf = async (by: TestUser) =>
      ((await make.as(by).get('/enquiries').expect(200)).body as { items: { id: string; due: string }[] }).items;
    for (const who of [at.worker, at.staff, at.manager])
      expect(await openOf(who)).toMatchObject([{ id, due: expect.any(String) }]);
    const stranger = await make.aUser(at, 'cas_worker', 'referrer');
    expect(await openOf(stranger)).toEqual([]);
    expect(await dayOf(stranger)).not.toContain(`/enquiries/${id}`);
    await answer(id, { answer: 'no', reason: 'unwell' }, at.worker).expect(200);
    for (const who of [at.worker, at.staff]) expect(await dayOf(who)).not.toContain(`/enquiries/${id}`);
    expect(await openOf(at.worker)).toEqual([]);
  });

  it('is no more once the nights have begun, and is a deputy’s as long as they stand in', async () => {
    const at = await make.aHouse();
    const deputy = await make.aUser(at, 'cas_worker', 'referrer');
    const ada = await make.aYoungPerson(at);
    const { body } = await make.as(at.staff).post(`/units/${at.unit}/enquiries`, { youngPerson: ada, ...dates(3) });
    const path = `/enquiries/${(body as Enquiry).id}`;
    const leave = { firstDay: make.today(), lastDay: make.today(9), note: 'On leave' };
    expect(await dayOf(deputy)).not.toContain(path);
    await make
      .as(at.worker)
      .post('/deputies', { deputy: deputy.id, ...leave })
      .expect(201);
    expect(await dayOf(deputy)).toContain(path);
    app.clock.goTo('12:00', 4);
    for (const who of [at.worker, deputy, at.staff]) expect(await dayOf(who)).not.toContain(path);
  });
});

describe('the key worker answers', () => {
  it('yes: a request is begun with the young person, the unit and the dates', async () => {
    const ada = await make.aYoungPerson(house);
    const id = await asked(ada);
    const { body } = await answer(id, { answer: 'yes' }).expect(200);
    const { request } = (body as Enquiry).answer!;
    const draft = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    expect(draft.body).toMatchObject({ state: 'draft', nights: 2, ...dates(), youngPerson: { id: ada } });
    expect(titleOf(await answer(id, { answer: 'no', reason: 'other' }).expect(409))).toMatch(/answered already/);
  });

  it('no: with a reason from a list', async () => {
    const id = await asked(await make.aYoungPerson(house));
    const refused = await answer(id, { answer: 'no' }).expect(400);
    expect((refused.body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual(['reason']);
    const { body } = await answer(id, { answer: 'no', reason: 'too_soon' }).expect(200);
    expect(body).toMatchObject({ mayAnswer: false, answer: { request: null, reason: 'too_soon' } });
  });

  it('twice at once: one answer is kept, and no request is begun for the other', async () => {
    const ada = await make.aYoungPerson(house);
    const id = await asked(ada);
    const answers = await Promise.all([answer(id, { answer: 'no', reason: 'other' }), answer(id, { answer: 'yes' })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const drafts = await app.sql('SELECT 1 FROM request_parts WHERE young_person_id = $1', [ada]);
    expect(drafts).toHaveLength(answers[1].status === 200 ? 1 : 0);
  });

  it('and nobody else: not the unit, no other key worker', async () => {
    const id = await asked(await make.aYoungPerson(house));
    expect(titleOf(await answer(id, { answer: 'yes' }, house.staff).expect(403))).toMatch(
      /^Their key worker answers it/,
    );
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await answer(id, { answer: 'yes' }, other).expect(404);
    await make.as(other).get(`/enquiries/${id}`).expect(404);
  });

  it('not once the nights have begun', async () => {
    const ada = await make.aYoungPerson(house);
    const id = await asked(ada, dates(1));
    app.clock.advance({ hours: 48 });
    expect(titleOf(await answer(id, { answer: 'yes' }).expect(409))).toBe(
      'These nights have begun. Ask the unit for others.',
    );
  });

  it('what was asked and said is kept as it was', async () => {
    const id = await asked(await make.aYoungPerson(house), dates(30));
    await answer(id, { answer: 'no', reason: 'other' }).expect(200);
    await expect(app.sql(`DELETE FROM enquiry_answers WHERE enquiry_id = $1`, [id])).rejects.toThrow();
    await expect(app.sql(`UPDATE enquiries SET arrival = arrival - 1 WHERE id = $1`, [id])).rejects.toThrow();
  });

  it('on a page: an answer without a reason comes back with what was typed, and yes leads on to the request', async () => {
    const id = await asked(await make.aYoungPerson(house), dates(40));
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const wrong = await worker.post(`/enquiries/${id}/no`, { note: 'Perhaps in May' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toMatch(/Choose.*Perhaps in May/s);
    const yes = await worker.post(`/enquiries/${id}/yes`);
    expect([yes.status, yes.location]).toEqual([303, expect.stringMatching(/^\/requests\/[^/]+\/ask\/aim$/)]);
  });
});
