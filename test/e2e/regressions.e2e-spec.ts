import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Vacancies {
  options: { arrival: string; bed: { id: string }; moves: unknown[] }[];
  unavailable: { arrival: string; reasons: { code: string }[] }[];
}
const vacancies = async (house: House, from: number, to: number, nights: number, youngPerson?: string) => {
  const query = new URLSearchParams({ from: make.today(from), to: make.today(to), nights: String(nights) });
  if (youngPerson) query.set('youngPerson', youngPerson);
  const { body } = await make.as(house.staff).get(`/units/${house.unit}/vacancies?${query}`).expect(200);
  return body as Vacancies;
};
interface Calendar {
  beds: { id: string; nights: { night: string; state: string }[] }[];
}
const calendar = async (house: House, from: number, to: number) => {
  const path = `/units/${house.unit}/calendar?from=${make.today(from)}&to=${make.today(to)}`;
  return (await make.as(house.staff).get(path).expect(200)).body as Calendar;
};
const occupancy = async (house: House, from: number, to: number) => {
  const path = `/units/${house.unit}/occupancy?from=${make.today(from)}&to=${make.today(to)}`;
  return (await make.as(house.manager).get(path).expect(200)).body as Record<string, number>;
};
const nights = (from: number, to: number) => ({ arrival: make.today(from), departure: make.today(to) });

/** What other systems get wrong; each was seen somewhere. */
describe('what other systems get wrong', () => {
  it('two requests for the last bed at the same moment do not both succeed, and the second is told what took it', async () => {
    const house = await make.aHouse({ beds: 1 });
    const requests = await Promise.all(
      ['Ash', 'Bo'].map(async (firstName) => make.aRequest(house, await make.aYoungPerson(house, { firstName }))),
    );
    const answers = await Promise.all(
      requests.map((request) => make.as(house.staff).post(`/requests/${request}/offers`, nights(10, 12))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const { body } = answers.find(({ status }) => status === 409)!;
    expect(body).toMatchObject({
      type: '/problems/bed-taken',
      title: expect.stringMatching(/^Bed 1 is held by an offer for (Ash|Bo) Example/),
    });
  });

  it('a free step-free bed and a free en-suite bed are no vacancy for somebody who needs both', async () => {
    const house = await make.aHouse({ beds: 3 });
    await app.sql(`UPDATE beds SET attributes = '{step-free}' WHERE id = $1`, [house.beds[0]]);
    await app.sql(`UPDATE beds SET attributes = '{en-suite}' WHERE id = $1`, [house.beds[1]]);
    await app.sql(`UPDATE beds SET attributes = '{step-free,en-suite}' WHERE id = $1`, [house.beds[2]]);
    const needing = async (firstName: string, ...needs: string[]) => {
      const id = await make.aYoungPerson(house, { firstName });
      await app.sql(`UPDATE young_people SET room_needs = $2 WHERE id = $1`, [id, needs]);
      return id;
    };
    const both = await needing('Ash', 'step-free', 'en-suite');
    await make.aStay(house, await needing('Bo', 'step-free', 'en-suite'), { inDays: 10, nights: 2 });
    const { options, unavailable } = await vacancies(house, 10, 14, 2, both);
    expect(unavailable.map(({ arrival, reasons }) => [arrival, reasons.map(({ code }) => code)])).toEqual([
      [make.today(10), ['no_bed']],
      [make.today(11), ['no_bed']],
    ]);
    expect(options.map(({ arrival, bed }) => [arrival, bed.id])).toEqual([[make.today(12), house.beds[2]]]);
  });

  it('a stay of two nights is two bed nights, and the bed is given to the next on the day of departure', async () => {
    const house = await make.aHouse({ beds: 1 });
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 10, nights: 2 });
    expect(await occupancy(house, 10, 13)).toMatchObject({ registered: 3, available: 3, booked: 2, empty: 1 });
    const { options } = await vacancies(house, 8, 14, 2);
    expect(options.map(({ arrival }) => arrival)).toEqual([make.today(8), make.today(12)]);
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 12, nights: 1 });
  });

  it('nights on which nobody could have been there are not counted as available', async () => {
    const house = await make.aHouse({ beds: 2 });
    const { as, today } = make;
    await as(house.manager)
      .post(`/beds/${house.beds[0]}/out-of-service`, { from: today(10), to: today(12), reason: 'damage' })
      .expect(201);
    await as(house.manager)
      .post(`/units/${house.unit}/closures`, { from: today(12), to: today(13), reason: 'planned_closure' })
      .expect(201);
    expect(await occupancy(house, 10, 14)).toMatchObject({ registered: 8, outOfService: 2, closed: 2, available: 4 });
  });

  it('calendar, occupancy and vacancies agree on every night', async () => {
    const house = await make.aHouse({ beds: 2 });
    const [ash, bo, cy] = await Promise.all(
      ['Ash', 'Bo', 'Cy'].map((firstName) => make.aYoungPerson(house, { firstName })),
    );
    await make.aStay(house, ash!, { inDays: 11, nights: 3 });
    await make.anOffer(house, bo!, { inDays: 12, nights: 1 });
    await make.aStay(house, cy!, { inDays: 15, nights: 2, bed: house.beds[1]! });
    await make
      .as(house.manager)
      .post(`/beds/${house.beds[0]}/out-of-service`, { from: make.today(15), to: make.today(16), reason: 'damage' })
      .expect(201);
    const { beds } = await calendar(house, 9, 19);
    const states = beds.flatMap((bed) => bed.nights);
    const count = await occupancy(house, 9, 19);
    const shown = (...wanted: string[]) => states.filter(({ state }) => wanted.includes(state)).length;
    expect([count['empty'], count['booked'], count['held'], count['outOfService']]).toEqual([
      shown('free'),
      shown('booked'),
      shown('offer'),
      shown('out_of_service'),
    ]);
    const { options } = await vacancies(house, 9, 19, 1);
    const free = new Set(states.filter(({ state }) => state === 'free').map(({ night }) => night));
    expect(options.map(({ arrival }) => arrival)).toEqual([...free].toSorted());
  });

  it('a mistyped year is refused at once, wherever a date is typed', async () => {
    const house = await make.aHouse({ beds: 1 });
    const ash = await make.aYoungPerson(house);
    const { as, today } = make;
    const stay = await make.aStay(house, ash, { inDays: 10 });
    const asked = { youngPerson: ash, unit: house.unit, nights: 2, purpose: 'x' };
    await as(house.worker)
      .post('/requests', { ...asked, from: today(1), to: '2206-03-03' })
      .expect(400);
    await as(house.staff).get(`/units/${house.unit}/calendar?from=${today()}&to=2206-03-03`).expect(400);
    await as(house.staff).get(`/units/${house.unit}/vacancies?from=${today()}&to=2206-03-03&nights=2`).expect(400);
    await as(house.manager).get(`/units/${house.unit}/occupancy?from=${today()}&to=2206-03-03`).expect(400);
    await as(house.manager).post(`/stays/${stay}/extend`, { departure: '2206-03-03', reasons: 'x' }).expect(400);
    await as(house.manager)
      .post(`/units/${house.unit}/closures`, { from: today(20), to: '2206-03-03', reason: 'planned_closure' })
      .expect(400);
  });
});
