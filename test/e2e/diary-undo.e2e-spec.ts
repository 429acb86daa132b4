import { describe, expect, it } from '@jest/globals';
import { aDiary } from '../support/diaries.js';
import { diarySpec } from '../support/house-specs.js';

const the = diarySpec();

const day = (days: number) => the.make.today(days);
const sentences = async (id: string) => (await the.diary.rows(the.house.manager, id)).map(({ sentence }) => sentence);
const statesOf = async () =>
  (
    await the.app.sql<{ state: string }>(`SELECT state FROM stays WHERE unit_id = $1 ORDER BY arrival, state`, [
      the.house.unit,
    ])
  ).map(({ state }) => state);
const occupancy = async (from: number, to: number) =>
  (
    await the.make
      .as(the.house.manager)
      .get(`/units/${the.house.unit}/occupancy?from=${day(from)}&to=${day(to)}`)
      .expect(200)
  ).body as Record<string, number>;

describe('what does not go together', () => {
  it('is recorded all the same when it happened, and flagged', async () => {
    const { id, counts } = await the.diary.landed(
      the.house,
      aDiary(
        ['Ash Heron', day(-20), day(-18), 'Bed 1', ''],
        ['Bo Wren', day(-20), day(-17), 'Bed 1', ''],
        ['Ash Heron', day(-19), day(-16), 'Bed 3', ''],
      ),
    );
    expect(counts).toMatchObject({ lands: 3, clashes: 2 });
    const [first, second, third] = await sentences(id);
    expect(first).toBe('Recorded as a stay that is over, Bed 1.');
    expect(second).toMatch(
      /^Recorded as a stay that is over, Bed 2\. The diary says “Bed 1”, which was not free\. Bed 1 was in use by Ash Heron, /,
    );
    expect(third).toMatch(
      /^Recorded as a stay that is over, Bed 3\. They are on record in another bed or place too: .*Check which is right\.$/,
    );
    expect(await statesOf()).toEqual(['completed', 'completed', 'completed']);
  });

  it('is recorded without a bed when the house was full', async () => {
    const more = await Promise.all(
      ['Kit', 'Sol', 'Rae'].map((firstName) => the.make.aYoungPerson(the.house, { firstName, lastName: 'Finch' })),
    );
    expect(more).toHaveLength(3);
    const rows = ['Ash Heron', 'Bo Wren', 'Kit Finch', 'Sol Finch', 'Rae Finch'].map((name) => [
      name,
      day(-20),
      day(-18),
      '',
      '',
    ]);
    const { id, counts } = await the.diary.landed(the.house, aDiary(...rows));
    expect(counts).toMatchObject({ lands: 5, clashes: 1 });
    expect((await sentences(id)).at(-1)).toMatch(
      /^Recorded as a stay that is over, without a bed\. No bed was free: .* Bed 1 was in use by Ash Heron, .* Bed 4 was in use by Sol Finch, /,
    );
    expect(await occupancy(-20, -18)).toMatchObject({ occupied: 8, withoutBed: 2 });
  });

  it('is not planned over what is there: the row says with what', async () => {
    await the.make.aStay(the.house, the.ash, { inDays: 20, nights: 2, bed: the.house.beds[0]! });
    await the.make
      .as(the.house.manager)
      .post(`/units/${the.house.unit}/closures`, { from: day(40), to: day(42), reason: 'planned_closure' })
      .expect(201);
    const { id, counts } = await the.diary.prepared(
      the.house,
      aDiary(
        ['Bo Wren', day(20), day(22), 'Bed 1', ''],
        ['Ash Heron', day(21), day(23), '', ''],
        ['Bo Wren', day(41), day(43), '', ''],
        ['Bo Wren', day(50), day(52), 'Bed 9', ''],
        ['Bo Wren', day(900), day(902), '', ''],
        ['Closed', day(20), day(21), '', ''],
      ),
    );
    expect(counts).toMatchObject({ lands: 0, leftOut: 6 });
    const [taken, booked, closed, noBed, beyond, there] = await sentences(id);
    expect(taken).toMatch(/^This bed is not free\. Bed 1 is booked for Ash Heron, /);
    expect(booked).toMatch(/^A stay on some of these nights is booked for them already\./);
    expect(closed).toMatch(/^No bed is free on all of these nights\. The unit is closed, /);
    expect(noBed).toMatch(/^The unit has no bed of this name\./);
    expect(beyond).toMatch(/further ahead than can be booked yet/);
    expect(there).toMatch(/^Somebody is booked on these nights\. .*Bed 1 is booked for Ash Heron, /);
  });

  it('gives the bed to who is there tonight, and the plan becomes something to solve', async () => {
    const cast = await Promise.all(
      ['Kit', 'Sol', 'Rae'].map((firstName) => the.make.aYoungPerson(the.house, { firstName, lastName: 'Finch' })),
    );
    for (const [at, one] of cast.entries())
      await the.make.aStay(the.house, one, { inDays: 0, nights: 3, bed: the.house.beds[at + 1]! });
    const planned = await the.make.aStay(the.house, the.bo, { inDays: 0, nights: 3, bed: the.house.beds[0]! });
    const { id, counts } = await the.diary.landed(the.house, aDiary(['Ash Heron', day(-2), day(1), 'Bed 1', '']));
    expect(counts).toMatchObject({ lands: 1, clashes: 1 });
    expect((await sentences(id))[0]).toMatch(
      /^Recorded as staying now, Bed 1\. Because they are there, this loses its bed: Bed 1 is booked for Bo Wren, /,
    );
    const solve = await the.make.as(the.house.staff).get(`/units/${the.house.unit}/conflicts`).expect(200);
    expect((solve.body as { items: { stay: { id: string } }[] }).items.map(({ stay }) => stay.id)).toContain(planned);
    await the.diary.post(the.house.manager, `${id}/undo`).expect(200);
    const { body } = await the.make.as(the.house.staff).get(`/stays/${planned}`).expect(200);
    expect(body).toMatchObject({ state: 'booked', bed: { name: 'Bed 1' } });
  });

  it('is left out when the very row is on record by now', async () => {
    const file = aDiary(['Ash Heron', day(-20), day(-18), 'Bed 1', ''], ['Ash Heron', day(-20), day(-18), 'Bed 1', '']);
    const { id } = await the.diary.landed(the.house, file);
    expect((await sentences(id))[1]).toMatch(/^Another row of this file says the same stay/);
    const twice = await the.diary.bring(the.house, file).expect(409);
    expect(twice.body).toMatchObject({ type: '/problems/file-twice', errors: [{ field: 'again' }] });
    const again = await the.diary.prepared(the.house, file, { again: true });
    expect(again.counts).toMatchObject({ lands: 0, leftOut: 2 });
    expect((await sentences(again.id))[0]).toBe('This stay is on record already.');
    const open = await the.diary.bring(the.house, file, { again: true }).expect(409);
    expect(open.body).toMatchObject({ type: '/problems/file-open' });
  });
});

describe('an import that is taken back', () => {
  const file = () =>
    aDiary(
      ['Ash Heron', day(-20), day(-18), 'Bed 1', ''],
      ['Bo Wren', day(20), day(22), 'Bed 1', ''],
      ['Closed', day(30), day(31), '', ''],
    );

  it('leaves nothing of it on the calendar, the register and the counts', async () => {
    const before = [await occupancy(-21, -17), await occupancy(19, 32)];
    const { id } = await the.diary.landed(the.house, file());
    expect(await occupancy(-21, -17)).not.toEqual(before[0]);
    const { body } = await the.diary.post(the.house.manager, `${id}/undo`).expect(200);
    expect(body).toEqual({ rows: 3 });
    expect([await occupancy(-21, -17), await occupancy(19, 32)]).toEqual(before);
    expect(await statesOf()).toEqual(['cancelled', 'cancelled']);
    const register = await the.make
      .as(the.house.manager)
      .get(`/units/${the.house.unit}/register?from=${day(-30)}&to=${day(30)}`)
      .expect(200);
    expect(register.body).toMatchObject({ items: [] });
    await the.diary.post(the.house.manager, `${id}/undo`).expect(409);
    const again = await the.diary.landed(the.house, file());
    expect(again.counts.lands).toBe(3);
  });

  it('is nothing to the key worker of whoever it was put on, and stays on record at the unit', async () => {
    const { id } = await the.diary.landed(the.house, file());
    const [past] = await the.diary.rows(the.house.manager, id);
    const asked = (user = the.house.worker) => the.make.as(user).get(`/stays/${past!.stay}`);
    const listed = async (user = the.house.worker) =>
      ((await the.make.as(user).get('/stays').expect(200)).body as { items: object[] }).items.length;
    await asked().expect(200);
    expect(await listed()).toBe(2);
    await the.diary.post(the.house.manager, `${id}/undo`).expect(200);
    await asked().expect(404);
    expect(await listed()).toBe(0);
    expect((await asked(the.house.staff).expect(200)).body).toMatchObject({ state: 'cancelled' });
    expect(await listed(the.house.staff)).toBe(2);
  });

  it('is refused where somebody has worked with it since, unless that stays', async () => {
    const { id } = await the.diary.landed(the.house, file());
    const [past, booked] = await the.diary.rows(the.house.manager, id);
    await the.make
      .as(the.house.staff)
      .post(`/stays/${past!.stay}/notes`, { kind: 'settled', text: 'Slept', namesOthers: false })
      .expect(201);
    const { body } = await the.diary.post(the.house.manager, `${id}/undo`).expect(409);
    expect(body).toMatchObject({
      type: '/problems/worked-on',
      title: expect.stringMatching(/^One row has been worked on since/),
    });
    expect(await statesOf()).toEqual(['completed', 'booked']);
    await the.diary.post(the.house.manager, `${id}/undo`, { leaveWorkedOn: true }).expect(200);
    expect(await statesOf()).toEqual(['completed', 'cancelled']);
    expect((await the.make.as(the.house.staff).get(`/stays/${booked!.stay}`).expect(200)).body).toMatchObject({
      state: 'cancelled',
    });
  });

  it('knows every table in which somebody may have worked on a stay', async () => {
    const tables = await the.app.sql<{ name: string }>(
      `SELECT DISTINCT c.conrelid::regclass::text AS name FROM pg_constraint c
        WHERE c.contype = 'f' AND c.confrelid = 'stays'::regclass ORDER BY 1`,
    );
    const known = [
      ...[
        'absences',
        'alerts',
        'arrival_checks',
        'bed_claims',
        'diary_rows',
        'emergencies',
        'escort_checks',
        'escorts',
        'match_decisions',
      ],
      ...[
        'medicines',
        'notices',
        'offers',
        'outcome_values',
        'overrules',
        'register_entries',
        'stay_conflicts',
        'stay_events',
      ],
      ...['stay_notes', 'stay_reviews', 'suggestions', 'unit_check_confirmations', 'what_changed'],
    ];
    expect(tables.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('an import that is discarded', () => {
  it('keeps nothing of what was read', async () => {
    const { body } = await the.diary.bring(the.house, aDiary(['Ash Heron', day(20), day(22), '', ''])).expect(201);
    const { id } = body as { id: string };
    await the.diary.post(the.house.manager, `${id}/names`, { place: 0, youngPerson: the.ash }).expect(200);
    await the.diary.post(the.house.staff, `${id}/discard`).expect(200);
    for (const table of ['diary_rows', 'diary_names'])
      expect(await the.app.sql(`SELECT 1 FROM ${table} WHERE import_id = $1`, [id])).toEqual([]);
    await the.diary.post(the.house.staff, `${id}/discard`).expect(409);
    await the.diary.post(the.house.staff, `${id}/names`, { place: 0, youngPerson: the.ash }).expect(409);
  });
});
