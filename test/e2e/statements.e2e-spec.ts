import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What each call of the benchmark sends: no ratio may look good because a call came to ask more. */
describe('the statements of a call', () => {
  let app: TestApp;
  let make: ReturnType<typeof builders>;
  let house: House;

  beforeAll(async () => {
    app = await startTestApp();
    make = builders(app);
    house = await make.aHouse();
    // The token's use is noted once a minute; the clock of the test stands still.
    for (const user of [house.staff, house.manager, house.worker]) await make.as(user).get('/me').expect(200);
  });
  afterAll(() => app?.close());

  const calendar = () =>
    make
      .as(house.staff)
      .get(`/units/${house.unit}/calendar?from=${make.today(1)}&to=${make.today(29)}`)
      .expect(200);

  it('of the calendar are as many for one stay as for twenty', async () => {
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, nights: 1 });
    // Outside a transaction several connections share the work, and which comes first is left to chance.
    const one = (await statementsOf(calendar)).toSorted();
    for (let number = 0; number < 19; number += 1)
      await make.aStay(house, await make.aYoungPerson(house), { inDays: 3 + number, nights: 1 });
    expect((await statementsOf(calendar)).toSorted()).toEqual(one);
    expect(one).toEqual([
      'INSERT audit_entries',
      'SELECT api_tokens',
      'SELECT beds',
      'SELECT staffing_patterns',
      'SELECT standing',
      'SELECT units',
      'SELECT young_people',
    ]);
  }, 60_000);

  it('of vacancies are as many for one stay as for twenty, and one more where moves are looked for', async () => {
    const place = await make.aHouse({ beds: 2 });
    await make.as(place.staff).get('/me').expect(200);
    const path = `/units/${place.unit}/vacancies?from=${make.today(1)}&to=${make.today(85)}&nights=2`;
    const asked = async () => (await statementsOf(() => make.as(place.staff).get(path).expect(200))).toSorted();
    await make.aStay(place, await make.aYoungPerson(place), { inDays: 1, nights: 1 });
    const one = await asked();
    for (let number = 0; number < 19; number += 1)
      await make.aStay(place, await make.aYoungPerson(place), { inDays: 3 + number, nights: 1, bed: place.beds[0]! });
    expect(await asked()).toEqual(one);
    const names = ['api_tokens', 'beds', 'staffing_patterns', 'standing', 'units'];
    expect(one).toEqual(names.map((name) => `SELECT ${name}`));
    for (const [number, bed] of place.beds.entries())
      await make.aStay(place, await make.aYoungPerson(place), { inDays: 40 + number, nights: 1, bed });
    // The claims around, the names of those who would move, and that they were shown.
    expect(await asked()).toEqual(
      [...one, 'SELECT standing', 'SELECT young_people', 'INSERT audit_entries'].toSorted(),
    );
  }, 60_000);

  it('of the open requests are as many for one as for twenty', async () => {
    const open = () => make.as(house.staff).get('/requests?state=submitted&state=in_review').expect(200);
    await make.aRequest(house, await make.aYoungPerson(house), { inDays: 60 });
    const one = await statementsOf(open);
    for (let number = 0; number < 19; number += 1)
      await make.aRequest(house, await make.aYoungPerson(house), { inDays: 60 });
    expect(await statementsOf(open)).toEqual(one);
    expect(one).toEqual(['SELECT api_tokens', 'SELECT requests', 'INSERT audit_entries']);
  });

  it('of a proposal are its locks in their order, what it is decided on, and one row of each kind', async () => {
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 40 });
    const nights = { arrival: make.today(40), departure: make.today(42) };
    const propose = () => make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    expect(await statementsOf(propose)).toEqual([
      'SELECT api_tokens',
      'SELECT requests',
      'START TRANSACTION',
      'SELECT units',
      'SELECT young_people',
      // Nights whose time has run out, and that whoever waits for them is thought of.
      'SELECT written',
      'SELECT lapsed',
      'SELECT request_parts',
      'SELECT requests',
      'SELECT units',
      'SELECT beds',
      'SELECT standing',
      'SELECT staffing_patterns',
      'SELECT standing',
      'SELECT pair_decisions',
      'SELECT young_people',
      'SELECT allocations',
      'INSERT bed_claims',
      'INSERT request_events',
      'INSERT audit_entries',
      'SELECT written',
      'INSERT offers',
      'COMMIT',
    ]);
  });
});
