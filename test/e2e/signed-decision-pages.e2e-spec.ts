import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let tia: string;
let request: string;
let offer: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
/** Kit sleeps badly and loudly, and Tia lightly: a plan would make it work. */
beforeEach(async () => {
  house = await make.aHouse();
  const kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel' });
  tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Tern' });
  await anAssessment(make, house, kit, sleep(3, 0));
  await anAssessment(make, house, tia, sleep(0, 3));
  await make.aStay(house, kit, { inDays: 10, nights: 2, bed: house.beds[0]! });
  request = await make.aRequest(house, tia, { inDays: 10, nights: 2 });
  offer = await proposed();
});
const sleep = (poses: number, vulnerable: number) => ({
  ratings: [{ factor: 'sleep', poses, vulnerable, status: 'serious', evidence: 'Seen at school this month' }],
});
const proposed = async () => {
  const nights = { arrival: make.today(10), departure: make.today(12) };
  const answer = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
  return (answer.body as { id: string }).id;
};
const as = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const valueOf = (text: string, id: string) => new RegExp(`id="${id}"[^>]*value="([^"]*)"`).exec(text)?.[1];
const decided = async () =>
  app.sql<{ decision: string; mitigations: object[]; against_advice: string | null }>(
    `SELECT decision, mitigations, against_advice FROM match_decisions WHERE offer_id = $1`,
    [offer],
  );

describe('the page on which nights are decided', () => {
  it('asks what is decided below the advice, with the plan begun by what would make it work', async () => {
    const { text } = await (await as(house.manager)).get(`/offers/${offer}/sign`);
    expect(text).toContain('What do you decide?');
    expect(text).toContain('Only with mitigation');
    expect(valueOf(text, `what-${offer}-1`)).toBe('A member of staff awake at night');
    expect(text).toMatch(/The advice is “Only with mitigation”\. Needed if you choose “Suitable”/);
  });

  it('keeps what was typed, and says at its line what is missing', async () => {
    const manager = await as(house.manager);
    await manager.get(`/offers/${offer}/sign`);
    const plan = {
      [`decision-${offer}`]: 'suitable_with_mitigations',
      [`what-${offer}`]: ['Somebody awake at night', '', 'Kit’s door stays shut'],
      [`who-${offer}`]: ['', '', 'Night staff'],
    };
    const bare = await manager.post(`/offers/${offer}/sign`, { reasons: '' });
    expect([bare.status, bare.text.includes('href="#reasons"')]).toEqual([400, true]);
    expect(bare.text).toContain(`href="#decision-${offer}"`);
    const { status, text } = await manager.post(`/offers/${offer}/sign`, { ...plan, reasons: 'They get on' });
    expect([status, valueOf(text, `what-${offer}-3`)]).toEqual([400, 'Kit’s door stays shut']);
    expect(text).toContain(`href="#who-${offer}-1"`);
    expect(text.split(`id="what-${offer}-3-error"`)[1]).toMatch(/Do not name Kit/);
    expect(text).toContain('They get on');
    expect(await decided()).toEqual([]);
  });

  it('signs a plan, which the key worker reads with the request, and nothing else of it', async () => {
    const manager = await as(house.manager);
    await manager.get(`/offers/${offer}/sign`);
    const answer = await manager.post(`/offers/${offer}/sign`, {
      [`decision-${offer}`]: 'suitable_with_mitigations',
      [`what-${offer}`]: ['Somebody awake at night', '', ''],
      [`who-${offer}`]: ['Night staff', '', ''],
      reasons: 'Kit is calmer than last year',
    });
    expect([answer.status, answer.location]).toEqual([303, `/requests/${request}`]);
    expect(await decided()).toEqual([
      {
        ...{ decision: 'suitable_with_mitigations', against_advice: null },
        mitigations: [{ what: 'Somebody awake at night', who: 'Night staff' }],
      },
    ]);
    const { text } = await (await as(house.worker)).get(`/requests/${request}`);
    expect(text).toContain('Suitable with a plan');
    expect(text).toContain('Somebody awake at night');
    expect(text).not.toMatch(/Kit|Kestrel|of 100|matching guide/);
    expect((await manager.get(`/requests/${request}`)).text).toContain('Kit is calmer than last year');
  });

  it('leaves out of “suitable” a line that was only suggested', async () => {
    const manager = await as(house.manager);
    await manager.get(`/offers/${offer}/sign`);
    const said = {
      ...{ [`decision-${offer}`]: 'suitable', reasons: 'Fine', [`against-${offer}`]: 'They shared a room at camp' },
      ...{ [`what-${offer}`]: ['Somebody awake at night', '', ''], [`who-${offer}`]: ['', '', ''] },
    };
    expect((await manager.post(`/offers/${offer}/sign`, said)).status).toBe(303);
    expect(await decided()).toEqual([
      { decision: 'suitable', mitigations: [], against_advice: 'They shared a room at camp' },
    ]);
  });

  it('takes the nights back with “not suitable”, and tells the key worker that it is not these nights', async () => {
    const manager = await as(house.manager);
    await manager.get(`/offers/${offer}/sign`);
    const no = { [`decision-${offer}`]: 'not_suitable', reasons: 'Kit needs quiet' };
    expect((await manager.post(`/offers/${offer}/sign`, no)).location).toBe(`/requests/${request}`);
    expect((await manager.get(`/requests/${request}`)).text).toContain('The nights are taken back and the bed is free');
    const { text } = await (await as(house.worker)).get(`/requests/${request}`);
    expect(text).toContain('Not these nights');
    expect(text).not.toContain('Kit');
  });
});
