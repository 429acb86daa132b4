import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TellOfOverdueReview, TellOfStayToReview } from '../../src/alerts/tell-key-worker.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
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
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

interface Stay {
  requestId: string;
  state: string;
  review: { due: string | null; recordedAt: string | null } | null;
}
interface Request {
  state: string;
  nextAction: { action: string; owner: string; due: string } | null;
  events: { said: string | null; note: string }[];
}
interface Went {
  purpose: string;
  reviews: { voice: string; said: string; face: number | null; namesOthers: boolean }[];
  suggestions: { id: string; kind: string; text: string; other: { id: string } | null; done: object | null }[];
}

const read = async <T>(path: string, by: TestUser = house.staff) => (await make.as(by).get(path).expect(200)).body as T;
const open = (stay: string, by?: TestUser) => read<Stay>(`/stays/${stay}`, by);
const requestOf = async (stay: string, by?: TestUser) =>
  read<Request>(`/requests/${(await open(stay, by)).requestId}`, by);
const pages = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const say = (stay: string, said: object, by: TestUser = house.worker) =>
  make.as(by).post(`/stays/${stay}/reviews`, said);
const OWN = { voice: 'young_person', face: 4, said: 'We cooked', how: 'told' };
const FAMILY = { voice: 'family', face: 5, saidBy: 'Mum', how: 'telephone', said: 'We slept' };
const STAFF = { voice: 'staff', metAim: 'partly', said: 'He cooked, and slept badly' };
const WITHOUT = { withoutYoungPerson: 'Would not say', withoutFamily: 'Nobody answered' };

/** A stay of two nights that is over. */
async function aPastStay(youngPerson = ash): Promise<string> {
  const stay = await make.aStay(house, youngPerson, { inDays: 0, nights: 2 });
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  app.clock.advance({ days: 2 });
  await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
  return stay;
}

describe('a stay that is over', () => {
  it('asks the key worker for a word on how it went, by a working day', async () => {
    const stay = await aPastStay();
    const { state, nextAction } = await requestOf(stay, house.worker);
    expect({ state, nextAction }).toMatchObject({
      state: 'completed',
      nextAction: { action: 'Record how it went', owner: 'cas_worker' },
    });
    const days = (new Date(nextAction!.due).getTime() - app.clock.now().getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(10);
    expect((await open(stay)).review).toEqual({ due: nextAction!.due, recordedAt: null });
    const today = (await (await pages(house.worker)).get('/')).text;
    expect(today).toContain(`/stays/${stay}/review`);
    const list = await (await pages(house.worker)).get('/stays?show=to_review');
    expect(list.text).toContain('How it went is to be recorded by');
  });

  it('stands after the next actions on the first page, where the latest three are', async () => {
    for (let more = 0; more < 4; more += 1) await aPastStay();
    await make.aRequest(house, ash, { inDays: 20 });
    const today = (await (await pages(house.worker)).get('/')).text;
    expect(today).toMatch(/Your next actions[^]*How it went, to record[^]*All stays to record[^]*Waiting for others/);
    expect(today.split('Record how Ash Example’s stay went')).toHaveLength(4);
  });

  it('is reviewed once staff say whether it met its aim, and the request says so to everybody', async () => {
    const stay = await aPastStay();
    await say(stay, OWN).expect(201);
    await say(stay, FAMILY).expect(201);
    expect(await open(stay)).toMatchObject({ review: { recordedAt: null } });
    const { body } = await say(stay, STAFF).expect(201);
    expect((body as Went).reviews.map(({ voice }) => voice)).toEqual(['staff', 'family', 'young_person']);
    expect(body).toMatchObject({ purpose: 'Sleep and cook' });
    for (const by of [house.worker, house.staff, house.manager]) {
      expect(await requestOf(stay, by)).toMatchObject({ state: 'reviewed', nextAction: null });
      expect((await requestOf(stay, by)).events.slice(-3).map(({ said }) => said)).toEqual([
        `${house.worker.name} wrote down what the young person says of the stay`,
        `${house.worker.name} wrote down what the family says of the stay`,
        `${house.worker.name} recorded how the stay went`,
      ]);
    }
    expect((await read<{ items: object[] }>('/requests?state=reviewed')).items).toHaveLength(1);
    expect((await read<{ items: object[] }>('/requests?state=completed')).items).toHaveLength(0);
    expect((await (await pages(house.worker)).get('/')).text).not.toContain(`/stays/${stay}/review`);
    const trail = await app.sql(`SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id DESC LIMIT 20`, [
      stay,
    ]);
    expect(trail.map(({ action }) => action as string)).toContain('stay.reviewed');
  });

  it('leaves nobody out without a word', async () => {
    const stay = await aPastStay();
    const { body } = await say(stay, STAFF).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual([
      'withoutYoungPerson',
      'withoutFamily',
    ]);
    await say(stay, { ...STAFF, ...WITHOUT }).expect(201);
    expect(await open(stay)).toMatchObject({ review: { recordedAt: expect.any(String) } });
  });

  it('and was over before anybody was asked owes nothing, and can be looked back on all the same', async () => {
    const stay = await aPastStay();
    await app.sql(`UPDATE stays SET review_due_at = NULL WHERE id = $1`, [stay]);
    expect(await requestOf(stay, house.worker)).toMatchObject({ state: 'completed', nextAction: null });
    await say(stay, { ...STAFF, ...WITHOUT }).expect(201);
    expect(await requestOf(stay)).toMatchObject({ state: 'reviewed' });
  });

  it('is staying again once its departure is undone, and what was said stays', async () => {
    const stay = await aPastStay();
    await say(stay, { ...STAFF, ...WITHOUT }).expect(201);
    await make.as(house.staff).post(`/stays/${stay}/undo-departure`, { reason: 'It was Sol' }).expect(200);
    expect(await requestOf(stay)).toMatchObject({ state: 'in_residence' });
    expect(await open(stay)).toMatchObject({ state: 'in_residence', review: null });
    expect((await read<Went>(`/stays/${stay}/reviews`)).reviews).toHaveLength(1);
    await say(stay, STAFF).expect(409);
    // Looked back on once is not looked back on for good: after the real departure it is owed anew.
    app.clock.advance({ days: 1 });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(await requestOf(stay)).toMatchObject({ state: 'completed' });
    expect(await open(stay)).toMatchObject({ review: { due: expect.any(String), recordedAt: null } });
    await say(stay, { ...STAFF, ...WITHOUT }).expect(201);
    expect(await requestOf(stay)).toMatchObject({ state: 'reviewed' });
  });
});

describe('the notice of a stay that is over', () => {
  const tell = (stay: string) => {
    const { manager } = app.app.get(DataSource);
    return app.app.get(TellOfStayToReview).handle({ stay }, manager);
  };

  it('reaches the key worker and their deputy once, and is gone when the stay is reviewed', async () => {
    const stay = await aPastStay();
    const written = await app.sql(
      `SELECT 1 FROM outbox WHERE handler = 'tell-of-stay-to-review' AND payload->>'stay' = $1`,
      [stay],
    );
    expect(written).toHaveLength(1);
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const days = { firstDay: make.today(), lastDay: make.today(5) };
    await make
      .as(house.worker)
      .post('/deputies', { deputy: deputy.id, ...days })
      .expect(201);
    await tell(stay);
    await tell(stay);
    for (const by of [house.worker, deputy]) {
      const notices = (await (await pages(by)).get('/notices')).text;
      expect(notices.split('The stay of Ash Example is over.')).toHaveLength(2);
      expect(notices).toContain(`/stays/${stay}/review`);
    }
    const remind = () => app.app.get(TellOfOverdueReview).handle({ stay }, app.app.get(DataSource).manager);
    await remind();
    app.clock.advance({ days: 20 });
    for (let again = 0; again < 2; again += 1) await remind();
    const late = (await (await pages(house.worker)).get('/notices')).text;
    expect(late.split('How the stay of Ash Example went should be on record by now.')).toHaveLength(2);
    expect(late).not.toContain('The stay of Ash Example is over.');
    await say(stay, { ...STAFF, ...WITHOUT }).expect(201);
    expect((await (await pages(house.worker)).get('/notices')).text).toContain('There is nothing new for you');
  });

  it('is not written of a stay that goes on after all', async () => {
    const stay = await aPastStay();
    await make.as(house.staff).post(`/stays/${stay}/undo-departure`, { reason: 'It was Sol' }).expect(200);
    await tell(stay);
    expect(await app.sql(`SELECT 1 FROM notices WHERE stay_id = $1`, [stay])).toHaveLength(0);
  });
});

describe('what is said of a stay', () => {
  it('cannot be said before it begins, nor looked back on before it is over', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0 });
    await say(stay, OWN).expect(409);
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    await say(stay, OWN).expect(201);
    const refused = await say(stay, { ...STAFF, ...WITHOUT }).expect(409);
    expect((refused.body as { title: string }).title).toContain('“Completed”');
  });

  it('is never changed, not even by the owner of the database', async () => {
    const stay = await aPastStay();
    await say(stay, OWN).expect(201);
    await expect(app.sql(`UPDATE stay_reviews SET said = 'x'`)).rejects.toThrow('append-only');
    await expect(app.sql(`DELETE FROM stay_reviews`)).rejects.toThrow('append-only');
  });

  it('that names another child is for the unit alone, in word and on the page', async () => {
    const stay = await aPastStay();
    await say(stay, { ...STAFF, ...WITHOUT }, house.staff).expect(400);
    const named = { ...STAFF, ...WITHOUT, said: 'Quarrelled with Bo', nextTime: 'Not with Bo', namesOthers: true };
    await say(stay, named, house.staff).expect(201);
    const told = await read<Went>(`/stays/${stay}/reviews`, house.worker);
    expect(told.reviews).toMatchObject([{ voice: 'staff', said: '', nextTime: '', namesOthers: true }]);
    const page = (await (await pages(house.worker)).get(`/stays/${stay}/review`)).text;
    expect(page).not.toContain('Bo');
    expect(page).toContain('It met its aim in part');
    expect((await (await pages(house.staff)).get(`/stays/${stay}/review`)).text).toContain('Quarrelled with Bo');
  });

  it('is not for strangers, nor for who only looks on', async () => {
    const stay = await aPastStay();
    const elsewhere = await make.aHouse();
    for (const by of [elsewhere.worker, elsewhere.staff, elsewhere.manager]) await say(stay, OWN, by).expect(404);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await say(stay, OWN, watcher).expect(403);
    await read(`/stays/${stay}/reviews`, watcher);
  });

  it('with a stale page is refused, and nothing is written', async () => {
    const stay = await aPastStay();
    const { headers } = await make.as(house.worker).get(`/stays/${stay}`).expect(200);
    const etag = (headers as Record<string, string>)['etag']!;
    await say(stay, { ...STAFF, ...WITHOUT })
      .set('If-Match', etag)
      .expect(201);
    await say(stay, STAFF).set('If-Match', etag).expect(412);
    expect((await read<Went>(`/stays/${stay}/reviews`)).reviews).toHaveLength(1);
  });
});

describe('what a stay suggests', () => {
  const both = { ...STAFF, ...WITHOUT, namesOthers: false };

  it('stands among the next actions of who decides it until they say what came of it', async () => {
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const beside = await make.aStay(house, bo, { inDays: 0, nights: 2 });
    await make.as(house.staff).post(`/stays/${beside}/arrive`).expect(200);
    const stay = await aPastStay();
    const said = { ...both, matching: 'They fell out', other: bo, assessment: 'He hides food' };
    await say(stay, said, house.staff).expect(201);

    const list = (by: TestUser) => read<{ items: Went['suggestions'] }>('/suggestions', by);
    expect((await list(house.manager)).items).toMatchObject([{ kind: 'matching_decision', other: { id: bo } }]);
    expect((await list(house.worker)).items).toMatchObject([{ kind: 'assessment', text: 'He hides food' }]);
    expect((await list(house.staff)).items).toEqual([]);
    const told = await read<Went>(`/stays/${stay}/reviews`, house.worker);
    expect(told.suggestions.map(({ kind }) => kind)).toEqual(['assessment']);

    const [pair] = (await list(house.manager)).items;
    await make.as(house.worker).get(`/suggestions/${pair!.id}`).expect(404);
    await make.as(house.worker).post(`/suggestions/${pair!.id}/done`, { text: 'x' }).expect(404);
    const manager = await pages(house.manager);
    expect((await manager.get('/')).text).toContain(`/suggestions/${pair!.id}`);
    const suggested = (await manager.get(`/suggestions/${pair!.id}`)).text;
    expect(suggested).toContain('with Bo Example');
    const [, decide] = /href="([^"]*matching-decisions\/new[^"]*)"/.exec(suggested) ?? [];
    expect((await manager.get(decide!)).status).toBe(200);
    expect((await manager.post(`/suggestions/${pair!.id}`, { text: '' })).status).toBe(400);
    expect(await manager.post(`/suggestions/${pair!.id}`, { text: 'Looked at: it stays as it is' })).toMatchObject({
      ...{ status: 303, location: `/stays/${stay}/review` },
    });
    expect((await list(house.manager)).items).toEqual([]);
    expect((await manager.get(`/stays/${stay}/review`)).text).toContain('Looked at: it stays as it is');
    await make.as(house.manager).post(`/suggestions/${pair!.id}/done`, { text: 'x' }).expect(409);
    const decisions = await app.sql(`SELECT 1 FROM pair_decisions WHERE $1 IN (young_person_a, young_person_b)`, [bo]);
    expect(decisions).toHaveLength(0);
  });

  it('names nobody who was not there', async () => {
    const stay = await aPastStay();
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    await say(stay, { ...both, matching: 'x', other: cy }, house.staff).expect(400);
    await say(stay, { ...both, other: cy }, house.staff).expect(400);
    await say(stay, { ...OWN, assessment: 'x' }).expect(400);
    expect((await read<Went>(`/stays/${stay}/reviews`)).reviews).toEqual([]);
  });
});

describe('the pages', () => {
  it('take what the family and the staff say, and keep what was typed', async () => {
    const stay = await aPastStay();
    const staff = await pages(house.staff);
    await staff.get(`/stays/${stay}/review/family`);
    const wrong = await staff.post(`/stays/${stay}/review/family`, { how: 'telephone', said: 'We slept' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('We slept</textarea>');
    const family = { saidBy: 'Mum', how: 'other', otherWay: 'At the door', face: '5', namesOthers: 'no' };
    expect((await staff.post(`/stays/${stay}/review/family`, family)).status).toBe(303);
    await staff.get(`/stays/${stay}/review/young-person`);
    const own = { how: 'paper', face: '4', said: 'OK I guess', namesOthers: 'no' };
    expect((await staff.post(`/stays/${stay}/review/young-person`, own)).status).toBe(303);
    const form = (await staff.get(`/stays/${stay}/review/staff`)).text;
    expect(form).toContain('OK I guess');
    expect(form).not.toContain('Why is there no word');
    const aim = { metAim: 'yes', said: 'He slept', namesOthers: 'no' };
    expect((await staff.post(`/stays/${stay}/review/staff`, aim)).status).toBe(303);
    const page = (await staff.get(`/stays/${stay}`)).text;
    expect(page).toContain('Reviewed');
    expect((await staff.get(`/stays/${stay}/review`)).text).toContain('by Mum, At the door');
  });
});
