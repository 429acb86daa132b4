import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { seenNow } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Sol, of whom much is written that their key worker reads, while Ivy, whom they may not know, is there. */
let sol: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  const theirs = await make.aUser(house, 'cas_worker', 'referrer');
  sol = await make.aYoungPerson(house, { firstName: 'Sol', lastName: 'Example' });
  const ivy = await make.aYoungPerson(house, { firstName: 'Ivy', lastName: 'Madeupton', keyWorker: theirs });
  for (const inDays of [0, 5])
    await make.aStay({ ...house, worker: theirs }, ivy, { inDays, nights: 2, bed: house.beds[1]! });
});

const NAMED = 'ivy is there and they fought';
const OWN = 'His aunt Ivy Madeupton rang';
interface WithId {
  id: string;
}
/** Refused with the name in one field at a time; then written, where it is somebody else's. */
async function guards(path: string, body: object, fields: readonly string[], by = house.manager): Promise<WithId> {
  for (const field of fields) {
    const { body: refused } = await make.as(by).post(path, { ...body, [field]: NAMED });
    expect([field, refused]).toMatchObject([
      field,
      { status: 400, type: '/problems/names-another', errors: [{ field }, { field: 'namesNobodyElse' }] },
    ]);
  }
  const said = Object.fromEntries(fields.map((field) => [field, `${OWN} (${path.split('/').at(-1)})`]));
  const told = await make.as(by).post(path, { ...body, ...said, namesNobodyElse: true });
  expect([path, told.status]).toEqual([path, expect.any(Number)]);
  expect(told.status).toBeLessThan(300);
  return told.body as WithId;
}

/** What the key worker then reads. */
const read = async (path: string) => JSON.stringify((await make.as(house.worker).get(path).expect(200)).body);
const visit = (changes: object = {}) => ({
  ...{ youngPerson: sol, date: make.today(5), startsAt: '16:00', endsAt: '18:00', kind: 'tea' },
  ...changes,
});

describe('what the unit’s people write and a key worker reads is refused with another child’s name', () => {
  it('of a visit: its note, why it is moved and cancelled', async () => {
    const { id } = await guards(`/units/${house.unit}/visits`, visit(), ['note'], house.staff);
    const to = { date: make.today(6), startsAt: '16:00', endsAt: '18:00' };
    await guards(`/visits/${id}/move`, to, ['reason'], house.staff);
    await guards(`/visits/${id}/cancel`, {}, ['reason'], house.staff);
    expect(await read(`/visits/${id}`)).toContain(OWN);
    expect(await read(`/visits/${id}`)).not.toContain('fought');
  });

  it('of a visit that took place: who was there, what is corrected, and why it is taken back', async () => {
    const today = { date: make.today(0), startsAt: '10:00', endsAt: '11:00' };
    const told = visit({ ...today, whoWasThere: 'x' });
    const { id } = await guards(`/units/${house.unit}/visits`, told, ['note', 'whoWasThere'], house.staff);
    await guards(`/visits/${id}/correct`, { note: 'x', reason: 'x' }, ['whoWasThere', 'note', 'reason'], house.staff);
    await guards(`/visits/${id}/take-back`, {}, ['reason'], house.staff);
    const planned = await make
      .as(house.worker)
      .post(`/units/${house.unit}/visits`, visit({ ...today, note: 'With Ivy, his sister' }))
      .expect(201);
    await guards(`/visits/${(planned.body as WithId).id}/happened`, {}, ['whoWasThere'], house.staff);
  });

  it('of an answer that a manager writes down: who answered, how, and the reason', async () => {
    for (const answer of ['accept', 'decline']) {
      const { request, offer } = await make.anOffer(house, sol, { inDays: 5 });
      const body = { answeredBy: 'Their mother', how: 'telephone', reason: 'x' };
      await guards(`/offers/${offer}/${answer}`, body, ['reason', 'answeredBy', 'how']);
      expect(await read(`/requests/${request}`)).not.toContain('fought');
      app.clock.advance({ days: 10 });
      const ivy = await make.aYoungPerson(house, { firstName: 'Ivy', lastName: 'Madeupton' });
      await make.aStay(house, ivy, { inDays: 5, nights: 2, bed: house.beds[1]! });
    }
  });

  it('of how a family ended a stay, once that is corrected, and of its legal status', async () => {
    const stay = await make.aStay(house, sol, { inDays: 5 });
    await guards(`/stays/${stay}/legal-status`, { status: 'other' }, ['note'], house.staff);
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { by: 'family', reason: 'They rang' }).expect(200);
    await guards(`/stays/${stay}/correct-ending`, { reason: 'x' }, ['note'], house.staff);
    expect(await read(`/stays/${stay}`)).toContain(OWN);
  });

  it('of what is in order before they come: but for who can be there together, which the unit alone reads', async () => {
    const stay = await make.aStay(house, sol, { inDays: 5 });
    const plan = { dated: make.today(-3) };
    await guards(`/stays/${stay}/checklist/care_plan`, plan, ['note'], house.staff);
    await guards(`/young-people/${sol}/checklist/medication`, plan, ['note'], house.staff);
    const at = `/units/${house.unit}/checklist`;
    const added = await make.as(house.manager).post(at, { text: 'Swimming things', owner: 'unit' }).expect(201);
    const { own } = added.body as { own: WithId[] };
    await guards(`/stays/${stay}/own-checks/${own.at(-1)!.id}`, { done: true }, ['note'], house.staff);
    const seenGroup = await seenNow(make, house.manager, `/stays/${stay}/look-again`);
    await make.as(house.manager).post(`/stays/${stay}/checklist/compatibility`, { note: NAMED, seenGroup }).expect(201);
    expect(await read(`/stays/${stay}/checklist`)).toContain(OWN);
    expect(await read(`/stays/${stay}/checklist`)).not.toContain('fought');
  });

  it('and not what a key worker writes of the family', async () => {
    await make
      .as(house.worker)
      .post(`/units/${house.unit}/visits`, visit({ note: NAMED }))
      .expect(201);
    const { offer } = await make.anOffer(house, sol, { inDays: 5 });
    const body = { answeredBy: 'Ivy, their aunt', how: 'telephone' };
    await make.as(house.worker).post(`/offers/${offer}/accept`, body).expect(200);
  });
});

describe('a page on which it was written', () => {
  it('keeps it, and offers the way out only then', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { offer } = await make.anOffer(house, sol, { inDays: 5 });
    const planned = await make.as(house.worker).post(`/units/${house.unit}/visits`, visit()).expect(201);
    const stay = await make.aStay(house, sol, { inDays: 9 });
    const answered = { accepted: 'no', answeredBy: 'Mum', how: 'telephone', date: make.today(0), time: '12:00' };
    for (const [path, field, rest] of [
      [`/visits/${(planned.body as WithId).id}/cancel`, 'reason', {}],
      [`/offers/${offer}/answer`, 'reason', answered],
      [`/stays/${stay}/legal-status`, 'note', { status: 'other' }],
    ] as const) {
      expect((await pages.get(path)).text).not.toContain('namesNobodyElse');
      const again = await pages.post(path, { ...rest, [field]: OWN });
      expect([path, again.status]).toEqual([path, 400]);
      expect(again.text).toContain(`>${OWN}<`);
      expect(again.text).toContain('name="namesNobodyElse"');
      expect((await pages.post(path, { ...rest, [field]: OWN, namesNobodyElse: 'yes' })).status).toBe(303);
    }
  });
});
