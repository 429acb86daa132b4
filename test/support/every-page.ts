import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Role } from '../../src/identity/domain/actor.js';
import { openBrowser, Visitor, type Screen } from './browser.js';
import { bedOf } from './bed-of.js';
import { builders, PASSWORD, type House, type TestUser } from './builders.js';
import { anAlert } from './an-alert.js';
import { anAskedFile, aReleasedFile } from './an-asked-file.js';
import { aRefusedMessage, aSharedComputer, heldOtherwise } from './around-the-house.js';
import { anAssessment } from './an-assessment.js';
import { changesByItself } from './live-regions.js';
import { PageClient } from './page-client.js';
import { timeIn } from '../../src/kernel/nights.js';
import { asRead, routesOf, type Route } from './routes.js';
import { twoDiaries } from './walk-diary.js';
import { twoSeries } from './two-series.js';
import { startTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let browser: Browser;
let make: ReturnType<typeof builders>;
let pages: Route[];
let people: Record<Role, TestUser>;
/** What may stand for an id in a path, by the path's first word: in one of these states each page has something to show. */
let ids: Record<string, string[]>;
/** What may follow a path: each is looked at. */
let queries: Record<string, string[]>;

const ROLES: Role[] = ['cas_worker', 'unit_staff', 'manager', 'administrator'];

async function open(): Promise<void> {
  app = await startTestApp();
  browser = await openBrowser();
  make = builders(app);
  pages = routesOf(app).filter(
    ({ method, path }) => method === 'GET' && !/^\/(api|health|metrics|feeds|live)(\/|$)|\/export$/.test(path),
  );
  await furnish(await make.aHouse());
}

async function close(): Promise<void> {
  await browser?.close();
  await app?.close();
}

/** A house in which every page can be opened by somebody. */
async function furnish(house: House): Promise<void> {
  const { as, today } = make;
  const administrator = await make.aUser(house, 'administrator');
  const colleague = await make.aUser(house, 'cas_worker', 'referrer');
  const gone = await make.aUser(house, 'cas_worker', 'referrer');
  await app.sql(`UPDATE users SET ended_at = now() WHERE id = $1`, [gone.id]);
  people = { cas_worker: house.worker, unit_staff: house.staff, manager: house.manager, administrator };
  const names = ['Ash', 'Kit', 'Sol', 'Rae', 'Tia', 'Uma', 'Vic'];
  const young = await Promise.all(names.map((firstName) => make.aYoungPerson(house, { firstName })));
  await as(house.worker).post(`/young-people/${young[0]}/co-workers`, { worker: colleague.id }).expect(201);
  await as(house.worker)
    .post(`/young-people/${young[2]}/contact`, { safeToContact: 'After six only', interpreter: 'Polish' })
    .expect(200);
  const plan = await as(house.worker)
    .post(`/young-people/${young[0]}/plan/aims`, { text: 'To sleep through the night' })
    .expect(201);
  const days = { firstDay: today(), lastDay: today(9) };
  await as(house.worker)
    .post('/deputies', { deputy: colleague.id, ...days, note: 'On leave' })
    .expect(201);
  const submitted = await make.aRequest(house, young[0]!, { slack: 20 });
  const proposed = await make.aRequest(house, young[1]!);
  const proposal = await as(house.staff)
    .post(`/requests/${proposed}/offers`, { arrival: today(10), departure: today(12) })
    .expect(201);
  const asked = await make.aRequest(house, young[1]!, { inDays: 60 });
  await as(house.staff).post(`/requests/${asked}/ask-information`, { reasons: 'Which medicines?' }).expect(200);
  const withdrawn = await make.aRequest(house, young[1]!, { inDays: 70 });
  await as(house.worker).post(`/requests/${withdrawn}/withdraw`, { reasons: 'Not needed' }).expect(200);
  const { request: offered, offer } = await make.anOffer(house, young[2]!);
  const booked = await make.aStay(house, young[3]!, { inDays: 0 });
  const staying = await make.aStay(house, young[4]!, { inDays: 0 });
  await as(house.staff).post(`/stays/${staying}/arrive`).expect(200);
  await as(house.staff)
    .post(`/stays/${staying}/notes`, { kind: 'settled', text: 'Asleep by ten', namesOthers: true })
    .expect(201);
  const told = await as(house.staff).post(`/units/${house.unit}/handover`, { text: 'The oven is broken' }).expect(201);
  const listed = await as(house.worker)
    .post(`/stays/${staying}/escorts`, { parts: ['must_not_collect'], name: 'Max Example', relationship: 'Uncle' })
    .expect(201);
  const brought = await as(house.staff)
    .post(`/stays/${staying}/medicines`, {
      ...{ name: 'Melatonin', form: 'Tablets of 2 mg', direction: 'in', count: 14 },
      ...{ countedBy: 'Sam Example', witnessedBy: 'May Example' },
    })
    .expect(201);
  const left = await make.aStay(house, young[6]!, { inDays: 0, nights: 1 });
  await as(house.staff).post(`/stays/${left}/arrive`).expect(200);
  await as(house.staff).post(`/stays/${left}/depart`).expect(200);
  const said = {
    voice: 'staff',
    metAim: 'yes',
    said: 'Slept',
    withoutYoungPerson: 'Would not say',
    namesOthers: false,
  };
  const went = await as(house.staff)
    .post(`/stays/${left}/reviews`, { ...said, withoutFamily: 'Nobody answered', assessment: 'He hides food' })
    .expect(201);
  const checks = await as(house.manager)
    .post(`/units/${house.unit}/checklist`, { text: 'Swimming kit packed', owner: 'unit' })
    .expect(201);
  const measures = await app.sql<{ id: string }>('SELECT id FROM outcome_measures ORDER BY number');
  const away = await make.aStay(house, young[6]!, { inDays: 0 });
  await as(house.staff).post(`/stays/${away}/arrive`).expect(200);
  await as(house.staff).post(`/stays/${away}/away`, { kind: 'hospital' }).expect(200);
  const absent = await as(house.staff).get(`/stays/${away}/absences`).expect(200);
  const draft = await as(house.worker)
    .post('/requests', {
      ...{ youngPerson: young[5], unit: house.unit, nights: 2 },
      ...{ from: today(5), to: today(9), purpose: 'Rest', draft: true },
    })
    .expect(201);
  const closed = await as(house.staff)
    .post(`/beds/${house.beds[3]}/out-of-service`, {
      from: today(2),
      to: today(9),
      reason: 'damage',
      note: 'The window',
    })
    .expect(201);
  const visit = await as(house.staff).post(`/units/${house.unit}/visits`, {
    ...{ youngPerson: young[0], date: today(), startsAt: '16:00', endsAt: '17:00', kind: 'introduction' },
  });
  const tookPlace = await as(house.staff).post(`/units/${house.unit}/visits`, {
    ...{ youngPerson: young[2], date: today(), startsAt: '00:00', endsAt: '00:01', kind: 'tea' },
  });
  const visited = (tookPlace.body as { id: string }).id;
  await as(house.staff).post(`/visits/${visited}/happened`, { whoWasThere: 'Sam Example' }).expect(200);
  await as(house.staff)
    .post(`/units/${house.unit}/staffing/nights`, { night: today(10), take: 1, high: 0 })
    .expect(201);
  const kept = await as(house.manager)
    .post(`/units/${house.unit}/reserves`, { bed: house.beds[3], from: today(20), releaseHours: 24 })
    .expect(201);
  const pair = { youngPeople: [young[4], young[5]], decision: 'never_together', evidence: 'x', reviewBy: today(90) };
  const apart = await as(house.manager).post('/pair-decisions', pair).expect(201);
  const came = await as(house.staff)
    .post(`/units/${house.unit}/emergency-stays`, { youngPerson: young[5], departure: today(1), authority: 'Kit Duty' })
    .expect(201);
  const newcomer = { firstName: 'Lee', lastName: 'Nobody', dateOfBirth: '2013-05-17', dateOfBirthGuessed: true };
  const unknown = await as(house.staff)
    .post(`/units/${house.unit}/emergency-stays`, {
      newYoungPerson: newcomer,
      departure: today(1),
      authority: 'Kit Duty',
    })
    .expect(201);
  const { youngPerson: nobody } = unknown.body as { youngPerson: { id: string } };
  const asking = await as(house.staff).post(`/units/${house.unit}/emergencies`, { youngPerson: young[1], why: 'x' });
  const decided = await as(house.staff).post(`/units/${house.unit}/emergencies`, { youngPerson: young[2], why: 'x' });
  for (const one of [asking, decided]) expect(one.status).toBe(201);
  await as(house.staff)
    .post(`/emergencies/${(decided.body as { id: string }).id}/decision`, {
      ...{ decision: 'agreed_with_conditions', said: 'Somebody stays awake', decidedBy: house.manager.id },
    })
    .expect(200);
  await aRefusedMessage(app, house.worker);
  // Who stays on needs the bed of somebody who is to come.
  const losing = await make.aStay(house, young[0]!, { inDays: 2, nights: 1, bed: await bedOf(app, staying) });
  await as(house.staff)
    .post(`/stays/${staying}/stay-on`, { departure: today(3), reason: 'Nobody at home' })
    .expect(200);
  const granted = await as(house.manager)
    .post(`/young-people/${young[0]}/allocations`, {
      ...{ firstDay: today(), lastDay: today(300) },
      ...{ weekday: 9, weekend: 9, holiday: 9 },
    })
    .expect(201);
  await anAssessment(make, house, young[0]!);
  await anAssessment(make, house, young[0]!, { strengths: 'Cooks well' });
  const informed = await as(house.worker)
    .post(`/young-people/${young[3]}/information`, { text: 'Police rang' })
    .expect(201);
  const writer = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
  await writer.post(`/young-people/${young[0]}/assessment`);
  const term = await as(house.manager)
    .post('/school-terms', { name: 'Summer, second half', firstDay: today(3), lastDay: today(40) })
    .expect(201);
  const calledOff = await make.aStay(house, young[0]!, { inDays: 50 });
  await as(house.staff).post(`/stays/${calledOff}/cancel`, { reason: 'A slip' }).expect(200);
  const free = { youngPerson: young[2], from: today(70), to: today(72) };
  const enquiry = await as(house.staff).post(`/units/${house.unit}/enquiries`, free).expect(201);
  const both = await make.aRequest(house, young[0]!, { inDays: 100, nights: 1, siblings: [young[1]!] });
  const late = await make.anOffer(house, young[6]!, { inDays: 90 });
  await app.sql(`UPDATE offers SET expires_at = signed_at + interval '1 second' WHERE id = $1`, [late.offer]);
  // Late enough in the day to say that somebody did not arrive.
  if (timeIn(app.clock.now(), 'Europe/London') < '16:00') app.clock.goTo('16:01');
  app.clock.advance({ minutes: 1 });
  ids = {
    request: [await aReleasedFile(make, house, young[0]!), await anAskedFile(make, house, young[0]!)],
    'matching-decisions': [(apart.body as { id: string }).id],
    information: [(informed.body as { id: string }).id],
    allocation: [(granted.body as { id: string }).id],
    'school-terms': [(term.body as { id: string }).id],
    check: [(checks.body as { own: { id: string }[] }).own[0]!.id],
    measure: [measures[0]!.id],
    suggestions: [(went.body as { suggestions: { id: string }[] }).suggestions[0]!.id],
    alerts: [await anAlert(app, house, { youngPerson: young[0]! })],
    units: [house.unit],
    'shared-computers': [await aSharedComputer(app, house)],
    emergencies: [asking, decided].map(({ body }) => (body as { id: string }).id),
    enquiries: [(enquiry.body as { id: string }).id],
    visits: [(visit.body as { id: string }).id, visited],
    reserves: [(kept.body as { id: string }).id],
    closures: [(closed.body as { id: string }).id],
    requests: [submitted, (draft.body as { id: string }).id, asked, withdrawn, proposed, offered, late.request],
    together: [both],
    ...(await twoSeries(make, house, young[0]!)),
    offers: [(proposal.body as { id: string }).id, offer, ...(await heldOtherwise(app, make, house))],
    stays: [booked, staying, away, left, losing, (came.body as { id: string }).id, calledOff],
    'young-people': [young[0]!, nobody.id],
    accounts: [colleague.id, gone.id],
    ...{ user: [colleague.id], diary: await twoDiaries(app, make, house) },
    aim: [(plan.body as { aims: { id: string }[] }).aims[0]!.id],
    absence: [(absent.body as { items: { id: string }[] }).items[0]!.id],
    medicine: [(brought.body as { items: { id: string }[] }).items[0]!.id],
    note: [(told.body as { notes: { id: string; stay: string | null }[] }).notes.find(({ stay }) => stay === null)!.id],
    escort: [(listed.body as { people: { id: string }[] }).people[0]!.id],
  };
  queries = {
    '/requests/choose': [`?from=${today(10)}&unit=${house.unit}`],
    '/units/:id/who-could-come': [`?from=${today(10)}`, `?from=${today(10)}&show=not_these_nights`],
    '/units/:id/group': [`?from=${today()}`, `?from=${today()}&youngPerson=${young[5]}`],
    '/emergency-stays/new': ['', '?isNew=yes', `?unit=${house.unit}&emergency=${(asking.body as { id: string }).id}`],
    '/emergencies/new': ['', '?isNew=yes', '?unknown=yes', `?youngPerson=${young[3]}`],
    '/requests/:id/letter': ['', '?kind=easy'],
    ...{ '/visits/new': [`?youngPerson=${young[0]}`], '/reserves/:id/release': [`?night=${today(20)}`] },
    '/requests/:id/compare': ['', `?option=${today(10)}&option=${today(11)}_${house.beds[2]}`],
    '/requests/:id/hold': ['', `?option=${today(10)}_${house.beds[2]}`],
    '/requests/:id/together/propose': [`?arrival=${today(100)}`],
    '/requests/:id/propose': [`?arrival=${today(10)}&bed=${house.beds[2]}`],
  };
}

/** The addresses that a route can have here. */
function addresses({ path }: Route): string[] {
  const first = /^\/requests\/:id\/(together|repeats|breaks)/.exec(path)?.[1] ?? path.split('/')[1]!;
  const files = path.includes(':request') ? ids['request']! : [''];
  const each = (ids[first] ?? ['']).flatMap((id) => files.map((file) => ({ id, file })));
  return each.flatMap(({ id, file }) => {
    const address = path
      .replace(':id', id)
      .replace(':request', file)
      .replace(
        /:(user|medicine|note|escort|check|measure|aim|absence|allocation)\b/g,
        (_, name: string) => ids[name]![0]!,
      )
      .replace(':item', 'consents')
      .replace(':place', '0')
      .replace(/:(question|step|topic)/, (_, of: string) => ({ question: 'when', step: 'first' })[of] ?? 'clean-up')
      .replace(':version', first === 'matching-guide' ? '1' : '2')
      .replace(/:(page|kind)/, (_, of: string) => (of === 'kind' ? 'low_occupancy' : 'self_harm'))
      .replace(':section', 'interactions')
      .replace(':row', 'bullying.self_harm')
      .replace(':date', first === 'breaks' ? make.today(207) : make.today(3));
    return (queries[path] ?? ['']).map((query) => address + query);
  });
}

/** The page of something itself is looked at in every state that there is here, each of its steps where it can be taken. */
const enough = ({ path }: Route): number =>
  path.split('/').length <= 3 || path.endsWith('/file/:request') ? Infinity : 1;

/** The tests of every page on a screen of this kind. */
export function lookAtEveryPage(screen: Screen): void {
  beforeAll(open, 60_000);
  afterAll(close);

  it('every page has a title, one heading, no fault in WCAG 2.2 AA and nothing wider than the screen', async () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    const opened = new Set<string>();
    for (const role of ROLES) {
      const visitor = await Visitor.arrive(browser, app.address, screen, faults, seen);
      await visitor.signIn(people[role], PASSWORD);
      for (const route of pages.filter(({ access }) =>
        access?.some((one) => [role, 'anyone-signed-in', 'stranger'].includes(one)),
      )) {
        let shown = 0;
        for (const address of opened.has(asRead(route, role)) ? [] : addresses(route)) {
          if (shown === enough(route)) break;
          const answer = await visitor.page.goto(app.address + address);
          if (answer?.status() !== 200) continue;
          opened.add(asRead(route, role));
          shown += 1;
          await visitor.look();
          expect([address, await visitor.page.locator('h1').count()]).toEqual([address, 1]);
          expect([address, await changesByItself(visitor.page)]).toEqual([address, []]);
          expect((await visitor.page.title()).length).toBeGreaterThan(' – Short Breaks'.length);
        }
      }
      await visitor.leave();
    }
    expect(faults).toEqual([]);
    expect(pages.map(({ path }) => path).filter((path) => !opened.has(path))).toEqual([]);
  }, 900_000);

  it('so have the pages that say no: not there, not yours, not signed in', async () => {
    const faults: string[] = [];
    const visitor = await Visitor.arrive(browser, app.address, screen, faults);
    await visitor.go('/calendar');
    expect(await visitor.text()).toContain('Sign in');
    await visitor.signIn(people.cas_worker, PASSWORD);
    for (const address of ['/nowhere', '/accounts', '/requests/1', `/offers/${ids['offers']![1]}/answer`]) {
      await visitor.go(address);
      expect([address, await visitor.page.locator('h1').count()]).toEqual([address, 1]);
    }
    await visitor.leave();
    expect(faults).toEqual([]);
  }, 240_000);
}
