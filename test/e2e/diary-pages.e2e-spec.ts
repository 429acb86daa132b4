import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { aDiary, diaries } from '../support/diaries.js';
import { icsOf, xlsxOf } from '../support/diary-files.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
});

const signIn = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const day = (days: number) => make.today(days);
const IMPORT = /^\/diary\/[0-9a-f-]{36}/;
const nothingKept = async () => {
  const found = await app.sql(`SELECT 1 FROM diary_imports i WHERE i.unit_id = $1`, [house.unit]);
  expect(found).toEqual([]);
};

describe('the pages of a diary', () => {
  it('lead from the file over the names to the calendar, and back', async () => {
    await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
    const page = await signIn(house.manager);
    expect((await page.get(`/calendar?unit=${house.unit}`)).text).toContain('Diaries brought in');
    const asks = await page.get('/diary/new');
    expect(asks.text).toContain('enctype="multipart/form-data"');
    const file = {
      name: 'diary.csv',
      bytes: aDiary(['Ash Heron', day(20), day(22), 'Bed 1', '<b>bold</b>'], ['Kit', 'soon', '', '', '']),
    };
    const read = await page.postFile('/diary/new', file);
    expect(read.status).toBe(303);
    const path = read.location!;
    const shown = await page.get(path);
    expect(shown.text).toContain('1 row waits until somebody says who is meant');
    const name = await page.get(`${path}/names/0`);
    expect(name.text).toMatch(/Who is “Ash Heron”\?/);
    const [, who = ''] = /type="radio" value="([0-9a-f-]{36})"/.exec(name.text) ?? [];
    expect((await page.post(`${path}/names/0`, {})).status).toBe(400);
    expect((await page.post(`${path}/names/0`, { caseNumber: 'nobody has it' })).text).toContain(
      'Nobody whom you may see has this case number',
    );
    expect((await page.post(`${path}/names/0`, { who })).location).toBe(path);
    const ready = await page.get(path);
    expect(ready.text).toContain('Every name has its answer');
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(ready.text) ?? [];
    const stale = await page.post(`${path}/land`, { token: 'another' });
    expect([stale.status, stale.text]).toEqual([409, expect.stringContaining('Look at the rows again')]);
    expect((await page.post(`${path}/land`, { token })).status).toBe(303);
    expect((await page.get(path)).text).toContain('Take the whole import back');
    expect((await page.get(`${path}?show=left_out`)).text).toContain('“soon” is no date that we can read');
    expect((await page.get(`${path}/undo`)).text).toContain('1 of its rows go');
    expect((await page.post(`${path}/undo`)).status).toBe(303);
    expect((await page.get(`/diary?unit=${house.unit}`)).text).toContain('Taken back');
    const twice = await page.postFile('/diary/new', file);
    expect(twice.status).toBe(303);
    const open = await page.postFile('/diary/new', file);
    expect([open.status, open.text]).toEqual([409, expect.stringContaining('is still being looked at')]);
  });

  it('take a file from nobody who is not signed in, and none without the token of the form', async () => {
    const stranger = new PageClient(app.address);
    const file = { name: 'diary.csv', bytes: aDiary(['Ash', day(20), day(22), '', '']) };
    expect((await stranger.postFile('/diary/new', file)).location ?? '').not.toMatch(IMPORT);
    const page = await signIn(house.manager);
    expect((await page.postFile('/diary/new', file, { _csrf: 'made up' })).location ?? '').not.toMatch(IMPORT);
    await nothingKept();
  });
});

describe('the list of diaries brought in', () => {
  it('says of each file its kind and mark, who, when, how many rows came in, and whether it was taken back', async () => {
    await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
    const api = diaries(app);
    const table = aDiary(['Ash Heron', day(20), day(22), '', ''], ['Kit', 'soon', '', '', '']);
    const { id } = await api.landed(house, table, { name: 'Ash Heron.csv' });
    const page = await signIn(house.manager);
    const mark = createHash('sha256').update(table).digest('hex').slice(0, 8);
    const row = async (of: string) =>
      new RegExp(`<tr[^>]*>(?:(?!</tr>).)*/diary/${of}(?:(?!</tr>).)*</tr>`, 's')
        .exec((await page.get(`/diary?unit=${house.unit}`)).text)![0]
        .replaceAll(/<[^>]+>|\s+/g, ' ')
        .replaceAll(/ +/g, ' ')
        .trim();
    const { name } = house.manager;
    const read = String.raw`^.*, ${name} a CSV file ${mark} 2 rows 1 brought in 1 left out`;
    expect(await row(id)).toMatch(new RegExp(`${read} Brought in .*, ${name}$`));
    await api.post(house.manager, `${id}/undo`).expect(200);
    expect(await row(id)).toMatch(new RegExp(`${read} Taken back .*, ${name} Brought in .*, ${name}$`));
    const { body } = await make.as(house.manager).get(`/units/${house.unit}/diary-imports`).expect(200);
    expect((body as { items: object[] }).items).toEqual([
      expect.objectContaining({ id, mark, rows: 2, landed: 1, landedBy: expect.objectContaining({ name }) as object }),
    ]);
  });

  it('keeps neither the name of a file, nor that of its sheet once it is discarded: each may be that of a child', async () => {
    const sheet = xlsxOf({
      'Ash Heron': [
        ['Name', 'From', 'To', 'Ash’s note'],
        ['Ash Heron', day(20), day(22), ''],
      ],
    });
    const { body } = await diaries(app).bring(house, sheet, { name: 'Ash Heron.xlsx' }).expect(201);
    const { id } = body as { id: string };
    const kept = async () =>
      JSON.stringify(await app.sql(`SELECT to_jsonb(i) FROM diary_imports i WHERE id = $1`, [id]));
    expect(await kept()).toContain('Ash Heron');
    expect(await kept()).not.toContain('Ash Heron.xlsx');
    await diaries(app).post(house.manager, `${id}/discard`).expect(200);
    expect(await kept()).not.toMatch(/Ash/);
    const page = await signIn(house.manager);
    expect((await page.get(`/diary/${id}`)).status).toBe(200);
  });
});

describe('a file that is no diary', () => {
  const many = `Name,From,To\n${'Ash,3/4/2027,5/4/2027\n'.repeat(50_000)}`;
  const bomb = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(200 * 1024 * 1024) }));
  const sheet = xlsxOf({
    D: [
      ['Name', 'From', 'To'],
      ['Ash', '3/4/2027', '5/4/2027'],
    ],
  });
  const calendar = icsOf([['DTSTART;VALUE=DATE:20270507'], ['DTSTART;VALUE=DATE:20270508']]);
  const latin = Buffer.concat([
    Buffer.from('Name,From,To\nNoël,3/4/2027,5/4/2027\n'),
    Buffer.from('Zoë,3/4/2027,5/4/2027\n', 'latin1'),
  ]);

  it('is refused with a sentence on the page and over the API, and nothing of it is kept', async () => {
    const page = await signIn(house.manager);
    await page.get('/diary/new');
    for (const [name, bytes, sentence] of [
      ['d.csv', sheet, 'is called .csv and is not one'],
      ['d.xlsx', sheet.subarray(0, 300), 'cut off'],
      ['d.ics', calendar.slice(0, calendar.lastIndexOf('DTSTART')), 'breaks off in event 2'],
      ['d.csv', many, 'more than 5,000 rows'],
      ['d.xlsx', bomb, 'unpacks to far more'],
      ['d.csv', latin, 'Line 3 is written in another encoding than line 2'],
      ['d.csv', Buffer.alloc(6 * 1024 * 1024, 'a'), 'larger than 5 MB'],
      ['d.csv', '', 'Choose the file'],
    ] as const) {
      const shown = await page.postFile('/diary/new', { name, bytes });
      expect([name, shown.status, shown.text.includes(sentence)]).toEqual([name, 400, true]);
      const { status, body } = await diaries(app).bring(house, Buffer.from(bytes as string), { name });
      expect([name, status, JSON.stringify(body)]).toEqual([name, 400, expect.stringContaining(sentence)]);
    }
    await nothingKept();
  }, 60_000);

  it('may hold rows that are none: each says why, by its number, and the others land', async () => {
    const rows = icsOf([
      ['SUMMARY:Ash', 'DTSTART;VALUE=DATE:20270507', 'DTEND;VALUE=DATE:30270507'],
      ['SUMMARY:Ash', 'DTSTART;TZID=Mars/Olympus:20270507T160000', 'DURATION:P1D'],
      ['SUMMARY:Ash', `DTSTART;VALUE=DATE:${day(20).replaceAll('-', '')}`],
    ]);
    const { body } = await diaries(app).bring(house, rows, { name: 'd.ics' }).expect(201);
    const seen = await diaries(app).rows(house.manager, (body as { id: string }).id);
    expect(seen.map(({ row, outcome, sentence }) => [row, outcome, sentence])).toEqual([
      ['Event 1', 'left_out', expect.stringMatching(/^It lasts 365,242 nights/)],
      ['Event 2', 'left_out', expect.stringMatching(/^The time zone “Mars\/Olympus” does not exist/)],
      ['Event 3', 'asks', expect.anything()],
    ]);
  });
});

describe('what was read and never brought in', () => {
  it('is gone after a fortnight', async () => {
    const { body } = await diaries(app)
      .bring(house, aDiary(['Ash Heron', day(20), day(22), '', '']))
      .expect(201);
    const { id } = body as { id: string };
    await app.sql(`UPDATE diary_imports SET made_at = made_at - interval '15 days' WHERE id = $1`, [id]);
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at) VALUES (nextval('outbox_entry_ids'), 'remove-old-imports', 'clean-up', '{}', now(), now())`,
    );
    await until(async () => (await app.sql(`SELECT 1 FROM diary_rows WHERE import_id = $1`, [id])).length === 0);
    expect(await app.sql(`SELECT state FROM diary_imports WHERE id = $1`, [id])).toEqual([{ state: 'discarded' }]);
  });
});
