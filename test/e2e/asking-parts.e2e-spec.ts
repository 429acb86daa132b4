import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dateIn } from '../../src/kernel/nights.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
});
afterAll(() => app?.close());

interface Answer {
  id: string;
  from: string;
  to: string;
  windows: object[];
  parts: { id: string; position: number; youngPerson: { id: string }; windows: object[]; state: string }[];
  events: { action: string }[];
  errors: { field: string; message: string }[];
}
const read = ({ body }: { body: unknown }) => body as Answer;
const day = (after: number) => addDays(dateIn(new Date(), 'Europe/London'), after);
const stretch = (from: number, to: number) => ({ from: day(from), to: day(to) });
const weekends = [stretch(10, 12), stretch(17, 19), stretch(24, 26)];

const ask = (given: object) =>
  make.as(house.worker).post('/requests', {
    ...{ youngPerson: ash, unit: house.unit, nights: 2, purpose: 'Sleep and cook', draft: true },
    ...given,
  });
const people = ({ parts }: Answer) => parts.map(({ youngPerson }) => (youngPerson.id === ash ? 'ash' : 'bo'));

describe('asking for several stays at once', () => {
  it('takes stretches in any order, and their first and last day are the dates of the request', async () => {
    const draft = read(await ask({ windows: weekends.toReversed(), breaks: 2 }).expect(201));
    expect(draft).toMatchObject({ windows: weekends, from: weekends[0]!.from, to: weekends[2]!.to });
    expect(draft.parts).toHaveLength(2);
  });

  it('takes one stretch as the two dates', async () => {
    const draft = read(await ask({ windows: [weekends[1]] }).expect(201));
    expect(draft).toMatchObject({ ...weekends[1], windows: [weekends[1]] });
    expect(draft.parts).toHaveLength(1);
  });

  it('is for each brother and sister as often', async () => {
    const draft = read(await ask({ windows: weekends, breaks: 2, siblings: [bo] }).expect(201));
    expect(people(draft)).toEqual(['ash', 'ash', 'bo', 'bo']);
  });

  it.each<[string, object, string, string]>([
    ['stretches that share a night', { windows: [stretch(10, 13), stretch(12, 14)] }, 'windows', 'share a night'],
    ['a stretch that is too short', { windows: [stretch(10, 12), stretch(17, 18)] }, 'windows.1.to', 'only 1 night'],
    ['a stretch turned around', { windows: [stretch(10, 12), stretch(19, 17)] }, 'windows.1.to', 'must be after'],
    [
      'more breaks than stretches',
      { windows: [stretch(10, 12), stretch(17, 19)], breaks: 3 },
      'breaks',
      'fewer breaks',
    ],
    ['two breaks in the only stretch', { ...stretch(10, 20), breaks: 2 }, 'breaks', 'never in the same stretch'],
    ['a day that has passed', { windows: [stretch(-7, -5), stretch(10, 12)] }, 'from', 'today or later'],
    ['a stretch without its end', { windows: [{ from: '2027-03-12' }] }, 'windows.0.to', 'Enter latest departure'],
    ['no list', { windows: { from: '2027-03-12' } }, 'windows', 'must be a list'],
  ])('refuses %s', async (_, given, field, message) => {
    const { errors } = read(await ask(given).expect(400));
    expect(errors).toContainEqual({ field, message: expect.stringContaining(message) });
  });

  it('refuses brothers and sisters who are not to be seen, and the young person beside themselves', async () => {
    const other = await make.aHouse();
    const stranger = await make.aYoungPerson(other);
    const unseen = read(await ask({ siblings: [stranger] }).expect(404));
    expect(unseen.errors.map(({ field }) => field)).toEqual(['siblings']);
    const twice = read(await ask({ siblings: [ash] }).expect(400));
    expect(twice.errors.map(({ field }) => field)).toEqual(['siblings']);
  });

  it('refuses more breaks than one request can have', async () => {
    const many = Array.from({ length: 12 }, (_, week) => stretch(10 + 7 * week, 12 + 7 * week));
    const third = await make.aYoungPerson(house);
    const { errors } = read(await ask({ windows: many, breaks: 12, siblings: [bo, third] }).expect(400));
    expect(errors.map(({ field }) => field)).toEqual(['breaks']);
    // Also where brothers and sisters come to a draft later, and where places are taken by what was given up.
    const draft = read(await ask({ windows: many, breaks: 12, siblings: [bo] }).expect(201));
    const change = (changes: object) =>
      make.as(house.worker).patch(`/requests/${draft.id}`, changes).set('If-Match', '*');
    const more = read(await change({ siblings: [bo, third] }).expect(400));
    expect(more.errors.map(({ field }) => field)).toEqual(['breaks']);
    await make.as(house.worker).post(`/requests/${draft.parts[3]!.id}/withdraw`).expect(200);
    await change({ siblings: [bo], breaks: 12 }).expect(400);
    expect(read(await change({ breaks: 11 }).expect(200)).parts.at(-1)!.position).toBe(23);
  });
});

describe('a draft that comes to want more, or less', () => {
  const change = async (id: string, changes: object) => {
    const seen = await make.as(house.worker).get(`/requests/${id}`).expect(200);
    const call = make.as(house.worker).patch(`/requests/${id}`, changes);
    return call.set('If-Match', seen.headers['etag'] as string);
  };

  it('keeps the part of each young person, adds what is missing and gives up what is too many', async () => {
    const draft = read(await ask({ windows: weekends, breaks: 2 }).expect(201));
    const [first, second] = draft.parts;
    const both = read(await change(draft.id, { siblings: [bo] }));
    expect(people(both)).toEqual(['ash', 'ash', 'bo', 'bo']);
    expect(both.parts.slice(0, 2).map(({ id }) => id)).toEqual([first!.id, second!.id]);
    const one = read(await change(draft.id, { breaks: 1 }));
    expect(people(one)).toEqual(['ash', 'bo']);
    expect(one.parts[0]!.id).toBe(first!.id);
    await make.as(house.worker).get(`/requests/${second!.id}`).expect(404);
    const alone = read(await change(draft.id, { siblings: [], ...stretch(40, 45) }));
    expect(people(alone)).toEqual(['ash']);
    expect(alone.windows).toEqual([stretch(40, 45)]);
    const sent = read(await make.as(house.worker).post(`/requests/${draft.id}/submit`).expect(200));
    expect(sent.parts.map(({ position, state }) => [position, state])).toEqual([[1, 'submitted']]);
  });

  it('is sent as a whole, also by the id of one of its parts', async () => {
    const draft = read(await ask({ windows: weekends, breaks: 2, siblings: [bo] }).expect(201));
    const sent = read(await make.as(house.worker).post(`/requests/${draft.parts[3]!.id}/submit`).expect(200));
    expect(new Set(sent.parts.map(({ state }) => state))).toEqual(new Set(['submitted']));
  });

  it('loses a break and a sibling also when notes and a co-worker are on it, who then reads the sibling no more', async () => {
    const draft = read(await ask({ windows: weekends, breaks: 2, siblings: [bo] }).expect(201));
    const sam = await make.aUser(house, 'cas_worker');
    await make.as(house.worker).post(`/requests/${draft.id}/notes`, { text: 'School is closed' }).expect(201);
    await make.as(house.worker).post(`/requests/${draft.id}/co-workers`, { worker: sam.email }).expect(201);
    await make.as(sam).get(`/young-people/${bo}`).expect(200);
    expect(people(read(await change(draft.id, { breaks: 1 })))).toEqual(['ash', 'bo']);
    const alone = read(await change(draft.id, { siblings: [] }));
    expect(people(alone)).toEqual(['ash']);
    expect(alone.events.map(({ action }) => action)).toEqual(['add_note', 'name_co_worker']);
    await make.as(sam).get(`/young-people/${bo}`).expect(404);
    await make.as(sam).get(`/young-people/${ash}`).expect(200);
    // What is written of one part alone is kept with it, given up.
    const both = read(await change(draft.id, { siblings: [bo] }));
    await make.as(house.worker).post(`/requests/${both.parts[1]!.id}/notes`, { text: 'Bo is ill' }).expect(201);
    await make.as(sam).get(`/young-people/${bo}`).expect(200);
    const again = read(await change(draft.id, { siblings: [] }));
    await make.as(sam).get(`/young-people/${bo}`).expect(404);
    expect(again.parts.map(({ state }) => state)).toEqual(['draft', 'withdrawn']);
  });

  it('leaves the place of a break that was given up before', async () => {
    const draft = read(await ask({ windows: weekends, breaks: 3 }).expect(201));
    await make.as(house.worker).post(`/requests/${draft.parts[1]!.id}/withdraw`).expect(200);
    const more = read(await change(draft.id, { breaks: 3 }));
    expect(more.parts.map(({ state }) => state)).toEqual(['draft', 'withdrawn', 'draft', 'draft']);
  });

  it('is neither changed nor sent by who may not see all for whom it is', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    const cy = await make.aYoungPerson(house, { keyWorker: other });
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, why, valid_from) VALUES ($1, $2, 'co_worker', now() - interval '1 day')`,
      [cy, house.worker.id],
    );
    const draft = read(await ask({ ...stretch(10, 14), siblings: [cy] }).expect(201));
    const seen = await make.as(other).get(`/requests/${draft.id}`).expect(200);
    expect(read(seen).parts).toHaveLength(1);
    const changed = make.as(other).patch(`/requests/${draft.id}`, { nights: 1 });
    await changed.set('If-Match', seen.headers['etag'] as string).expect(409);
    await make.as(other).post(`/requests/${draft.id}/submit`).expect(409);
    expect(read(await make.as(house.worker).get(`/requests/${draft.id}`)).parts.map(({ state }) => state)).toEqual([
      'draft',
      'draft',
    ]);
  });

  it('cannot be made to want what was sent no more: the database keeps it', async () => {
    const sent = read(await ask({ ...stretch(50, 53), draft: false }).expect(201));
    await expect(app.sql('DELETE FROM request_parts WHERE id = $1', [sent.parts[0]!.id])).rejects.toThrow(
      'foreign key',
    );
  });
});
