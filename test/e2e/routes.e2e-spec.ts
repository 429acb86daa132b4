import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/identity/domain/actor.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { routesOf, type Route } from '../support/routes.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { WHOLE_BODIES } from '../support/whole-bodies.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let routes: Route[];
let house: House;
let people: Record<Role, TestUser>;
/** Somebody of each role who works elsewhere in the same council. */
let others: Record<Role, TestUser>;
let ids: Record<string, string>;

const ROLES: Role[] = ['cas_worker', 'unit_staff', 'manager', 'administrator'];
const isApi = (route: Route) => route.path.startsWith('/api/');
const address = (route: Route, by: Record<string, string> = ids) =>
  route.path.replace(/:(\w+)/g, (_, name: string) => {
    const key = name === 'id' ? route.path.replace('/api/v1', '').split('/')[1]! : name;
    return by[key] ?? randomUUID();
  });

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  routes = routesOf(app);
  house = await make.aHouse();
  const elsewhere = { ...(await make.aHouse()), organisation: house.organisation };
  const ash = await make.aYoungPerson(house);
  const { request, offer } = await make.anOffer(house, ash);
  const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  const stay = await make.aStay(house, bo, { inDays: 20 });
  people = {
    cas_worker: house.worker,
    unit_staff: house.staff,
    manager: house.manager,
    administrator: await make.aUser(house, 'administrator'),
  };
  others = {
    cas_worker: await make.aUser(elsewhere, 'cas_worker', 'referrer'),
    unit_staff: await make.aUser(elsewhere, 'unit_staff', 'staff'),
    manager: await make.aUser(elsewhere, 'manager', 'delegate'),
    administrator: people.administrator,
  };
  const pair = await make.as(house.manager).post('/pair-decisions', {
    youngPeople: [ash, bo],
    decision: 'works_well',
    evidence: 'x',
    reviewBy: make.today(9),
  });
  const closure = await make
    .as(house.staff)
    .post(`/beds/${house.beds[3]}/out-of-service`, { from: make.today(60), to: make.today(62), reason: 'damage' });
  const visit = await make.as(house.staff).post(`/units/${house.unit}/visits`, {
    ...{ youngPerson: ash, date: make.today(70), startsAt: '16:00', endsAt: '17:00', kind: 'tea' },
  });
  const reserve = await make
    .as(house.manager)
    .post(`/units/${house.unit}/reserves`, { bed: house.beds[2], from: make.today(70), to: make.today(71) });
  const granted = await make.as(house.manager).post(`/young-people/${ash}/allocations`, {
    ...{ firstDay: make.today(), lastDay: make.today(300) },
    ...{ weekday: 9, weekend: 9, holiday: 9 },
  });
  const [suggestion] = await app.sql<{ id: string }>(
    `INSERT INTO suggestions (stay_id, kind, text, at, by_user) VALUES ($1, 'assessment', 'x', now(), $2) RETURNING id`,
    [stay, house.staff.id],
  );
  const begun = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, { youngPerson: ash }).expect(201);
  const informed = await make.as(house.staff).post(`/young-people/${ash}/information`, { text: 'x' }).expect(201);
  const enquiry = await make
    .as(house.staff)
    .post(`/units/${house.unit}/enquiries`, { youngPerson: ash, from: make.today(40), to: make.today(41) })
    .expect(201);
  ids = {
    enquiries: (enquiry.body as { id: string }).id,
    information: (informed.body as { id: string }).id,
    suggestions: suggestion!.id,
    emergencies: (begun.body as { id: string }).id,
    allocations: (granted.body as { id: string }).id,
    allocation: (granted.body as { id: string }).id,
    visits: (visit.body as { id: string }).id,
    reserves: (reserve.body as { id: string }).id,
    closures: (closure.body as { id: string }).id,
    bed: house.beds[3]!,
    requests: request,
    offers: offer,
    stays: stay,
    'young-people': ash,
    units: house.unit,
    unit: house.unit,
    date: make.today(3),
    item: 'consents',
    'pair-decisions': pair.body.id as string,
    accounts: people.cas_worker.id,
  };
}, 60_000);
afterAll(() => app?.close());

describe('every route', () => {
  it('says who may call it', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter((route) => !route.access || route.access.length === 0)).toEqual([]);
  });

  it('refuses a stranger with 401, but for those that are for strangers', async () => {
    for (const route of routes.filter((one) => !one.access?.includes('stranger'))) {
      const answer = await app.http[route.method.toLowerCase() as 'get'](address(route));
      expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 401]);
    }
  });

  it('lets a stranger in at exactly these', () => {
    const open = routes
      .filter((route) => route.access?.includes('stranger'))
      .map((route) => `${route.method} ${route.path}`);
    expect(open.toSorted()).toEqual(
      [
        'GET /accessibility',
        'GET /feeds/:address',
        'GET /locked',
        'POST /lock',
        'GET /sign-in',
        'POST /api/v1/tokens',
        'POST /sign-in',
        ...open.filter((path) => path.includes('/health/')),
      ].toSorted(),
    );
  });

  it('of the API refuses a role that it is not for with 403', async () => {
    for (const route of routes.filter(isApi)) {
      for (const role of ROLES.filter((one) => !allows(route, one))) {
        const call = app.http[route.method.toLowerCase() as 'get'](address(route)).set(
          'Authorization',
          `Bearer ${people[role].token}`,
        );
        const answer = await (route.method === 'GET' ? call : call.send({}));
        expect([route.method, route.path, role, answer.status]).toEqual([route.method, route.path, role, 403]);
      }
    }
  });

  it('among the pages refuses a role that it is not for with 403', async () => {
    for (const role of ROLES) {
      const client = await PageClient.signIn(app.address, people[role].email, PASSWORD);
      for (const route of routes.filter(
        (one) => !isApi(one) && !/^.(health|metrics|feeds)/.test(one.path) && !allows(one, role),
      )) {
        const answer = await client.send(route.method, address(route));
        expect([route.method, route.path, role, answer.status]).toEqual([route.method, route.path, role, 403]);
      }
    }
  }, 120_000);

  it('with somebody else’s record in its path answers 404 to the right role from another unit', async () => {
    const withId = routes.filter(
      (route) =>
        /:(id|unit|bed)/.test(route.path) && !route.path.includes('/accounts') && !route.path.includes('/tokens'),
    );
    expect(withId.length).toBeGreaterThan(20);
    for (const route of withId) {
      for (const role of ROLES.filter((one) => one !== 'administrator' && allows(route, one))) {
        const seen = isApi(route)
          ? await callApi(route, others[role])
          : await (await clientOf(others[role])).send(route.method, address(route), FORM_BODIES);
        expect([route.method, route.path, role, seen.status]).toEqual([route.method, route.path, role, 404]);
      }
    }
  }, 120_000);
});

const FORM_BODIES = { reasons: 'x', reason: 'x' };

const QUERY = '?from=2027-03-12&to=2027-03-14&nights=1';

function callApi(route: Route, user: TestUser) {
  const query =
    /\/(calendar|occupancy|staffing|units\/:unit\/outcomes|units\/:unit\/register|units\/:unit\/visits|who-could-come|group)$/.test(
      route.path,
    )
      ? '?from=2027-03-12&to=2027-03-14'
      : route.path.endsWith('/vacancies')
        ? QUERY
        : '';
  const call = app.http[route.method.toLowerCase() as 'get'](address(route) + query).set(
    'Authorization',
    `Bearer ${user.token}`,
  );
  if (route.method === 'PATCH' || route.method === 'PUT') void call.set('If-Match', '*');
  return route.method === 'GET' ? call : call.send(WHOLE_BODIES[`${route.method} ${route.path}`] ?? { reasons: 'x' });
}

const clients = new Map<string, Promise<PageClient>>();
function clientOf(user: TestUser): Promise<PageClient> {
  const client = clients.get(user.id) ?? PageClient.signIn(app.address, user.email, PASSWORD);
  clients.set(user.id, client);
  return client;
}

function allows({ access }: Route, role: Role): boolean {
  return Boolean(access?.some((rule) => rule === role || rule === 'anyone-signed-in' || rule === 'stranger'));
}
