import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let stay: string;
let request: string;

/** More than a request or a stay shows by itself. */
const STEPS = 230;
interface Page {
  items: { note: string; at: string }[];
  next: string | null;
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 5 });
  const [row] = await app.sql<{ id: string }>(
    `SELECT p.request_id AS id FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
    [stay],
  );
  request = row!.id;
  // Several in the same moment, and some of them with what a computer counts below a millisecond.
  const at = `$2::timestamptz - interval '10 days' + (number / 3) * interval '1.000123 seconds'`;
  await app.sql(
    `INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user, note)
     SELECT p.request_id, p.id, ${at}, 'review', 'submitted', 'in_review', $3, 'Asked ' || number
       FROM request_parts p, generate_series(1, $4) AS number WHERE p.request_id = $1 ORDER BY number`,
    [request, app.clock.now(), house.staff.id, STEPS],
  );
  await app.sql(
    `INSERT INTO stay_events (stay_id, at, by_user, action, note, arrival, departure)
     SELECT s.id, ${at}, $3, 'moved', 'Stayed ' || number, s.arrival, s.departure
       FROM stays s, generate_series(1, $4) AS number WHERE s.id = $1 ORDER BY number`,
    [stay, app.clock.now(), house.staff.id, STEPS],
  );
});
afterAll(() => app?.close());

/** Every step by the pages of the API, the latest first. */
async function all(path: string, limit: number, by = house.staff, from?: string): Promise<string[]> {
  const notes: string[] = [];
  let cursor: string | null = from ?? null;
  do {
    const more: string = cursor ? `&cursor=${cursor}` : '';
    const { body } = await make.as(by).get(`${path}/events?limit=${limit}${more}`).expect(200);
    const { items, next } = body as Page;
    notes.push(...items.map(({ note }) => note));
    cursor = next;
  } while (cursor);
  return notes;
}
const numbers = (word: string) => Array.from({ length: STEPS }, (_, index) => `${word} ${STEPS - index}`);
const told = (notes: string[], word: string) => notes.filter((note) => note.startsWith(word));

describe('the story of a request', () => {
  it('is told to its first step by pages, each step once and in order', async () => {
    const whole = await all(`/requests/${request}`, 100);
    expect(told(whole, 'Asked')).toEqual(numbers('Asked'));
    expect(told(whole, 'Stayed')).toEqual(numbers('Stayed'));
    expect(await all(`/requests/${request}`, 7)).toEqual(whole);
  });

  it('goes on where the request itself leaves off', async () => {
    const { body } = await make.as(house.staff).get(`/requests/${request}`).expect(200);
    const { events, olderEvents } = body as { events: { note: string }[]; olderEvents: string };
    expect(events).toHaveLength(200);
    const rest = await all(`/requests/${request}`, 50, house.staff, olderEvents);
    expect([...events.map(({ note }) => note).toReversed(), ...rest]).toEqual(await all(`/requests/${request}`, 100));
  });

  it('tells a key worker on every page what they are told on the first, and nobody else anything', async () => {
    const notes = await all(`/requests/${request}`, 20, house.worker);
    expect(told(notes, 'Asked')).toEqual(numbers('Asked'));
    expect(told(notes, 'Stayed')).toEqual([]);
    const other = await make.aHouse();
    await make.as(other.staff).get(`/requests/${request}/events`).expect(404);
    await make.as(other.staff).get(`/stays/${stay}/events`).expect(404);
  });

  it('is on pages, with a link to older steps and back to the latest', async () => {
    const seen = await through(house.staff, `/requests/${request}`, 'Older steps');
    expect(seen.join()).toMatch(/Asked 1\D/);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toContain('Latest steps');
  });
});

describe('the history of a stay', () => {
  it('is told to its first step by pages, and by the cursor of the stay', async () => {
    const whole = await all(`/stays/${stay}`, 100);
    expect(told(whole, 'Stayed')).toEqual(numbers('Stayed'));
    const { body } = await make.as(house.staff).get(`/stays/${stay}`).expect(200);
    const { events, olderEvents } = body as { events: { note: string }[]; olderEvents: string };
    expect(events).toHaveLength(50);
    const rest = await all(`/stays/${stay}`, 50, house.staff, olderEvents);
    expect([...events.map(({ note }) => note), ...rest]).toEqual(whole);
    expect(await all(`/stays/${stay}`, 50, house.worker)).toEqual([]);
  });

  it('is on pages, with a link to older steps', async () => {
    const seen = await through(house.staff, `/stays/${stay}`, 'Older steps');
    expect(seen).toHaveLength(Math.ceil((STEPS + 1) / 50));
    expect(seen.at(-1)).toMatch(/Stayed 1\D/);
  });

  it('takes no cursor of another stay, nor one that is made up', async () => {
    const { body } = await make.as(house.staff).get(`/stays/${stay}/events?limit=1`).expect(200);
    const other = await make.aStay(house, await make.aYoungPerson(house), { inDays: 9 });
    const { next } = body as Page;
    await make.as(house.staff).get(`/stays/${other}/events?cursor=${next}`).expect(400);
    await make.as(house.staff).get(`/requests/${request}/events?cursor=${next}`).expect(400);
  });
});

/** The pages that one comes to by following a link while there is one. */
async function through(by: TestUser, first: string, link: string): Promise<string[]> {
  const client = await PageClient.signIn(app.address, by.email, PASSWORD);
  const pages: string[] = [];
  for (let path: string | undefined = first; path;) {
    const { text, status } = await client.get(path);
    expect([path, status]).toEqual([path, 200]);
    pages.push(text);
    const [before] = text.split(link);
    const href = [...before!.matchAll(/href="([^"]+)"/g)].at(-1)?.[1];
    path = text.includes(link) ? href!.replaceAll('&amp;', '&') : undefined;
  }
  return pages;
}
