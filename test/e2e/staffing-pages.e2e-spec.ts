import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { date, shortDate } from '../../src/web/filters.js';
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

const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const week = (take: string, high: string) =>
  Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
      [`take${day}`, take],
      [`high${day}`, high],
    ]),
  );
const night = (inDays: number) => `/staffing/nights/${make.today(inDays)}?unit=${house.unit}`;

describe('the pages of staffing', () => {
  it('set a pattern, and say at the field of the day what is wrong with it, keeping what was typed', async () => {
    const manager = await signIn(house.manager);
    const typed = { ...week('3', '1'), high5: '4', validFrom: make.today() };
    const wrong = await manager.post(`/staffing/pattern?unit=${house.unit}`, typed);
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('id="high5-error"');
    expect(wrong.text).toContain('Friday: of the 3 that it can take');
    expect(wrong.text).toMatch(/id="high5"[^>]*value="4"/);
    const saved = await manager.post(`/staffing/pattern?unit=${house.unit}`, { ...typed, high5: '1' });
    expect(saved).toMatchObject({ status: 303, location: `/staffing?unit=${house.unit}` });
    expect((await (await signIn(house.staff)).get(`/staffing/pattern?unit=${house.unit}`)).status).toBe(403);
  });

  it('change a night in two clicks from the calendar, and put it back', async () => {
    const staff = await signIn(house.staff);
    expect((await staff.get(`/calendar?unit=${house.unit}`)).text).toContain(`href="${night(2)}"`);
    const form = await staff.get(night(2));
    expect(form.text).toMatch(/id="take"[^>]*value="3"/);
    const forty = await staff.post(night(2), { step: 'save', take: '40', high: '1' });
    expect(forty.status).toBe(400);
    expect(forty.text).toContain('The unit has 4 beds: how many it can take, visitors included, is between 0 and 8.');
    expect((await staff.post(night(2), { step: 'save', take: '2', high: '0', note: 'Ill' })).status).toBe(303);
    expect((await staff.get(`/staffing?unit=${house.unit}`)).text).toMatch(/0 of 2[\s\S]*Changed by[\s\S]*Ill/);
    expect((await staff.post(night(2), { step: 'back' })).status).toBe(303);
    expect((await staff.get(`/staffing?unit=${house.unit}`)).text).not.toContain('Changed by');
  });

  it('let two who change a night at once know of each other: nothing is done that the second has not seen', async () => {
    const [one, other] = [await signIn(house.staff), await signIn(house.manager)];
    const seenIn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const seen = seenIn((await one.get(night(9))).text);
    await other.post(night(9), { step: 'save', take: '2', high: '1', seen });
    const refused = await one.post(night(9), { step: 'save', take: '3', high: '1', note: 'Back from leave', seen });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('it is 2, of them 1 at high support now');
    expect(refused.text).toContain('Back from leave');
    expect(refused.text).toMatch(/id="take"[^>]*value="3"/);
    const again = { step: 'save', take: '3', high: '1', seen: seenIn(refused.text) };
    expect((await one.post(night(9), again)).status).toBe(303);
    expect((await one.get(night(9))).text).toMatch(/id="take"[^>]*value="3"/);
  });

  it('say at once that more are booked than a new figure allows', async () => {
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: 12, nights: 1 });
    const [staff, manager] = [await signIn(house.staff), await signIn(house.manager)];
    const { location } = await staff.post(night(12), { step: 'save', take: '0', high: '0' });
    expect((await staff.get(location!)).text).toContain('more are booked than that');
    await staff.post(night(12), { step: 'back' });
    const set = await manager.post(`/staffing/pattern?unit=${house.unit}`, {
      ...week('0', '0'),
      validFrom: make.today(11),
    });
    expect((await manager.get(set.location!)).text).toContain(
      `The pattern is set. On ${date(make.today(12))} more are booked than that`,
    );
    await manager.post(`/staffing/pattern?unit=${house.unit}`, { ...week('3', '1'), validFrom: make.today(11) });
  });

  it('show a night with too many first on Today, to the unit’s people only', async () => {
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: 5, nights: 1 });
    const staff = await signIn(house.staff);
    expect((await staff.get('/')).text).not.toContain('too many');
    await staff.get(night(5));
    await staff.post(night(5), { step: 'save', take: '0', high: '0' });
    const today = (await staff.get('/')).text;
    expect(today).toContain(`One too many on ${shortDate(make.today(5))}`);
    expect(today.indexOf('One too many')).toBeLessThan(today.indexOf('Your next actions'));
    expect(today).toContain('1 young person is booked, and the staff can take 0.');
    const worker = await signIn(house.worker);
    expect((await worker.get('/')).text).not.toContain('too many');
    const calendar = (await worker.get(`/calendar?unit=${house.unit}`)).text;
    expect(calendar).toContain('Nobody more can come');
    for (const hidden of ['High support', 'high support', 'Can take', 'too many'])
      expect(calendar).not.toContain(hidden);
  });

  it.each(['nights/2027-02-30', 'nights/2020-01-01', 'nights/2127-01-01', 'nights/soon'])('has no %s', async (path) => {
    const staff = await signIn(house.staff);
    expect((await staff.get(`/staffing/${path}?unit=${house.unit}`)).status).toBe(404);
  });
});

describe('the pages of visits', () => {
  const plan = (inDays: number, more: Record<string, string> = {}) => ({
    ...{ unit: house.unit, kind: 'tea', date: make.today(inDays), startsAt: '16:00', endsAt: '17:30' },
    ...more,
  });

  it('refuse one beyond the staff; a manager gives a reason on the same page', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Kestrel' });
    const path = `/visits/new?youngPerson=${ash}`;
    const staff = await signIn(house.staff);
    await staff.get(path);
    const refused = await staff.post(path, plan(5));
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('there would be 2 young people, and staff for 0');
    expect(refused.text).not.toContain('name="overrule"');
    const manager = await signIn(house.manager);
    await manager.get(path);
    expect((await manager.post(path, plan(5))).text).toContain('name="overrule"');
    const planned = await manager.post(path, plan(5, { overrule: 'I am there' }));
    expect(planned.status).toBe(303);
    expect((await manager.get(planned.location!)).text).toContain('I am there');
    expect((await manager.get(`/young-people/${ash}`)).text).toContain(planned.location!);
  });

  it('record one of today with who was there', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Heron' });
    const staff = await signIn(house.staff);
    await staff.get(`/visits/new?youngPerson=${bo}`);
    const times = { startsAt: '0:00', endsAt: '23.59' };
    const { location } = await staff.post(`/visits/new?youngPerson=${bo}`, plan(0, times));
    const today = await staff.get('/');
    expect(today.text).toMatch(/Visiting today[\s\S]*Record the visit of Bo Heron/);
    await staff.get(`${location}/happened`);
    const nobody = await staff.post(`${location}/happened`, { whoWasThere: '', startedAt: '00:00', endedAt: '00:30' });
    expect([nobody.status, nobody.text.includes('whoWasThere-error')]).toEqual([400, true]);
    await staff.post(`${location}/happened`, { whoWasThere: 'Mum', startedAt: '00:00', endedAt: '00:30' });
    expect((await staff.get(location!)).text).toMatch(/Took place[\s\S]*00:00 to 00:30[\s\S]*Mum/);
    expect((await staff.get('/')).text).not.toContain('Visiting today');
    expect((await staff.get(`${location}/cancel`)).status).toBe(409);
  });

  it('record one that nobody had planned, with who was there', async () => {
    const di = await make.aYoungPerson(house, { firstName: 'Di', lastName: 'Wren' });
    const staff = await signIn(house.staff);
    expect((await staff.get(`/visits?unit=${house.unit}`)).text).toContain('href="/visits/new"');
    const path = `/visits/new?youngPerson=${di}`;
    const choice = await staff.get('/visits/new?search=Wren');
    expect(choice.text).toMatch(/Who is the visit for[\s\S]*Di Wren/);
    expect(choice.text).toContain(`href="${path}"`);
    await staff.get(path);
    const been = { startsAt: '00:00', endsAt: '00:30', when: 'took_place' };
    const nobody = await staff.post(path, plan(-1, been));
    expect([nobody.status, nobody.text.includes('whoWasThere-error')]).toEqual([400, true]);
    const { location } = await staff.post(path, plan(-1, { ...been, whoWasThere: 'Gran' }));
    expect((await staff.get(location!)).text).toMatch(/Took place[\s\S]*Gran/);
    const worker = await signIn(house.worker);
    expect((await worker.get(path)).text).not.toContain('name="when"');
  });

  it('have the coming and the past, page by page', async () => {
    const staff = await signIn(house.staff);
    const first = (await staff.get(`/visits?unit=${house.unit}&limit=1`)).text;
    const next = /href="(\/visits\?[^"]*cursor=[^"]+)"/.exec(first)![1]!.replaceAll('&amp;', '&');
    expect((await staff.get(`${next}&limit=1`)).text).toContain('Ash Kestrel');
    expect((await staff.get(`/visits?unit=${house.unit}&show=past`)).text).toContain('Di Wren');
  });

  it('of a young person whom I may not see are not there', async () => {
    const unseen = await make.aYoungPerson(await make.aHouse());
    const staff = await signIn(house.staff);
    expect((await staff.get(`/visits/new?youngPerson=${unseen}`)).status).toBe(404);
    expect((await staff.post(`/visits/new?youngPerson=${unseen}`, plan(9))).status).toBe(404);
  });
});
