import { describe, expect, it } from '@jest/globals';
import { aDiary, type Preview } from '../support/diaries.js';
import { diarySpec } from '../support/house-specs.js';

const the = diarySpec();

const day = (days: number) => the.make.today(days);
const FIRST = 20;
const wanted = (nights = 2) => ({ inDays: FIRST, nights });

/** Keeps Ash and Bo apart. */
async function apart(): Promise<string> {
  await the.make
    .as(the.house.manager)
    .post('/pair-decisions', {
      youngPeople: [the.ash, the.bo],
      decision: 'never_together',
      evidence: 'A feud',
      reviewBy: day(90),
    })
    .expect(201);
  return the.bo;
}

const staffed = (take: number, high = take) =>
  the.app.sql(
    `INSERT INTO staffing_patterns (unit_id, valid_from, take, high, set_at, set_by) VALUES ($1, $2, $3, $4, now(), $5)`,
    [the.house.unit, day(0), Array(7).fill(take), Array(7).fill(high), the.house.manager.id],
  );

/** What there is for each rule of a booking to stand against nights of Ash’s; and the words by which it is known. */
const RULES: [string, RegExp, () => Promise<unknown>, number?][] = [
  [
    'the age',
    /^They would be 20\./,
    () => the.app.sql(`UPDATE young_people SET date_of_birth = $2 WHERE id = $1`, [the.ash, day(-20 * 366)]),
  ],
  [
    'the nights in a row',
    /18 nights in a row/,
    () => the.make.aStay(the.house, the.ash, { inDays: FIRST + 2, nights: 16 }),
  ],
  [
    'the days of a year',
    /days of short breaks in the twelve months/,
    async () => {
      for (const days of [40, 80, 120, 160]) await the.make.aStay(the.house, the.ash, { inDays: days, nights: 17 });
    },
    5,
  ],
  [
    'the nights granted',
    /^With these nights they would have \d weekday nights/,
    () =>
      the.make
        .as(the.house.manager)
        .post(`/young-people/${the.ash}/allocations`, {
          firstDay: day(0),
          lastDay: day(300),
          weekday: 1,
          weekend: 0,
          holiday: 0,
        })
        .expect(201),
    7,
  ],
  [
    'the gap between two stays',
    /only 3 days between two of their stays/,
    async () => {
      await the.app.sql(`UPDATE units SET least_gap_days = 14 WHERE id = $1`, [the.house.unit]);
      await the.make.aStay(the.house, the.ash, { inDays: FIRST + 5, nights: 1 });
    },
  ],
  [
    'who is kept apart from them',
    /^Somebody who would be there is kept apart from them for safety/,
    async () => the.make.aStay(the.house, await apart(), wanted()),
  ],
  ['the staff', /there would be 1 young person, and staff for 0\. More staff/, () => staffed(0)],
  [
    'the staff for those who need most',
    /there would be 1 young person at high support, and staff for 0/,
    async () => {
      await the.app.sql(`UPDATE young_people SET support_level = 'one_to_one' WHERE id = $1`, [the.ash]);
      await staffed(4, 0);
    },
  ],
];

describe('what a diary plans', () => {
  it.each(RULES)('is held to %s, in the words of a booking by hand', async (_, words, before, nights = 2) => {
    await before();
    const request = await the.make.aRequest(the.house, the.ash, wanted(nights));
    const { body } = await the.make.as(the.house.manager).get(`/requests/${request}/options`).expect(200);
    const [{ reasons }] = (body as { unavailable: [{ reasons: { sentence: string; mayBeOverruled?: true }[] }] })
      .unavailable;
    const byHand = reasons.map(({ sentence }) => sentence).join(' ');
    expect(byHand).toMatch(words);
    const { id, counts } = await the.diary.prepared(
      the.house,
      aDiary(['Ash Heron', day(FIRST), day(FIRST + nights), '', '']),
    );
    expect(counts).toMatchObject({ lands: 0, asks: 0, leftOut: 1, clashes: 0 });
    const [row] = await the.diary.rows(the.house.manager, id);
    const goOver = / A manager who may sign can go over it, with a reason\.$/;
    expect(row!.sentence.replace(goOver, '')).toBe(byHand);
    expect(goOver.test(row!.sentence)).toBe(reasons.every(({ mayBeOverruled }) => mayBeOverruled));
  });

  it('is held to it by what the diary itself brings before it', async () => {
    await apart();
    await staffed(1);
    const { id } = await the.diary.prepared(
      the.house,
      aDiary(
        ['Ash Heron', day(FIRST), day(FIRST + 2), 'Bed 1', ''],
        ['Bo Wren', day(FIRST + 1), day(FIRST + 3), 'Bed 2', ''],
        ['Bo Wren', day(FIRST + 2), day(FIRST + 3), 'Bed 2', ''],
      ),
    );
    expect((await the.diary.rows(the.house.manager, id)).map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
      ['lands', 'Booked, Bed 1.'],
      [
        'left_out',
        expect.stringMatching(/kept apart from them for safety .* there would be 2 young people, and staff for 1\.$/),
      ],
      ['lands', 'Booked, Bed 2.'],
    ]);
  });

  it('is no question to anybody where it cannot come in, whoever is meant', async () => {
    const far = ['Somebody', day(900), day(902), '', ''];
    const { body } = await the.diary
      .bring(the.house, aDiary(far, ['Somebody', day(20), day(22), 'Bed 9', '']))
      .expect(201);
    expect(body).toMatchObject({ counts: { asks: 0, leftOut: 2 } });
  });

  it('comes in where whoever signs goes over it, says why, and takes it back again', async () => {
    await staffed(0);
    const file = aDiary(['Ash Heron', day(FIRST), day(FIRST + 2), 'Bed 1', '']);
    const { id, counts, token } = await the.diary.prepared(the.house, file);
    expect(counts).toMatchObject({ lands: 0, leftOut: 1, mayGoOver: 1 });
    const over = await the.diary.get<Preview>(the.house.manager, `${id}?goOver=true`);
    expect(over.counts).toMatchObject({ lands: 1, leftOut: 0, clashes: 1, mayGoOver: 0 });
    expect(over.token).not.toBe(token);
    const [row] = await the.diary.rows(the.house.manager, id, '&goOver=true');
    expect(row!.sentence).toMatch(/^Booked, Bed 1\. Gone over: On .* staff for 0\. More staff/);
    // For who does not sign it is as it is.
    expect((await the.diary.rows(the.house.staff, id, '&goOver=true'))[0]).toMatchObject({ outcome: 'left_out' });
    await the.diary.post(the.house.manager, `${id}/land`, { token: over.token }).expect(409);
    await the.diary.post(the.house.manager, `${id}/land`, { token, overrule: 'Promised' }).expect(409);
    await the.diary.post(the.house.manager, `${id}/land`, { token: over.token, overrule: 'Promised' }).expect(200);
    const kept = await the.app.sql(
      `SELECT o.code, o.reason, o.by_user AS by FROM overrules o JOIN stays s ON s.id = o.stay_id WHERE s.unit_id = $1`,
      [the.house.unit],
    );
    expect(kept).toEqual([{ code: 'staffing', reason: 'Promised', by: the.house.manager.id }]);
    await the.diary.post(the.house.manager, `${id}/undo`).expect(200);
    expect(await the.app.sql(`SELECT state FROM stays WHERE unit_id = $1`, [the.house.unit])).toEqual([
      { state: 'cancelled' },
    ]);
  });

  it('holds nothing against what happened: that comes in, whoever was there and however often', async () => {
    await apart();
    await staffed(0);
    const { counts } = await the.diary.landed(
      the.house,
      aDiary(
        ['Ash Heron', day(-60), day(-30), 'Bed 1', ''],
        ['Bo Wren', day(-60), day(-30), 'Bed 2', ''],
        ['Ash Heron', day(-200), day(-140), 'Bed 1', ''],
      ),
    );
    expect(counts).toMatchObject({ lands: 3, asks: 0, leftOut: 0, clashes: 0 });
    // Nor is anybody asked to decide on it now: what goes on is asked about, and stays first.
    await the.diary.landed(the.house, aDiary(['Ash Heron', day(-3), day(1), 'Bed 1', '']));
    const { body } = await the.make.as(the.house.manager).get('/stays?legal=undecided').expect(200);
    expect((body as { items: { arrival: string }[] }).items.map(({ arrival }) => arrival)).toEqual([day(-3)]);
  });
});
