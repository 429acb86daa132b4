import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Nights {
  arrival: string;
  advice: string;
  decidedAt: string | null;
  reasons: string[];
}

const rating = (factor: string, poses: number, vulnerable: number) => ({
  ...{ factor, poses, vulnerable, status: 'serious' },
  evidence: 'Seen at school this month',
});
const bullied = { ratings: [rating('bullying', 0, 3)] };

/** Tia, who was assessed, asks for two nights; somebody else is booked for the same, in the first bed. */
async function asking({ ratings = [] as object[], assessed = true, firstName = 'Quillan', slack = 0 } = {}) {
  const house = await make.aHouse();
  const other = await make.aUser(house, 'cas_worker', 'referrer');
  const there = await make.aYoungPerson(house, { firstName, lastName: 'Zephyr', keyWorker: other });
  const tia = await make.aYoungPerson(house, { firstName: 'Tia' });
  await anAssessment(make, house, tia, bullied);
  if (assessed) await anAssessment(make, house, there, { ratings }, { by: other });
  await make.anOffer({ ...house, worker: other }, there, { bed: house.beds[0]! });
  const request = await make.aRequest(house, tia, { slack });
  return { house, there, tia, request };
}

async function nightsOf(by: TestUser, request: string): Promise<Nights[]> {
  const { body } = await make.as(by).get(`/requests/${request}/options`).expect(200);
  return (body as { options: Nights[] }).options;
}

const NOT_NOW = ['It does not work out as things stand. Ask the unit: this can change.'];

describe('which nights suit, as a key worker is told of it', () => {
  it.each([
    [1, 'suitable', []],
    [2, 'suitable_with_plan', []],
    [4, 'not_these_nights', NOT_NOW],
  ])('with somebody there of whom bullying is feared at %i: %s', async (poses, advice, reasons) => {
    const { house, request } = await asking({ ratings: [rating('bullying', poses, 0)] });
    const [only, ...more] = await nightsOf(house.worker, request);
    expect(more).toEqual([]);
    expect(only).toEqual({
      ...{ arrival: make.today(10), departure: make.today(12), suitsWeekdays: true },
      ...{ advice, reasons, decidedAt: null },
    });
  });

  it('is told alike when they are kept apart, nobody knows the other, or every bed is taken', async () => {
    const unknown = await asking({ assessed: false });
    const apart = await asking();
    await make
      .as(apart.house.manager)
      .post('/pair-decisions', {
        ...{ youngPeople: [apart.tia, apart.there], decision: 'never_together' },
        ...{ evidence: 'A fight', reviewBy: make.today(90) },
      })
      .expect(201);
    const full = await asking();
    for (const bed of full.house.beds.slice(1))
      await make
        .as(full.house.staff)
        .post(`/beds/${bed}/out-of-service`, { from: make.today(10), to: make.today(12), reason: 'damage' })
        .expect(201);
    for (const { house, request } of [unknown, apart, full]) {
      const [{ advice, reasons }] = (await nightsOf(house.worker, request)) as [Nights];
      expect([advice, reasons]).toEqual(['not_these_nights', NOT_NOW]);
    }
  });

  it('is whose move it is while their own young person is not assessed, whoever is there', async () => {
    const house = await make.aHouse();
    const request = await make.aRequest(house, await make.aYoungPerson(house, { firstName: 'Una' }), { slack: 2 });
    const nights = await nightsOf(house.worker, request);
    expect(nights.map(({ advice }) => advice)).toEqual(['not_assessed', 'not_assessed', 'not_assessed']);
    expect(nights[0]!.reasons).toEqual([
      expect.stringMatching(/^Una Example: Not assessed: nobody has assessed them yet\. .*the key worker, writes one/),
    ]);
  });

  it('is what stands against the nights of their own, in words', async () => {
    const house = await make.aHouse({ youngest: 16 });
    const tia = await make.aYoungPerson(house, { firstName: 'Tia' });
    await anAssessment(make, house, tia);
    const [{ advice, reasons }] = (await nightsOf(house.worker, await make.aRequest(house, tia))) as [Nights];
    expect([advice, reasons]).toEqual([
      'not_these_nights',
      ['They would be 14. The unit takes young people from 16 to 17.'],
    ]);
  });

  it('is what it was while a bed is held for them, proposed or signed, be it the last', async () => {
    const { house, request } = await asking({ ratings: [rating('bullying', 1, 0)] });
    for (const bed of house.beds.slice(2))
      await make
        .as(house.staff)
        .post(`/beds/${bed}/out-of-service`, { from: make.today(10), to: make.today(12), reason: 'damage' })
        .expect(201);
    const before = await nightsOf(house.worker, request);
    const nights = { arrival: make.today(10), departure: make.today(12) };
    const held = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    expect(await nightsOf(house.worker, request)).toEqual(before);
    const { id } = held.body as { id: string };
    await make.as(house.manager).post(`/offers/${id}/sign`, { reasons: 'Suits the group' }).expect(200);
    const after = await nightsOf(house.worker, request);
    expect(after).toEqual(before.map((one) => ({ ...one, decidedAt: expect.any(String) })));
    expect(before.map(({ advice }) => advice)).toEqual(['suitable']);
  });

  it('is what was signed, against the advice too, until the nights are given up or somebody decides otherwise', async () => {
    const { house, request } = await asking({ ratings: [rating('bullying', 4, 0)], slack: 1 });
    const first = async () => {
      const [{ advice, reasons }] = (await nightsOf(house.worker, request)) as [Nights];
      return [advice, reasons];
    };
    const propose = async () => {
      const nights = { arrival: make.today(10), departure: make.today(12) };
      const { body } = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
      return (body as { id: string }).id;
    };
    expect(await first()).toEqual(['not_these_nights', NOT_NOW]);
    const held = await propose();
    const plan = { mitigations: [{ what: 'Staff sit with Tia at meals', who: 'Late shift' }], againstAdvice: 'Seen' };
    const signed = { reasons: 'Well known', decision: 'suitable_with_mitigations', ...plan };
    await lookedFirst(make, house.manager, `/offers/${held}/sign`, signed).expect(200);
    const withPlan = ['suitable_with_plan', ['The plan: Staff sit with Tia at meals (Late shift).']];
    expect(await first()).toEqual(withPlan);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const { text } = await worker.get(`/requests/${request}/options`);
    expect(text).toMatch(/Suitable with a plan[\s\S]*Decided on[\s\S]*Staff sit with Tia at meals/);
    await make.as(house.manager).post(`/offers/${held}/take-back`, { reasons: 'A bed is broken' }).expect(200);
    expect(await first()).toEqual(['not_these_nights', NOT_NOW]);
    const again = await propose();
    const no = { reasons: 'Not now', decision: 'not_suitable' };
    await make.as(house.manager).post(`/offers/${again}/sign`, no).expect(200);
    const [decided, free] = await nightsOf(house.worker, request);
    expect([await first(), decided!.decidedAt === null, free!.decidedAt]).toEqual([
      ...[['not_these_nights', NOT_NOW], false, null],
    ]);
  });

  it('is by date, however they fit, and has no number, bed, name or id of anybody else in it', async () => {
    const { house, request, there } = await asking({ ratings: [rating('bullying', 4, 0)], slack: 3 });
    const { text } = await make.as(house.worker).get(`/requests/${request}/options`).expect(200);
    const nights = (JSON.parse(text) as { options: Nights[] }).options;
    expect(nights.map(({ arrival }) => arrival)).toEqual([10, 11, 12, 13].map((days) => make.today(days)));
    expect(nights.map(({ advice }) => advice)).toEqual([
      ...['not_these_nights', 'not_these_nights', 'suitable', 'suitable'],
    ]);
    // An id may have the letters of a word in it.
    const words = text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
    expect(words).not.toMatch(/score|points|Quillan|Zephyr|Bed|Bullying|company|moves|version/i);
    for (const id of [there, ...house.beds]) expect(text).not.toContain(id);
    const keys = new Set(nights.flatMap((one) => Object.keys(one)));
    expect([...keys].toSorted()).toEqual(['advice', 'arrival', 'decidedAt', 'departure', 'reasons', 'suitsWeekdays']);
  });

  it('is the same for a co-worker and a deputy, and nothing for a key worker of somebody else', async () => {
    const { house, request, tia } = await asking();
    const [co, deputy, stranger] = [
      await make.aUser(house, 'cas_worker', 'referrer'),
      await make.aUser(house, 'cas_worker', 'referrer'),
      await make.aUser(house, 'cas_worker', 'referrer'),
    ];
    await make.as(house.worker).post(`/young-people/${tia}/co-workers`, { worker: co.id }).expect(201);
    const leave = { firstDay: make.today(), lastDay: make.today(9), note: 'On leave' };
    await make
      .as(house.worker)
      .post('/deputies', { deputy: deputy.id, ...leave })
      .expect(201);
    const nights = await nightsOf(house.worker, request);
    for (const one of [co, deputy]) expect(await nightsOf(one, request)).toEqual(nights);
    await make.as(stranger).get(`/requests/${request}/options`).expect(404);
  });

  it('on the page: each answer in words, from the request, without a way to propose', async () => {
    const { house, request } = await asking({ ratings: [rating('bullying', 4, 0)], slack: 40 });
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/requests/${request}`)).text).toContain(`/requests/${request}/options`);
    const { text } = await worker.get(`/requests/${request}/options`);
    expect(text).toMatch(/✕ Not these nights[\s\S]*✓ Suitable/);
    expect(text).not.toMatch(/Quillan|Zephyr|Bed \d|of 100|Bullying|matching guide|Propose/);
    expect(text).toContain('Later arrivals');
    const later = await worker.get(`/requests/${request}/options?arrival=${make.today(45)}`);
    expect(later.text).toContain('Earlier arrivals');
  });

  it('takes as many statements for many nights as for one', async () => {
    const counted = async ({ house, request }: { house: House; request: string }) => {
      await nightsOf(house.worker, request);
      return (await statementsOf(() => nightsOf(house.worker, request))).toSorted();
    };
    const one = await counted(await asking());
    expect(await counted(await asking({ slack: 60 }))).toEqual(one);
    expect(one.filter((statement) => !statement.startsWith('SELECT'))).toEqual(['INSERT audit_entries']);
  });
});
