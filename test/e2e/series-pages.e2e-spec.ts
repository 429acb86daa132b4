import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { shownIn } from '../support/shown-in.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let worker: PageClient;
let ash: string;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse({ beds: 1 });
  worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
  ash = await make.aYoungPerson(house);
  const kit = await make.aYoungPerson(house, { firstName: 'Kitsune' });
  await make.aStay(house, kit, { inDays: fridayIn(3), nights: 2 });
});
afterAll(() => app?.close());

const today = () => dateIn(app.clock.now(), 'Europe/London');
const fridayIn = (weeks: number) => ((12 - weekdayOf(today())) % 7) + 7 * weeks;
const friday = (weeks: number) => addDays(today(), fridayIn(weeks));
const typed = (date: string) => date.split('-').map(Number).toReversed().join('/');
const yes = { answeredBy: 'Their mother', how: 'telephone' };

/** The whole way by page: each test goes on where the one before it ended. */
describe('a break that repeats, by page', () => {
  it('is asked a question at a time, said back in a sentence and as dates, and sent', async () => {
    const begun = await worker.post('/requests/new', { youngPerson: ash, unit: house.unit });
    id = /requests\/([^/]+)/.exec(begun.location!)![1]!;
    const at = (page: string) => `/requests/${id}/${page}`;
    await worker.post(at('ask/aim'), { purpose: 'Sleep and cook' });
    expect((await worker.get(at('ask/when'))).text).toContain(`href="${at('repeats')}"`);
    expect((await worker.get(at('repeats'))).location).toBe(at('repeats/first'));
    expect((await worker.post(at('repeats/first'), { nights: '2' })).text).toContain('Enter the day on which');
    const first = await worker.post(at('repeats/first'), { from: typed(friday(2)), nights: '2' });
    expect(first.location).toBe(at('repeats/how-often'));
    expect((await worker.get(at('repeats/how-often'))).text).toContain('Every month on the');
    expect((await worker.post(at('repeats/how-often'), { every: 'week' })).location).toBe(at('repeats/until'));
    const far = await worker.post(at('repeats/until'), { until: '16/7/2099', which: 'any' });
    expect([far.status, far.text]).toEqual([400, expect.stringMatching(/[Cc]heck the year/)]);
    expect((await worker.post(at('repeats/until'), { until: typed(friday(6)), which: 'any' })).location).toBe(
      at('repeats/other-days'),
    );
    expect((await worker.post(at('repeats/other-days'), { earlier: '0', later: '2' })).location).toBe(
      at('repeats/dates'),
    );
    const dates = (await worker.get(at('repeats/dates'))).text;
    expect(dates).toContain('Every Friday to Sunday from');
    expect(dates).not.toContain('Kitsune');
    const said = [`${friday(4)}=skip`, `${friday(5)}=${addDays(friday(5), 1)}`];
    expect((await worker.post(at('repeats/dates'), { said, then: 'look' })).location).toBe(at('repeats/dates'));
    expect((await worker.get(at('repeats/dates'))).text).toContain('Left out');
    expect((await worker.post(at('repeats/dates'), { said })).location).toBe(at('ask/wishes'));
    // Who goes back over the answers comes by the dates of the series again, and not by one break’s two dates.
    expect((await worker.post(at('ask/aim'), { purpose: 'Sleep and cook' })).location).toBe(at('repeats'));
    expect((await worker.get(at('repeats'))).location).toBe(at('repeats/dates'));
    expect((await worker.get(at('ask/wishes'))).text).toContain(`href="${at('repeats')}" class="govuk-back-link"`);
    expect((await worker.post(at('ask/when'), { nights: '', from: '', to: '' })).location).toBe(at('ask/wishes'));
    const check = (await worker.get(at('check'))).text;
    expect(check).toContain('Every Friday to Sunday from');
    expect(check).toContain('Left out:');
    expect((await worker.post(at('check'))).location).toBe(at('submitted'));
  });

  it('is held, signed and booked for all that fit, on one page', async () => {
    const page = `/requests/${id}/breaks`;
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${id}`)).text).toContain(`href="${page}"`);
    expect((await staff.get(page)).text).toContain('Hold a bed for all that fit');
    expect((await staff.post(`${page}/propose`)).text).toContain('Choose at least one break');
    const breaks = shownIn((await staff.get(page)).text, 'breaks').filter((one) => !one.startsWith(friday(3)));
    expect((await staff.post(`${page}/propose`, { breaks })).location).toBe(page);
    expect((await staff.get(page)).text).toContain('A bed is held for 3 breaks.');
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const waiting = (await manager.get(page)).text;
    expect(waiting).toContain('all 3 breaks that wait');
    const { body } = await make.as(house.manager).get(`/requests/${id}`).expect(200);
    const { offer } = (body as { parts: { offer: { id: string } | null }[] }).parts.find((part) => part.offer)!;
    const toAll = `href="${page}">All breaks of this series`;
    expect((await manager.get(`/offers/${offer!.id}/sign`)).text).toContain(toAll);
    // The day has one row for the three of them, and one for those that are left.
    const toSign = (await manager.get('/')).text;
    expect(toSign).toMatch(new RegExp(`href="${page}">Sign 3 proposals for `));
    expect(toSign).not.toContain('Sign the proposal for');
    expect((await worker.get('/')).text).toMatch(new RegExp(`href="${page}">[^<]+, 3 breaks<`));
    const signed = { decision: 'suitable', reasons: 'Suits the group', againstAdvice: 'They met at tea' };
    const offers = shownIn(waiting, 'offers');
    expect((await manager.post(`${page}/sign`, { ...signed, offers })).location).toBe(page);
    expect((await worker.get(page)).text).toContain('yes to all 3 breaks');
    expect((await worker.get(`/offers/${offer!.id}/answer`)).text).toContain(toAll);
    expect((await worker.get('/')).text).toMatch(
      new RegExp(`href="${page}">Record the family’s answer to 3 breaks for `),
    );
    expect((await worker.post(`${page}/accept`, { ...yes, offers })).location).toBe(page);
    expect((await worker.get(page)).text).toContain('A stay is booked for 3 breaks.');
  });

  it('takes words that seem to name another child once somebody has looked', async () => {
    const page = `/requests/${id}/breaks`;
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `${page}/${friday(3)}/withdraw`;
    const [seen] = shownIn((await manager.get(path)).text, 'seen');
    const when = { date: typed(today()), time: '00:01', ending: 'family:other' };
    const refused = await manager.post(path, { seen: seen!, ...when, reasons: 'Kitsune needs the bed' });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('It names no other young person')]);
    expect(refused.text).toContain('Kitsune needs the bed');
  });

  it('is not asked for brothers and sisters: the page says how', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const asked = { youngPerson: ash, siblings: [bo], unit: house.unit, purpose: 'Rest', draft: true };
    const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
    const at = `/requests/${(body as { id: string }).id}`;
    const when = (await worker.get(`${at}/ask/when`)).text;
    expect(when).toContain('each of them in a request of their own');
    expect(when).toContain(`href="${at}/ask/siblings"`);
    expect(when).not.toContain(`${at}/repeats`);
    const begun = await worker.get(`${at}/repeats`);
    expect([begun.status, begun.text]).toEqual([409, expect.stringContaining('in a request of their own')]);
  });

  it('is asked for a brother or sister as well in one step, with its dates', async () => {
    const { body } = await make.as(house.worker).get(`/young-people/${ash}`).expect(200);
    const { lastName } = body as { lastName: string };
    const cy = await make.aYoungPerson(house, { firstName: 'Cy', lastName });
    const to = `/requests/new?youngPerson=${cy}&amp;unit=${house.unit}&amp;like=${id}`;
    for (const page of ['submitted', 'breaks'])
      expect((await worker.get(`/requests/${id}/${page}`)).text).toContain(
        `href="${to}">Ask for the same breaks for Cy`,
      );
    const begin = (await worker.get(to.replaceAll('&amp;', '&'))).text;
    expect(begin).toContain('The same breaks are asked for Cy: Every Friday to Sunday from');
    const begun = await worker.post('/requests/new', { youngPerson: cy, unit: house.unit, like: id });
    const own = /requests\/([^/]+)/.exec(begun.location!)![1]!;
    const seriesOf = async (one: string) =>
      ((await make.as(house.worker).get(`/requests/${one}`).expect(200)).body as { series: object }).series;
    expect(await seriesOf(own)).toEqual(await seriesOf(id));
    expect((await worker.get(`/requests/${own}/repeats/dates`)).text).toContain('Every Friday to Sunday from');
    // Of somebody whose request they may not see nothing is told.
    const other = await make.aHouse();
    const stranger = await PageClient.signIn(app.address, other.worker.email, PASSWORD);
    const theirs = await make.aYoungPerson(other);
    const query = { youngPerson: theirs, unit: other.unit, like: id };
    expect((await stranger.get(`/requests/new?${new URLSearchParams(query)}`)).status).toBe(404);
    expect((await stranger.post('/requests/new', query)).status).toBe(404);
  });

  it('is changed later: one that was left out is put back, another asked for on other days', async () => {
    const page = `/requests/${id}/breaks`;
    const later = (given: Record<string, string>) => worker.post(`${page}/later`, given);
    expect((await later({ date: typed(friday(4)), what: 'put_back' })).location).toBe(page);
    expect((await worker.get(page)).text).toContain('The break is put back.');
    const none = await later({ date: typed(friday(4)), what: 'shift' });
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('Enter the day on which they would')]);
    const shifted = { date: friday(4), what: 'shift', arrival: typed(addDays(friday(4), 1)) };
    expect((await later(shifted)).location).toBe(page);
    expect((await worker.get(page)).text).toContain('Other days are asked for 1 break.');
    const booked = await later({ ...shifted, date: friday(2), arrival: typed(addDays(friday(2), 1)) });
    expect([booked.status, booked.text]).toEqual([409, expect.stringContaining('change the nights there')]);
  });

  it('asks anew for the first date of a draft that lay until it had passed', async () => {
    const series = { every: 'week', from: friday(2), nights: 2, times: 4 };
    const asked = { youngPerson: ash, unit: house.unit, purpose: 'Rest', draft: true, series };
    const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
    const at = `/requests/${(body as { id: string }).id}/repeats`;
    app.clock.advance({ days: 30 });
    worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { status, text } = await worker.get(`${at}/dates`);
    expect([status, text]).toEqual([200, expect.stringContaining('The first break must begin today or later.')]);
    expect(text).toContain(`action="${at}/first"`);
    const first = await worker.post(`${at}/first`, { from: typed(friday(2)), nights: '2' });
    expect(first.location).toBe(`${at}/how-often`);
    expect((await worker.get(`${at}/dates`)).text).toContain('Every Friday to Sunday from');
  });
});
