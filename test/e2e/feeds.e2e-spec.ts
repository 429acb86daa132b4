import { describe, expect, it } from '@jest/globals';
import type { FeedEvent } from '../support/feeds.js';
import { statementsOf } from '../support/statements.js';
import { feedSpec } from '../support/house-specs.js';

const the = feedSpec();

const nights = ({ arrival, departure }: FeedEvent) => [arrival, departure];
const step = (stay: string, name: string, body: object = {}) =>
  the.make.as(the.house.manager).post(`/stays/${stay}/${name}`, body).expect(200);

describe('what a feed says', () => {
  it('is “Short break” on the nights of those whom a CAS worker may see, and “Occupied” on all to the unit', async () => {
    const other = await the.make.aUser(the.house, 'cas_worker', 'referrer');
    await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 5, nights: 3 });
    const bo = await the.make.aYoungPerson(the.house, { keyWorker: other, firstName: 'Bo' });
    await the.make.aStay({ ...the.house, worker: other }, bo, { inDays: 6, nights: 1 });
    const [one, two] = [
      [the.make.today(5), the.make.today(8)],
      [the.make.today(6), the.make.today(7)],
    ];
    const mine = await the.feed.read(await the.feed.subscribe(the.house.worker));
    expect(mine.map((event) => [event.title, nights(event)])).toEqual([['Short break', one]]);
    for (const user of [the.house.staff, the.house.manager]) {
      const all = await the.feed.read(await the.feed.subscribe(user));
      expect(all.map((event) => [event.title, nights(event)])).toEqual([
        ['Occupied', one],
        ['Occupied', two],
      ]);
    }
  });

  it('holds nothing by which a child, a room, a stay or the house could be known', async () => {
    const ash = await the.make.aYoungPerson(the.house, { firstName: 'Ashanti', lastName: 'Quillfeather' });
    const stay = await the.make.aStay(the.house, ash, { inDays: 3 });
    await the.app.sql(`UPDATE beds SET name = 'Ashanti’s room' WHERE unit_id = $1`, [the.house.unit]);
    const [known] = await the.app.sql<{ case_number: string; name: string }>(
      `SELECT y.case_number, u.name FROM young_people y, units u WHERE y.id = $1 AND u.id = $2`,
      [ash, the.house.unit],
    );
    for (const user of [the.house.worker, the.house.staff]) {
      const { text } = await the.app.http.get(await the.feed.subscribe(user)).expect(200);
      expect(text).toContain('BEGIN:VEVENT');
      for (const secret of [ash, stay, the.house.unit, user.id, ...the.house.beds, known!.case_number, known!.name])
        expect(text).not.toContain(secret);
      expect(text).not.toMatch(/Ashanti|Quillfeather|\bA\.? ?Q\b|Sleep and cook|Bed \d|room/i);
      const said = text.split('\r\n').filter((line) => /^(SUMMARY|DESCRIPTION|LOCATION|COMMENT|CATEGORIES)/.test(line));
      expect(said).toEqual([user === the.house.worker ? 'SUMMARY:Short break' : 'SUMMARY:Occupied']);
    }
  });

  it('leaves out what is only offered, and what lies more than three months back', async () => {
    await the.make.anOffer(the.house, await the.make.aYoungPerson(the.house), { inDays: 4 });
    const old = await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 5, nights: 2 });
    const path = await the.feed.subscribe(the.house.staff);
    expect(await the.feed.read(path)).toHaveLength(1);
    const move = (from: number) =>
      the.app.sql(`UPDATE stays SET arrival = $2, departure = $3 WHERE id = $1`, [
        old,
        the.make.today(from),
        the.make.today(from + 2),
      ]);
    await move(-85);
    expect(await the.feed.read(path)).toHaveLength(1);
    await move(-96);
    expect(await the.feed.read(path)).toEqual([]);
  });

  it('changes at once with who may see whom: a grant, the unit, the role, a deputy', async () => {
    const other = await the.make.aUser(the.house, 'cas_worker', 'referrer');
    const ash = await the.make.aYoungPerson(the.house);
    await the.make.aStay(the.house, ash, { inDays: 5 });
    const [mine, theirs, staff] = [
      await the.feed.subscribe(the.house.worker),
      await the.feed.subscribe(other),
      await the.feed.subscribe(the.house.staff),
    ];
    const seen = async () => Promise.all([mine, theirs, staff].map(async (path) => (await the.feed.read(path)).length));
    expect(await seen()).toEqual([1, 0, 1]);
    await the.make.as(the.house.manager).post(`/young-people/${ash}/key-worker`, { worker: other.id }).expect(200);
    expect(await seen()).toEqual([0, 1, 1]);
    const days = { firstDay: the.make.today(), lastDay: the.make.today(3) };
    await the.make
      .as(other)
      .post('/deputies', { deputy: the.house.worker.id, ...days })
      .expect(201);
    expect(await seen()).toEqual([1, 1, 1]);
    await the.app.sql(`DELETE FROM unit_members WHERE user_id = $1`, [the.house.staff.id]);
    expect(await seen()).toEqual([1, 1, 0]);
    await the.app.sql(`UPDATE users SET role = 'administrator' WHERE id = $1`, [other.id]);
    // Who stands in for them still reads as they did.
    expect(await seen()).toEqual([1, 0, 0]);
  });

  it('stops with the manager’s switch, unit by unit, and goes on with it', async () => {
    const second = await the.make.aHouse({ organisation: the.house.organisation });
    await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 5 });
    const path = await the.feed.subscribe(the.house.staff);
    await the.app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'staff')`, [the.house.staff.id, second.unit]);
    await the.make.aStay(second, await the.make.aYoungPerson(second), { inDays: 9 });
    const arrivals = async () => (await the.feed.read(path)).map(({ arrival }) => arrival);
    expect(await arrivals()).toEqual([the.make.today(5)]);
    await the.feed.allow(second);
    expect(await arrivals()).toEqual([the.make.today(5), the.make.today(9)]);
    await the.feed.allow(the.house, false);
    expect(await arrivals()).toEqual([the.make.today(9)]);
    await the.feed.allow(second, false);
    expect(await arrivals()).toEqual([]);
    await the.make.as(the.house.staff).post('/me/feed').expect(409);
    await the.feed.allow(the.house);
    expect(await arrivals()).toEqual([the.make.today(5)]);
    const trail = await the.app.sql(
      `SELECT details FROM audit_entries WHERE action = 'unit.revised' AND subject_id = $1 AND actor_id = $2 ORDER BY id`,
      [the.house.unit, the.house.manager.id],
    );
    const change = (from: boolean, to: boolean) => ({ details: { feedsAllowed: { from, to } } });
    expect(trail).toEqual([change(false, true), change(true, false), change(false, true)]);
  });

  it('is read in as many statements for one stay as for twenty', async () => {
    const path = await the.feed.subscribe(the.house.staff);
    const fetched = async () => statementsOf(() => the.app.http.get(path).expect(200));
    await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 1, nights: 1 });
    expect(await fetched()).toEqual(['SELECT feed_addresses', 'UPDATE feed_addresses', 'SELECT stays']);
    for (let number = 0; number < 19; number += 1)
      await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 3 + number, nights: 1 });
    expect(await fetched()).toEqual(['SELECT feed_addresses', 'SELECT stays']);
    expect(await the.feed.read(path)).toHaveLength(20);
  }, 60_000);
});

describe('a stay in a feed', () => {
  it('keeps its name and raises its edition with each step that changes its nights or whether it stands', async () => {
    the.app.clock.notBefore('16:30');
    const ash = await the.make.aYoungPerson(the.house);
    const stay = await the.make.aStay(the.house, ash, { inDays: 0, nights: 4, bed: the.house.beds[0]! });
    const path = await the.feed.subscribe(the.house.worker);
    const now = async () => (await the.feed.read(path))[0]!;
    let last = await now();
    expect(last).toMatchObject({ arrival: the.make.today(), departure: the.make.today(4), isCancelled: false });
    const raises = async (name: string, body: object, expected: Partial<FeedEvent>) => {
      the.app.clock.advance({ minutes: 1 });
      await step(stay, name, body);
      const next = await now();
      expect([name, next]).toEqual([name, { ...last, ...expected, sequence: next.sequence }]);
      expect([name, next.sequence > last.sequence]).toEqual([name, true]);
      last = next;
    };
    await raises('move', { bed: the.house.beds[1] }, {});
    await raises('extend', { departure: the.make.today(6), reasons: 'x' }, { departure: the.make.today(6) });
    await raises(
      'shorten',
      { departure: the.make.today(3), by: 'family', code: 'illness' },
      { departure: the.make.today(3) },
    );
    await raises('cancel', { reason: 'Ill' }, { isCancelled: true });
    await raises('undo-ending', { reason: 'A slip' }, { isCancelled: false });
    await raises('no-show', { reason: 'Nobody came' }, { isCancelled: true });
    await raises('undo-ending', { reason: 'They came' }, { isCancelled: false });
    await raises('arrive', {}, {});
    await raises('undo-arrival', { reason: 'Another child' }, {});
    await raises('arrive', {}, {});
    const { sequence } = last;
    await the.make.as(the.house.staff).post(`/stays/${stay}/away`, { kind: 'hospital' }).expect(200);
    await the.make
      .as(the.house.staff)
      .post(`/stays/${stay}/notes`, { kind: 'settled', text: 'x', namesOthers: false })
      .expect(201);
    expect((await now()).sequence).toBe(sequence);
    await the.make.as(the.house.staff).post(`/stays/${stay}/back`).expect(200);
    await raises('depart', {}, { departure: the.make.today(1) });
  }, 60_000);

  it('has the nights that the calendar shows, also of who stays on, has lost the bed or should have left', async () => {
    const [one] = the.house.beds as [string];
    const staying = await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), {
      inDays: 0,
      nights: 1,
      bed: one,
    });
    await step(staying, 'arrive');
    await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 1, nights: 3, bed: one });
    await step(staying, 'stay-on', { departure: the.make.today(3), reason: 'Nobody at home' });
    const path = await the.feed.subscribe(the.house.staff);
    const same = async () => {
      const from = the.make.today(-9);
      const shown = await the.make
        .as(the.house.staff)
        .get(`/units/${the.house.unit}/calendar?from=${from}&to=${the.make.today(20)}`);
      const { beds, withoutBed } = shown.body as {
        beds: { nights: { night: string; stay?: string }[] }[];
        withoutBed: { stay: string; arrival: string; departure: string }[];
      };
      expect([beds.length, withoutBed.length]).toEqual([4, 1]);
      const calendar = beds.flatMap(({ nights: all }) => all.flatMap((n) => ('youngPerson' in n ? [n.night] : [])));
      const bedless = withoutBed.flatMap((stay) => run(stay));
      const said = (await the.feed.read(path)).flatMap((event) => run(event));
      expect(said.toSorted()).toEqual([...calendar, ...bedless].toSorted());
    };
    await same();
    the.app.clock.goTo('12:00', 5);
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
    const stay = await the.make.aStay(the.house, await the.make.aYoungPerson(the.house), { inDays: 5 });
    const path = await the.feed.subscribe(the.house.staff);
    const first = await the.app.http.get(path).expect(200);
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
    });
    expect(first.headers['etag']).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers['set-cookie']).toBeUndefined();
    const etag = first.headers['etag']!;
    const ask = (tag: string) => the.app.http.get(path).set('If-None-Match', tag);
    the.app.clock.advance({ days: 1 });
    expect((await the.app.http.get(path).expect(200)).text).toBe(first.text);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await ask(tag).expect(304);
      expect([answer.text, answer.headers['etag']]).toEqual(['', etag]);
    }
    await ask('"x"').expect(200);
    const head = await the.app.http.head(path).expect(200);
    expect([head.headers['etag'], head.headers['content-length'], head.text ?? '']).toEqual([
      etag,
      String(Buffer.byteLength(first.text)),
      '',
    ]);
    await the.app.http.head(path).set('If-None-Match', etag).expect(304);
    await step(stay, 'cancel', { reason: 'Ill' });
    const changed = await ask(etag).expect(200);
    expect(changed.headers['etag']).not.toBe(etag);
  });
});
