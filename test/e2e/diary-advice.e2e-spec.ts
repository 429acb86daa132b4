import { describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { PASSWORD } from '../support/builders.js';
import { aDiary, type Preview } from '../support/diaries.js';
import { diarySpec } from '../support/house-specs.js';
import { PageClient } from '../support/page-client.js';

const the = diarySpec();

const day = (days: number) => the.make.today(days);
const FIRST = 20;
const NIGHTS = { inDays: FIRST, nights: 2 };
const row = (name: string, first = FIRST, nights = 2) => [name, day(first), day(first + nights), '', ''];

/** Of two: one who is assessed as a danger to the other. */
async function assessed(youngPerson: string, poses: number, vulnerable: number) {
  const aggression = { factor: 'aggression_to_peers', poses, vulnerable, status: 'serious', evidence: 'Seen in May' };
  await anAssessment(the.make, the.house, youngPerson, { ratings: [aggression] });
}
async function whoDoNotFit() {
  await assessed(the.ash, 3, 0);
  await assessed(the.bo, 0, 3);
}
const overPage = (id: string) => `/diary/${id}?show=clashes&over=yes`;

describe('what the matching guide advises of the plans of a diary', () => {
  it('goes by who is booked, and is what the same nights have by hand', async () => {
    await whoDoNotFit();
    const dan = await the.make.aYoungPerson(the.house, { firstName: 'Dan', lastName: 'Finch' });
    await the.make.aStay(the.house, dan, { inDays: FIRST, nights: 1 });
    await assessed(dan, 0, 2);
    const { id } = await the.diary.prepared(the.house, aDiary(row('Ash Heron'), row('Bo Wren', FIRST + 40)));
    const [ash, bo] = await the.diary.rows(the.house.manager, id, '&goOver=true');
    const byHand = async (youngPerson: string, inDays: number) => {
      const request = await the.make.aRequest(the.house, youngPerson, { inDays, nights: 2 });
      const { body } = await the.make.as(the.house.manager).get(`/requests/${request}/options`).expect(200);
      return (body as { options: [{ compatibility: { verdict: string } }] }).options[0].compatibility.verdict;
    };
    expect([ash, bo]).toMatchObject([
      { advice: await byHand(the.ash, FIRST) },
      { advice: await byHand(the.bo, FIRST + 40) },
    ]);
    expect(ash!.advice).not.toBe(bo!.advice);
  });

  it('goes by the other rows, too: who does not fit comes in where whoever signs goes over it, with a reason', async () => {
    await whoDoNotFit();
    const { id, counts, token } = await the.diary.prepared(the.house, aDiary(row('Ash Heron'), row('Bo Wren')));
    expect(counts).toMatchObject({ lands: 1, leftOut: 1, mayGoOver: 1 });
    expect(await the.diary.rows(the.house.manager, id)).toMatchObject([
      { outcome: 'lands', advice: 'suitable' },
      {
        outcome: 'left_out',
        advice: null,
        sentence: expect.stringMatching(
          /^The matching advice is “Not suitable” with who would be there \(.*\)\. A manager who may sign can go over it, with a reason\.$/,
        ),
      },
    ]);
    const over = await the.diary.get<Preview>(the.house.manager, `${id}?goOver=true`);
    // Whom they meet has them there as well.
    expect(await the.diary.rows(the.house.manager, id, '&goOver=true')).toMatchObject([
      { outcome: 'lands', advice: 'unsuitable' },
      { outcome: 'lands', advice: 'unsuitable' },
    ]);
    await the.diary.post(the.house.manager, `${id}/land`, { token, overrule: 'Promised' }).expect(409);
    await the.diary.post(the.house.manager, `${id}/land`, { token: over.token, overrule: 'Promised' }).expect(200);
    const kept = await the.app.sql(
      `SELECT o.code, o.reason, s.young_person_id AS whose FROM overrules o JOIN stays s ON s.id = o.stay_id WHERE s.unit_id = $1`,
      [the.house.unit],
    );
    expect(kept).toEqual([{ code: 'unsuitable', reason: 'Promised', whose: the.bo }]);
  });

  it('is shown with each row and in one sentence for all, with the way to who is there on those nights', async () => {
    await whoDoNotFit();
    const { id } = await the.diary.prepared(the.house, aDiary(row('Ash Heron'), row('Bo Wren')));
    const page = await PageClient.signIn(the.app.address, the.house.manager.email, PASSWORD);
    const shown = (await page.get(`/diary/${id}`)).text;
    expect(shown).toContain('1 row is a booking to come. The matching advice is “Suitable” for 1, by who is booked');
    expect(shown).toContain('Matching advice: “Suitable”.');
    expect(shown).toContain(`href="/units/${the.house.unit}/group?from=${day(FIRST)}"`);
    expect(shown).toContain('or because the matching advice is “Not suitable”');
    expect((await page.get(`/units/${the.house.unit}/group?from=${day(FIRST)}`)).status).toBe(200);
    expect((await page.get(overPage(id))).text).toContain('Gone over: The matching advice is “Not suitable”');
  });

  it('never calls somebody suitable who is not assessed, and holds up nothing because of that', async () => {
    const { id, counts } = await the.diary.landed(the.house, aDiary(row('Ash Heron'), row('Bo Wren')));
    expect(counts).toMatchObject({ lands: 2, mayGoOver: 0 });
    const rows = await the.diary.rows(the.house.manager, id);
    expect(rows.map(({ advice }) => advice)).toEqual(['not_assessed', 'not_assessed']);
    const page = await PageClient.signIn(the.app.address, the.house.manager.email, PASSWORD);
    expect((await page.get(`/diary/${id}`)).text).toContain('Matching advice when it came in: “Not assessed”.');
  });

  it('is none of what happened: it is on record, whoever was there', async () => {
    await whoDoNotFit();
    const { id, counts } = await the.diary.prepared(the.house, aDiary(row('Ash Heron', -30), row('Bo Wren', -30)));
    expect(counts).toMatchObject({ lands: 2, clashes: 0 });
    expect((await the.diary.rows(the.house.manager, id)).map(({ advice }) => advice)).toEqual([null, null]);
  });

  it('is asked anew when it lands: who has come to be booked since holds it up', async () => {
    await whoDoNotFit();
    const { id, token } = await the.diary.prepared(the.house, aDiary(row('Bo Wren')));
    await the.make.aStay(the.house, the.ash, NIGHTS);
    await the.diary.post(the.house.manager, `${id}/land`, { token }).expect(409);
  });
});
