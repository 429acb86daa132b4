import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { suitable } from '../support/signing.js';
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
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

const as = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const text = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');
describe('proposing on pages', () => {
  it('shows the lost race with what took the bed, and the way back to the options', async () => {
    const other = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Dunlin' });
    const request = await make.aRequest(house, ash);
    await make.anOffer(house, other, { bed: house.beds[0]! });
    const staff = await as(house.staff);
    const answer = await staff.post(`/requests/${request}/propose`, { arrival: make.today(10), bed: house.beds[0]! });
    expect(answer.status).toBe(409);
    expect(text(answer.text)).toMatch(/Bed 1 is held by an offer for Kit Dunlin/);
    expect(answer.text).toContain(`/requests/${request}/options`);
    expect(text(answer.text)).toContain('Bed 2');
  });
  it('is signed in the same step by a manager with reasons, and by nobody else', async () => {
    const request = await make.aRequest(house, ash);
    const nights = { arrival: make.today(10), bed: house.beds[1]! };
    const manager = await as(house.manager);
    expect((await manager.post(`/requests/${request}/propose`, { ...nights, sign: 'yes' })).status).toBe(400);
    const staff = await as(house.staff);
    const proposed = await staff.post(`/requests/${request}/propose`, { ...nights, sign: 'yes', reasons: 'Mine' });
    expect(proposed.location).toBe(`/requests/${request}`);
    expect(text((await staff.get(proposed.location!)).text)).toContain('Waiting for signature');
  });
  it('leads from a free night to the requests that have it between their dates', async () => {
    const request = await make.aRequest(house, ash, { slack: 2 });
    const staff = await as(house.staff);
    const night = (day: number) => staff.get(`/requests/choose?from=${make.today(day)}&unit=${house.unit}`);
    expect((await night(11)).text).toContain(`/requests/${request}/options?arrival=${make.today(11)}`);
    expect((await night(14)).text).not.toContain(request);
    expect(text((await night(14)).text)).toContain('No open request has this night');
  });
});

describe('the family’s answer on pages', () => {
  const yes = () => ({ accepted: 'yes', answeredBy: 'Their mother', how: 'telephone', date: make.today(), time: '' });

  it('asks when it was said, and how when it was another way', async () => {
    const { offer } = await make.anOffer(house, ash);
    const worker = await as(house.worker);
    const path = `/offers/${offer}/answer`;
    expect((await worker.get(path)).text).toMatch(/name="time"[^>]*value="\d\d:\d\d"/);
    expect((await worker.post(path, yes())).text).toContain('id="time-error"');
    const late = await worker.post(path, { ...yes(), date: make.today(1), time: '10:00' });
    expect(late.status).toBe(400);
    expect(late.text).toContain('id="date-error"');
    expect((await worker.post(path, { ...yes(), how: 'other', time: '00:00' })).text).toContain('id="otherWay-error"');
  });
  it('is taken once: the second is told what is known already', async () => {
    const { offer, request } = await make.anOffer(house, ash);
    const worker = await as(house.worker);
    const form = await worker.get(`/offers/${offer}/answer`);
    const time = /name="time"[^>]*value="(\d\d:\d\d)"/.exec(form.text)![1]!;
    expect((await worker.post(`/offers/${offer}/answer`, { ...yes(), time })).location).toBe(`/requests/${request}`);
    const second = await worker.post(`/offers/${offer}/answer`, { ...yes(), time });
    expect(second.status).toBe(409);
    expect(text(second.text)).toContain('This request is now “Booked”');
    expect(second.text).toContain(`href="/requests/${request}"`);
  });
  it('is not asked for before the signature, and the unit’s reasons stay with the unit', async () => {
    const request = await make.aRequest(house, ash);
    const staff = await as(house.staff);
    await staff.post(`/requests/${request}/propose`, { arrival: make.today(10), bed: house.beds[0]! });
    const [{ id: offer }] = (await app.sql<{ id: string }>(
      `SELECT o.id FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1`,
      [request],
    )) as [{ id: string }];
    const worker = await as(house.worker);
    expect((await worker.get(`/offers/${offer}/answer`)).status).toBe(409);
    expect(text((await worker.get(`/requests/${request}`)).text)).not.toContain('Bed 1');
    const manager = await as(house.manager);
    await manager.post(`/offers/${offer}/sign`, { ...suitable(offer), reasons: 'Kit is away then' });
    expect(text((await manager.get(`/requests/${request}`)).text)).toContain('Kit is away then');
    const seen = text((await worker.get(`/requests/${request}`)).text);
    expect(seen).toContain('Record the family’s answer');
    expect(seen).not.toContain('Kit is away then');
  });
});

describe('the first page', () => {
  it('shows each role what is theirs to do, and pages it', async () => {
    for (let n = 0; n < 14; n += 1) {
      await make.aRequest(house, await make.aYoungPerson(house, { firstName: `Child${n}` }), { inDays: 20 + n });
    }
    const staff = await as(house.staff);
    const first = await staff.get('/');
    const names = (html: string) => [...html.matchAll(/Propose nights for (Child\d+)/g)].map(([, name]) => name);
    expect(names(first.text)).toEqual(Array.from({ length: 12 }, (_, n) => `Child${n}`));
    const more = /href="(\/\?cursor=[^"]+)"/.exec(first.text)![1]!.replaceAll('&amp;', '&');
    expect(names((await staff.get(more)).text)).toEqual(['Child12', 'Child13']);
    expect(text((await (await as(house.worker)).get('/')).text)).toContain('Unit staff: look at the options');
  });
  it('sends an administrator to the accounts', async () => {
    const admin = await make.aUser(house, 'administrator');
    const client = await as(admin);
    expect(await client.get('/')).toMatchObject({ status: 303, location: '/accounts' });
  });
});

describe('moving a request on, on pages', () => {
  it.each([
    ['waitlist', {}],
    ['ask-information', {}],
    ['decline', { code: 'no_nights' }],
    ['withdraw', {}],
  ])('%s asks for reasons', async (action, more) => {
    const request = await make.aRequest(house, ash);
    const manager = await as(house.manager);
    expect((await manager.get(`/requests/${request}/${action}`)).status).toBe(200);
    const without = await manager.post(`/requests/${request}/${action}`, { ...more, reasons: ' ' });
    expect(without.status).toBe(400);
    expect(without.text).toContain('id="reasons-error"');
    const done = await manager.post(`/requests/${request}/${action}`, {
      ...more,
      reasons: 'The family moved <b>away</b>',
    });
    expect(done.location).toBe(`/requests/${request}`);
    expect((await manager.get(`/requests/${request}`)).text).toContain('The family moved &lt;b&gt;away&lt;/b&gt;');
    const again = await manager.get(`/requests/${request}/${action}`);
    expect(again.status).toBe(409);
  });
});
