import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
});
afterAll(() => app?.close());

interface Went {
  reviews: { id: string; face: number | null; said: string; namesOthers: boolean }[];
}

/** A stay with everything on it, much of which names Bo. */
async function aFullStay(): Promise<string> {
  const { as } = make;
  const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
  const post = (path: string, body: object, by = house.staff) =>
    as(by).post(`/stays/${stay}/${path}`, body).expect(201);
  await as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  await post('notes', { kind: 'settled', text: 'Asleep by ten', namesOthers: false });
  await post('notes', { kind: 'incident', text: 'Quarrelled with Bo', namesOthers: true });
  app.clock.advance({ hours: 6 });
  await as(house.staff).post(`/stays/${stay}/away`, { kind: 'hospital', note: 'With Bo’s mother' }).expect(200);
  app.clock.advance({ hours: 2 });
  await as(house.staff).post(`/stays/${stay}/back`).expect(200);
  await post('medicines', {
    ...{ name: 'Melatonin', form: 'Tablets of 2 mg', direction: 'in', count: 14 },
    ...{ countedBy: 'Sam Example', witnessedBy: 'May Example' },
  });
  app.clock.advance({ days: 1 });
  const end = { by: 'unit', code: 'safety', reason: 'Bo hit him' };
  await as(house.staff).post(`/stays/${stay}/depart`, end).expect(200);
  await post('reviews', { voice: 'young_person', face: 2, said: 'Too loud', how: 'told' }, house.worker);
  const staff = { voice: 'staff', metAim: 'no', said: 'Not beside Bo', nextTime: 'Not with Bo', namesOthers: true };
  await post('reviews', { ...staff, withoutFamily: 'Abroad', matching: 'Bo and he fell out' });
  const { body } = await as(house.worker).get(`/stays/${stay}/outcomes`).expect(200);
  const [missing] = (body as { items: { id: string }[] }).items;
  await post(`outcomes/${missing!.id}`, { before: 3, after: 0 });
  return stay;
}

describe('the summary of a stay', () => {
  it('has what belongs into the child’s file, and nothing of another child, whoever makes it', async () => {
    const stay = await aFullStay();
    for (const by of [house.worker, house.staff, house.manager]) {
      const { body } = await make.as(by).get(`/stays/${stay}/summary`).expect(200);
      expect(body).toMatchObject({
        ...{ standing: 'reviewed', purpose: 'Sleep and cook', madeBy: by.name, legal: null },
        ending: 'Left earlier than planned. Ended by the unit.',
        absences: [{ kind: 'hospital', ended: 'back' }],
        medicines: [{ name: 'Melatonin', in: 14, out: null }],
        notes: [{ text: 'Asleep by ten' }],
        reviews: [
          { voice: 'young_person', said: 'Too loud' },
          { voice: 'staff', metAim: 'no', said: '' },
        ],
        outcomes: [{ before: 3, after: 0, later: null }],
      });
      expect(JSON.stringify(body)).not.toMatch(/Bo\b|safety/);
      const page = (await (await PageClient.signIn(app.address, by.email, PASSWORD)).get(`/stays/${stay}/summary`))
        .text;
      expect(page).toContain((body as { caseNumber: string }).caseNumber);
      expect(page).toContain('Too loud');
      expect(page).not.toMatch(/Bo\b|safety/);
    }
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'stay.summarised' AND subject_id = $1`, [
      stay,
    ]);
    expect(trail).toHaveLength(6);
    const elsewhere = await make.aHouse();
    for (const by of [elsewhere.staff, elsewhere.worker]) await make.as(by).get(`/stays/${stay}/summary`).expect(404);
  });
});

describe('the words of a young person', () => {
  it('can be marked as naming another child afterwards, by the unit alone; of what is written down it is asked', async () => {
    const stay = await aFullStay();
    const told = { voice: 'young_person', face: 2, said: 'With Bo', how: 'told' };
    await make.as(house.staff).post(`/stays/${stay}/reviews`, told).expect(400);
    const own = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    await own.get(`/stays/${stay}/own-words`);
    await own.post(`/stays/${stay}/own-words`, { face: '2', said: 'Bo was loud' });
    const went = async (by = house.staff) =>
      ((await make.as(by).get(`/stays/${stay}/reviews`).expect(200)).body as Went).reviews;
    const one = (await went())[0]!;
    const mark = (by = house.staff) => make.as(by).post(`/stays/${stay}/reviews/${one.id}/names-others`);
    await mark(house.worker).expect(403);
    await mark((await make.aHouse()).staff).expect(404);
    expect((await own.get(`/stays/${stay}/review`)).text).not.toContain('It names another young person');
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/stays/${stay}/review`)).text).toContain('It names another young person');
    const marked = await staff.post(`/stays/${stay}/review/${one.id}/names-others`, {});
    expect(marked).toMatchObject({ status: 303, location: `/stays/${stay}/review` });
    await mark(house.manager).expect(200);
    expect((await went(house.worker))[0]).toMatchObject({ face: 2, said: '', namesOthers: true });
    for (const path of ['review', 'summary'])
      expect((await own.get(`/stays/${stay}/${path}`)).text).not.toContain('Bo was loud');
    const summary = await make.as(house.staff).get(`/stays/${stay}/summary`).expect(200);
    expect(JSON.stringify(summary.body)).not.toContain('Bo was loud');
    expect((await staff.get(`/stays/${stay}/review`)).text).toContain('Bo was loud');
    await expect(app.sql(`DELETE FROM review_marks`)).rejects.toThrow('append-only');
  });
});
