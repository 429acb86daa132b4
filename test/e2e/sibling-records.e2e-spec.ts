import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});

const record = (relation: string, by: TestUser = house.worker, changes: object = {}) =>
  make.as(by).post(`/young-people/${ash}/siblings`, { other: bo, relation, note: 'Of one mother', ...changes });
const siblings = async (of: string, by = house.staff) =>
  ((await make.as(by).get(`/young-people/${of}/siblings`).expect(200)).body as { items: object[] }).items;

describe('brothers and sisters', () => {
  it('are on record of both, and the last word holds', async () => {
    await record('together').expect(201);
    expect(await siblings(ash)).toMatchObject([{ youngPerson: { id: bo }, relation: 'together' }]);
    expect(await siblings(bo)).toMatchObject([{ youngPerson: { id: ash }, relation: 'together' }]);
    await record('none').expect(201);
    expect(await siblings(bo)).toEqual([]);
    for (const sql of [`UPDATE siblings SET note = 'x'`, `DELETE FROM siblings`])
      await expect(app.sql(sql)).rejects.toThrow();
  });

  it('stay apart by the one veto that there is, and together only without it', async () => {
    const refused = await record('apart').expect(409);
    expect(refused.body).toMatchObject({ errors: [{ field: 'relation' }] });
    await make
      .as(house.manager)
      .post('/pair-decisions', {
        ...{ youngPeople: [ash, bo], decision: 'never_together', evidence: 'x', reviewBy: make.today(9) },
      })
      .expect(201);
    await record('apart').expect(201);
    await record('together').expect(409);
    expect(await siblings(ash)).toMatchObject([{ relation: 'apart' }]);
  });

  it('who stay together are kept apart only by saying so, and are then on record as apart', async () => {
    await record('together').expect(201);
    const veto = { youngPeople: [bo, ash], decision: 'never_together', evidence: 'x', reviewBy: make.today(9) };
    const decide = (changes: object = {}) => make.as(house.staff).post('/pair-decisions', { ...veto, ...changes });
    for (const said of [{}, { againstSiblings: false }]) {
      const refused = await decide(said).expect(409);
      expect(refused.body).toMatchObject({
        type: '/problems/against-siblings',
        title: expect.stringContaining('Say that they stay apart from now on') as unknown as string,
        errors: [{ field: 'againstSiblings' }],
      });
    }
    expect(await siblings(ash)).toMatchObject([{ relation: 'together' }]);
    await decide({ againstSiblings: true }).expect(201);
    expect(await siblings(ash)).toMatchObject([{ relation: 'apart', by: house.staff.name }]);
  });

  it('who stay together may have any other decision, and those taken back have a veto without a word', async () => {
    const decided = { youngPeople: [ash, bo], evidence: 'x', reviewBy: make.today(9) };
    await record('together').expect(201);
    await make
      .as(house.staff)
      .post('/pair-decisions', { ...decided, decision: 'works_well' })
      .expect(201);
    const cy = await make.aYoungPerson(house);
    await record('together', house.worker, { other: cy }).expect(201);
    await record('none', house.worker, { other: cy }).expect(201);
    await make
      .as(house.staff)
      .post('/pair-decisions', { ...decided, youngPeople: [ash, cy], decision: 'never_together' })
      .expect(201);
  });

  it('who stay together are decided about on a page that asks for the word and keeps what was typed', async () => {
    await record('together').expect(201);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/young-people/${ash}/matching-decisions/new`;
    expect((await staff.get(path)).text).not.toContain('againstSiblings');
    const { caseNumber } = (await make.as(house.staff).get(`/young-people/${bo}`)).body as { caseNumber: string };
    const form = { otherCase: caseNumber, decision: 'never_together', evidence: 'He hit her', reviewBy: make.today(9) };
    const refused = await staff.post(path, form);
    expect(refused.text).toContain('id="againstSiblings-error"');
    expect(refused.text).toContain('He hit her');
    expect((await staff.post(path, { ...form, againstSiblings: 'yes' })).location).toMatch(/^\/matching-decisions\//);
  });

  it('who were put apart by a veto are said to be apart still once it has ended', async () => {
    await record('together').expect(201);
    const veto = { youngPeople: [bo, ash], decision: 'never_together', evidence: 'x', reviewBy: make.today(9) };
    const signed = await make
      .as(house.staff)
      .post('/pair-decisions', { ...veto, againstSiblings: true })
      .expect(201);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `/matching-decisions/${(signed.body as { id: string }).id}`;
    await manager.get(path);
    expect((await manager.post(`${path}/end`, { reasons: 'They made up' })).status).toBe(303);
    expect((await manager.get(path)).text).toContain('still on record as brothers or sisters who stay apart');
    await record('together').expect(201);
    expect(await siblings(ash)).toMatchObject([{ relation: 'together' }]);
  });

  it('are recorded and read by nobody who may not read them both', async () => {
    await record('together', house.worker, { other: ash }).expect(400);
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    const cy = await make.aYoungPerson(house, { firstName: 'Cy', lastName: 'Secret', keyWorker: other });
    await record('together', house.worker, { other: cy }).expect(404);
    await record('together', other).expect(404);
    await record('together', house.staff, { other: cy }).expect(201);
    expect(await siblings(ash)).toHaveLength(1);
    expect(await siblings(ash, house.worker)).toEqual([]);
  });

  it('who stay together are judged as such: the years between them are those they live with at home', async () => {
    const [young, old] = [
      await make.aYoungPerson(house, { dateOfBirth: make.today(-12 * 366 - 30) }),
      await make.aYoungPerson(house, { dateOfBirth: make.today(-17 * 366 - 30) }),
    ];
    for (const one of [young, old]) await anAssessment(make, house, one, { ratings: [] });
    await make.aStay(house, old, { inDays: 10 });
    const request = await make.aRequest(house, young, { inDays: 10 });
    const verdict = async () => {
      const { body } = await make.as(house.staff).get(`/requests/${request}/options`).expect(200);
      return (body as { options: { compatibility: { verdict: string } }[] }).options[0]!.compatibility.verdict;
    };
    expect(await verdict()).toBe('only_with_mitigation');
    await make
      .as(house.worker)
      .post(`/young-people/${young}/siblings`, { other: old, relation: 'together', note: 'Of one mother' })
      .expect(201);
    expect(await verdict()).toBe('suitable');
  });

  it('are recorded on a page, by case number', async () => {
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const path = `/young-people/${ash}/siblings`;
    expect((await worker.get(`/young-people/${ash}`)).text).toContain(`href="${path}"`);
    await worker.get(path);
    const form = { relation: 'together', note: 'Of one mother' };
    expect((await worker.post(path, { ...form, otherCase: 'nobody' })).text).toContain('id="otherCase-error"');
    const { caseNumber } = (await make.as(house.worker).get(`/young-people/${bo}`)).body as { caseNumber: string };
    expect((await worker.post(path, { ...form, otherCase: caseNumber, relation: 'apart' })).text).toContain(
      'Sign “never together”',
    );
    expect((await worker.post(path, { ...form, otherCase: caseNumber })).location).toBe(path);
    expect((await worker.get(path)).text).toContain('Brothers or sisters: together if it can be done');
  });
});
