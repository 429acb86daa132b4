import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
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
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
});

const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
/** What stands under the heading of assessments on the first page, and where it leads. */
async function owed(user: TestUser) {
  const { text } = await (await signIn(user)).get('/');
  const [, list = ''] = /Not assessed: here, coming soon or asked for<\/h2>([\s\S]*?)<\/ul>/.exec(text) ?? [];
  return [...list.matchAll(/href="([^"]+)">([^<]+)</g)].map(([, href, what]) => [what, href]);
}
const unsigned = (who: string, id: string) => [`Assess ${who} Example`, `/young-people/${id}/assessment`];

describe('who comes within fourteen days and does not count as assessed', () => {
  it('is on the key worker’s first page, once for several stays, and on nobody else’s', async () => {
    await make.aStay(house, ash, { inDays: 3, nights: 1 });
    await make.aStay(house, ash, { inDays: 9, nights: 1 });
    expect(await owed(house.worker)).toEqual([unsigned('Ash', ash)]);
    expect(await owed(house.staff)).toEqual([]);
    expect(await owed(house.manager)).toEqual([]);
  });

  it('is here once they have come, and not before', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    const says = async () => (await (await signIn(house.worker)).get('/')).text;
    expect(await says()).toMatch(/<br>[A-Z][^<]* 20\d\d\. Not assessed: [^<]* writes one now: they arrive today\./);
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect(await says()).toContain('writes one now: they are here.');
  });

  it.each([
    [14, 1],
    [15, 0],
  ])('%i days before the arrival it is %i', async (inDays, many) => {
    await make.aStay(house, ash, { inDays, nights: 1 });
    expect(await owed(house.worker)).toHaveLength(many);
  });

  it('is the unit’s to countersign where the key worker signed, and the key worker’s where somebody else did', async () => {
    await make.aStay(house, ash, { inDays: 5, nights: 1 });
    await anAssessment(make, house, ash, {}, { second: null });
    const countersign = [['Countersign the assessment of Ash Example', `/young-people/${ash}/assessment`]];
    expect([await owed(house.worker), await owed(house.staff)]).toEqual([[], countersign]);
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await make.aStay(house, bo, { inDays: 6, nights: 1 });
    await anAssessment(make, house, bo, {}, { by: house.staff, second: null });
    expect((await owed(house.worker)).map(([what]) => what)).toEqual(['Countersign the assessment of Bo Example']);
  });

  it('is owed once the assessment is out of date on that day, and not while it counts', async () => {
    await make.aStay(house, ash, { inDays: 5, nights: 1 });
    await anAssessment(make, house, ash, { reviewBy: make.today(1) });
    expect(await owed(house.worker)).toEqual([]);
    app.clock.advance({ days: 2 });
    expect(await owed(house.worker)).toEqual([unsigned('Ash', ash)]);
  });

  it('is owed of whoever is asked for, from the day on which that is sent: once, and by whoever’s move it is', async () => {
    await make.aRequest(house, ash, { inDays: 40 });
    expect(await owed(house.worker)).toEqual([unsigned('Ash', ash)]);
    expect((await (await signIn(house.worker)).get('/')).text).toMatch(/<br>\d nights?, [^<]* 20\d\d\. Not assessed: /);
    expect(await owed(house.staff)).toEqual([]);
    await anAssessment(make, house, ash, {}, { second: null });
    expect(await owed(house.worker)).toEqual([]);
    const countersign = [['Countersign the assessment of Ash Example', `/young-people/${ash}/assessment`]];
    expect([await owed(house.staff), await owed(house.manager)]).toEqual([countersign, countersign]);
    await make.aStay(house, ash, { inDays: 5, nights: 1 });
    expect(await owed(house.staff)).toEqual(countersign);
  });

  it('is not owed of a draft, nor once the request has ended', async () => {
    const draft = { youngPerson: ash, unit: house.unit, draft: true };
    await make.as(house.worker).post('/requests', draft).expect(201);
    expect(await owed(house.worker)).toEqual([]);
    const request = await make.aRequest(house, ash, { inDays: 40 });
    expect(await owed(house.worker)).toHaveLength(1);
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'x' }).expect(200);
    expect(await owed(house.worker)).toEqual([]);
  });

  it('takes as many statements for three as for one', async () => {
    const page = await signIn(house.worker);
    const sent = async () => (await statementsOf(() => page.get('/'))).toSorted();
    await make.aStay(house, ash, { inDays: 9, nights: 1 });
    await page.get('/');
    const one = await sent();
    for (const place of [10, 12])
      await make.aStay(house, await make.aYoungPerson(house, { firstName: `Kit ${place}` }), {
        inDays: place,
        nights: 1,
      });
    expect(await owed(house.worker)).toHaveLength(3);
    expect(await sent()).toEqual(one);
  });
});
