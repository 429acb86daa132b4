import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let worker: PageClient;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});
afterAll(() => app?.close());

const begin = async () => {
  await worker.get(`/requests/new?youngPerson=${ash}`);
  const begun = await worker.post('/requests/new', { youngPerson: ash, unit: house.unit });
  return begun.location!.replace(/\/ask\/.*|\/check/, '');
};
const typed = (date: string) => date.split('-').map(Number).toReversed().join('/');
const stretch = (row: number, from: number, nights = 2) => ({
  [`from${row}`]: typed(make.today(from)),
  [`to${row}`]: typed(addDays(make.today(from), nights)),
});
const parts = async (request: string) =>
  ((await make.as(house.worker).get(request).expect(200)).body as { parts: { youngPerson: { id: string } }[] }).parts;

describe('several stretches of dates', () => {
  it('are asked for on a page of their own, more of them without a script, and lead on', async () => {
    const request = await begin();
    const when = await worker.get(`${request}/ask/when`);
    expect(when.text).toContain(`href="${request}/ask/stretches"`);
    await worker.get(`${request}/ask/stretches`);
    const filled = { nights: '2', breaks: '2', ...stretch(1, 24), ...stretch(2, 10), ...stretch(3, 17) };
    const more = await worker.post(`${request}/ask/stretches`, { ...filled, then: 'more' });
    expect(more.location).toBe(`${request}/ask/stretches`);
    const again = await worker.get(`${request}/ask/stretches`);
    expect(again.text).toContain('name="from5"');
    expect(again.text).toContain(`value="${typed(make.today(10))}"`);
    const on = await worker.post(`${request}/ask/stretches`, filled);
    expect(on.location).toBe(`${request}/ask/weekdays`);
    expect(await parts(request)).toHaveLength(2);
    const check = await worker.get(`${request}/check`);
    expect(check.text).toContain('How many breaks');
    expect(check.text).toContain(`href="${request}/ask/stretches?change=yes"`);
    const one = { nights: '2', from: typed(make.today(10)), to: typed(make.today(15)) };
    expect((await worker.post(`${request}/ask/when`, one)).location).toBe(`${request}/ask/weekdays`);
    expect(await parts(request)).toHaveLength(1);
  });

  it('say beside the row in which it was typed what is wrong, and keep what was typed', async () => {
    const request = await begin();
    await worker.get(`${request}/ask/stretches`);
    const short = { nights: '2', breaks: '1', ...stretch(1, 24, 1), ...stretch(3, 10) };
    const refused = await worker.post(`${request}/ask/stretches`, short);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('href="#to1"');
    expect(refused.text).toContain(`value="${typed(make.today(10))}"`);
    const half = { nights: '2', breaks: '1', ...stretch(1, 10), from2: typed(make.today(20)) };
    expect((await worker.post(`${request}/ask/stretches`, half)).text).toContain('href="#to2"');
    const none = await worker.post(`${request}/ask/stretches`, { nights: '2', breaks: '1' });
    expect(none.text).toContain('Enter the first day and the last day of each stretch');
  });
});

describe('brothers and sisters', () => {
  it('are those of the same name, or named by their case number, and each has a part', async () => {
    const request = await begin();
    const page = await worker.get(`${request}/ask/siblings`);
    expect(page.text).toContain('Bo Example');
    const on = await worker.post(`${request}/ask/siblings`, { siblings: bo });
    expect(on.location).toBe(`${request}/ask/their-aims`);
    expect((await parts(request)).map(({ youngPerson }) => youngPerson.id)).toEqual([ash, bo]);
    expect((await worker.get(`${request}/check`)).text).toContain('Bo Example');
    const cy = await make.aYoungPerson(house, { firstName: 'Cy', lastName: 'Other' });
    const [{ case_number: siblingCase }] = (await app.sql('SELECT case_number FROM young_people WHERE id = $1', [
      cy,
    ])) as [{ case_number: string }];
    await worker.get(`${request}/ask/siblings`);
    await worker.post(`${request}/ask/siblings`, { siblings: bo, siblingCase });
    expect((await parts(request)).map(({ youngPerson }) => youngPerson.id)).toEqual([ash, bo, cy]);
    await worker.get(`${request}/ask/siblings`);
    const unknown = await worker.post(`${request}/ask/siblings`, { siblingCase: 'nobody-1' });
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain('href="#siblingCase"');
    await worker.post(`${request}/ask/siblings`, {});
    expect(await parts(request)).toHaveLength(1);
  });
});

describe('the page of a request for several stays', () => {
  it('lists them with their next actions, each with a page of its own, and what can be done with all', async () => {
    const asked = { youngPerson: ash, siblings: [bo], unit: house.unit, nights: 2, purpose: 'Rest' };
    const window = { from: make.today(60), to: make.today(65) };
    const answer = await make
      .as(house.worker)
      .post('/requests', { ...asked, ...window })
      .expect(201);
    const { id, parts: wanted } = answer.body as { id: string; parts: { id: string }[] };
    const whole = await worker.get(`/requests/${id}`);
    expect(whole.text).toContain('2 breaks for Ash Example and Bo Example');
    expect(whole.text).toContain(`href="/requests/${id}/withdraw"`);
    for (const part of wanted) expect(whole.text).toContain(`href="/requests/${part.id}"`);
    const second = await worker.get(`/requests/${wanted[1]!.id}`);
    expect(second.text).toContain('Break 2 of 2');
    expect(second.text).toContain(`href="/requests/${id}"`);
    expect((await worker.get('/requests')).text).toContain('break 2 of 2');
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${id}/options`)).location).toBe(`/requests/${id}/together`);
    expect((await staff.get(`/requests/${id}/hold`)).text).toContain('Choose the one that you mean');
    expect((await staff.get(`/requests/${wanted[1]!.id}/options`)).status).toBe(200);
  });
});
