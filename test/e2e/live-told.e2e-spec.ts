import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let writer: pg.Client;
let hearer: pg.Client;
let heard: string[];

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());
beforeEach(async () => {
  ash = await make.aYoungPerson(house);
  heard = [];
  [writer, hearer] = await Promise.all([connected(), connected()]);
  await hearer.query('LISTEN short_breaks_live');
  hearer.on('notification', ({ payload }) => heard.push(payload!));
});
afterEach(() => Promise.all([writer.end(), hearer.end()]));

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: app.serviceUrl });
  await client.connect();
  return client;
}

/** What is told by then: notifications come before the answer to the next statement after them. */
const told = async () => {
  await writer.query(`SELECT pg_notify('short_breaks_live', 'the end')`);
  while (heard.at(-1) !== 'the end') await hearer.query('SELECT 1');
  return heard.slice(0, -1).toSorted();
};
const write = (text: string) =>
  writer.query(
    `INSERT INTO contact_notes (young_person_id, safe_to_contact, interpreter, written_by, written_at) VALUES ($1, $2, '', $3, now())`,
    [...[ash, text, house.staff.id]],
  );
const ofAsh = () => [`house unit ${house.unit}`, `house user ${house.worker.id} -`];

describe('what is told of a transaction', () => {
  it('is told once, however often the same is written', async () => {
    await writer.query('BEGIN');
    for (const text of ['one', 'two', 'three']) await write(text);
    expect(heard).toEqual([]);
    await writer.query('COMMIT');
    expect(await told()).toEqual(ofAsh().toSorted());
  });

  it('is told again of the next, on the same connection', async () => {
    await write('one');
    await write('two');
    expect(await told()).toEqual([...ofAsh(), ...ofAsh()].toSorted());
  });

  it('is not lost with a part of it that is rolled back', async () => {
    await writer.query('BEGIN');
    await writer.query('SAVEPOINT one');
    await write('one');
    await writer.query('ROLLBACK TO one');
    await write('two');
    await writer.query('COMMIT');
    expect(await told()).toEqual(ofAsh().toSorted());
  });

  it('reaches whoever is given a right to read in the middle of it', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await writer.query('BEGIN');
    await write('one');
    await writer.query(
      `INSERT INTO access_grants (young_person_id, user_id, unit_id, why, valid_from) VALUES ($1, $2, NULL, 'co_worker', now())`,
      [ash, other.id],
    );
    await write('two');
    await writer.query('COMMIT');
    expect(await told()).toContain(`house user ${other.id} -`);
  });
});
