import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
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
  ash = await make.aYoungPerson(house);
});

interface Listed {
  people: { id: string; name: string; parts: string[] }[];
  mustNot: { id: string; name: string }[];
  takenOff: { name: string; why: string }[];
  confirmed: { by: { id: string } } | null;
  last: { arrival: string; people: { id: string; name: string }[] } | null;
}
const MUM = { parts: ['brings', 'collects'], name: 'May Example', relationship: 'Mother', phone: '07700 900123' };
const GRAN = { parts: ['collects'], name: 'Gwen Example', relationship: 'Grandmother', phone: '07700 900456' };
const UNCLE = { parts: ['must_not_collect'], name: 'Max Example', relationship: 'Uncle' };
const add = (stay: string, who: object, by = house.worker) => make.as(by).post(`/stays/${stay}/escorts`, who);
const open = async (stay: string, by = house.staff) =>
  (await make.as(by).get(`/stays/${stay}/escorts`).expect(200)).body as Listed;
const confirm = (stay: string, keep?: string[]) =>
  make.as(house.staff).post(`/stays/${stay}/escorts/confirm`, keep ? { keep } : {});
const names = (people: { name: string }[]) => people.map(({ name }) => name);

describe('who brings and collects a child', () => {
  it('is said by the key worker or the unit, and is confirmed by somebody', async () => {
    const stay = await make.aStay(house, ash);
    expect(await open(stay)).toEqual({ people: [], mustNot: [], takenOff: [], confirmed: null, last: null });
    await add(stay, MUM).expect(201);
    await add(stay, UNCLE, house.staff).expect(201);
    expect((await open(stay)).confirmed).toBeNull();
    const { confirmed, people } = (await confirm(stay).expect(200)).body as Listed;
    expect([confirmed?.by.id, names(people)]).toEqual([house.staff.id, [MUM.name, UNCLE.name]]);
    const trail = await app.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subject_id = $1 AND action LIKE 'stay.escort%' ORDER BY id`,
      [stay],
    );
    expect(trail.map(({ action }) => action)).toEqual([
      ...['stay.escort_added', 'stay.escort_added', 'stay.escorts_confirmed'],
    ]);
  });

  it('can be reached, and is nobody who must not', async () => {
    const stay = await make.aStay(house, ash);
    const refused = await add(stay, { ...MUM, phone: '' }).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: 'phone' }] });
    const both = await add(stay, { ...MUM, parts: ['collects', 'must_not_collect'] }).expect(400);
    expect(both.body).toMatchObject({ errors: [{ field: 'parts' }] });
    await add(stay, { ...MUM, parts: [] }).expect(400);
    const elsewhere = await make.aHouse();
    await add(stay, MUM, elsewhere.staff).expect(404);
  });

  it('begins with the last stay, of which what is kept is confirmed; who must not collect comes along always', async () => {
    const first = await make.aStay(house, ash, { inDays: 10 });
    for (const who of [MUM, GRAN, UNCLE]) await add(first, who).expect(201);
    const second = await make.aStay(house, ash, { inDays: 20 });
    const { people, mustNot, last } = await open(second);
    expect([people, names(last!.people), last!.arrival]).toEqual([[], [MUM.name, GRAN.name], make.today(10)]);
    expect(names(mustNot)).toEqual([UNCLE.name]);
    const confirmed = (await confirm(second, [last!.people[1]!.id]).expect(200)).body as Listed;
    expect([names(confirmed.people).toSorted(), confirmed.last]).toEqual([[GRAN.name, UNCLE.name], null]);
    // The stay before is as it was, and is not offered again.
    expect(names((await open(first)).people)).toHaveLength(3);
    await confirm(second, [last!.people[0]!.id]).expect(409);
    await confirm(second).expect(200);
    expect(names((await open(second)).people).toSorted()).toEqual([GRAN.name, UNCLE.name]);
  });

  it('never loses who must not collect: said on any stay, it holds on every other, confirmed or not, until it is taken off', async () => {
    const first = await make.aStay(house, ash, { inDays: 10 });
    await add(first, UNCLE).expect(201);
    // A stay in between has a list of its own and was never confirmed.
    await add(await make.aStay(house, ash, { inDays: 20 }), MUM).expect(201);
    const third = await make.aStay(house, ash, { inDays: 30 });
    expect(names((await open(third)).mustNot)).toEqual([UNCLE.name]);
    await confirm(third).expect(200);
    expect(names((await open(third)).people)).toEqual([UNCLE.name]);
    const neighbour = { parts: ['must_not_collect'], name: 'Lee Example', relationship: 'Neighbour' };
    await add(first, neighbour).expect(201);
    const after = await open(third);
    expect([names(after.people), names(after.mustNot)]).toEqual([[UNCLE.name], [neighbour.name]]);
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const both = 'Must not collect Ash: Max Example (Uncle); Lee Example (Neighbour).';
    expect((await client.get(`/stays/${third}`)).text).toContain(both);
    // Taken off once, from whichever list, it is off all of them.
    const remove = (id: string) =>
      make.as(house.manager).post(`/stays/${third}/escorts/${id}/remove`, { reason: 'The order was lifted' });
    await remove(after.people[0]!.id).expect(200);
    await remove(after.mustNot[0]!.id).expect(200);
    for (const stay of [first, third]) {
      const { people, mustNot } = await open(stay);
      expect([people, mustNot]).toEqual([[], []]);
    }
  });

  it('is carried over once, also where two confirm at the same moment', async () => {
    const first = await make.aStay(house, ash, { inDays: 10 });
    await add(first, MUM).expect(201);
    const second = await make.aStay(house, ash, { inDays: 20 });
    const keep = (await open(second)).last!.people.map(({ id }) => id);
    const answers = await Promise.all([confirm(second, keep), confirm(second, keep)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(names((await open(second)).people)).toEqual([MUM.name]);
  });

  it('is taken off with a reason, and stays on record', async () => {
    const stay = await make.aStay(house, ash);
    await add(stay, UNCLE).expect(201);
    const [uncle] = (await open(stay)).people;
    const remove = (body: object) => make.as(house.manager).post(`/stays/${stay}/escorts/${uncle!.id}/remove`, body);
    await remove({}).expect(400);
    const { people, takenOff } = (await remove({ reason: 'The order was lifted' }).expect(200)).body as Listed;
    expect([people, takenOff]).toEqual([
      [],
      [expect.objectContaining({ name: UNCLE.name, why: 'The order was lifted' })],
    ]);
    await remove({ reason: 'Twice' }).expect(404);
    for (const table of ['escorts', 'escort_removals']) {
      await expect(app.sql(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
    }
    await expect(app.sql(`UPDATE escorts SET name = 'x'`)).rejects.toThrow('append-only');
  });
});

describe('the pages', () => {
  it('say loudly who must not collect, on the stay and where the departure is recorded, also as of the last stay', async () => {
    const before = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    for (const who of [MUM, UNCLE]) await add(before, who).expect(201);
    await make.as(house.staff).post(`/stays/${before}/arrive`).expect(200);
    const client = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const loud = 'Must not collect Ash: Max Example (Uncle).';
    const leaving = (await client.get(`/stays/${before}/depart`)).text;
    expect(leaving).toContain(loud);
    expect(leaving).toContain('07700 900123');
    // No number without what has to be known before anybody calls it.
    await client.post(`/young-people/${ash}/contact`, { safeToContact: 'Never leave a message', interpreter: '' });
    for (const page of ['', '/depart', '/escorts', '/checklist', '/checklist/contact'])
      expect((await client.get(`/stays/${before}${page}`)).text).toContain('Never leave a message');
    expect((await client.get(`/young-people/${ash}/checklist`)).text).toContain('Never leave a message');
    const next = await make.aStay(house, ash, { inDays: 20 });
    const page = (await client.get(`/stays/${next}`)).text;
    expect(page).toContain(loud);
    expect(page).toContain('Nobody has confirmed this for this stay yet.');
  });

  it('put somebody on the list, confirm those of the last stay, and take somebody off', async () => {
    const before = await make.aStay(house, ash, { inDays: 10 });
    await add(before, MUM).expect(201);
    const stay = await make.aStay(house, ash, { inDays: 20 });
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const list = `/stays/${stay}/escorts`;
    const kept = /name="keep" type="checkbox" value="([^"]+)" checked/.exec((await client.get(list)).text)![1]!;
    expect(await client.post(`${list}/confirm`, { keep: kept })).toMatchObject({ status: 303, location: list });
    expect((await client.get(list)).text).toContain(`Confirmed by ${house.worker.name}`);
    const bad = await client.post(`${list}/new`, { parts: 'collects', name: '', relationship: 'Aunt', phone: '' });
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('Enter their name.')]);
    await client.post(`${list}/new`, { parts: 'must_not_collect', name: 'Lee Example', relationship: 'Neighbour' });
    const page = (await client.get(list)).text;
    expect(page).toContain('Must not collect Ash: Lee Example (Neighbour).');
    const remove = [...page.matchAll(/href="(\/stays\/[^"]+\/remove)"/g)].at(-1)![1]!;
    expect((await client.get(remove)).text).toContain('Take Lee Example off the list');
    await client.post(remove, { reason: 'Named by mistake' });
    expect((await client.get(list)).text).not.toContain('Must not collect Ash');
    expect((await client.get(remove)).status).toBe(404);
  });
});
