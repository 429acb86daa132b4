import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Fit {
  verdict: string;
  score: number;
  version: number;
  contributions: { points: number; sentence: string }[];
  strengths: string[];
  gaps: string[];
  wouldWork: string[];
}
interface Option {
  arrival: string;
  bed: { id: string; name: string };
  beds: { id: string }[];
  compatibility: Fit;
}

const rating = (factor: string, poses: number, vulnerable: number, status = 'serious') => ({
  ...{ factor, poses, vulnerable, status },
  evidence: 'Seen at school this month',
});

/** Signed by their key worker and countersigned by the unit. */
async function assessed(house: House, youngPerson: string, ratings: object[] = []) {
  const body = {
    ratings,
    noKnownConcern: { source: 'Talked to school and family', date: make.today() },
    ...{ strengths: 'Kind to younger ones', support: 'shared', reviewBy: make.today(90) },
  };
  await make.as(house.worker).post(`/young-people/${youngPerson}/assessments`, body).set('If-Match', '*').expect(201);
  await make
    .as(house.staff)
    .post(`/young-people/${youngPerson}/assessments/1/countersign`)
    .set('If-Match', '*')
    .expect(200);
}

const optionsOf = async (house: House, request: string): Promise<Option[]> =>
  ((await make.as(house.staff).get(`/requests/${request}/options`).expect(200)).body as { options: Option[] }).options;

/** Somebody stays in the first bed for two nights; another asks for the same nights. */
async function two(house: House) {
  const there = await make.aYoungPerson(house, { firstName: 'Kit' });
  const asking = await make.aYoungPerson(house, { firstName: 'Tia' });
  await make.aStay(house, there, { inDays: 10, nights: 2, bed: house.beds[0]! });
  const request = await make.aRequest(house, asking, { inDays: 10, nights: 2 });
  return { there, asking, request };
}

describe('options say who fits with whom', () => {
  it('and never that they suit while somebody is not assessed: they say whose move it is', async () => {
    const house = await make.aHouse();
    const { request } = await two(house);
    const [{ compatibility }] = (await optionsOf(house, request)) as [Option];
    expect(compatibility).toMatchObject({ verdict: 'not_assessed', version: 1 });
    expect(compatibility.gaps).toHaveLength(2);
    expect(compatibility.gaps.join(' ')).toMatch(/Kit.*Not assessed: nobody has assessed them yet\..*key worker/);
  });

  it('by what one poses and the other is vulnerable to, with reasons that add up', async () => {
    const house = await make.aHouse();
    const { there, asking, request } = await two(house);
    await assessed(house, there, [rating('aggression_to_peers', 3, 0)]);
    await assessed(house, asking, [rating('aggression_to_peers', 0, 3)]);
    const [{ compatibility }] = (await optionsOf(house, request)) as [Option];
    expect(compatibility.verdict).toBe('unsuitable');
    expect(compatibility.contributions.reduce((sum, { points }) => sum + points, 100)).toBe(compatibility.score);
    expect(compatibility.contributions[0]!.sentence).toMatch(
      /^Aggression to peers: high risk from Kit .*, serious without intervention; high risk to Tia /,
    );
  });

  it('where their rooms lie counts: the bed away from the other is the one to take', async () => {
    const house = await make.aHouse({ beds: 3 });
    const [one, two_, three] = house.beds;
    const rooms = [
      { id: one, area: 'Upstairs' },
      { id: two_, area: 'Upstairs' },
      { id: three, area: 'Garden side' },
    ];
    await make.as(house.manager).patch(`/units/${house.unit}`, { rooms }).set('If-Match', '*').expect(200);
    const { there, asking, request } = await two(house);
    await assessed(house, there, [rating('sleep', 3, 0)]);
    await assessed(house, asking, [rating('sleep', 0, 3)]);
    const [option] = (await optionsOf(house, request)) as [Option];
    expect(option.bed.id).toBe(three);
    expect(option.beds.map(({ id }) => id)).toEqual([three, two_]);
    expect(option.compatibility.contributions[0]!.sentence).toMatch(/Eased by rooms away from each other$/);
  });

  it('takes what was decided about two into account, and that they are brother and sister', async () => {
    const house = await make.aHouse();
    const { there, asking, request } = await two(house);
    for (const one of [there, asking]) await assessed(house, one);
    const fit = async () => (await optionsOf(house, request))[0]!.compatibility;
    expect(await fit()).toMatchObject({ verdict: 'suitable', score: 100, strengths: [] });
    await make
      .as(house.staff)
      .post('/pair-decisions', {
        ...{ youngPeople: [there, asking], decision: 'works_well', evidence: 'They cooked together' },
        reviewBy: make.today(90),
      })
      .expect(201);
    const related = { other: asking, relation: 'together', note: 'They share a room at home' };
    await make.as(house.staff).post(`/young-people/${there}/siblings`, related).expect(201);
    const { score, strengths } = await fit();
    expect([score, strengths]).toEqual([
      100,
      [expect.stringContaining('are brothers or sisters'), expect.stringContaining('work well together')],
    ]);
  });

  it('on the page: safe nights first, the reasons below each other, and the same before it is signed', async () => {
    const house = await make.aHouse();
    const { there, asking } = await two(house);
    await assessed(house, there, [rating('bullying', 3, 0)]);
    await assessed(house, asking, [rating('bullying', 0, 3)]);
    const request = await make.aRequest(house, asking, { inDays: 10, nights: 2, slack: 4 });
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await staff.get(`/requests/${request}/options`);
    const verdicts = [...text.matchAll(/<strong class="band band--(good|warn|bad|info)">([^<]*)/g)].map(
      (one) => one[1],
    );
    expect(verdicts.slice(1)).toEqual([...verdicts.slice(1)].toSorted((a, b) => ORDER.indexOf(a!) - ORDER.indexOf(b!)));
    expect(text).toContain('Bullying: high risk from Kit');
    const [{ arrival, bed }] = (await optionsOf(house, request)) as [Option];
    const propose = await staff.get(`/requests/${request}/propose?arrival=${arrival}&bed=${bed.id}`);
    expect(propose.text).toContain('How they fit');
    const answer = await make
      .as(house.staff)
      .post(`/requests/${request}/offers`, { arrival, departure: make.today(12) })
      .expect(201);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const sign = await manager.get(`/offers/${(answer.body as { id: string }).id}/sign`);
    expect(sign.text).toContain('Bullying: high risk from Kit');
    expect(sign.text).toContain('this is advice, a named person decides');
  });

  it('to those who work there: a key worker is asked for an answer by the family, and reads no word of another child', async () => {
    const house = await make.aHouse();
    const { there, asking, request } = await two(house);
    await assessed(house, there, [rating('fire_setting', 3, 0)]);
    await assessed(house, asking);
    const offer = await make
      .as(house.manager)
      .post(`/requests/${request}/offers`, { arrival: make.today(10), departure: make.today(12), reasons: 'Fine' })
      .expect(201);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { text } = await worker.get(`/offers/${(offer.body as { id: string }).id}/answer`);
    expect(text).not.toMatch(/Fire-setting|matching guide|of 100/);
  });
});

const ORDER = ['good', 'warn', 'info', 'bad'];
