import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { feeds, type FeedEvent } from '../support/feeds.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let feed: ReturnType<typeof feeds>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  feed = feeds(app, make);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  await feed.allow(house);
});

const nights = ({ arrival, departure }: FeedEvent) => [arrival, departure];
const step = (stay: string, name: string, body: object = {}) =>
  make.as(house.manager).post(`/stays/${stay}/${name}`, body).expect(200);

describe('what a feed says', () => {
  it('is “Short break” on the nights of those whom a CAS worker may see, and “Occupied” on all to the unit', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 5, nights: 3 });
    const bo = await make.aYoungPerson(house, { keyWorker: other, firstName: 'Bo' });
    await make.aStay({ ...house, worker: other }, bo, { inDays: 6, nights: 1 });
    const [one, two] = [
      [make.today(5), make.today(8)],
      [make.today(6), make.today(7)],
    ];
    const mine = await feed.read(await feed.subscribe(house.worker));
    expect(mine.map((event) => [event.title, nights(event)])).toEqual([['Short break', one]]);
    for (const user of [house.staff, house.manager]) {
      const all = await feed.read(await feed.subscribe(user));
      expect(all.map((event) => [event.title, nights(event)])).toEqual([
        ['Occupied', one],
        ['Occupied', two],
      ]);
    }
  });

  it('holds nothing by which a child, a room, a stay or the house could be known', async () => {
    const ash = await make.aYoungPerson(house, { firstName: 'Ashanti', lastName: 'Quillfeather' });
    const stay = await make.aStay(house, ash, { inDays: 3 });
    await app.sql(`UPDATE beds SET name = 'Ashanti’s room' WHERE unit_id = $1`, [house.unit]);
    const [known] = await app.sql<{ case_number: string; name: string }>(
      `SELECT y.case_number, u.name FROM young_people y, units u WHERE y.id = $1 AND u.id = $2`,
      [ash, house.unit],
    );
    for (const user of [house.worker, house.staff]) {
      const { text } = await app.http.get(await feed.subscribe(user)).expect(200);
      expect(text).toContain('BEGIN:VEVENT');
      for (const secret of [ash, stay, house.unit, user.id, ...house.beds, known!.case_number, known!.name])
        expect(text).not.toContain(secret);
      expect(text).not.toMatch(/Ashanti|Quillfeather|\bA\.? ?Q\b|Sleep and cook|Bed \d|room/i);
      const said = text.split('\r\n').filter((line) => /^(SUMMARY|DESCRIPTION|LOCATION|COMMENT|CATEGORIES)/.test(line));
      expect(said).toEqual([user === house.worker ? 'SUMMARY:Short break' : 'SUMMARY:Occupied']);
    }
  });

  it('leaves out what is only offered, and what lies more than three months back', async () => {
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: 4 });
    const old = await make.aStay(house, await make.aYoungPerson(house), { inDays: 5, nights: 2 });
    const path = await feed.subscribe(house.staff);
    expect(await feed.read(path)).toHaveLength(1);
    const move = (from: number) =>
      app.sql(`UPDATE stays SET arrival = $2, departure = $3 WHERE id = $1`, [
        old,
        make.today(from),
        make.today(from + 2),
      ]);
    await move(-85);
    expect(await feed.read(path)).toHaveLength(1);
    await move(-96);
    expect(await feed.read(path)).toEqual([]);
  });

  it('changes at once with who may see whom: a grant, the unit, the role, a deputy', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    const ash = await make.aYoungPerson(house);
    await make.aStay(house, ash, { inDays: 5 });
    const [mine, theirs, staff] = [
      await feed.subscribe(house.worker),
      await feed.subscribe(other),
      await feed.subscribe(house.staff),
    ];
    const seen = async () => Promise.all([mine, theirs, staff].map(async (path) => (await feed.read(path)).length));
    expect(await seen()).toEqual([1, 0, 1]);
    await make.as(house.manager).post(`/young-people/${ash}/key-worker`, { worker: other.id }).expect(200);
    expect(await seen()).toEqual([0, 1, 1]);
    const days = { firstDay: make.today(), lastDay: make.today(3) };
    await make
      .as(other)
      .post('/deputies', { deputy: house.worker.id, ...days })
      .expect(201);
    expect(await seen()).toEqual([1, 1, 1]);
    await app.sql(`DELETE FROM unit_members WHERE user_id = $1`, [house.staff.id]);
    expect(await seen()).toEqual([1, 1, 0]);
    await app.sql(`UPDATE users SET role = 'administrator' WHERE id = $1`, [other.id]);
    // Who stands in for them still reads as they did.
    expect(await seen()).toEqual([1, 0, 0]);
  });

  it('stops with the manager’s switch, unit by unit, and goes on with it', async () => {
    const second = await make.aHouse({ organisation: house.organisation });
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 5 });
    const path = await feed.subscribe(house.staff);
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'staff')`, [house.staff.id, second.unit]);
    await make.aStay(second, await make.aYoungPerson(second), { inDays: 9 });
    const arrivals = async () => (await feed.read(path)).map(({ arrival }) => arrival);
    expect(await arrivals()).toEqual([make.today(5)]);
    await feed.allow(second);
    expect(await arrivals()).toEqual([make.today(5), make.today(9)]);
    await feed.allow(house, false);
    expect(await arrivals()).toEqual([make.today(9)]);
    await feed.allow(second, false);
    expect(await arrivals()).toEqual([]);
    await make.as(house.staff).post('/me/feed').expect(409);
    await feed.allow(house);
    expect(await arrivals()).toEqual([make.today(5)]);
    const trail = await app.sql(
      `SELECT details FROM audit_entries WHERE action = 'unit.revised' AND subject_id = $1 AND actor_id = $2 ORDER BY id`,
      [house.unit, house.manager.id],
    );
    const change = (from: boolean, to: boolean) => ({ details: { feedsAllowed: { from, to } } });
    expect(trail).toEqual([change(false, true), change(true, false), change(false, true)]);
  });

  it('is read in as many statements for one stay as for twenty', async () => {
    const path = await feed.subscribe(house.staff);
    const fetched = async () => statementsOf(() => app.http.get(path).expect(200));
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, nights: 1 });
    expect(await fetched()).toEqual(['SELECT feed_addresses', 'UPDATE feed_addresses', 'SELECT stays']);
    for (let number = 0; number < 19; number += 1)
      await make.aStay(house, await make.aYoungPerson(house), { inDays: 3 + number, nights: 1 });
    expect(await fetched()).toEqual(['SELECT feed_addresses', 'SELECT stays']);
    expect(await feed.read(path)).toHaveLength(20);
  }, 60_000);
});

describe('a stay in a feed', () => {
  it('keeps its name and raises its edition with each step that changes its nights or whether it stands', async () => {
    app.clock.notBefore('16:30');
    const ash = await make.aYoungPerson(house);
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 4, bed: house.beds[0]! });
    const path = await feed.subscribe(house.worker);
    const now = async () => (await feed.read(path))[0]!;
    let last = await now();
    expect(last).toMatchObject({ arrival: make.today(), departure: make.today(4), isCancelled: false });
    const raises = async (name: string, body: object, expected: Partial<FeedEvent>) => {
      app.clock.advance({ minutes: 1 });
      await step(stay, name, body);
      const next = await now();
      expect([name, next]).toEqual([name, { ...last, ...expected, sequence: next.sequence }]);
      expect([name, next.sequence > last.sequence]).toEqual([name, true]);
      last = next;
    };
    await raises('move', { bed: house.beds[1] }, {});
    await raises('extend', { departure: make.today(6), reasons: 'x' }, { departure: make.today(6) });
    await raises('shorten', { departure: make.today(3), by: 'family', code: 'illness' }, { departure: make.today(3) });
    await raises('cancel', { reason: 'Ill' }, { isCancelled: true });
    await raises('undo-ending', { reason: 'A slip' }, { isCancelled: false });
    await raises('no-show', { reason: 'Nobody came' }, { isCancelled: true });
    await raises('undo-ending', { reason: 'They came' }, { isCancelled: false });
    await raises('arrive', {}, {});
    await raises('undo-arrival', { reason: 'Another child' }, {});
    await raises('arrive', {}, {});
    const { sequence } = last;
    await make.as(house.staff).post(`/stays/${stay}/away`, { kind: 'hospital' }).expect(200);
    await make
      .as(house.staff)
      .post(`/stays/${stay}/notes`, { kind: 'settled', text: 'x', namesOthers: false })
      .expect(201);
    expect((await now()).sequence).toBe(sequence);
    await make.as(house.staff).post(`/stays/${stay}/back`).expect(200);
    await raises('depart', {}, { departure: make.today(1) });
  }, 60_000);

  it('has the nights that the calendar shows, also of who stays on, has lost the bed or should have left', async () => {
    const [one] = house.beds as [string];
    const staying = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1, bed: one });
    await step(staying, 'arrive');
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 1, nights: 3, bed: one });
    await step(staying, 'stay-on', { departure: make.today(3), reason: 'Nobody at home' });
    const path = await feed.subscribe(house.staff);
    const same = async () => {
      const from = make.today(-9);
      const shown = await make.as(house.staff).get(`/units/${house.unit}/calendar?from=${from}&to=${make.today(20)}`);
      const { beds, withoutBed } = shown.body as {
        beds: { nights: { night: string; stay?: string }[] }[];
        withoutBed: { stay: string; arrival: string; departure: string }[];
      };
      expect([beds.length, withoutBed.length]).toEqual([4, 1]);
      const calendar = beds.flatMap(({ nights: all }) => all.flatMap((n) => ('youngPerson' in n ? [n.night] : [])));
      const bedless = withoutBed.flatMap((stay) => run(stay));
      const said = (await feed.read(path)).flatMap((event) => run(event));
      expect(said.toSorted()).toEqual([...calendar, ...bedless].toSorted());
    };
    await same();
    app.clock.goTo('12:00', 5);
    await same();
  }, 60_000);
});

/** The nights of a run, one by one. */
function run({ arrival, departure }: { arrival: string; departure: string }): string[] {
  const all: string[] = [];
  for (let night = arrival; night < departure;) {
    all.push(night);
    night = new Date(Date.parse(night) + 86_400_000).toISOString().slice(0, 10);
  }
  return all;
}

describe('a feed that has not changed', () => {
  it('is not sent again, and is as soon as it has', async () => {
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 5 });
    const path = await feed.subscribe(house.staff);
    const first = await app.http.get(path).expect(200);
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
    });
    expect(first.headers['etag']).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers['set-cookie']).toBeUndefined();
    const etag = first.headers['etag']!;
    const ask = (tag: string) => app.http.get(path).set('If-None-Match', tag);
    app.clock.advance({ days: 1 });
    expect((await app.http.get(path).expect(200)).text).toBe(first.text);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await ask(tag).expect(304);
      expect([answer.text, answer.headers['etag']]).toEqual(['', etag]);
    }
    await ask('"x"').expect(200);
    const head = await app.http.head(path).expect(200);
    expect([head.headers['etag'], head.headers['content-length'], head.text ?? '']).toEqual([
      etag,
      String(Buffer.byteLength(first.text)),
      '',
    ]);
    await app.http.head(path).set('If-None-Match', etag).expect(304);
    await step(stay, 'cancel', { reason: 'Ill' });
    const changed = await ask(etag).expect(200);
    expect(changed.headers['etag']).not.toBe(etag);
  });
});
