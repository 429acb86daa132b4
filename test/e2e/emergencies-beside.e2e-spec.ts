import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let staff: PageClient;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  ash = await make.aYoungPerson(house);
  staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
});

async function begin(more: object = {}): Promise<string> {
  const asked = { youngPerson: ash, why: 'Nobody at home', risk: 'x', authority: 'x', ...more };
  const { body } = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, asked).expect(201);
  return `/emergencies/${(body as { id: string }).id}`;
}
/** What stands under the red heading. */
const emergenciesOn = async (path: string) =>
  /id="emergencies">Emergencies<[^]*?<\/section>/.exec((await staff.get(path)).text)?.[0] ?? '';

describe('an emergency that a key worker asks for', () => {
  it('stands among the emergencies of Today and of the handover, and is known on that of the same child', async () => {
    const asked = { youngPerson: ash, unit: house.unit, nights: 2, from: make.today(1), to: make.today(9) };
    const { body } = await make
      .as(house.worker)
      .post('/requests', { ...asked, purpose: 'Rest', emergency: true })
      .expect(201);
    const { id } = body as { id: string };
    for (const path of ['/', '/handover'])
      expect(await emergenciesOn(path)).toMatch(
        new RegExp(`Propose nights for Ash Example[^]*Asked for in an emergency by ${house.worker.name}`),
      );
    expect((await staff.get(`/requests/${id}`)).text).not.toContain('in an emergency, too');
    const emergency = await begin();
    expect((await staff.get(emergency)).text).toMatch(/asks for a break for them, too: [^]*Request \d+/);
    expect((await staff.get(`/requests/${id}`)).text).toContain(`href="${emergency}"`);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/requests/${id}`)).text).not.toContain('in an emergency, too');
  });
});

describe('an emergency beside a request', () => {
  it('is announced there until no place is needed any more, though it is to be countersigned', async () => {
    const id = await make.aRequest(house, ash);
    const emergency = await begin();
    const decision = { decision: 'agreed', said: 'Yes', decidedByName: 'Kit Duty' };
    await make.as(house.staff).post(`${emergency}/decision`, decision).expect(200);
    expect((await staff.get(`/requests/${id}`)).text).toContain('in an emergency, too');
    await make.as(house.staff).post(`${emergency}/end`, { reason: 'Stays with an aunt' }).expect(200);
    const { body } = await make.as(house.staff).get(emergency).expect(200);
    expect(body).toMatchObject({ state: 'to_countersign' });
    expect((await staff.get(`/requests/${id}`)).text).not.toContain('in an emergency, too');
  });
});

describe('an emergency in the house', () => {
  it('is not until a day before that from which it is, and what was typed stays', async () => {
    const emergency = await begin();
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const day = (date: string) => date.split('-').map(Number).toReversed().join('/');
    const typed = { date: day(make.today(12)), time: '18:00', until: day(make.today(2)), why: 'Mum is in hospital' };
    for (const path of [`${emergency}/why`, `/emergencies/new?unit=${house.unit}&youngPerson=${bo}`]) {
      const refused = await staff.post(path, typed);
      expect(refused.status).toBe(400);
      expect(refused.text).toMatch(/href="#until">Choose [^<]* or later: they need the place from that day on\./);
      for (const one of Object.values(typed)) expect(refused.text).toContain(one);
    }
    const said = { expectedAt: new Date(`${make.today(12)}T18:00:00Z`).toISOString() };
    const change = async (body: object) => {
      const etag = (await make.as(house.staff).get(emergency).expect(200)).headers['etag'] as string;
      return make.as(house.staff).patch(emergency, body).set('If-Match', etag);
    };
    const { body } = await change({ ...said, until: make.today(2) });
    expect(body).toMatchObject({ status: 400, errors: [{ field: 'until' }] });
    expect((await change({ until: make.today(2) })).status).toBe(200);
    expect((await change(said)).body).toMatchObject({ status: 400, errors: [{ field: 'expectedAt' }] });
    expect((await change({ why: 'x' })).status).toBe(200);
  });

  it('says what is known of beds and staff before anybody adds to it', async () => {
    const emergency = await begin();
    for (const path of [emergency, `${emergency}/decision`])
      expect((await staff.get(path)).text).toMatch(/Room and staffing tonight[^]*Free tonight: Bed 1, Bed 2\./);
  });

  it('is not late to come in the moment in which it is agreed', async () => {
    const emergency = await begin({ expectedAt: new Date(app.clock.now().getTime() - 3_600_000).toISOString() });
    const decision = { decision: 'agreed', said: 'Yes', decidedByName: 'Kit Duty' };
    const { body } = await make.as(house.staff).post(`${emergency}/decision`, decision).expect(200);
    expect(body).toMatchObject({ nextActions: [{ action: 'Record that they have come', lateMinutes: null }, {}] });
  });

  it('is not said to be here once they have left, and what is due first stands first', async () => {
    const placed = { departure: make.today(1), authority: 'x' };
    const place = (youngPerson: string) =>
      make.as(house.staff).post(`/units/${house.unit}/emergency-stays`, { youngPerson, ...placed });
    const { body } = await place(ash).expect(201);
    await make
      .as(house.staff)
      .post(`/stays/${(body as { id: string }).id}/depart`)
      .expect(200);
    expect(await emergenciesOn('/')).toContain('Ash Example was here and has left');
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const there = await place(bo).expect(201);
    const { body: one } = await make.as(house.staff).get(`/stays/${(there.body as { id: string }).id}/emergency`);
    const decision = { decision: 'agreed', said: 'Yes', decidedByName: 'Kit Duty' };
    await make
      .as(house.staff)
      .post(`/emergencies/${(one as { id: string }).id}/decision`, decision)
      .expect(200);
    app.clock.advance({ minutes: 12 });
    expect(await emergenciesOn('/handover')).toMatch(/Ash Example was here[^]*Countersign the decision about Bo/);
  });
});
