import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { aDiary, diaries } from '../support/diaries.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { diarySpec } from '../support/house-specs.js';
import { startTestApp } from '../support/test-app.js';

const PROGRAM = fileURLToPath(new URL('../../dist/src/set-up.js', import.meta.url));
const the = diarySpec();
const day = (days: number) => the.make.today(days);

const revise = (house: House, registration: object[], by = house.manager) =>
  the.make.as(by).patch(`/units/${house.unit}`, { registration }).set('If-Match', '*');
const since = async ({ beds }: House) => {
  const rows = await the.app.sql<{ since: string }>(
    `SELECT registered_from::text AS since FROM beds WHERE id = ANY ($1::uuid[]) ORDER BY number`,
    [beds],
  );
  return rows.map((row) => row.since);
};
const registered = (from: string) =>
  the.app.sql(`UPDATE beds SET registered_from = $2 WHERE unit_id = $1`, [the.house.unit, from]);
const occupied = async ({ unit, manager }: House, from: string, to: string) => {
  const { body } = await the.make.as(manager).get(`/units/${unit}/occupancy?from=${from}&to=${to}`).expect(200);
  return body as { registered: number; occupied: number };
};

describe('the day since when beds are registered', () => {
  it('is given at set-up, and a stay of before lands in a bed', async () => {
    const app = await startTestApp();
    try {
      const options = ['--organisation', 'Council', '--unit', 'House', '--beds', '2', '--youngest', '12'];
      const who = ['--oldest', '17', '--name', 'Ada', '--email', 'ada@example.org', '--registered-since', '2023-04-01'];
      const { PATH, NODE_OPTIONS } = process.env;
      const env = { ...(PATH && { PATH }), ...(NODE_OPTIONS && { NODE_OPTIONS }), DATABASE_URL: app.serviceUrl };
      const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...options, ...who], { env });
      expect(stdout).toContain('Stays and occupancy from Saturday 1 April 2023 on count on these beds.');
      const [place] = await app.sql<{ unit: string; organisation: string }>(
        `SELECT id AS unit, organisation_id AS organisation FROM units`,
      );
      const make = builders(app);
      const manager = await make.aUser(place!, 'manager', 'registered_manager');
      const house = { ...place!, manager, worker: manager, staff: manager, beds: [] };
      await make.aYoungPerson(house, { firstName: 'Ash', lastName: 'Heron' });
      const file = aDiary(['Ash Heron', '2023-04-01', '2023-04-04', 'Bed 2', '']);
      expect((await diaries(app).landed(house, file)).counts).toMatchObject({ lands: 1, clashes: 0 });
      const claims = await app.sql(
        `SELECT b.name, c.arrival::text FROM bed_claims c JOIN beds b ON b.id = c.bed_id WHERE c.live`,
      );
      expect(claims).toEqual([{ name: 'Bed 2', arrival: '2023-04-01' }]);
    } finally {
      await app.close();
    }
  });

  it('is moved back by the manager, over the API, with an entry of what it was; then the past has bed nights', async () => {
    const { house } = the;
    await registered(day(0));
    const [one, two] = house.beds as [string, string];
    await revise(house, [{ id: one, from: day(-50) }], house.staff).expect(403);
    await the.make.as(house.manager).patch(`/units/${house.unit}`, { registration: [] }).expect(428);
    const { body } = await revise(house, [{ id: one, from: day(-50) }]).expect(200);
    expect((body as { beds: object[] }).beds.slice(0, 2)).toMatchObject([
      { registeredFrom: day(-50) },
      { registeredFrom: day(0) },
    ]);
    const [entry] = await the.app.sql<{ details: object }>(
      `SELECT details FROM audit_entries WHERE action = 'unit.revised' AND subject_id = $1`,
      [house.unit],
    );
    expect(entry!.details).toEqual({
      registration: {
        from: expect.stringContaining(`Bed 1: ${day(0)}, Bed 2: ${day(0)}`),
        to: expect.stringContaining(`Bed 1: ${day(-50)}, Bed 2: ${day(0)}`),
      },
    });
    await revise(house, [{ id: two, from: day(-45) }]).expect(200);
    await the.diary.landed(house, aDiary(['Ash Heron', day(-40), day(-38), 'Bed 2', '']));
    expect(await occupied(house, day(-60), day(-30))).toMatchObject({ registered: 20 + 15, occupied: 2 });
  });

  it('is never to come, nor before what can be recorded, and of a bed of this unit', async () => {
    const { house } = the;
    const other = await the.make.aHouse();
    const refused = async (registration: object[]) => (await revise(house, registration).expect(400)).body as object;
    const [one, two] = house.beds as [string, string];
    expect(
      await refused([
        { id: one, from: day(1) },
        { id: two, from: '1999-12-31' },
      ]),
    ).toMatchObject({
      errors: [
        { field: 'registration.0.from', message: 'The day since when Bed 1 is registered must be today or earlier.' },
        {
          field: 'registration.1.from',
          message: 'The day since when Bed 2 is registered must be 1 January 2000 or later.',
        },
      ],
    });
    expect(await refused([{ id: other.beds[0], from: day(-1) }])).toMatchObject({
      errors: [{ field: 'registration.0.id', message: 'This unit has no such bed.' }],
    });
    await refused([{ id: one, from: 'soon' }]);
    expect(await since(house)).toEqual(Array(4).fill('2020-01-01'));
  });

  it('is later only where nothing would lie before it, and says what does', async () => {
    const { house } = the;
    await the.diary.landed(house, aDiary(['Ash Heron', '2021-03-05', '2021-03-08', 'Bed 2', '']));
    const [one, two] = house.beds as [string, string];
    const later = (from: string) =>
      revise(house, [
        { id: one, from },
        { id: two, from },
      ]);
    const { body } = await later('2021-03-06').expect(400);
    const message =
      'Bed 2 has a stay from Friday 5 March 2021 to Monday 8 March 2021. Choose Friday 5 March 2021 or an earlier day.';
    expect(body).toMatchObject({ errors: [{ field: 'registration.1.from', message }] });
    expect(await since(house)).toEqual(Array(4).fill('2020-01-01'));
    await later('2021-03-05').expect(200);
    expect(await since(house)).toEqual(['2021-03-05', '2021-03-05', '2020-01-01', '2020-01-01']);
  });

  it('is changed on the page of the settings, bed by bed, and nothing typed is lost', async () => {
    const { house } = the;
    await registered(day(0));
    const client = await PageClient.signIn(the.app.address, house.manager.email, PASSWORD);
    const path = `/units/${house.unit}/settings`;
    expect((await client.get(path)).text).toContain('Since when are the beds registered?');
    const typed = { leastGapDays: '3', wakingNight: 'yes', areas: ['', '', '', ''] };
    const wrong = await client.post(path, { ...typed, registered: ['1 April 2019', 'soon', day(1), day(0)] });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('href="#registration.1.from"');
    expect(wrong.text).toContain('value="1 April 2019"');
    const registeredOn = ['1 April 2019', '1/4/2019', day(0), day(0)];
    expect((await client.post(path, { ...typed, registered: registeredOn })).status).toBe(303);
    expect(await since(house)).toEqual(['2019-04-01', '2019-04-01', day(0), day(0)]);
    expect((await client.post(path, typed)).status).toBe(303);
    expect((await client.get(path)).text).toContain('value="1/4/2019"');
  });

  it('that begins after the diary is said before it comes in, with the way out', async () => {
    const { house } = the;
    await registered(day(-39));
    const file = aDiary(
      ['Ash Heron', day(-60), day(-58), 'Bed 2', ''],
      ['Ash Heron', day(-40), day(-37), 'Bed 2', ''],
      ['Closed', day(-50), day(-49), '', ''],
      ['Bo Wren', day(-20), day(-18), 'Bed 1', ''],
    );
    const { id } = await the.diary.prepared(house, file);
    const client = await PageClient.signIn(the.app.address, house.manager.email, PASSWORD);
    const { text } = await client.get(`/diary/${id}`);
    expect(text).toContain('3 rows have nights on which a bed is not registered');
    expect(text).toContain(`href="/units/${house.unit}/settings#registration"`);
    expect(text).toContain('No bed is registered on these nights, so it is recorded without one');
    expect((await client.get(`/diary/${id}?show=left_out`)).text).toContain('so there is nothing to close');
    const staff = await PageClient.signIn(the.app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/diary/${id}`)).text).toContain('says it in the unit’s settings');
    await revise(
      house,
      house.beds.map((bed) => ({ id: bed, from: day(-60) })),
    ).expect(200);
    expect((await client.get(`/diary/${id}`)).text).not.toContain('not registered');
    expect((await the.diary.get<{ counts: object }>(house.manager, id)).counts).toMatchObject({ lands: 4, clashes: 0 });
  });

  it('counts rows of whom nobody has said yet who is meant, and of them only what has happened', async () => {
    const { house, diary } = the;
    await registered(day(-10));
    const { body } = await diary
      .bring(
        house,
        aDiary(
          ['Ash Heron', day(-40), day(-38), '', ''],
          ['Bo Wren', day(-12), day(-9), 'Bed 2', ''],
          ['Bo Wren', day(-8), day(-6), 'Bed 2', ''],
          ['Bo Wren', day(20), day(22), '', ''],
        ),
      )
      .expect(201);
    const client = await PageClient.signIn(the.app.address, house.manager.email, PASSWORD);
    const shown = (await client.get(`/diary/${(body as { id: string }).id}`)).text;
    expect(shown).toContain('4 rows wait');
    expect(shown).toContain('2 rows have nights on which a bed is not registered');
  });
});
