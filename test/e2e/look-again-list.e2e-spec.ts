import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let kit: string;
/** Tia’s, in forty days: too far ahead for the lists of the day. */
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  ({ house, kit, stay } = await aDecidedStay(make, { inDays: 40, nights: 2 }));
});

const as = (user = house.staff) => PageClient.signIn(app.address, user.email, PASSWORD);
interface Listed {
  items: { stay: string; changes: string[]; isRefused: boolean }[];
  next: string | null;
}
const list = async (query = ''): Promise<Listed> =>
  (await make.as(house.staff).get(`/look-again${query}`).expect(200)).body as Listed;
const AT = () => `/stays/${stay}/look-again`;
/** Somebody else is decided on alone, and then somebody is booked beside them. */
const another = async (inDays: number): Promise<string> => {
  const [one, two] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
  for (const each of [one, two]) await anAssessment(make, house, each, { ratings: [] });
  const decided = await make.aStay(house, one, { inDays, nights: 1 });
  await make.aStay(house, two, { inDays, nights: 1 });
  return decided;
};

describe('what is to be looked at again, however far ahead', () => {
  it('is listed by arrival, counted on Today, and beside what is to be solved', async () => {
    const staff = await as();
    expect((await staff.get('/look-again')).text).toContain('There is nothing to look at again.');
    expect((await staff.get('/')).text).not.toContain('href="/look-again"');
    await make.aStay(house, kit, { inDays: 41, nights: 2 });
    const today = (await staff.get('/')).text;
    expect(today).toContain('1 more matching decision to look at again, for later arrivals');
    expect(today).not.toContain(AT());
    const { text } = await staff.get('/look-again');
    expect([text.includes(AT()), text.includes('Kit Kestrel will be there, too')]).toEqual([true, true]);
    const near = await another(5);
    const solve = (await staff.get(`/conflicts?unit=${house.unit}`)).text;
    expect(solve).toContain(`/stays/${near}/look-again`);
    expect(solve).toContain(`/look-again?unit=${house.unit}`);
    expect((await list()).items.map((one) => one.stay)).toEqual([near, stay]);
  });

  it('is paged, and ends', async () => {
    await make.aStay(house, kit, { inDays: 41, nights: 2 });
    const near = await another(5);
    const first = await list('?limit=1');
    expect([first.items.map((one) => one.stay), first.next === null]).toEqual([[near], false]);
    const rest = await list(`?limit=1&cursor=${encodeURIComponent(first.next!)}`);
    expect([rest.items.map((one) => one.stay), rest.next]).toEqual([[stay], null]);
    const page = await (await as()).get('/look-again?limit=1');
    expect(page.text).toContain('Later arrivals');
  });

  it('is for those who work at the unit', async () => {
    await make.aStay(house, kit, { inDays: 41, nights: 2 });
    await make.as(house.worker).get('/look-again').expect(403);
    expect((await (await as(house.worker)).get('/')).text).not.toContain('/look-again');
    const other = await make.aHouse();
    expect((await make.as(other.manager).get('/look-again').expect(200)).body).toEqual({ items: [], next: null });
    expect((await (await as(other.manager)).get(`/look-again?unit=${house.unit}`)).status).toBe(404);
  });

  it('is read in as many statements for one as for three', async () => {
    await make.aStay(house, kit, { inDays: 41, nights: 2 });
    await list();
    const one = (await statementsOf(() => list())).toSorted();
    await another(5);
    await another(8);
    expect((await list()).items).toHaveLength(3);
    expect((await statementsOf(() => list())).toSorted()).toEqual(one);
  });
});

describe('looking again', () => {
  const changes = async () =>
    ((await make.as(house.staff).get(AT()).expect(200)).body as { changes: string[] }).changes;
  const sign = (said: object) => lookedFirst(make, house.manager, AT(), { reasons: 'Fine', ...said });

  it('is asked for where the staff can take fewer than it was decided on, until they can again', async () => {
    await make.aStay(house, kit, { inDays: 40, nights: 2 });
    await sign({ decision: 'suitable' }).expect(201);
    expect(await changes()).toEqual([]);
    const can = (take: number) =>
      make
        .as(house.manager)
        .post(`/units/${house.unit}/staffing/nights`, { night: make.today(41), take, high: 0 })
        .expect(201);
    await can(1);
    expect(await changes()).toEqual([expect.stringMatching(/^The staff can take fewer than it was decided on: /)]);
    await can(2);
    expect(await changes()).toEqual([]);
  });

  it('is asked for where somebody is held a bed by an offer, and where such an offer goes, and not where it is taken up', async () => {
    const listed = async () => (await list()).items.map((one) => one.stay);
    const held = async () => {
      const request = await make.aRequest(house, kit, { inDays: 40, nights: 2 });
      const nights = { arrival: make.today(40), departure: make.today(42) };
      const { body } = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
      return (body as { id: string }).id;
    };
    // Held and not signed yet: the advice counts it, so it is looked at again, once.
    const first = await held();
    expect(await changes()).toEqual([expect.stringMatching(/^A bed is held for Kit Kestrel by an offer, who was not/)]);
    await sign({ decision: 'suitable' }).expect(201);
    expect([await changes(), await listed()]).toEqual([[], []]);
    await make.as(house.manager).post(`/offers/${first}/take-back`, { reasons: 'Not these nights' }).expect(200);
    expect(await changes()).toEqual([expect.stringMatching(/^No bed is held for Kit Kestrel any more: /)]);
    expect(await listed()).toEqual([stay]);
    // Another offer of theirs, and all is as it was decided on; signed and taken up, too.
    const second = await held();
    expect([await changes(), await listed()]).toEqual([[], []]);
    await make.as(house.manager).post(`/offers/${second}/sign`, { reasons: 'Suits the group' }).expect(200);
    expect(await changes()).toEqual([]);
    const said = { answeredBy: 'Their mother', how: 'telephone' };
    await make.as(house.worker).post(`/offers/${second}/accept`, said).expect(200);
    expect([await changes(), await listed()]).toEqual([[], []]);
  });

  it('shows what was reported since, in its words, with where it is looked at', async () => {
    await make.aStay(house, kit, { inDays: 40, nights: 2 });
    const said = { text: 'Police say that he was threatened' };
    const { body } = await make.as(house.worker).post(`/young-people/${kit}/information`, said).expect(201);
    const { text } = await (await as()).get(AT());
    expect(text).toContain('Police say that he was threatened');
    expect(text).toContain(`/information/${(body as { id: string }).id}`);
    await sign({ decision: 'suitable', againstAdvice: 'He is watched' }).expect(201);
    expect((await (await as()).get(AT())).text).not.toContain('Police say');
  });

  it('takes no plan that names somebody whom the unit knows, though they are not to be there', async () => {
    const plan = { decision: 'suitable_with_mitigations', mitigations: [{ what: 'Tea with kit kestrel', who: 'Jo' }] };
    const { body } = await sign(plan).expect(400);
    expect((body as { errors: { message: string }[] }).errors[0]!.message).toContain('Do not name Kit Kestrel');
  });

  it('signs nothing that says the same again while nothing has changed, and a change of mind at any time', async () => {
    const refused = await sign({ decision: 'suitable' }).expect(409);
    expect((refused.body as { title: string }).title).toContain('Nothing has changed since it was decided');
    const plan = { decision: 'suitable_with_mitigations', mitigations: [{ what: 'Rooms apart', who: 'Night staff' }] };
    await sign(plan).expect(201);
    await sign(plan).expect(409);
    await sign({ decision: 'not_suitable' }).expect(201);
    const rows = await app.sql(`SELECT 1 FROM match_decisions WHERE stay_id = $1`, [stay]);
    expect(rows).toHaveLength(2);
  });
});
