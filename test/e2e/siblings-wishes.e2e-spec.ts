import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;
let kit: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  kit = await make.aYoungPerson(house, { firstName: 'Kit' });
});

interface Answer {
  id: string;
  wishes: string;
  parts: { id: string; wishes: string; youngPerson: { id: string } }[];
}

const asked = (more: object = {}) => ({
  ...{ youngPerson: ash, siblings: [bo], unit: house.unit, nights: 2, purpose: 'Rest' },
  ...{ from: make.today(20), to: make.today(24), ...more },
});
const ask = async (more: object = {}) => {
  const { body } = await make.as(house.worker).post('/requests', asked(more)).expect(201);
  return body as Answer;
};
const open = async (id: string) => (await make.as(house.worker).get(`/requests/${id}`).expect(200)).body as Answer;
const said = ({ parts }: Answer) => parts.map(({ youngPerson, wishes }) => [youngPerson.id, wishes]);
const change = async (id: string, body: object) => {
  const etag = (await make.as(house.worker).get(`/requests/${id}`).expect(200)).headers['etag'] as string;
  return make.as(house.worker).patch(`/requests/${id}`, body).set('If-Match', etag);
};
const signIn = () => PageClient.signIn(app.address, house.worker.email, PASSWORD);

describe('brothers and sisters for whom a break is asked together', () => {
  it('are each asked what they say, and it is kept as theirs', async () => {
    const { id } = await ask({ draft: true, siblings: [bo, kit] });
    const worker = await signIn();
    const path = `/requests/${id}/ask`;
    const next = await worker.post(`${path}/wishes`, { wishes: 'To cook' });
    expect(next.location).toBe(`${path}/their-wishes`);
    const page = (await worker.get(`${path}/their-wishes`)).text;
    expect(page).toMatch(/What does Bo say\?[\s\S]*What does Kit say\?/);
    expect(page).not.toContain('What does Ash say?');
    const words = { siblings: [bo, kit], theirWishes: ['', 'To swim'] };
    expect((await worker.post(`${path}/their-wishes`, words)).location).toBe(`${path}/family`);
    expect(said(await open(id))).toEqual([
      [ash, 'To cook'],
      [bo, ''],
      [kit, 'To swim'],
    ]);
    const check = (await worker.get(`/requests/${id}/check`)).text;
    expect(check).toMatch(/What Bo says[\s\S]*Nothing written down[\s\S]*What Kit says[\s\S]*To swim/);
    expect(check).toContain(`href="${path}/their-wishes?change=yes"`);
    // Whoever stays asked for keeps their words, and who is not takes theirs with them.
    await worker.post(`${path}/siblings`, { siblings: kit });
    expect(said(await open(id))).toEqual([
      [ash, 'To cook'],
      [kit, 'To swim'],
    ]);
    await worker.post(`${path}/siblings`, {});
    await worker.post(`${path}/siblings`, { siblings: kit });
    expect(said(await open(id))).toEqual([
      [ash, 'To cook'],
      [kit, ''],
    ]);
  });

  it('are asked where a draft was left, and again when another is added', async () => {
    const { id } = await ask({ draft: true });
    const worker = await signIn();
    const path = `/requests/${id}/ask`;
    for (const question of ['weekdays', 'siblings', 'their-aims', 'wishes'])
      await worker.post(`${path}/${question}`, question === 'siblings' ? { siblings: bo } : {});
    await worker.post(`${path}/their-wishes`, { siblings: bo, theirWishes: '', then: 'later' });
    expect((await worker.get('/')).text).toContain(`href="${path}/their-wishes"`);
    await worker.post(`${path}/their-wishes`, { siblings: bo, theirWishes: 'To read', then: 'later' });
    expect((await worker.get('/')).text).toContain(`href="${path}/family"`);
    await worker.post(`${path}/siblings`, { siblings: [bo, kit], then: 'later' });
    expect((await worker.get('/')).text).toContain(`href="${path}/their-aims"`);
  });

  it('have one row on Today for their draft, which leads to what is really open', async () => {
    const { id } = await ask({ draft: true, theirWishes: [{ youngPerson: bo, wishes: 'To swim' }] });
    const worker = await signIn();
    const path = `/requests/${id}/ask`;
    for (const question of ['weekdays', 'siblings', 'their-aims'])
      await worker.post(`${path}/${question}`, question === 'siblings' ? { siblings: bo } : {});
    const rows = async () => [...(await worker.get('/')).text.matchAll(/href="([^"]*)"[^>]*>Finish the request/g)];
    expect((await rows()).map(([, href]) => href)).toEqual([`${path}/wishes`]);
    await worker.post(`${path}/wishes`, { wishes: 'To cook', then: 'later' });
    expect((await rows()).map(([, href]) => href)).toEqual([`${path}/family`]);
  });

  it('keep their own words where somebody else changed meanwhile for whom it is', async () => {
    const { id } = await ask({ draft: true, siblings: [bo, kit] });
    const worker = await signIn();
    const form = `/requests/${id}/ask/their-wishes`;
    await worker.get(form);
    expect((await change(id, { siblings: [kit] })).status).toBe(200);
    const refused = await worker.post(form, { siblings: [bo, kit], theirWishes: ['To read', 'To swim'] });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('The break is not asked for one of those whose words these are.');
    expect(refused.text).toMatch(/What does Kit say\?[\s\S]*To swim/);
    const long = await worker.post(form, { siblings: kit, theirWishes: 'a'.repeat(4001) });
    expect([long.status, long.text.includes('must be 4000 characters or fewer')]).toEqual([400, true]);
  });

  it('are told of by the API, each beside what the first one says', async () => {
    const own = { wishes: 'To cook', theirWishes: [{ youngPerson: bo, wishes: 'To swim' }] };
    const sent = await ask(own);
    expect([sent.wishes, said(sent)]).toEqual([
      'To cook',
      [
        [ash, 'To cook'],
        [bo, 'To swim'],
      ],
    ]);
    expect((await open(sent.parts[1]!.id)).wishes).toBe('To swim');
    const { id } = await ask({ ...own, draft: true });
    expect((await change(id, { wishes: 'To sleep' })).status).toBe(200);
    expect(said(await open(id))).toEqual([
      [ash, 'To sleep'],
      [bo, 'To swim'],
    ]);
    for (const youngPerson of [ash, kit]) {
      const refused = await change(id, { theirWishes: [{ youngPerson, wishes: 'To read' }] });
      expect([refused.status, (refused.body as { errors: { field: string }[] }).errors[0]!.field]).toEqual([
        400,
        'theirWishes',
      ]);
    }
    await make
      .as(house.worker)
      .post('/requests', asked({ siblings: [], theirWishes: own.theirWishes }))
      .expect(400);
  });

  it('each have their words on their own part, in both letters and where nights are signed', async () => {
    const own = { wishes: 'To cook', theirWishes: [{ youngPerson: bo, wishes: 'To swim' }] };
    const { id, parts } = await ask(own);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const whole = (await staff.get(`/requests/${id}`)).text;
    expect(whole).toMatch(/What Ash says[\s\S]*To cook[\s\S]*What Bo says[\s\S]*To swim/);
    const told = (await staff.get(`/requests/${id}/story`)).text;
    expect(told).toContain('The story of the request for Ash Example and Bo Example</h1>');
    const pages = await Promise.all(parts.map((part) => staff.get(`/requests/${part.id}`)));
    expect(pages.map(({ text }) => [text.includes('To cook'), text.includes('To swim')])).toEqual([
      [true, false],
      [false, true],
    ]);
    const nights = { arrival: make.today(20), departure: make.today(22), reasons: 'Fits' };
    const offer = await make.as(house.manager).post(`/requests/${parts[1]!.id}/offers`, nights).expect(201);
    expect(offer.body).toMatchObject({ state: 'offered' });
    const worker = await signIn();
    const letter = (await worker.get(`/requests/${parts[1]!.id}/letter`)).text;
    expect([letter.includes('To swim'), letter.includes('To cook')]).toEqual([true, false]);
  });
});
