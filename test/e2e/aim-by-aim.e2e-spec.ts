import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let aims: [string, string];
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  aims = [await aimOf(ash, 'Sleep through'), await aimOf(ash, 'Cook a meal')];
  stay = await aPastStay();
});

interface Went {
  aims: { id: string }[];
  reviews: { id: string; aims: { id: string; met: string; said: string }[] }[];
  errors: { field: string }[];
}
interface Plan {
  aims: { id: string; state: string; stays: { stay: string; met: string; said: string }[] }[];
}

async function aimOf(youngPerson: string, text: string): Promise<string> {
  const { body } = await make.as(house.worker).post(`/young-people/${youngPerson}/plan/aims`, { text }).expect(201);
  return (body as Plan).aims.at(-1)!.id;
}

/** A stay for both aims that is over. */
async function aPastStay(): Promise<string> {
  const nights = { arrival: make.today(), departure: make.today(2) };
  const asked = { youngPerson: ash, unit: house.unit, nights: 2, from: nights.arrival, to: nights.departure, aims };
  const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
  const offer = await make
    .as(house.manager)
    .post(`/requests/${(body as { id: string }).id}/offers`, { ...nights, reasons: 'Suits the group' })
    .expect(201);
  const answer = await make
    .as(house.worker)
    .post(`/offers/${(offer.body as { id: string }).id}/accept`, { answeredBy: 'Mum', how: 'telephone' })
    .expect(200);
  const { id } = (answer.body as { stay: { id: string } }).stay;
  await make.as(house.staff).post(`/stays/${id}/arrive`).expect(200);
  app.clock.advance({ days: 2 });
  await make.as(house.staff).post(`/stays/${id}/depart`).expect(200);
  return id;
}

const STAFF = { voice: 'staff', metAim: 'partly', said: 'He cooked', withoutYoungPerson: 'x', withoutFamily: 'x' };
const say = (said: object, by: TestUser = house.worker) =>
  make.as(by).post(`/stays/${stay}/reviews`, { ...STAFF, ...said });
const read = async <T>(path: string, by: TestUser = house.worker) =>
  (await make.as(by).get(path).expect(200)).body as T;
const planOf = async (by?: TestUser) => (await read<Plan>(`/young-people/${ash}/plan`, by)).aims;

describe('a stay that was for aims of the family plan', () => {
  it('is looked back on aim by aim, which stands beside each aim in the plan and in the summary', async () => {
    expect((await read<Went>(`/stays/${stay}/reviews`)).aims.map(({ id }) => id)).toEqual(aims);
    await say({ aims: [{ aim: aims[0], met: 'partly', said: 'Two nights of three' }] }).expect(201);
    await say({
      aims: [
        { aim: aims[0], met: 'met' },
        { aim: aims[1], met: 'not_worked_on', said: 'No time' },
      ],
    }).expect(201);
    const { reviews } = await read<Went>(`/stays/${stay}/reviews`);
    expect(reviews.map((one) => one.aims.map(({ id, met, said }) => [id, met, said]))).toEqual([
      [
        [aims[0], 'met', ''],
        [aims[1], 'not_worked_on', 'No time'],
      ],
      [[aims[0], 'partly', 'Two nights of three']],
    ]);
    const plan = await planOf();
    expect(plan.map((aim) => [aim.state, ...aim.stays.map(({ met }) => met)])).toEqual([
      ['open', 'partly', 'met'],
      ['open', 'not_worked_on'],
    ]);
    expect(plan[0]!.stays[0]).toMatchObject({ stay, said: 'Two nights of three' });
    const summary = await read<{ reviews: Went['reviews'] }>(`/stays/${stay}/summary`);
    expect(summary.reviews.flatMap((one) => one.aims.map(({ said }) => said))).toEqual([
      'Two nights of three',
      '',
      'No time',
    ]);
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    expect((await worker.get(`/young-people/${ash}/plan`)).text).toMatch(
      /After stays:[\s\S]*Met in part:[\s\S]*Two nights/,
    );
    expect((await worker.get(`/stays/${stay}/review`)).text).toContain('Not worked on:');
    expect((await worker.get(`/stays/${stay}/summary`)).text).toContain(
      'Met in part: Sleep through. Two nights of three',
    );
    await expect(app.sql(`UPDATE review_aims SET met = 'met'`)).rejects.toThrow('append-only');
    await expect(app.sql(`DELETE FROM review_aims`)).rejects.toThrow('append-only');
  });

  it('asks nothing of a single aim that has to be said, and takes none but its own, each once', async () => {
    const other = await aimOf(await make.aYoungPerson(house, { firstName: 'Bo' }), 'Read');
    const wrong: object[] = [
      { aims: [{ aim: other, met: 'met' }] },
      { aims: [aims[0], aims[0]].map((aim) => ({ aim, met: 'met' })) },
      { voice: 'family', saidBy: 'Mum', how: 'telephone', metAim: undefined, aims: [{ aim: aims[0], met: 'met' }] },
    ];
    for (const said of wrong) {
      const { status, body } = await say(said);
      expect([status, (body as Went).errors.map(({ field }) => field)]).toEqual([
        400,
        expect.arrayContaining(['aims']),
      ]);
    }
    expect((await say({ aims: [{ aim: aims[0], met: 'perhaps' }] })).status).toBe(400);
    await say({}).expect(201);
    expect((await planOf()).flatMap((aim) => aim.stays)).toEqual([]);
  });

  it('keeps words that name another young person from the key worker and out of the plan', async () => {
    const [about] = [{ aim: aims[0], met: 'not_met', said: 'Bo kept him awake' }];
    await say({ namesOthers: true, aims: [about] }, house.staff).expect(201);
    const saidTo = async (by: TestUser) => {
      const { reviews } = await read<Went>(`/stays/${stay}/reviews`, by);
      return reviews[0]!.aims.map(({ met, said }) => [met, said]);
    };
    expect(await saidTo(house.staff)).toEqual([['not_met', 'Bo kept him awake']]);
    expect(await saidTo(house.worker)).toEqual([['not_met', '']]);
    for (const by of [house.staff, house.worker])
      expect((await planOf(by))[0]!.stays.map(({ met, said }) => [met, said])).toEqual([['not_met', '']]);
    expect(JSON.stringify(await read(`/stays/${stay}/summary`, house.staff))).not.toContain('Bo kept');
  });

  it('is looked back on on the page of the staff, which loses nothing of what was typed', async () => {
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/stays/${stay}/review/staff`;
    expect((await worker.get(path)).text).toMatch(/The aims of the family plan that it was for[\s\S]*Cook a meal/);
    const typed = { metAim: 'partly', said: 'He cooked', withoutYoungPerson: 'x', withoutFamily: 'x', aims };
    const open = await worker.post(path, { ...typed, met1: 'met', about2: 'A soup' });
    expect([open.status, open.text.includes('Choose whether the stay met this aim')]).toEqual([400, true]);
    expect(open.text).toMatch(/name="met1" type="radio" value="met" checked/);
    expect(open.text).toContain('A soup');
    expect((await worker.post(path, { ...typed, met1: '', met2: 'met', about2: 'A soup' })).status).toBe(303);
    expect((await planOf()).map((aim) => aim.stays.map(({ met, said }) => [met, said]))).toEqual([
      [],
      [['met', 'A soup']],
    ]);
  });
});
