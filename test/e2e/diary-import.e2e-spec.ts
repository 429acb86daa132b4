import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { aDiary, diaries } from '../support/diaries.js';
import { icsOf, xlsxOf } from '../support/diary-files.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let diary: ReturnType<typeof diaries>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  diary = diaries(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
  bo = await make.aYoungPerson(house, { firstName: 'Bo', lastName: 'Wren' });
});

const day = (days: number) => make.today(days);
const stays = () =>
  app.sql<{
    state: string;
    whose: string;
    arrival: string;
    departure: string;
    bed: string | null;
    kind: string;
    part: string | null;
  }>(
    `SELECT s.state, s.young_person_id AS whose, s.arrival::text, s.departure::text, s.kind, s.part_id AS part,
            (SELECT b.name FROM bed_claims c JOIN beds b ON b.id = c.bed_id WHERE c.stay_id = s.id AND c.live LIMIT 1) AS bed
       FROM stays s WHERE s.unit_id = $1 ORDER BY s.arrival, s.young_person_id`,
    [house.unit],
  );

describe('a diary that is brought in', () => {
  it('lands what is over, who is there, what is to come and what is closed', async () => {
    const file = aDiary(
      ['Heron, Ash', day(-40), day(-38), 'Bed 2', 'A good stay'],
      ['ash heron', day(-1), day(2), 'Bed 1', ''],
      ['Bo Wren', day(20), day(22), '3', ''],
      ['Closed for training', day(30), day(31), '', ''],
      ['Bed 4 out of use', day(3), day(6), '', 'Broken window'],
    );
    const { id, counts } = await diary.landed(house, file);
    expect(counts).toMatchObject({ lands: 5, asks: 0, leftOut: 0, clashes: 0 });
    expect(await stays()).toEqual([
      {
        state: 'completed',
        whose: ash,
        arrival: day(-40),
        departure: day(-38),
        bed: 'Bed 2',
        kind: 'planned',
        part: null,
      },
      {
        state: 'in_residence',
        whose: ash,
        arrival: day(-1),
        departure: day(2),
        bed: 'Bed 1',
        kind: 'planned',
        part: null,
      },
      { state: 'booked', whose: bo, arrival: day(20), departure: day(22), bed: 'Bed 3', kind: 'planned', part: null },
    ]);
    const { body } = await make.as(house.manager).get(`/units/${house.unit}/closures`).expect(200);
    expect((body as { items: object[] }).items).toEqual([
      expect.objectContaining({
        from: day(30),
        to: day(31),
        bed: null,
        reason: 'planned_closure',
        note: 'Closed for training',
      }),
      expect.objectContaining({
        from: day(3),
        to: day(6),
        bed: { id: house.beds[3], name: 'Bed 4' },
        note: 'Bed 4 out of use: Broken window',
      }),
    ]);
    const landed = await diary.rows(house.manager, id);
    expect(landed.map(({ row, sentence }) => [row, sentence])).toEqual([
      ['Line 2', 'Recorded as a stay that is over, Bed 2.'],
      ['Line 3', 'Recorded as staying now, Bed 1.'],
      ['Line 4', 'Booked, Bed 3.'],
      ['Line 5', 'The unit is closed on these nights.'],
      ['Line 6', 'Out of use on these nights, Bed 4.'],
    ]);
    const register = await make
      .as(house.manager)
      .get(`/units/${house.unit}/register?from=${day(-41)}&to=${day(1)}`)
      .expect(200);
    expect((register.body as { items: object[] }).items).toHaveLength(2);
  });

  it('asks a person who is meant, once for each name, and matches nobody by itself', async () => {
    const file = aDiary(
      ['Ash Heron', day(20), day(22), '', ''],
      ['ASH HERON', day(40), day(42), '', ''],
      ['A. Nobody', day(20), day(22), '', ''],
    );
    const { body } = await diary.bring(house, file, { by: house.staff }).expect(201);
    const { id, counts, token } = body as { id: string; counts: object; token: string };
    expect(counts).toMatchObject({ lands: 0, asks: 3, leftOut: 0, clashes: 0 });
    await diary.post(house.manager, `${id}/land`, { token }).expect(409);
    const names = await diary.names(house.staff, id);
    expect(names).toEqual([
      expect.objectContaining({
        place: 0,
        name: 'Ash Heron',
        rows: 2,
        state: 'open',
        suggestions: [expect.objectContaining({ id: ash })],
      }),
      expect.objectContaining({ place: 2, name: 'A. Nobody', rows: 1, state: 'open', suggestions: [] }),
    ]);
    await diary.post(house.staff, `${id}/names`, { place: 0, youngPerson: ash }).expect(200);
    const answered = await diary.post(house.staff, `${id}/names`, { place: 2 }).expect(200);
    expect(answered.body).toMatchObject({ counts: { lands: 2, asks: 0, leftOut: 1 } });
    const [left] = await diary.rows(house.staff, id, '&show=left_out');
    expect(left!.sentence).toMatch(/^Left out, as you said/);
    const stranger = await make.aYoungPerson(await make.aHouse());
    await diary.post(house.staff, `${id}/names`, { place: 0, youngPerson: stranger }).expect(404);
  });

  it('lands only what was looked at: what has changed since is shown first', async () => {
    const { id, token } = await diary.prepared(house, aDiary(['Ash Heron', day(20), day(22), 'Bed 1', '']));
    await make
      .as(house.staff)
      .post(`/beds/${house.beds[0]}/out-of-service`, { from: day(20), to: day(21), reason: 'damage' })
      .expect(201);
    const { body } = await diary.post(house.manager, `${id}/land`, { token }).expect(409);
    expect(body).toMatchObject({ type: '/problems/import-changed' });
    expect(await stays()).toEqual([]);
    const [row] = await diary.rows(house.manager, id);
    expect(row).toMatchObject({
      outcome: 'left_out',
      sentence: expect.stringMatching(/^This bed is not free. Bed 1 is out of use/),
    });
  });

  it('is brought in by who signs for the unit, and by nobody else', async () => {
    const { id, token } = await diary.prepared(house, aDiary(['Ash Heron', day(20), day(22), '', '']));
    await diary.post(house.staff, `${id}/land`, { token }).expect(403);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await diary.post(watcher, `${id}/land`, { token }).expect(403);
    await diary.bring(house, 'x', { by: watcher }).expect(403);
    await diary.bring(house, 'x', { by: house.worker }).expect(403);
    const other = await make.aHouse();
    await diary.bring(house, aDiary(['x']), { by: other.manager }).expect(404);
    await app.http.get(`/api/v1/diary-imports/${id}`).set('Authorization', `Bearer ${other.manager.token}`).expect(404);
  });

  it('comes from a spreadsheet and from a calendar, with the right nights', async () => {
    const serial = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
    const sheet = xlsxOf({
      Diary: [
        ['Young person', 'From', 'To'],
        ['Ash Heron', { date: serial(day(20)) }, { date: serial(day(22)) }],
      ],
    });
    await diary.landed(house, sheet, { name: 'diary.xlsx' });
    const compact = (date: string) => date.replaceAll('-', '');
    const calendar = icsOf([
      [
        'SUMMARY:Bo Wren',
        `DTSTART;TZID=Europe/London:${compact(day(30))}T160000`,
        `DTEND;TZID=Europe/London:${compact(day(32))}T100000`,
        'RRULE:FREQ=WEEKLY;COUNT=3',
        `EXDATE;TZID=Europe/London:${compact(day(37))}T160000`,
      ],
    ]);
    const { id } = await diary.landed(house, calendar, { name: 'diary.ics' });
    expect((await stays()).map(({ whose, arrival, departure }) => [whose, arrival, departure])).toEqual([
      [ash, day(20), day(22)],
      [bo, day(30), day(32)],
      [bo, day(44), day(46)],
    ]);
    expect((await diary.rows(house.manager, id)).map(({ row }) => row)).toEqual(['Event 1, time 1', 'Event 1, time 2']);
  });

  it('comes from a sheet on which beds and nights cross', async () => {
    const sheet = xlsxOf({
      December: [
        ['Our diary'],
        ['Night', 'Bed 1', 'Bed 2', 'Bed 3', 'Bed 4'],
        [day(20), 'Ash Heron', '', 'Bo W', ''],
        [day(21), '"', 'free', '', ''],
        [day(22), 'Closed', 'Closed', 'Closed', 'Closed'],
      ],
      January: [
        ['Night', 'Bed 1', 'Bed 2'],
        [day(50), 'Ash Heron', ''],
      ],
    });
    const { id, headings } = await diary.landed(house, sheet, { name: 'diary.xlsx' });
    expect(headings).toEqual([]);
    expect((await diary.rows(house.manager, id)).map(({ row, sentence }) => [row, sentence])).toEqual([
      ['Row 3', 'Booked, Bed 1.'],
      ['Row 3', 'Booked, Bed 3.'],
      ['Row 5', 'The unit is closed on these nights.'],
    ]);
    expect((await stays()).map(({ whose, arrival, departure, bed }) => [whose, arrival, departure, bed])).toEqual(
      [
        [ash, day(20), day(22), 'Bed 1'],
        [bo, day(20), day(21), 'Bed 3'],
      ].toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
    );
    await diary.post(house.manager, `${id}/columns`, { name: 0, arrival: 1, departure: 2 }).expect(409);
    const { body } = await diary.bring(house, 'Night,Bed 1,Bed 2\nFri 2 April,Ash,').expect(400);
    expect(body).toMatchObject({
      errors: [{ field: 'file', message: expect.stringMatching(/Write each date whole/) }],
    });
  });

  it('can be told which column is which, when its headings say nothing', async () => {
    const file = ['Foo,Bar,Baz', `Ash Heron,${day(20)},${day(22)}`].join('\n');
    const { body } = await diary.bring(house, file).expect(201);
    const { id, columnsMissing, headings } = body as { id: string; columnsMissing: string[]; headings: string[] };
    expect(headings).toEqual(['Foo', 'Bar', 'Baz']);
    expect(columnsMissing).toHaveLength(3);
    await diary.post(house.manager, `${id}/columns`, { name: 0, arrival: 1 }).expect(400);
    await diary.post(house.manager, `${id}/columns`, { name: 0, arrival: 1, departure: 7 }).expect(400);
    const chosen = await diary.post(house.manager, `${id}/columns`, { name: 0, arrival: 1, departure: 2 }).expect(200);
    expect(chosen.body).toMatchObject({ columnsMissing: [], counts: { asks: 1 } });
  });
});
