import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let tia: string;
/** Of Tia, who came tonight without a request, while Kit, of another worker, is there. */
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('21:00', 1);
  house = await make.aHouse();
  const theirs = await make.aUser(house, 'cas_worker', 'referrer');
  tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Tern' });
  const kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel', keyWorker: theirs });
  await anAssessment(make, house, tia, { ratings: [] });
  await make.aStay({ ...house, worker: theirs }, kit, { inDays: 0, nights: 2, bed: house.beds[1]! });
  const came = { youngPerson: tia, departure: make.today(2), authority: 'Jo, EDT' };
  const { body } = await make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, came).expect(201);
  stay = (body as { id: string }).id;
});

interface Decided {
  id: string;
  decision: string;
  reasons: string;
  stay: string;
  advice: { contributions: { sentence: string }[] } | null;
}
const sign = async (decision: string, reasons: string) =>
  lookedFirst(make, house.manager, `/stays/${stay}/look-again`, {
    decision,
    reasons,
    ...(decision === 'suitable' && { againstAdvice: reasons }),
  }).expect(201);
const decisions = async (by: TestUser, query = '') =>
  (await make.as(by).get(`/stays/${stay}/decisions${query}`).expect(200)).body as {
    items: Decided[];
    next: string | null;
  };

describe('what was decided on a stay without a request', () => {
  it('is read by page, the latest first, with the advice as it was', async () => {
    await sign('not_suitable', 'Too loud');
    await sign('suitable', 'Kit goes earlier');
    const { items, next } = await decisions(house.staff);
    expect([items.map(({ reasons }) => reasons), next]).toEqual([['Kit goes earlier', 'Too loud'], null]);
    expect(items[0]).toMatchObject({ stay, advice: { verdict: 'not_assessed' } });
    const first = await decisions(house.staff, '?limit=1');
    expect((await decisions(house.staff, `?limit=1&cursor=${first.next!}`)).items).toEqual([items[1]]);
  });

  it('is judged anew to the letter, and found only with the stay that it is of', async () => {
    await sign('suitable', 'Calm');
    const [one] = (await decisions(house.staff)).items;
    const at = `/stays/${stay}/decisions/${one!.id}/recomputed`;
    expect((await make.as(house.staff).get(at).expect(200)).body).toMatchObject({ isSame: true });
    const other = await make.aStay(house, await make.aYoungPerson(house), { inDays: 30 });
    await make.as(house.staff).get(`/stays/${other}/decisions/${one!.id}/recomputed`).expect(404);
    await make.as(house.worker).get(at).expect(403);
  });

  it('tells the key worker the decision, and nothing of another child', async () => {
    await sign('suitable', 'Kit is calm with her');
    const told = await decisions(house.worker);
    expect(told.items).toMatchObject([{ decision: 'suitable', reasons: '', advice: null }]);
    expect(JSON.stringify(told)).not.toMatch(/Kit|Kestrel/);
    const strangers = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(strangers).get(`/stays/${stay}/decisions`).expect(404);
  });

  it('of a stay with a request is that of its offer', async () => {
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 20 });
    const answer = { answeredBy: 'Mum', how: 'telephone' };
    const { body } = await make.as(house.worker).post(`/offers/${offer}/accept`, answer).expect(200);
    const booked = (body as { stay: { id: string } | string }).stay;
    const id = typeof booked === 'string' ? booked : booked.id;
    const { body: found } = await make.as(house.staff).get(`/stays/${id}/decisions`).expect(200);
    expect(found).toMatchObject({ items: [{ offer, stay: id }] });
  });

  it('stands in the history of the stay, with who looked again and why', async () => {
    await sign('suitable', 'Kit goes earlier');
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await page.get(`/stays/${stay}/history`);
    expect(text).toContain(`${house.manager.name} looked again at who is there together`);
    expect(text).toContain('Suitable. Kit goes earlier');
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/stays/${stay}`)).text).not.toContain('Kit goes earlier');
    expect(
      await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'stay.looked_at_again' AND subject_id = $1`, [stay]),
    ).toHaveLength(1);
  });
});
