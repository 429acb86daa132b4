import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { routesOf, type Route } from '../support/routes.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** What stands in a path for an id, by the word before it. */
let own: Record<string, string>;
/** Names, ids and what was written of the other child, which nobody could write of this one by chance. */
let telling: Record<string, string>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  await twoTogether();
}, 60_000);
afterAll(() => app?.close());

interface WithId {
  id: string;
}
const idOf = ({ body }: { body: unknown }) => (body as WithId).id;

/** Tia and another child were there together, of whom much is written; both come again, and it was decided about the two. */
async function twoTogether(): Promise<void> {
  const { as, today } = make;
  const theirs = await make.aUser(house, 'cas_worker', 'referrer');
  const there = await make.aYoungPerson(house, { firstName: 'Quillan', lastName: 'Zephyrine', keyWorker: theirs });
  const tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Example' });
  const rated = (factor: string, poses: number, vulnerable: number, evidence: string) => ({
    ratings: [{ factor, poses, vulnerable, status: 'serious', evidence }],
  });
  await anAssessment(make, house, there, rated('bullying', 2, 0, 'Quorndust at school'), { by: theirs });
  await anAssessment(make, house, tia, rated('bullying', 0, 3, 'Teased at school'));
  const decided = await as(house.manager)
    .post('/pair-decisions', {
      ...{ youngPeople: [tia, there], decision: 'only_with_mitigation' },
      ...{ evidence: 'Yarrowfight in May', mitigation: 'Rooms apart', reviewBy: today(90) },
    })
    .expect(201);
  const other = { ...house, worker: theirs };
  const stayThere = await make.aStay(other, there, { inDays: 0, nights: 1, bed: house.beds[0]! });
  const stay = await make.aStay(house, tia, { inDays: 0, nights: 1, bed: house.beds[1]! });
  for (const one of [stayThere, stay]) await as(house.staff).post(`/stays/${one}/arrive`).expect(200);
  const note = { kind: 'incident', namesOthers: true };
  await as(house.staff)
    .post(`/stays/${stay}/notes`, { ...note, text: 'Quillan took her phone' })
    .expect(201);
  await as(house.staff)
    .post(`/stays/${stay}/notes`, { kind: 'settled', text: 'Asleep by ten', namesOthers: false })
    .expect(201);
  await as(house.staff).post(`/units/${house.unit}/handover`, { text: 'Watch Quillan Zephyrine' }).expect(201);
  await as(house.staff).post(`/young-people/${there}/information`, { text: 'Vantaheld by police' }).expect(201);
  for (const one of [stayThere, stay]) await as(house.staff).post(`/stays/${one}/depart`).expect(200);
  const went = { voice: 'staff', metAim: 'no', said: 'Quillan hit her', nextTime: 'Not with him', namesOthers: true };
  await as(house.staff)
    .post(`/stays/${stay}/reviews`, { ...went, withoutFamily: 'Abroad', withoutYoungPerson: 'Asleep', matching: 'x' })
    .expect(201);
  // They come again, at the same time: a stay that is booked, an offer that waits, a request that is looked at.
  const nextThere = await make.aStay(other, there, { inDays: 10, bed: house.beds[0]! });
  const next = await make.aStay(house, tia, { inDays: 10, bed: house.beds[1]! });
  await make.anOffer(other, there, { inDays: 40, bed: house.beds[0]! });
  const { request, offer } = await make.anOffer(house, tia, { inDays: 40, bed: house.beds[1]! });
  const open = await make.aRequest(house, tia, { inDays: 70, slack: 6 });
  await make.aStay(other, there, { inDays: 72, bed: house.beds[0]! });
  own = { stays: stay, next, requests: request, open, offers: offer, 'young-people': tia, units: house.unit };
  const [number] = await app.sql<{ case_number: string }>('SELECT case_number FROM young_people WHERE id = $1', [
    there,
  ]);
  telling = {
    ...{ first: 'Quillan', last: 'Zephyrine', evidence: 'Quorndust', decision: 'Yarrowfight', report: 'Vantaheld' },
    ...{ id: there, stayThere, nextThere, pair: idOf(decided), caseNumber: number!.case_number },
    ...{ ofTheUnit: 'her phone' },
  };
}

function faultsIn(place: string, text: string): string[] {
  return Object.entries(telling)
    .filter(([, word]) => text.includes(word))
    .map(([what]) => `${place}: ${what}`);
}

/** Every place where one route can be looked at: of Tia in each state that there is. */
function addresses({ path }: Route): string[] {
  const word = path.replace('/api/v1', '').split('/')[1] ?? '';
  const ids = { stays: [own['stays'], own['next']], requests: [own['requests'], own['open']] }[word] ?? [own[word]];
  return ids.flatMap((id) => {
    const address = path.replace(/:(\w+)/, id ?? house.unit);
    if (/:/.test(address)) return [];
    const range = `?from=${make.today()}&to=${make.today(80)}`;
    const ofTia = `${range}&nights=1&youngPerson=${own['young-people']}`;
    return ['', range, ofTia, '?kind=easy'].map((query) => address + query);
  });
}

const isFor = (role: string) => (route: Route) =>
  route.method === 'GET' && Boolean(route.access?.some((one) => one === role || one === 'anyone-signed-in'));
const readers = () => routesOf(app).filter(isFor('cas_worker'));

async function pagesOf(user: TestUser): Promise<PageClient> {
  return PageClient.signIn(app.address, user.email, PASSWORD);
}

describe('a young person’s key worker', () => {
  it('reads nothing of the child who stays at the same time in any answer of the API', async () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    for (const route of readers().filter(({ path }) => path.startsWith('/api/v1')))
      for (const address of addresses(route)) {
        const { status, text } = await make.as(house.worker).get(address.replace('/api/v1', ''));
        if (status === 200) seen.add(route.path);
        faults.push(...faultsIn(address, text));
      }
    expect(faults).toEqual([]);
    for (const path of ['/requests/:id/options', '/requests/:id/events', '/stays/:id/summary', '/units/:unit/calendar'])
      expect([...seen]).toContain(`/api/v1${path}`);
    expect(seen.size).toBeGreaterThan(30);
  }, 120_000);

  it('reads nothing of that child on any page, nor on what is printed for the family or the file', async () => {
    const pages = await pagesOf(house.worker);
    const faults: string[] = [];
    const seen = new Set<string>();
    const queue = readers()
      .filter(({ path }) => !/^\/((api|health|metrics|sign-out)|live$)/.test(path))
      .flatMap(addresses);
    const known = new Set(queue);
    for (const address of queue) {
      const { status, text } = await pages.get(address);
      faults.push(...faultsIn(address, text));
      if (status !== 200) continue;
      seen.add(address.split('?')[0]!);
      // Whatever a page leads to is looked at, too.
      for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g)) {
        const found = href.replaceAll('&amp;', '&');
        if (known.has(found) || known.size > 900 || /^\/(assets|sign-out|calendar-feed|api)/.test(found)) continue;
        known.add(found);
        queue.push(found);
      }
    }
    expect(faults).toEqual([]);
    const { stays, next, requests, open, 'young-people': tia } = own;
    for (const path of [
      ...[`/stays/${stays}/summary`, `/stays/${next}`, `/requests/${requests}/letter`, `/requests/${open}/options`],
      ...[`/young-people/${tia}`, `/young-people/${tia}/assessment`, `/stays/${stays}/notes`],
    ])
      expect([path, seen.has(path)]).toEqual([path, true]);
  }, 240_000);

  it('and the same words are there for those who work at the unit, so that the looking is worth something', async () => {
    const staff = await pagesOf(house.staff);
    const pages = await Promise.all(
      [`/stays/${own['stays']}/notes`, `/requests/${own['open']}/options?show=all`, '/'].map((path) => staff.get(path)),
    );
    const found = pages.flatMap(({ text }, place) => faultsIn(`${place}`, text));
    expect(found).toEqual(expect.arrayContaining(['0: first', '0: ofTheUnit', '1: first', '1: last']));
  });
});

describe('a young person’s own file', () => {
  it('has nothing of the other child in it, whoever prints it', async () => {
    const { stays, requests } = own;
    for (const by of [house.staff, house.manager, house.worker]) {
      const pages = await pagesOf(by);
      for (const path of [
        ...[`/stays/${stays}/summary`, `/stays/${stays}/own-words`],
        ...[`/requests/${requests}/letter`, `/requests/${requests}/letter?kind=easy`],
      ]) {
        const { status, text } = await pages.get(path);
        expect([path, [200, 409].includes(status)]).toEqual([path, true]);
        expect(faultsIn(path, text)).toEqual([]);
      }
      const { text } = await make.as(by).get(`/stays/${stays}/summary`).expect(200);
      expect(faultsIn('summary', text)).toEqual([]);
    }
  });
});
