import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/nights.js';
import { WaitingService } from '../../src/requests/waiting.service.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

interface Part {
  id: string;
  position: number;
  state: string;
  youngPerson: { id: string };
  windows: { from: string; to: string }[];
  stay: { id: string } | null;
}
type Window = Part['windows'][number];
interface Answer {
  id: string;
  state: string;
  part: { id: string; position: number; of: number };
  parts: Part[];
  windows: { from: string; to: string }[];
  events: { action: string; part: string; note: string }[];
  nextAction: { action: string } | null;
  purpose: string;
  wishes: string;
  title: string;
  type: string;
  errors: { field: string; message: string }[];
}
const read = (answer: { body: unknown }) => answer.body as Answer;

/** Weekends of two nights, a week apart, the first so many days from today. */
const weekends = (inDays: number, count: number) =>
  Array.from({ length: count }, (_, week) => ({
    from: make.today(inDays + 7 * week),
    to: make.today(inDays + 7 * week + 2),
  }));

/** A request that wants so many of the weekends, for each of the young people. */
async function aRequestFor([youngPerson, ...siblings]: string[], { inDays = 10, of = 1, breaks = 1 } = {}) {
  const answer = await make
    .as(house.worker)
    .post('/requests', {
      ...{ youngPerson, siblings, unit: house.unit, nights: 2, windows: weekends(inDays, of), breaks },
      ...{ purpose: 'Sleep and cook', wishes: 'With my sister' },
    })
    .expect(201);
  return read(answer).id;
}

const open = async (id: string, by = house.manager) => read(await make.as(by).get(`/requests/${id}`).expect(200));
const nightsOf = ({ from, to }: { from: string; to: string }) => ({ arrival: from, departure: to });

describe('any two of three weekends', () => {
  let youngPerson: string;
  let request: string;
  let parts: Part[];
  beforeAll(async () => {
    youngPerson = await make.aYoungPerson(house);
    request = await aRequestFor([youngPerson], { of: 3, breaks: 2 });
    parts = (await open(request)).parts;
  });

  it('are two parts with the same stretches, each found by an id of its own', async () => {
    expect(parts.map(({ position, state }) => [position, state])).toEqual([
      [1, 'submitted'],
      [2, 'submitted'],
    ]);
    expect(parts[1]!.windows).toEqual(weekends(10, 3));
    const second = await open(parts[1]!.id);
    expect(second).toMatchObject({ id: request, part: { id: parts[1]!.id, position: 2, of: 2 } });
    expect(second.parts).toEqual(parts);
  });

  it('are rows of a list, each with its own place', async () => {
    const list = await make.as(house.staff).get(`/requests?youngPerson=${youngPerson}`).expect(200);
    const { items } = list.body as { items: Answer[] };
    expect(items.map(({ id, part }) => [id, part.position, part.of])).toEqual([
      [request, 1, 2],
      [request, 2, 2],
    ]);
    const first = await make.as(house.staff).get(`/requests?youngPerson=${youngPerson}&limit=1`).expect(200);
    const { next } = first.body as { next: string };
    const rest = await make
      .as(house.staff)
      .get(`/requests?youngPerson=${youngPerson}&limit=1&cursor=${next}`)
      .expect(200);
    expect((rest.body as { items: Answer[] }).items.map(({ part }) => part.position)).toEqual([2]);
  });

  it('wait on the calendar once for a night, and for no night between the stretches', async () => {
    const range = { arrival: make.today(9), departure: make.today(34) };
    const waiting = await app.app.get(WaitingService, { strict: false }).byNight(house.unit, range);
    const nights = weekends(10, 3).flatMap(({ from }) => [from, addDays(from, 1)]);
    expect([...waiting.keys()].toSorted()).toEqual(nights);
    expect(new Set(waiting.values())).toEqual(new Set([1]));
  });

  it('asks which one is meant where nights are about to be chosen', async () => {
    const refused = read(await make.as(house.staff).get(`/requests/${request}/options`).expect(409));
    expect(refused.type).toBe('/problems/which-part');
    expect(refused.errors.map(({ field }) => field)).toEqual(parts.map(({ id }) => id));
    const nights = nightsOf(weekends(10, 3)[0]!);
    await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(409);
  });

  it('offers nights only within one of the stretches', async () => {
    const options = await make.as(house.staff).get(`/requests/${parts[0]!.id}/options`).expect(200);
    const { options: found } = options.body as { options: { arrival: string }[] };
    expect(found.map(({ arrival }) => arrival)).toEqual(weekends(10, 3).map(({ from }) => from));
    const between = { arrival: make.today(11), departure: make.today(13) };
    const refused = read(await make.as(house.staff).post(`/requests/${parts[0]!.id}/offers`, between).expect(400));
    expect(refused.title).toContain('or between');
  });

  it('are booked one after the other, never in the same weekend', async () => {
    const [first, second] = weekends(10, 3).map(nightsOf) as [object, object];
    const propose = (part: Part, nights: object) =>
      make.as(house.manager).post(`/requests/${part.id}/offers`, { ...nights, reasons: 'Suits the group' });
    await propose(parts[0]!, first).expect(201);
    const same = read(await propose(parts[1]!, first).expect(409));
    expect(same.title).toContain('Another break of the same request is in these dates already');
    await propose(parts[1]!, second).expect(201);
    const said = { answeredBy: 'Their mother', how: 'telephone' };
    for (const { id } of parts) {
      const { offer } = (await make.as(house.worker).get(`/requests/${id}`).expect(200)).body as {
        offer: { id: string };
      };
      await make.as(house.worker).post(`/offers/${offer.id}/accept`, said).expect(200);
    }
    const booked = await open(request);
    expect(booked.state).toBe('booked');
    expect(new Set(booked.parts.map(({ stay }) => stay?.id)).size).toBe(2);
  });

  it('keep their weekends to themselves when a stay is put into another bed or on other nights', async () => {
    const [one, two] = (await open(request)).parts.map(({ stay }) => stay!.id) as [string, string];
    const taken = async () =>
      app.sql(
        `SELECT part_id AS part, window_from AS "window" FROM bed_claims WHERE request_id = $1 AND live ORDER BY 2`,
        [request],
      );
    const bed = (await make.as(house.manager).get(`/stays/${one}`)).body as { bed: { id: string } };
    const other = house.beds.find((id) => id !== bed.bed.id)!;
    await make.as(house.manager).post(`/stays/${one}/move`, { bed: other, reasons: 'x' }).expect(200);
    const [first, second, third] = weekends(10, 3) as [Window, Window, Window];
    expect(await taken()).toEqual([
      { part: parts[0]!.id, window: first.from },
      { part: parts[1]!.id, window: second.from },
    ]);
    const rebook = (stay: string, window: Window) =>
      make.as(house.manager).post(`/stays/${stay}/rebook`, { ...nightsOf(window), reasons: 'x' });
    await rebook(one, second).expect(409);
    await rebook(one, third).expect(200);
    expect(await taken()).toContainEqual({ part: parts[0]!.id, window: third.from });
    await rebook(two, third).expect(409);
    await rebook(two, first).expect(200);
  });
});

describe('a weekend that two breaks of one request are proposed for at once', () => {
  it('is taken by one of them', async () => {
    for (let round = 0; round < 4; round += 1) {
      const youngPerson = await make.aYoungPerson(house);
      const inDays = 40 + 21 * round;
      const { parts } = await open(await aRequestFor([youngPerson], { inDays, of: 2, breaks: 2 }));
      const nights = nightsOf(weekends(inDays, 2)[0]!);
      const answers = await Promise.all(
        parts.map(({ id }) => make.as(house.staff).post(`/requests/${id}/offers`, nights)),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    }
  }, 60_000);

  it('is refused by the database, also when the nights are others', async () => {
    const youngPerson = await make.aYoungPerson(house);
    const { parts, id } = await open(await aRequestFor([youngPerson], { inDays: 150, of: 2, breaks: 2 }));
    const claim = (part: string, bed: number, from: number, window: string | null) =>
      app.sql(
        `INSERT INTO bed_claims (id, unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, part_id, window_from, expires_at, made_at)
         VALUES ($1, $2, $3, 'offer', $4, $5, $6, $7, $8, $9, now() + interval '1 day', now())`,
        [
          ...[randomUUID(), house.unit, house.beds[bed], make.today(from), make.today(from + 1)],
          ...[youngPerson, id, part, window],
        ],
      );
    await claim(parts[0]!.id, 0, 150, make.today(150));
    await expect(claim(parts[1]!.id, 1, 151, make.today(150))).rejects.toThrow('one_break_a_window');
    await expect(claim(parts[1]!.id, 1, 150, null)).rejects.toThrow('one_place_a_young_person');
    await claim(parts[0]!.id, 1, 150, make.today(150));
  });
});

describe('a brother and a sister', () => {
  let ash: string;
  let bo: string;
  let request: string;
  beforeAll(async () => {
    ash = await make.aYoungPerson(house);
    bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    request = await aRequestFor([ash, bo], { inDays: 20 });
  });

  it('take every step that is none about nights together, by the id of their request', async () => {
    const taken = await make.as(house.staff).post(`/requests/${request}/review`).expect(200);
    expect(read(taken).parts.map(({ state }) => state)).toEqual(['in_review', 'in_review']);
    const waiting = read(
      await make.as(house.staff).post(`/requests/${request}/waitlist`, { reasons: 'Full until May' }).expect(200),
    );
    expect(waiting.parts.map(({ state }) => state)).toEqual(['waitlisted', 'waitlisted']);
    expect(waiting.events.map(({ action }) => action)).toEqual([
      ...['submit', 'submit', 'review', 'review', 'waitlist', 'waitlist'],
    ]);
  });

  it('may be decided on one by one, by the id of the part; the request then waits for the other', async () => {
    const { parts } = await open(request);
    await make.as(house.manager).post(`/requests/${parts[0]!.id}/decline`, { reasons: 'Too young' }).expect(200);
    const after = await open(request);
    expect(after.parts.map(({ state }) => state)).toEqual(['declined', 'waitlisted']);
    expect(after.state).toBe('waitlisted');
    expect(after.nextAction?.action).toBe('Look for nights that have become free');
    // The whole can still be withdrawn: the part that is over stays as it is.
    await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Other plans' }).expect(200);
    expect((await open(request)).parts.map(({ state }) => state)).toEqual(['declined', 'withdrawn']);
    const again = read(
      await make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Again' }).expect(409),
    );
    expect(again.title).toContain('This request is now');
  });

  it('are changed only by who has seen how both stand', async () => {
    const both = await aRequestFor([ash, bo], { inDays: 60 });
    const seen = await make.as(house.staff).get(`/requests/${both}`).expect(200);
    const etag = seen.headers['etag'] as string;
    const { parts } = read(seen);
    await make.as(house.staff).post(`/requests/${parts[1]!.id}/review`).set('If-Match', etag).expect(200);
    await make.as(house.staff).post(`/requests/${both}/review`).set('If-Match', etag).expect(412);
  });
});

describe('a worker who may read one of two', () => {
  it('sees that one, and nothing that tells of another', async () => {
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    const ash = await make.aYoungPerson(house, { firstName: 'Xanthippe' });
    const bo = await make.aYoungPerson(house, { keyWorker: other });
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, why, valid_from) VALUES ($1, $2, 'co_worker', now() - interval '1 day')`,
      [bo, house.worker.id],
    );
    const request = await aRequestFor([ash, bo], { inDays: 30 });
    const reasons = 'No room for Xanthippe';
    await make.as(house.staff).post(`/requests/${request}/waitlist`, { reasons }).expect(200);
    const whole = await open(request, house.worker);
    expect(whole.parts).toHaveLength(2);

    for (const id of [request, whole.parts[1]!.id]) {
      const seen = await open(id, other);
      expect(seen.part).toEqual({ id: whole.parts[1]!.id, position: 1, of: 1 });
      expect(seen.parts.map(({ youngPerson }) => youngPerson.id)).toEqual([bo]);
      expect(seen.wishes + seen.purpose).toBe('');
      expect(seen.events.map(({ action }) => action)).toEqual(['submit', 'waitlist']);
      expect(JSON.stringify(seen)).not.toMatch(new RegExp(`Xanthippe|${ash}|${whole.parts[0]!.id}`));
    }
    await make.as(other).get(`/requests/${whole.parts[0]!.id}`).expect(404);
    const list = await make.as(other).get('/requests').expect(200);
    expect((list.body as { items: Answer[] }).items.map(({ part }) => [part.position, part.of])).toEqual([[1, 1]]);
    // What they do to it is done to that one alone.
    await make.as(other).post(`/requests/${request}/withdraw`, { reasons: 'Other plans' }).expect(200);
    expect((await open(request)).parts.map(({ state }) => state)).toEqual(['waitlisted', 'withdrawn']);
  });
});
