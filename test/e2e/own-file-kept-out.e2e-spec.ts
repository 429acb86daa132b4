import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WITHHELD } from '../../src/disclosure/domain/own-file.js';
import { anAskedFile } from '../support/an-asked-file.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let tia: string;
let asked: string;
let path: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const reported = (text: string) => make.as(house.worker).post(`/young-people/${tia}/information`, { text }).expect(201);

/** Somebody asks for Tia’s file, on which two reports name nobody. */
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 1 });
  tia = await make.aYoungPerson(house, { firstName: 'Tia' });
  await reported('The boy upstairs shouted: Saffronboy');
  await reported('She likes the small lamp');
  asked = await anAskedFile(make, house, tia);
  path = `/young-people/${tia}/file/${asked}`;
});

interface Check {
  version: string;
  standing: { key: string; title: string; words: { text: string }[] }[];
}

const check = async () => (await make.as(house.manager).get(`${path}/check`).expect(200)).body as Check;
const keyOf = (read: Check, word: string): string =>
  read.standing.find(({ words }) => words.some(({ text }) => text.includes(word)))!.key;
const release = (body: object) => make.as(house.manager).post(`${path}/release`, { checked: true, ...body });
const takenOut = () =>
  app.sql<{ taken: object; by: string }>(
    `SELECT taken_out AS taken, by_user AS by FROM own_file_releases WHERE request_id = $1`,
    [asked],
  );

describe('words of a young person’s own file that tell of another without a name', () => {
  it('are kept out with the same mark in every form of the copy, and who did it and why is kept with the release alone', async () => {
    const read = await check();
    const key = keyOf(read, 'upstairs');
    const body = { version: read.version, takeOut: [{ key, reason: 'Wrenreason: he is known' }] };
    const { released } = (await release(body).expect(200)).body as { released: object };
    expect(released).toMatchObject({ withheld: 1, putIn: 0, takenOut: 1 });
    expect(await takenOut()).toEqual([{ taken: body.takeOut, by: house.manager.id }]);
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const forms = [
      (await make.as(house.manager).get(path).expect(200)).text,
      (await make.as(house.worker).get(path).expect(200)).text,
      (await pages.get(path)).text,
      ...[(await pages.get(`${path}/export`)).text, (await pages.get(`${path}/export?as=page`)).text],
    ];
    for (const text of forms) {
      expect(text).toContain(WITHHELD);
      expect(text).toContain('She likes the small lamp');
      for (const word of ['Saffron', 'upstairs', 'Wren', key])
        expect([word, text.includes(word)]).toEqual([word, false]);
    }
    expect((await pages.get(`/young-people/${tia}/file`)).text).toContain('1 kept out by hand');
    // Nor in the next copy, which tells of this one.
    asked = await anAskedFile(make, house, tia);
    path = `/young-people/${tia}/file/${asked}`;
    expect(JSON.stringify(await check())).not.toContain('Wren');
  });

  it('are refused with their place where they are not in the copy, or no reason is given, and nothing is released', async () => {
    const read = await check();
    const [good, lamp] = [{ key: keyOf(read, 'upstairs'), reason: 'It is another boy' }, keyOf(read, 'lamp')];
    const { version } = read;
    for (const [wrong, field] of [
      [{ key: 'nothing', reason: 'x' }, 'takeOut.1.key'],
      [{ key: lamp, reason: '  ' }, 'takeOut.1.reason'],
      [{ key: lamp }, 'takeOut.1.reason'],
      [{ key: lamp, reason: 'x'.repeat(201) }, 'takeOut.1.reason'],
    ] as const) {
      const answer = await release({ version, takeOut: [good, wrong] }).expect(400);
      expect((answer.body as { errors: { field: string }[] }).errors.map((one) => one.field)).toEqual([field]);
    }
    const many = Array.from({ length: 201 }, () => good);
    await release({ version, takeOut: many }).expect(400);
    expect(await takenOut()).toEqual([]);
  });

  it('are stored with a reason or not at all, and as they are for good', async () => {
    const read = await check();
    await release({ version: read.version, takeOut: [{ key: keyOf(read, 'lamp'), reason: 'x' }] }).expect(200);
    const change = `UPDATE own_file_releases SET taken_out = '[]' WHERE request_id = $1`;
    await expect(app.sql(change, [asked])).rejects.toThrow();
    const other = await anAskedFile(make, house, tia);
    for (const taken of ['{}', '[{"key": "x"}]', '[{"key": "x", "reason": ""}]', '["x"]'])
      await expect(
        app.sql(
          `INSERT INTO own_file_releases (request_id, put_in, taken_out, withheld, copy, by_user, at)
           VALUES ($1, '{}', $2, 0, '{}', $3, now())`,
          [other, taken, house.manager.id],
        ),
      ).rejects.toThrow('taken_out_with_a_reason');
  });
});

describe('the page on which a copy is checked', () => {
  it('keeps words out, and loses nothing that was typed where a reason or a tick is missing', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const read = await check();
    const [boy, lamp] = [keyOf(read, 'upstairs'), keyOf(read, 'lamp')];
    const form = { version: read.version, checked: 'yes' };
    const before = (await pages.get(path)).text;
    expect(before).toContain('Keep this out of the copy');
    expect(before).toContain('The boy upstairs shouted');
    const bare = await pages.post(path, { ...form, takeOut: [boy, lamp], [`reason-${lamp}`]: 'Somebody’s lamp' });
    expect([bare.status, bare.text.includes(`href="#reason-${boy}"`)]).toEqual([400, true]);
    expect(bare.text).toContain('Say why this is kept out.');
    expect(bare.text).toContain('value="Somebody’s lamp"');
    expect(bare.text.match(/name="takeOut"[^>]*checked/g)).toHaveLength(2);
    const unticked = await pages.post(path, { ...form, takeOut: boy, [`reason-${boy}`]: 'A', [`reason-${lamp}`]: 'B' });
    expect([unticked.status, unticked.text.includes(`href="#takeOut-${lamp}"`)]).toEqual([400, true]);
    const done = await pages.post(path, { ...form, takeOut: boy, [`reason-${boy}`]: 'It is another boy' });
    expect([done.status, done.location]).toEqual([303, path]);
    expect(await takenOut()).toMatchObject([{ taken: [{ key: boy, reason: 'It is another boy' }] }]);
    expect((await pages.get(path)).text).not.toContain('Saffron');
  });

  it('finds further words, with what is ticked already, and releases nothing by that', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const boy = keyOf(await check(), 'upstairs');
    await pages.get(path);
    const typed = { do: 'find', find: 'LAMP', takeOut: boy, [`reason-${boy}`]: 'It is another boy' };
    const found = await pages.post(path, typed);
    expect(found.text.match(/name="takeOut"/g)).toHaveLength(2);
    expect(found.text).toContain('She likes the small lamp');
    expect(found.text).toContain('value="It is another boy"');
    expect(await takenOut()).toEqual([]);
  });
});
