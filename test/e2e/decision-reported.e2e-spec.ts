import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Tia and Kit are booked for the same nights, and it was decided on Tia's when Kit was there. */
let tia: string;
let kit: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  ({ house, tia, kit, stay } = await aDecidedStay(make, { inDays: 10, nights: 2, unassessed: true, beside: true }));
});

const changes = async (): Promise<string[]> =>
  ((await make.as(house.staff).get(`/stays/${stay}/look-again`).expect(200)).body as { changes: string[] }).changes;
const report = async (young: string, by: TestUser = house.worker): Promise<string> => {
  const said = { text: 'Police say that he was threatened on Friday' };
  return ((await make.as(by).post(`/young-people/${young}/information`, said).expect(201)).body as { id: string }).id;
};
const looked = (id: string, outcome: string, by = house.staff) =>
  make.as(by).post(`/information/${id}/looked`, { outcome, note: 'The unit knows him' }).expect(200);
const sign = () =>
  lookedFirst(make, house.manager, `/stays/${stay}/look-again`, {
    decision: 'suitable',
    reasons: 'Fine',
    againstAdvice: 'They are watched',
  }).expect(201);
const NEW = (name: string) =>
  expect.stringMatching(
    new RegExp(`^Something new was reported of ${name} on \\w+day \\d+ \\w+: look at who stays with whom\\.$`),
  );

describe('what is reported after it was decided', () => {
  it.each(['Tia Tern', 'Kit Kestrel'])(
    'of %s, who was not assessed, is a reason to look again until it is signed anew',
    async (name) => {
      expect(await changes()).toEqual([]);
      const id = await report(name === 'Tia Tern' ? tia : kit);
      expect(await changes()).toEqual([NEW(name)]);
      await looked(id, 'group');
      expect(await changes()).toEqual([NEW(name)]);
      await sign();
      expect(await changes()).toEqual([]);
    },
  );

  it('of somebody who is assessed stays a reason once the assessment is said to stand', async () => {
    for (const one of [tia, kit]) await anAssessment(make, house, one, { ratings: [] });
    await sign();
    const id = await report(kit);
    expect(await changes()).toContainEqual(NEW('Kit Kestrel'));
    await looked(id, 'group');
    expect(await changes()).toEqual([NEW('Kit Kestrel')]);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get('/')).text).toContain(`/stays/${stay}/look-again`);
    for (const path of ['/', `/handover?unit=${house.unit}`])
      expect((await staff.get(path)).text).toContain('Something new was reported of Kit Kestrel on ');
    await sign();
    expect((await staff.get('/')).text).not.toContain(`/stays/${stay}/look-again`);
  });

  it('stays a reason where a new assessment is asked for, and is none where nothing changes', async () => {
    await looked(await report(kit), 'assessment');
    expect(await changes()).toEqual([NEW('Kit Kestrel')]);
    await sign();
    const id = await report(tia);
    expect(await changes()).toEqual([NEW('Tia Tern')]);
    await looked(id, 'nothing');
    expect(await changes()).toEqual([]);
  });

  it('is none where it was reported before, or of somebody who is not there', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Auk' });
    await make.aStay(house, ash, { inDays: 20 });
    await report(ash);
    expect(await changes()).toEqual([]);
    await report(kit);
    await sign();
    expect(await changes()).toEqual([]);
  });

  it('is told to nobody who works for a family, and is read in as many statements for one report as for five', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await report(kit);
    for (const user of [house.worker, other]) {
      const client = await PageClient.signIn(app.address, user.email, PASSWORD);
      for (const path of ['/', `/stays/${stay}`, `/stays/${stay}/checklist`])
        expect((await client.get(path)).text).not.toContain('Something new was reported');
      await make.as(user).get(`/stays/${stay}/look-again`).expect(403);
    }
    await changes();
    const one = (await statementsOf(changes)).toSorted();
    for (let number = 0; number < 4; number += 1) await report(number % 2 ? tia : kit);
    expect((await statementsOf(changes)).toSorted()).toEqual(one);
    expect(one.filter((statement) => statement === 'SELECT information')).toHaveLength(1);
  });
});
