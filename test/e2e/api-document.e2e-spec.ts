import { randomUUID } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { DocumentedApi } from '../support/documented-api.js';
import { walkAfter } from '../support/walk-after.js';
import { walkAlerts } from '../support/walk-alerts.js';
import { walkAllocations, walkSchoolTerms } from '../support/walk-allocations.js';
import { walkAssessments } from '../support/walk-assessments.js';
import { walkClosures, walkReserves } from '../support/walk-closures.js';
import { walkGuide } from '../support/walk-guide.js';
import { walkNewcomers } from '../support/walk-newcomers.js';
import { walkHandover, walkFamily, walkOwnAccount } from '../support/walk-people.js';
import { walkAbsences, walkNoShow, walkRecords } from '../support/walk-records.js';
import { walkOptions } from '../support/walk-options.js';
import { walkUnit } from '../support/walk-unit.js';
import { walkWaiting } from '../support/walk-waiting.js';
import { walkVisits } from '../support/walk-visits.js';
import { routesOf } from '../support/routes.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface WithId {
  id: string;
}

let app: TestApp;
let make: ReturnType<typeof builders>;
let api: DocumentedApi;
let house: House;

beforeAll(async () => {
  app = await startTestApp({ PUBLIC_URL: 'https://breaks.example.gov.uk' });
  make = builders(app);
  api = await DocumentedApi.of(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

const operations = () =>
  Object.entries(api.document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
  );

describe('the document of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(await new Validator().validate(structuredClone(api.document))).toEqual({ valid: true });
    expect(api.document.openapi).toBe('3.1.0');
  });

  it('has every route of the API and no page', () => {
    const routes = routesOf(app).filter(({ path }) => path.startsWith('/api/v1/'));
    const written = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(({ route }) => route)
        .toSorted(),
    ).toEqual(written.toSorted());
  });

  it('says of each route what it does, under an id of its own, and what it answers', () => {
    const all = operations();
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
    for (const { route, operationId, summary, tags, responses } of all) {
      expect([route, operationId]).toEqual([route, expect.stringMatching(/^[a-z][A-Za-z]+$/)]);
      expect([route, summary, tags.length]).toEqual([route, expect.stringMatching(/^[A-Z]/), 1]);
      const bare = Object.entries(responses).filter(
        ([status, answer]) => !answer.description || (status !== '204' && !answer.content),
      );
      expect([route, bare]).toEqual([route, []]);
    }
  });

  it('asks for a token exactly where no stranger may call', () => {
    const open = routesOf(app).filter(({ path, access }) => path.startsWith('/api/') && access?.includes('stranger'));
    const unsecured = operations().filter(({ security }) => security.length === 0);
    expect(unsecured.map(({ route }) => route)).toEqual(open.map(({ method, path }) => `${method} ${path}`));
    expect(operations().every(({ security }) => security.every((one) => 'bearer' in one))).toBe(true);
  });

  it('asks for If-Match wherever a call without it is refused', () => {
    for (const { route, parameters = [], responses } of operations().filter(({ responses }) => '428' in responses)) {
      const header = parameters.find(({ name }) => name === 'If-Match');
      expect([route, header?.required, '412' in responses]).toEqual([route, true, true]);
    }
  });

  it('names nothing that no route uses', () => {
    const text = JSON.stringify(api.document);
    const unused = Object.keys(api.document.components.schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    expect(unused).toEqual([]);
  });
});

describe('what the API answers', () => {
  it('is told from what it must not answer', () => {
    const me = { id: 'x', name: 'x', role: 'manager', units: [], standsInFor: [] };
    const faults = (body: object) => api.faultsOf('GET', '/me', 200, 'application/json', body);
    expect(faults(me)).toEqual([]);
    expect(faults({ ...me, passwordHash: 'x' })).toHaveLength(1);
    expect(faults({ ...me, role: 'king' })).toHaveLength(1);
    expect(faults({ id: 'x' })).toHaveLength(4);
    expect(api.faultsOf('GET', '/me', 409, 'application/json', me)).toHaveLength(1);
  });

  it('is as documented all through the main job, at every route', async () => {
    await walkIdentity();
    await walkOwnAccount(api, house, make);
    const ash = await walkYoungPeople();
    await walkFamily(api, house, make, ash);
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    await walkAssessments(api, house, make, ash);
    await walkPairs(ash, bo);
    await walkGuide(api, house);
    await walkRequests(ash);
    await walkOptions(api, house, make, ash);
    await walkStays(ash, bo);
    await walkUnit(api, house, make);
    await walkAlerts(api, house, make);
    await walkHandover(api, house);
    await walkClosures(api, make, house);
    await walkReserves(api, make, house);
    await walkReality();
    await walkStaffing();
    await walkVisits(api, house, make, [ash, bo]);
    await walkAllocations(api, house, make, ash);
    await walkSchoolTerms(api, house);
    await walkWaiting(app, api, make);
    await walkRecords(api, house, make, bo);
    expect([...api.succeeded].toSorted()).toEqual(
      operations()
        .map(({ operationId }) => operationId)
        .toSorted(),
    );
  }, 120_000);

  it('is as documented where it refuses', async () => {
    const { manager, staff, worker } = house;
    const unknown = randomUUID();
    const administrator = await make.aUser(house, 'administrator');
    for (const { route } of operations().filter(({ security }) => security.length > 0)) {
      await api.call(undefined, route.replace('/api/v1', '').replace(/\{\w+\}/g, unknown), 401);
    }
    await api.call(undefined, 'POST /tokens', 401, { email: manager.email, password: 'x' });
    await api.call(undefined, 'POST /tokens', 400, { email: manager.email, word: 'x' });
    await api.call(administrator, 'GET /requests', 403);
    await api.call(worker, `POST /offers/${unknown}/sign`, 403, { reasons: 'x' });
    await api.call(staff, 'POST /requests', 400, { nights: 0, from: 'soon' });
    await api.call(staff, 'POST /requests', 413, { purpose: 'x'.repeat(200_000) });
    await api.call(staff, 'GET /stays?limit=1000', 400);
    await api.call(staff, `GET /units/${house.unit}/calendar?from=2027-03-12&to=2027-03-12`, 400);
    await api.call(staff, `GET /requests/${unknown}`, 404);
    await api.call(staff, `GET /units/${unknown}`, 404);
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 50 });
    await api.call(manager, `POST /offers/${offer}/sign`, 409, { reasons: 'x' });
  });
});

async function walkIdentity(): Promise<void> {
  const { manager } = house;
  const made = await api.call<WithId & { token: string }>(undefined, 'POST /tokens', 201, {
    email: manager.email,
    password: PASSWORD,
  });
  const again = { ...manager, token: made.token };
  for (const user of [again, house.staff, house.worker]) await api.call(user, 'GET /me', 200);
  await api.call(again, 'GET /tokens?limit=1', 200);
  await api.call(again, `DELETE /tokens/${made.id}`, 204);
}

async function walkYoungPeople(): Promise<string> {
  const { manager, worker } = house;
  const helper = await make.aUser(house, 'cas_worker', 'referrer');
  const { id } = await api.call<WithId>(worker, 'POST /young-people', 201, {
    firstName: 'Ash',
    lastName: 'Heron',
    dateOfBirth: make.today(-14 * 366),
    caseNumber: randomUUID().slice(0, 12),
  });
  await api.call(worker, `POST /young-people/${id}/co-workers`, 201, { worker: helper.id });
  const needs = { supportLevel: 'one_to_one', roomNeeds: [], keepsRoom: true };
  await api.call(worker, `POST /young-people/${id}/stay-needs`, 200, needs);
  await api.call(worker, 'GET /young-people', 200);
  await api.call(worker, `GET /young-people/${id}`, 200);
  await api.call(worker, `DELETE /young-people/${id}/co-workers/${helper.id}`, 204);
  await api.call(manager, `POST /young-people/${id}/key-worker`, 200, { worker: helper.id });
  await api.call(manager, `POST /young-people/${id}/key-worker`, 200, { worker: worker.id });
  return id;
}

async function walkPairs(ash: string, bo: string): Promise<void> {
  const { manager } = house;
  const pair = await api.call<WithId>(manager, 'POST /pair-decisions', 201, {
    youngPeople: [ash, bo],
    decision: 'works_well',
    evidence: 'They cook together',
    reviewBy: make.today(90),
  });
  const at = `/young-people/${ash}/siblings`;
  const sibling = { other: bo, relation: 'together', note: 'Of one mother' };
  await api.call(manager, `POST ${at}`, 201, sibling);
  await api.call(manager, `POST ${at}`, 409, { ...sibling, relation: 'apart' });
  await api.call(manager, `POST ${at}`, 201, { ...sibling, relation: 'none', note: 'A mistake' });
  await api.call(manager, `GET ${at}`, 200);
  await api.call(manager, 'GET /pair-decisions?limit=1', 200);
  await api.call(manager, `POST /pair-decisions/${pair.id}/end`, 200, { reasons: 'They fell out' });
  await api.call(manager, `GET /pair-decisions/${pair.id}`, 200);
}

async function walkRequests(ash: string): Promise<void> {
  const { manager, staff, worker } = house;
  const ask = async (inDays: number, draft = false) => {
    const from = make.today(inDays);
    const asked = { youngPerson: ash, unit: house.unit, nights: 2, from, to: make.today(inDays + 4), purpose: 'Sleep' };
    return (await api.call<WithId>(worker, 'POST /requests', 201, { ...asked, weekdays: [5, 6], draft })).id;
  };
  const offer = async (by: TestUser, request: string, inDays: number, more = {}) => {
    const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
    return (await api.call<WithId>(by, `POST /requests/${request}/offers`, 201, { ...nights, ...more })).id;
  };
  const draft = await ask(5, true);
  await api.call(worker, `GET /requests/${draft}`, 200);
  await api.call(worker, `PATCH /requests/${draft}`, 428, { nights: 3 });
  await api.call(worker, `PATCH /requests/${draft}`, 412, { nights: 3 }, { 'If-Match': '"stale"' });
  await api.call(worker, `PATCH /requests/${draft}`, 200, { nights: 3 }, { 'If-Match': '*' });
  await api.call(worker, `GET /requests/${draft}/before-submitting`, 200);
  await api.call(worker, `POST /requests/${draft}/submit`, 200);
  await api.call(staff, `POST /requests/${draft}/review`, 200);
  await api.call(staff, `POST /requests/${draft}/waitlist`, 200, { reasons: 'Full' });
  await api.call(staff, `POST /requests/${draft}/ask-information`, 200, { reasons: 'Which school?' });
  await api.call(worker, `POST /requests/${draft}/give-information`, 200, { reasons: 'The one by the park' });
  await api.call(manager, `POST /requests/${draft}/decline`, 200, { code: 'no_nights', reasons: 'Full for long' });
  await api.call(manager, `POST /requests/${draft}/reopen`, 200, { reasons: 'A bed has come back' });

  const request = await ask(10);
  await api.call(staff, `GET /requests/${request}/options`, 200);
  await api.call(staff, `POST /offers/${await offer(staff, request, 10)}/take-back`, 200, { reasons: 'Too loud' });
  const declined = await offer(manager, request, 10, { reasons: 'Suits the group' });
  await api.call(worker, `POST /offers/${declined}/decline`, 200, { answeredBy: 'Mum', how: 'telephone' });
  const accepted = await offer(staff, request, 12);
  await api.call(manager, `POST /offers/${accepted}/sign`, 200, { reasons: 'Suits the group' });
  const offered = await api.call<{ items: WithId[] }>(worker, 'GET /requests?state=offered', 200);
  expect(offered.items.map(({ id }) => id)).toEqual([request]);
  // A working day has begun since, whatever day today is: at Easter and at Christmas four in a row are none.
  app.clock.advance({ days: 5 });
  await api.call(staff, `POST /offers/${accepted}/extend`, 200, { reasons: 'The father is away' });
  await api.call(worker, `POST /offers/${accepted}/accept`, 200, { answeredBy: 'Mum', how: 'telephone' });
  for (const user of [manager, worker]) await api.call(user, `GET /requests/${request}`, 200);
  const late = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 100 });
  await app.sql(`UPDATE offers SET expires_at = signed_at + interval '1 second' WHERE id = $1`, [late.offer]);
  app.clock.advance({ minutes: 1 });
  await api.call(worker, `POST /requests/${late.request}/answer-late`, 200, { reasons: 'They said yes' });
  await api.call(worker, 'GET /requests?limit=1', 200);
  await api.call(staff, `GET /requests/${await ask(11)}/options`, 200);
}

async function walkStays(ash: string, bo: string): Promise<void> {
  const { manager, staff, worker } = house;
  const stay = await make.aStay(house, bo, { inDays: 0, nights: 2, bed: house.beds[0]! });
  const later = await make.aStay(house, bo, { inDays: 20, bed: house.beds[0]! });
  await api.call(staff, `POST /stays/${later}/move`, 200, { bed: house.beds[1] });
  await api.call(manager, `POST /stays/${later}/extend`, 200, { departure: make.today(24), reasons: 'Half-term' });
  await api.call(staff, `POST /stays/${later}/shorten`, 200, { departure: make.today(23) });
  await api.call(worker, `POST /stays/${later}/cancel`, 200, { by: 'family', code: 'changed_plans' });
  await api.call(staff, `POST /stays/${stay}/arrive`, 200);
  await api.call(worker, `POST /stays/${stay}/legal-status`, 200, { status: 's20_short_break', note: 'Panel of May' });
  await api.call(staff, `POST /stays/${stay}/away`, 200, { kind: 'hospital', note: 'A broken arm' });
  await api.call(staff, `POST /stays/${stay}/back`, 200);
  const missed = await make.aStay(house, ash, { inDays: 0, nights: 2, bed: house.beds[2]! });
  app.clock.advance({ days: 1 });
  await walkAbsences(api, house, stay, app.clock.now());
  await walkNoShow(api, house, missed);
  await api.call(staff, `POST /stays/${stay}/depart`, 200, { by: 'young_person', code: 'wanted_home' });
  await api.call(staff, `POST /stays/${stay}/undo-departure`, 200, { reason: 'It was Sol' });
  await api.call(staff, `GET /stays/${stay}`, 200);
  await api.call(staff, `POST /stays/${stay}/undo-arrival`, 200, { reason: 'It was Sol' });
  await api.call(staff, `POST /stays/${stay}/arrive`, 200);
  await api.call(staff, `POST /stays/${stay}/depart`, 200);
  await walkAfter(api, house, stay, { from: make.today(-9), to: make.today(9) });
  await api.call(staff, 'GET /stays?limit=2', 200);
  await api.call(worker, 'GET /stays?state=completed&state=no_show', 200);
}

async function walkStaffing(): Promise<void> {
  const { manager, staff } = house;
  const at = `/units/${house.unit}/staffing`;
  const week = { take: [4, 4, 4, 4, 3, 3, 4], high: [2, 2, 2, 2, 1, 1, 2] };
  const [from, to, night] = [make.today(60), make.today(67), make.today(61)];
  await api.call(staff, `GET ${at}?from=${from}&to=${to}`, 200);
  await api.call(manager, `POST ${at}/pattern`, 201, { ...week, validFrom: from });
  await api.call(staff, `GET ${at}/pattern`, 200);
  await api.call(staff, `POST ${at}/nights`, 201, { night, take: 2, high: 1, note: 'Two are ill' });
  await api.call(staff, `POST ${at}/nights/back`, 201, { night });
  await api.call(staff, `GET ${at}?from=${from}&to=${to}`, 200);
}

/** Somebody stays on, somebody else loses their bed, and a child comes from whom one there is kept apart. */
async function walkReality(): Promise<void> {
  const { manager, staff, worker } = house;
  const [cy, dee, eli] = await Promise.all(
    ['Cy', 'Dee', 'Eli'].map((firstName) => make.aYoungPerson(house, { firstName })),
  );
  const there = await make.aStay(house, cy!, { inDays: 0, nights: 1, bed: house.beds[0]! });
  await api.call(staff, `POST /stays/${there}/arrive`, 200);
  const coming = await make.aStay(house, dee!, { inDays: 1, nights: 2, bed: house.beds[0]! });
  const pair = { youngPeople: [cy, eli], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
  await api.call(manager, 'POST /pair-decisions', 201, pair);
  await api.call(staff, `POST /stays/${there}/stay-on`, 200, { departure: make.today(2), reason: 'Nobody at home' });
  const range = `from=${make.today()}&to=${make.today(5)}`;
  await api.call(staff, `GET /units/${house.unit}/calendar?${range}`, 200);
  await api.call(worker, `GET /stays/${coming}`, 200);
  const placed = { youngPerson: eli, departure: make.today(1), authority: 'Kit Duty', bed: house.beds[2] };
  const { id } = await api.call<WithId>(staff, `POST /units/${house.unit}/emergency-stays`, 201, placed);
  await walkNewcomers(api, make, house);
  await api.call(staff, `GET /units/${house.unit}/conflicts`, 200);
  await api.call(manager, `POST /stays/${id}/decided`, 200, { reasons: 'Somebody is awake all night' });
  await api.call(staff, `GET /stays/${coming}/ways-out`, 200);
  await api.call(staff, `GET /stays/${coming}/beds`, 200);
  const nights = { arrival: make.today(2), departure: make.today(3), bed: house.beds[0] };
  await api.call(staff, `POST /stays/${coming}/rebook`, 200, nights);
}
