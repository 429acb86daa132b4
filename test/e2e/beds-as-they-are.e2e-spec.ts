import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 3 });
});

const step = (stay: string, name: string, body: object = {}) =>
  make.as(house.staff).post(`/stays/${stay}/${name}`, body);
const stayOf = async (firstName: string, inDays: number, nights: number, bed: number) =>
  make.aStay(house, await make.aYoungPerson(house, { firstName }), { inDays, nights, bed: house.beds[bed]! });
const open = async (stay: string) => (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as object;
const held = (stay: string) =>
  app.sql(
    `SELECT b.name AS bed, c.arrival, c.departure FROM bed_claims c JOIN beds b ON b.id = c.bed_id
      WHERE c.stay_id = $1 AND c.live ORDER BY 2`,
    [stay],
  );
const signIn = () => PageClient.signIn(app.address, house.staff.email, PASSWORD);
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const dmy = (date: string) => date.split('-').toReversed().join('/');

describe('somebody stays on whose bed another has been put into for tonight', () => {
  it('keeps the nights that they slept there, has another from tonight, and page and history say which', async () => {
    const juno = await stayOf('Juno', 0, 1, 0);
    const toby = await stayOf('Toby', 0, 4, 1);
    for (const stay of [juno, toby]) await step(stay, 'arrive').expect(200);
    app.clock.goTo('15:00', 1);
    await step(toby, 'move', { bed: house.beds[0] }).expect(200);
    const page = await signIn();
    const asked = await page.get(`/stays/${juno}/stay-on`);
    expect(text(asked.text)).toMatch(/Toby Example is in Bed 1 from .*Otherwise Juno has Bed 2 from tonight\./);
    expect(asked.text).not.toContain('keeps the bed');
    expect(asked.text).toContain(`href="/stays/${toby}/move"`);
    const done = await page.post(`/stays/${juno}/stay-on`, { departure: dmy(make.today(1)), reason: 'Snow' });
    expect(text((await page.get(done.location!)).text)).toContain(
      'From tonight Juno has Bed 2, and not Bed 1 any more.',
    );
    expect(await held(juno)).toEqual([
      { bed: 'Bed 1', arrival: make.today(-1), departure: make.today() },
      { bed: 'Bed 2', arrival: make.today(), departure: make.today(1) },
    ]);
    expect(await held(toby)).toMatchObject([{ bed: 'Bed 2' }, { bed: 'Bed 1', arrival: make.today() }]);
    expect(await open(juno)).toMatchObject({
      events: [{ note: 'Snow. In Bed 2 from tonight, not in Bed 1.' }, {}, {}],
    });
  });

  it('keeps the bed that is nobody’s, which is named', async () => {
    const juno = await stayOf('Juno', 0, 1, 0);
    await step(juno, 'arrive').expect(200);
    const page = await signIn();
    const done = await page.post(`/stays/${juno}/stay-on`, { departure: dmy(make.today(3)), reason: 'Snow' });
    expect(text((await page.get(done.location!)).text)).toMatch(/Juno is staying on until [^.]*, in Bed 1\./);
    expect(await open(juno)).toMatchObject({ events: [{ note: 'Snow. In Bed 1.' }, {}, {}] });
  });
});

describe('an arrival before the planned day', () => {
  it('into a bed in which somebody is says so before and after, with the bed that was found', async () => {
    const toby = await stayOf('Toby', 0, 1, 1);
    await step(toby, 'arrive').expect(200);
    const kai = await stayOf('Kai', 1, 2, 1);
    const page = await signIn();
    expect(text((await page.get(`/stays/${kai}/arrive`)).text)).toMatch(
      /Toby Example is in Bed 2 until [^.]*\. Kai will have Bed 1\./,
    );
    const when = { date: dmy(make.today()), time: '11:30' };
    expect((await page.post(`/stays/${kai}/arrive`, when)).text).toContain('Kai will have Bed 1.');
    const done = await page.post(`/stays/${kai}/arrive`, { ...when, certain: 'yes' });
    expect(text((await page.get(done.location!)).text)).toContain(
      'Kai has Bed 1 and not Bed 2: Toby Example is in Bed 2.',
    );
    expect(await open(kai)).toMatchObject({ events: [{ note: 'In Bed 1 from tonight, not in Bed 2.' }, {}] });
  });

  it('names before and after whose plans make way', async () => {
    const kai = await stayOf('Kai', 4, 2, 0);
    await stayOf('Bo', 1, 2, 0);
    await make.anOffer(house, await make.aYoungPerson(house, { firstName: 'Cy' }), {
      ...{ inDays: 3, nights: 1, bed: house.beds[0]! },
    });
    const page = await signIn();
    expect(text((await page.get(`/stays/${kai}/arrive`)).text)).toMatch(
      /these lose their bed\..*Bo Example, Bed 1, .*Cy Example, Bed 1, [^(]*\(an offer\)/,
    );
    const when = { date: dmy(make.today()), time: '11:30', certain: 'yes' };
    const done = await page.post(`/stays/${kai}/arrive`, when);
    expect(text((await page.get(done.location!)).text)).toMatch(
      /Lost their bed for it: Bo Example, [^;]*; Cy Example, [^(]* \(an offer\)\./,
    );
  });

  it('by more than a week is not of that stay: nobody else’s nights are taken, and an emergency is pointed to', async () => {
    const kai = await stayOf('Kai', 8, 2, 0);
    const bo = await stayOf('Bo', 2, 2, 0);
    const refused = await step(kai, 'arrive', { certain: true }).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/too-early' });
    expect((refused.body as { title: string }).title).toContain('A child needs a place tonight');
    expect((await (await signIn()).get(`/stays/${kai}/arrive`)).text).toContain('more than 7 days from now');
    expect(await open(bo)).toMatchObject({ state: 'booked', conflict: null });
    app.clock.advance({ days: 1 });
    await step(kai, 'arrive', { certain: true }).expect(200);
  });
});

describe('arrivals on the wrong stays that are undone one after the other', () => {
  it('leave no stay without the bed that is free again, and say nothing false in between', async () => {
    const people = [await make.aYoungPerson(house, { firstName: 'Bram' }), await make.aYoungPerson(house)] as const;
    const [bram, elsie] = people;
    const [one, two] = house.beds as [string, string];
    const later = { inDays: 5, nights: 3 };
    const wrong = [
      await make.aStay(house, bram, { ...later, bed: one }),
      await make.aStay(house, elsie, { ...later, bed: two }),
    ];
    const right = [
      await make.aStay(house, bram, { inDays: 0, nights: 2, bed: two }),
      await make.aStay(house, elsie, { inDays: 0, nights: 2, bed: one }),
    ];
    for (const stay of wrong) await step(stay, 'arrive', { certain: true }).expect(200);
    const reason = { reason: 'The wrong stay' };
    await step(wrong[0]!, 'undo-arrival', reason).expect(200);
    expect(await open(right[0]!)).toMatchObject({
      conflict: { why: 'no_bed', text: expect.not.stringContaining('staying') },
    });
    await step(wrong[1]!, 'undo-arrival', reason).expect(200);
    for (const [at, bed] of [two, one].entries())
      expect(await open(right[at]!)).toMatchObject({ state: 'booked', conflict: null, bed: { id: bed } });
    for (const stay of wrong) expect(await open(stay)).toMatchObject({ state: 'booked', conflict: null });
  });
});
