import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LookAtCompany } from '../../src/requests/look-at-company.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

interface Conflict {
  text: string;
  reasons: string[];
  apart: { stay: string; youngPerson: { id: string; firstName: string } } | null;
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 3 });
  ash = await make.aYoungPerson(house, { firstName: 'Ash' });
  bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Other' });
});

const stay = (who: string, inDays: number, nights: number, bed: number) =>
  make.aStay(house, who, { inDays, nights, bed: house.beds[bed - 1]! });
const step = (id: string, action: string) => make.as(house.staff).post(`/stays/${id}/${action}`).expect(200);
const conflictOf = async (id: string, by: TestUser = house.staff) =>
  ((await make.as(by).get(`/stays/${id}`).expect(200)).body as { conflict: Conflict | null }).conflict;
const open = async () =>
  (
    await app.sql<{ stay_id: string; because_of: string }>(
      `SELECT stay_id, because_of FROM stay_conflicts WHERE unit_id = $1 AND solved_at IS NULL`,
      [house.unit],
    )
  ).map((row) => [row.stay_id, row.because_of]);

/** Everything that was written to the outbox about the decision is done, once more than needed. */
async function work(decision: string, entries: number): Promise<void> {
  const rows = await app.sql<{ payload: { decision: string } }>(
    `SELECT payload FROM outbox WHERE handler = 'look-at-company' AND payload->>'decision' = $1`,
    [decision],
  );
  expect(rows).toHaveLength(entries);
  for (const { payload } of [...rows, ...rows])
    await app.app
      .get(DataSource)
      .transaction((manager) => app.app.get(LookAtCompany, { strict: false }).handle(payload, manager));
}
async function apart(decision = 'never_together'): Promise<string> {
  const body = { youngPeople: [ash, bo], decision, evidence: 'x', reviewBy: make.today(90) };
  const answer = await make.as(house.manager).post('/pair-decisions', body).expect(201);
  return (answer.body as { id: string }).id;
}
async function end(decision: string): Promise<void> {
  await make.as(house.manager).post(`/pair-decisions/${decision}/end`, { reasons: 'x' }).expect(200);
}

describe('a decision that two are never to be there together', () => {
  it('puts two who are staying on the list, once, with whom, and its end takes them off it', async () => {
    const [first, second] = [await stay(ash, 0, 3, 1), await stay(bo, 0, 3, 2)];
    await step(first, 'arrive');
    await step(second, 'arrive');
    const decision = await apart();
    await work(decision, 1);
    const found = await open();
    expect(found).toHaveLength(1);
    const [mine, other] = found[0] as [string, string];
    expect([mine, other].toSorted()).toEqual([first, second].toSorted());
    const conflict = await conflictOf(mine);
    expect(conflict).toMatchObject({
      text: 'Kept apart from somebody staying: decide tonight.',
      apart: { stay: other },
    });

    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const name = other === first ? 'Ash Example' : 'Bo Other';
    const link = `href="/stays/${other}">${name}</a>, staying now`;
    for (const path of [`/stays/${mine}`, `/stays/${mine}/conflict`, `/conflicts?unit=${house.unit}`, '/'])
      expect((await staff.get(path)).text).toContain(link);
    const [seen] = await app.sql<{ youngPeople: string[] }>(
      `SELECT young_people AS "youngPeople" FROM audit_entries WHERE action = 'stay.read' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [mine],
    );
    expect(seen!.youngPeople.toSorted()).toEqual([ash, bo].toSorted());

    expect(await conflictOf(mine, house.worker)).toBeNull();
    const worker = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const page = (await worker.get(`/stays/${mine}`)).text;
    for (const word of [name, 'apart', other]) expect(page).not.toContain(word);

    await end(decision);
    await work(decision, 2);
    expect(await open()).toEqual([]);
  });

  it('puts who is staying on the list because of who is to come on the same nights', async () => {
    const [there, coming] = [await stay(ash, 0, 3, 1), await stay(bo, 2, 3, 2)];
    await step(there, 'arrive');
    await work(await apart(), 1);
    expect(await open()).toEqual([[there, coming]]);
    expect((await conflictOf(there))!.text).toBe(
      'Kept apart from somebody who is to be here on some of the same nights: decide before they meet.',
    );
  });

  it('puts the later of two who are booked on it, until one of them no longer comes', async () => {
    const [first, second] = [await stay(ash, 5, 3, 1), await stay(bo, 6, 3, 2)];
    await work(await apart(), 1);
    expect(await open()).toEqual([[second, first]]);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = (await manager.get(`/stays/${second}/conflict`)).text;
    for (const part of ['Can Bo be here as planned?', 'Ash Example</a>, booked', 'Take nights off', 'Cancel the stay'])
      expect(page).toContain(part);
    await make.as(house.staff).post(`/stays/${first}/cancel`, { reason: 'x' }).expect(200);
    expect(await open()).toEqual([]);
  });

  it('is decided once for the nights that they share, and is not asked about again when they come', async () => {
    const [first, second] = [await stay(ash, 0, 3, 1), await stay(bo, 0, 3, 2)];
    await work(await apart(), 1);
    const [[mine]] = (await open()) as [[string, string]];
    await make.as(house.manager).post(`/stays/${mine}/decided`, { reasons: 'One is awake' }).expect(200);
    await step(first, 'arrive');
    await step(second, 'arrive');
    expect(await open()).toEqual([]);
  });

  it('asks again when it is signed anew after another was ended', async () => {
    const [first, second] = [await stay(ash, 0, 3, 1), await stay(bo, 0, 3, 2)];
    await step(first, 'arrive');
    const before = await apart();
    await work(before, 1);
    await make.as(house.manager).post(`/stays/${first}/decided`, { reasons: 'One is awake' }).expect(200);
    await end(before);
    await work(before, 2);
    app.clock.advance({ minutes: 1 });
    await work(await apart(), 1);
    expect(await open()).toEqual([[first, second]]);
  });

  it('says nothing of two who share no night, nor of another decision', async () => {
    await stay(ash, 0, 2, 1);
    await stay(bo, 2, 2, 1);
    const decision = await apart();
    await work(decision, 1);
    expect(await open()).toEqual([]);
    await end(decision);
    await work(await apart('works_well'), 0);
  });

  it('names nobody to a unit that may not know of the other', async () => {
    const [first, second] = [await stay(ash, 0, 3, 1), await stay(bo, 0, 3, 2)];
    await step(first, 'arrive');
    await work(await apart(), 1);
    expect(await open()).toEqual([[first, second]]);
    await app.sql(`DELETE FROM access_grants WHERE young_person_id = $1`, [bo]);
    expect(await conflictOf(first)).toMatchObject({ reasons: ['kept_apart'], apart: null });
  });
});
