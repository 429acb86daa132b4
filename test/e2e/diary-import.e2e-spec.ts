import { describe, expect, it } from '@jest/globals';
import { aDiary } from '../support/diaries.js';
import { icsOf, xlsxOf } from '../support/diary-files.js';
import { diarySpec } from '../support/house-specs.js';

const the = diarySpec();

const day = (days: number) => the.make.today(days);
const stays = () =>
  the.app.sql<{
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
    [the.house.unit],
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
    const { id, counts } = await the.diary.landed(the.house, file);
    expect(counts).toMatchObject({ lands: 5, asks: 0, leftOut: 0, clashes: 0 });
    expect(await stays()).toEqual([
      {
        state: 'completed',
        whose: the.ash,
        arrival: day(-40),
        departure: day(-38),
        bed: 'Bed 2',
        kind: 'planned',
        part: null,
      },
      {
        state: 'in_residence',
        whose: the.ash,
        arrival: day(-1),
        departure: day(2),
        bed: 'Bed 1',
        kind: 'planned',
        part: null,
      },
      {
        state: 'booked',
        whose: the.bo,
        arrival: day(20),
        departure: day(22),
        bed: 'Bed 3',
        kind: 'planned',
        part: null,
      },
    ]);
    const { body } = await the.make.as(the.house.manager).get(`/units/${the.house.unit}/closures`).expect(200);
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
        bed: { id: the.house.beds[3], name: 'Bed 4' },
        note: 'Bed 4 out of use: Broken window',
      }),
    ]);
    const landed = await the.diary.rows(the.house.manager, id);
    expect(landed.map(({ row, sentence }) => [row, sentence])).toEqual([
      ['Line 2', 'Recorded as a stay that is over, Bed 2.'],
      ['Line 3', 'Recorded as staying now, Bed 1.'],
      ['Line 4', 'Booked, Bed 3.'],
      ['Line 5', 'The unit is closed on these nights.'],
      ['Line 6', 'Out of use on these nights, Bed 4.'],
    ]);
    const register = await the.make
      .as(the.house.manager)
      .get(`/units/${the.house.unit}/register?from=${day(-41)}&to=${day(1)}`)
      .expect(200);
    expect((register.body as { items: object[] }).items).toHaveLength(2);
  });

  it('asks a person who is meant, once for each name, and matches nobody by itself', async () => {
    const file = aDiary(
      ['Ash Heron', day(20), day(22), '', ''],
      ['ASH HERON', day(40), day(42), '', ''],
      ['A. Nobody', day(20), day(22), '', ''],
    );
    const { body } = await the.diary.bring(the.house, file, { by: the.house.staff }).expect(201);
    const { id, counts, token } = body as { id: string; counts: object; token: string };
    expect(counts).toMatchObject({ lands: 0, asks: 3, leftOut: 0, clashes: 0 });
    await the.diary.post(the.house.manager, `${id}/land`, { token }).expect(409);
    const names = await the.diary.names(the.house.staff, id);
    expect(names).toEqual([
      expect.objectContaining({
        place: 0,
        name: 'Ash Heron',
        rows: 2,
        state: 'open',
        suggestions: [expect.objectContaining({ id: the.ash })],
      }),
      expect.objectContaining({ place: 2, name: 'A. Nobody', rows: 1, state: 'open', suggestions: [] }),
    ]);
    await the.diary.post(the.house.staff, `${id}/names`, { place: 0, youngPerson: the.ash }).expect(200);
    const answered = await the.diary.post(the.house.staff, `${id}/names`, { place: 2 }).expect(200);
    expect(answered.body).toMatchObject({ counts: { lands: 2, asks: 0, leftOut: 1 } });
    const [left] = await the.diary.rows(the.house.staff, id, '&show=left_out');
    expect(left!.sentence).toMatch(/^Left out, as you said/);
    const stranger = await the.make.aYoungPerson(await the.make.aHouse());
    await the.diary.post(the.house.staff, `${id}/names`, { place: 0, youngPerson: stranger }).expect(404);
  });

  it('lands only what was looked at: what has changed since is shown first', async () => {
    const { id, token } = await the.diary.prepared(the.house, aDiary(['Ash Heron', day(20), day(22), 'Bed 1', '']));
    await the.make
      .as(the.house.staff)
      .post(`/beds/${the.house.beds[0]}/out-of-service`, { from: day(20), to: day(21), reason: 'damage' })
      .expect(201);
    const { body } = await the.diary.post(the.house.manager, `${id}/land`, { token }).expect(409);
    expect(body).toMatchObject({ type: '/problems/import-changed' });
    expect(await stays()).toEqual([]);
    const [row] = await the.diary.rows(the.house.manager, id);
    expect(row).toMatchObject({
      outcome: 'left_out',
      sentence: expect.stringMatching(/^This bed is not free. Bed 1 is out of use/),
    });
  });

  it('is brought in by who signs for the unit, and by nobody else', async () => {
    const { id, token } = await the.diary.prepared(the.house, aDiary(['Ash Heron', day(20), day(22), '', '']));
    await the.diary.post(the.house.staff, `${id}/land`, { token }).expect(403);
    const watcher = await the.make.aUser(the.house, 'manager', 'watcher');
    await the.diary.post(watcher, `${id}/land`, { token }).expect(403);
    await the.diary.bring(the.house, 'x', { by: watcher }).expect(403);
    await the.diary.bring(the.house, 'x', { by: the.house.worker }).expect(403);
    const other = await the.make.aHouse();
    await the.diary.bring(the.house, aDiary(['x']), { by: other.manager }).expect(404);
    await the.app.http
      .get(`/api/v1/diary-imports/${id}`)
      .set('Authorization', `Bearer ${other.manager.token}`)
      .expect(404);
  });

  it('comes from a spreadsheet and from a calendar, with the right nights', async () => {
    const serial = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
    const sheet = xlsxOf({
      Diary: [
        ['Young person', 'From', 'To'],
        ['Ash Heron', { date: serial(day(20)) }, { date: serial(day(22)) }],
      ],
    });
    await the.diary.landed(the.house, sheet, { name: 'diary.xlsx' });
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
    const { id } = await the.diary.landed(the.house, calendar, { name: 'diary.ics' });
    expect((await stays()).map(({ whose, arrival, departure }) => [whose, arrival, departure])).toEqual([
      [the.ash, day(20), day(22)],
      [the.bo, day(30), day(32)],
      [the.bo, day(44), day(46)],
    ]);
    expect((await the.diary.rows(the.house.manager, id)).map(({ row }) => row)).toEqual([
      'Event 1, time 1',
      'Event 1, time 2',
    ]);
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
    const { id, headings } = await the.diary.landed(the.house, sheet, { name: 'diary.xlsx' });
    expect(headings).toEqual([]);
    expect((await the.diary.rows(the.house.manager, id)).map(({ row, sentence }) => [row, sentence])).toEqual([
      ['Row 3', 'Booked, Bed 1.'],
      ['Row 3', 'Booked, Bed 3.'],
      ['Row 5', 'The unit is closed on these nights.'],
    ]);
    expect((await stays()).map(({ whose, arrival, departure, bed }) => [whose, arrival, departure, bed])).toEqual(
      [
        [the.ash, day(20), day(22), 'Bed 1'],
        [the.bo, day(20), day(21), 'Bed 3'],
      ].toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
    );
    await the.diary.post(the.house.manager, `${id}/columns`, { name: 0, arrival: 1, departure: 2 }).expect(409);
    const { body } = await the.diary.bring(the.house, 'Night,Bed 1,Bed 2\nFri 2 April,Ash,').expect(400);
    expect(body).toMatchObject({
      errors: [{ field: 'file', message: expect.stringMatching(/Write each date whole/) }],
    });
  });

  it('can be told which column is which, when its headings say nothing', async () => {
    const file = ['Foo,Bar,Baz', `Ash Heron,${day(20)},${day(22)}`].join('\n');
    const { body } = await the.diary.bring(the.house, file).expect(201);
    const { id, columnsMissing, headings } = body as { id: string; columnsMissing: string[]; headings: string[] };
    expect(headings).toEqual(['Foo', 'Bar', 'Baz']);
    expect(columnsMissing).toHaveLength(3);
    await the.diary.post(the.house.manager, `${id}/columns`, { name: 0, arrival: 1 }).expect(400);
    await the.diary.post(the.house.manager, `${id}/columns`, { name: 0, arrival: 1, departure: 7 }).expect(400);
    const chosen = await the.diary
      .post(the.house.manager, `${id}/columns`, { name: 0, arrival: 1, departure: 2 })
      .expect(200);
    expect(chosen.body).toMatchObject({ columnsMissing: [], counts: { asks: 1 } });
  });
});
