import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sayDate } from '../../src/kernel/say-date.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { routesOf } from '../support/routes.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { WHOLE_BODIES } from '../support/whole-bodies.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});
afterAll(() => app?.close());

/** A draft of the house's worker, and its ETag. */
async function aDraft(): Promise<{ id: string; etag: string }> {
  const young = await make.aYoungPerson(house);
  const asked = { nights: 2, from: make.today(10), to: make.today(14), purpose: 'Rest', weekdays: [5, 6] };
  const answer = await make
    .as(house.worker)
    .post('/requests', { ...asked, youngPerson: young, unit: house.unit, draft: true })
    .expect(201);
  return { id: (answer.body as { id: string }).id, etag: answer.headers['etag']! };
}

const patch = (id: string, etag: string | undefined, changes: object) => {
  const call = make.as(house.worker).patch(`/requests/${id}`, changes);
  return etag === undefined ? call : call.set('If-Match', etag);
};

describe('an ETag', () => {
  it('comes with what can be changed, alike when read again, and another after a change', async () => {
    const { id, etag } = await aDraft();
    const read = async () => make.as(house.worker).get(`/requests/${id}`);
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect((await read()).headers['etag']).toBe(etag);
    const changed = await patch(id, etag, { wishes: 'The cinema' }).expect(200);
    expect(changed.headers['etag']).not.toBe(etag);
    expect((await read()).headers['etag']).toBe(changed.headers['etag']);
    expect(changed.body).toMatchObject({ wishes: 'The cinema', purpose: 'Rest', nights: 2, weekdays: [5, 6] });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 30 });
    for (const path of [`/stays/${stay}`, `/young-people/${ash}`]) {
      expect((await make.as(house.manager).get(path)).headers['etag']).toMatch(/^"[\w-]{27}"$/);
    }
  });

  it('answers 304 to who has it already', async () => {
    const { id, etag } = await aDraft();
    await make.as(house.worker).get(`/requests/${id}`).set('If-None-Match', etag).expect(304);
  });

  it('is another when a request has come back to where it stood', async () => {
    const { request, offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 40 });
    const etag = async () => (await make.as(house.manager).get(`/requests/${request}`)).headers['etag'];
    await make.as(house.worker).post(`/offers/${offer}/decline`, { answeredBy: 'x', how: 'x' }).expect(200);
    const before = await etag();
    const again = await make.as(house.manager).post(`/requests/${request}/offers`, {
      arrival: make.today(40),
      departure: make.today(42),
      reasons: 'Again',
    });
    const second = (again.body as { id: string }).id;
    await make.as(house.worker).post(`/offers/${second}/decline`, { answeredBy: 'x', how: 'x' }).expect(200);
    expect(await etag()).not.toBe(before);
  });
});

describe('If-Match', () => {
  it('is heeded by every call that changes a request, an offer, a stay or a young person', async () => {
    const { request, offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 70 });
    await make.as(house.worker).post(`/young-people/${ash}/assessment-draft`).expect(201);
    const ids: Record<string, string> = { requests: request, offers: offer, stays: stay, 'young-people': ash };
    const routes = routesOf(app).filter(({ method, path }) =>
      /^(POST|PATCH) \/api\/v1\/(requests|offers|stays|young-people)\/:id(\/[a-z-]+)*$/.test(`${method} ${path}`),
    );
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, path, access } of routes) {
      const who: TestUser = access?.includes('manager') ? house.manager : house.worker;
      const at = path.replace('/api/v1', '').replace(':id', ids[path.split('/')[3]!]!);
      const body = WHOLE_BODIES[`${method} ${path}`] ?? { reasons: 'x' };
      const call = method === 'PATCH' ? make.as(who).patch(at, body) : make.as(who).post(at, body);
      const answer = await call.set('If-Match', '"stale"');
      expect([path, answer.status, (answer.body as { type: string }).type]).toEqual([
        path,
        412,
        '/problems/changed-meanwhile',
      ]);
    }
  });

  it('is needed to change a draft, is read as the standard says, and is refused when it is none', async () => {
    const { id, etag } = await aDraft();
    const needed = await patch(id, undefined, { nights: 3 }).expect(428);
    expect(needed.body).toMatchObject({ type: '/problems/if-match-needed' });
    await patch(id, 'nonsense', { nights: 3 }).expect(400);
    await patch(id, `W/${etag}`, { nights: 3 }).expect(412);
    await patch(id, `"other", ${etag}`, { nights: 3 }).expect(200);
    await patch(id, '*', { nights: 4 }).expect(200);
    const bad = await patch(id, '*', { nights: 0 }).expect(400);
    expect(bad.body).toMatchObject({ errors: [{ field: 'nights' }] });
  });

  it('lets exactly one of two through that saw the same', async () => {
    const { id, etag } = await aDraft();
    for (let round = 0, seen = etag; round < 10; round += 1) {
      const answers = await Promise.all([3, 4].map((nights) => patch(id, seen, { nights, wishes: `${round}` })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
      seen = answers.find(({ status }) => status === 200)!.headers['etag']!;
    }
  });
});

describe('a page', () => {
  const seenOf = (text: string) => fieldOf(text, 'seen');

  it('shows what was changed meanwhile beside what was typed, keeps both, and saves on the second look', async () => {
    const { id, etag } = await aDraft();
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const opened = await client.get(`/requests/${id}/ask/when`);
    await patch(id, etag, { purpose: 'Rest, and a swim', nights: 3, to: make.today(16) }).expect(200);
    const typed = { from: make.today(10), to: make.today(14), nights: '4' };
    const stale = await client.post(`/requests/${id}/ask/when`, { ...typed, seen: seenOf(opened.text) });
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('nothing was saved');
    expect(rowsOf(stale.text)).toEqual([
      ['Nights', '3 nights', '4 nights'],
      ['Latest departure', sayDate(make.today(16)), 'You left this as it was: the form now has what is saved'],
    ]);
    expect(stale.text).toMatch(/name="nights"[^>]* value="4"/);
    const again = { ...typed, to: make.today(16), seen: seenOf(stale.text) };
    expect(await client.post(`/requests/${id}/ask/when`, again)).toMatchObject({ status: 303 });
    const now = await make.as(house.worker).get(`/requests/${id}`);
    expect(now.body).toMatchObject({ nights: 4, to: make.today(16), purpose: 'Rest, and a swim' });
  });

  it('still knows what it had shown after a session that ended in between', async () => {
    const { id, etag } = await aDraft();
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const opened = await client.get(`/requests/${id}/ask/when`);
    await patch(id, etag, { nights: 3 }).expect(200);
    client.forgetSession();
    const typed = { nights: '2', from: make.today(10), to: make.today(14), seen: seenOf(opened.text) };
    const refused = await client.post(`/requests/${id}/ask/when`, typed);
    const carried = (name: string) => fieldOf(refused.text, name);
    await client.post('/sign-in', {
      email: house.worker.email,
      password: PASSWORD,
      _return: carried('_return'),
      _typed: carried('_typed'),
    });
    const back = await client.get(`/requests/${id}/ask/when`);
    expect(seenOf(back.text)).toBe(seenOf(opened.text));
  });

  it('does not submit other answers than it showed', async () => {
    const { id, etag } = await aDraft();
    const client = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    const shown = await client.get(`/requests/${id}/check`);
    await patch(id, etag, { purpose: 'Something else' }).expect(200);
    const stale = await client.post(`/requests/${id}/check`, { seen: seenOf(shown.text) });
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('Something else');
    expect(await client.post(`/requests/${id}/check`, { seen: seenOf(stale.text) })).toMatchObject({ status: 303 });
  });

  it('of an account and of a key worker says so too', async () => {
    const admin = await make.aUser(house, 'administrator');
    const [one, other] = [
      await make.aUser(house, 'cas_worker', 'referrer'),
      await make.aUser(house, 'cas_worker', 'referrer'),
    ];
    const client = await PageClient.signIn(app.address, admin.email, PASSWORD);
    const account = await client.get(`/accounts/${one.id}`);
    await app.sql(`UPDATE users SET name = 'Renamed Example' WHERE id = $1`, [one.id]);
    const stale = await client.post(`/accounts/${one.id}`, {
      ...{ name: 'Typed Example', role: 'cas_worker', unit: house.unit },
      seen: seenOf(account.text),
    });
    expect([stale.status, rowsOf(stale.text)]).toEqual([412, [['Full name', 'Renamed Example', 'Typed Example']]]);

    const young = await make.aYoungPerson(house);
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = await manager.get(`/young-people/${young}/key-worker`);
    await make.as(house.manager).post(`/young-people/${young}/key-worker`, { worker: one.id }).expect(200);
    const late = await manager.post(`/young-people/${young}/key-worker`, { worker: other.id, seen: seenOf(page.text) });
    expect([late.status, rowsOf(late.text)]).toEqual([412, [['Key worker', 'Renamed Example', other.name]]]);
  });
});

/** The value of a hidden field. */
function fieldOf(text: string, name: string): string {
  const escaped = new RegExp(`name="${name}" value="([^"]*)"`).exec(text)![1]!;
  return escaped
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#92;', '\\')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The rows of the table of what was changed meanwhile. */
function rowsOf(text: string): string[][] {
  const table = /somebody else changed in the meantime[\s\S]*?<tbody[^>]*>([\s\S]*?)<\/tbody>/i.exec(text)?.[1] ?? '';
  return table
    .split('</tr>')
    .map((row) => [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map((cell) => cell[1]!.trim()))
    .filter((row) => row.length > 0);
}
