import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
});

interface Medicines {
  items: { id: string; difference: string; counts: { direction: string; count: number; by: { id: string } }[] }[];
}
const COUNTED = { direction: 'in', count: 14, countedBy: 'Sam Example', witnessedBy: 'May Example' };
const TABLETS = { name: 'Melatonin', form: 'Tablets of 2 mg', ...COUNTED };
const add = (more: object = {}, by = house.staff) =>
  make.as(by).post(`/stays/${stay}/medicines`, { ...TABLETS, ...more });
const count = (id: string, more: object) =>
  make.as(house.staff).post(`/stays/${stay}/medicines/${id}/counts`, { ...COUNTED, ...more });

describe('a medicine that a child brings', () => {
  it('is counted in and out by two people, and the difference is said', async () => {
    const { items } = (await add().expect(201)).body as Medicines;
    expect(items).toMatchObject([{ ...{ name: 'Melatonin', difference: 'Not counted out yet' } }]);
    const out = (await count(items[0]!.id, { direction: 'out', count: 12 }).expect(201)).body as Medicines;
    expect(out.items).toMatchObject([
      {
        difference: '2 fewer out than in',
        counts: [
          {
            direction: 'in',
            count: 14,
            countedBy: 'Sam Example',
            witnessedBy: 'May Example',
            by: { id: house.staff.id },
          },
          { direction: 'out', count: 12 },
        ],
      },
    ]);
    const read = await make.as(house.worker).get(`/stays/${stay}/medicines`).expect(200);
    expect(read.body).toEqual(out);
    const trail = await app.sql(`SELECT 1 FROM audit_entries WHERE subject_id = $1 AND action LIKE 'stay.medicine%'`, [
      stay,
    ]);
    expect(trail).toHaveLength(2);
  });

  it('that was counted wrongly is counted again: the last count holds, and none is ever changed', async () => {
    const { items } = (await add({ count: 41 }).expect(201)).body as Medicines;
    await count(items[0]!.id, { count: 14, note: 'Two figures were swapped' }).expect(201);
    const { body } = await count(items[0]!.id, { direction: 'out', count: 14 }).expect(201);
    expect((body as Medicines).items[0]).toMatchObject({ difference: 'The same' });
    expect((body as Medicines).items[0]!.counts).toHaveLength(3);
    await expect(app.sql(`UPDATE medicine_counts SET count = 1`)).rejects.toThrow('append-only');
    await expect(app.sql(`DELETE FROM medicine_counts`)).rejects.toThrow('append-only');
    await expect(app.sql(`UPDATE medicines SET name = 'x'`)).rejects.toThrow('append-only');
  });

  it('found only as they leave is counted out, and said not to have been counted in', async () => {
    const { items } = (await add({ direction: 'out', count: 0 }).expect(201)).body as Medicines;
    expect(items).toMatchObject([{ difference: 'Not counted in' }]);
  });

  it('is refused without a second person, with a count that cannot be, from elsewhere and by a key worker', async () => {
    const one = await add({ witnessedBy: ' sam EXAMPLE' }).expect(400);
    expect(one.body).toMatchObject({ errors: [{ field: 'witnessedBy' }] });
    await add({ count: -1 }).expect(400);
    await add({ count: 1.25 }).expect(400);
    await add({ count: 10_001 }).expect(400);
    await add({ name: '' }).expect(400);
    await add({}, house.worker).expect(403);
    await add({}, (await make.aHouse()).staff).expect(404);
    const { items } = (await add().expect(201)).body as Medicines;
    const other = await make.aStay(house, await make.aYoungPerson(house), { inDays: 1 });
    await make.as(house.staff).post(`/stays/${other}/medicines/${items[0]!.id}/counts`, COUNTED).expect(404);
  });
});

describe('halves', () => {
  it('are counted, kept and compared, as they are typed', async () => {
    const { items } = (await add({ count: 14.5 }).expect(201)).body as Medicines;
    const out = (await count(items[0]!.id, { direction: 'out', count: 13 }).expect(201)).body as Medicines;
    expect(out.items[0]).toMatchObject({
      difference: '1½ fewer out than in',
      counts: [{ count: 14.5 }, { count: 13 }],
    });
    const summary = await make.as(house.staff).get(`/stays/${stay}/summary`).expect(200);
    expect(summary.body).toMatchObject({ medicines: [{ in: 14.5, out: 13 }] });
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/stays/${stay}/medicines/${items[0]!.id}/count`;
    const typed = { ...COUNTED, direction: 'out' };
    expect((await client.post(path, { ...typed, count: '13.25' })).text).toContain(
      'must be a whole number or end in a half',
    );
    for (const half of ['½', '14½', '14,5'])
      expect((await client.post(path, { ...typed, count: half })).status).toBe(303);
    const page = (await client.get(`/stays/${stay}/medicines`)).text;
    expect(page).toContain('<strong>14½</strong>');
    expect(page).toContain('½ out, counted again later.');
    expect((await client.get(`/stays/${stay}/summary`)).text).toContain('14½ in, 14½ out. The same');
  });
});

describe('a medicine on the wrong stay', () => {
  it('is taken off with a reason: kept, struck through, counted no more', async () => {
    const { items } = (await add().expect(201)).body as Medicines;
    const at = `/stays/${stay}/medicines/${items[0]!.id}`;
    await make.as(house.staff).post(`${at}/take-off`, { reason: ' ' }).expect(400);
    await make.as(house.worker).post(`${at}/take-off`, { reason: 'x' }).expect(403);
    const off = await make.as(house.staff).post(`${at}/take-off`, { reason: 'Their sister’s' }).expect(200);
    const takenOff = { why: 'Their sister’s', by: { id: house.staff.id } };
    expect(off.body).toMatchObject({ items: [{ name: 'Melatonin', counts: [{ count: 14 }], takenOff }] });
    await make.as(house.staff).post(`${at}/take-off`, { reason: 'Again' }).expect(409);
    await make.as(house.staff).post(`${at}/counts`, COUNTED).expect(409);
    await expect(app.sql(`DELETE FROM medicine_removals`)).rejects.toThrow('append-only');
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    for (const page of [`/stays/${stay}`, `/stays/${stay}/medicines`]) {
      const { text } = await client.get(page);
      expect(text).toMatch(/<del>Melatonin/);
      expect(text).toContain('Not of this stay: Their sister’s');
    }
    expect((await client.get(`/stays/${stay}/depart`)).text).not.toContain('not counted out yet');
    expect((await client.get(`${at}/count`)).status).toBe(409);
    expect((await make.as(house.staff).get(`/stays/${stay}/summary`).expect(200)).body).toMatchObject({
      medicines: [],
    });
  });

  it('is taken off on a page, once, though two people do it at once', async () => {
    const { items } = (await add().expect(201)).body as Medicines;
    const at = `/stays/${stay}/medicines/${items[0]!.id}/take-off`;
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await client.get(at)).text).toContain('Take Melatonin off this stay');
    expect((await client.post(at, { reason: '' })).status).toBe(400);
    const both = [1, 2].map(() => make.as(house.staff).post(at, { reason: 'Not theirs' }));
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('the pages', () => {
  it('count a medicine in and out, say that they are no medication chart, and ask for it where they leave', async () => {
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const form = await client.get(`/stays/${stay}/medicines/new`);
    expect(form.text).toContain('This is no medication chart.');
    expect(form.text).toContain(`value="${house.staff.name}"`);
    const typed = { ...TABLETS, count: '14' };
    const alone = await client.post(`/stays/${stay}/medicines/new`, { ...typed, witnessedBy: 'Sam Example' });
    expect([alone.status, alone.text]).toEqual([400, expect.stringContaining('Two people count a medicine.')]);
    expect((await client.post(`/stays/${stay}/medicines/new`, typed)).status).toBe(303);
    const leaving = (await client.get(`/stays/${stay}/depart`)).text;
    expect(leaving).toContain('not counted out yet');
    const path = /href="(\/stays\/[^"]+\/count)"/.exec(leaving)![1]!;
    expect((await client.get(path)).text).toContain('Count Melatonin');
    expect((await client.post(path, { ...typed, direction: 'out', count: 'ten' })).status).toBe(400);
    expect((await client.post(path, { ...typed, direction: 'out', count: '10' })).status).toBe(303);
    for (const page of [`/stays/${stay}`, `/stays/${stay}/medicines`]) {
      expect((await client.get(page)).text).toContain('4 fewer out than in');
    }
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const read = (await worker.get(`/stays/${stay}/medicines`)).text;
    expect(read).toContain('4 fewer out than in');
    expect(read).not.toContain('Count a medicine in');
  });
});
