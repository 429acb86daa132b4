import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { asSeen, seenGroupsOf } from '../support/as-seen.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Done {
  done: { date: string; part: string; offer: string }[];
  left: { date: string; part: string; why: string }[];
}
interface Request {
  id: string;
  series: { until: string | null; dates: object[] };
  parts: { id: string; occurrence: string; wishedArrival: string; from: string; state: string; stay: object | null }[];
}
const today = () => dateIn(app.clock.now(), 'Europe/London');
const fridayIn = (weeks: number) => ((12 - weekdayOf(today())) % 7) + 7 * weeks;
const friday = (weeks: number) => addDays(today(), fridayIn(weeks));
const yes = { answeredBy: 'Their mother', how: 'telephone' };

async function aSeries(house: House, given: object = {}): Promise<string> {
  const ash = await make.aYoungPerson(house);
  const series = { every: 'week', from: friday(2), nights: 2, times: 4, ...given };
  const asked = { youngPerson: ash, unit: house.unit, purpose: 'Sleep and cook', series };
  const { body } = await make.as(house.worker).post('/requests', asked).expect(201);
  return (body as Request).id;
}
async function step(by: TestUser, id: string, path: string, body: object = {}): Promise<Done> {
  const isSeen = (path === 'sign' || path === 'accept') && !('offers' in body);
  const answer = isSeen
    ? await asSeen(make, by, id, path, body)
    : await make.as(by).post(`/requests/${id}/occurrences/${path}`, {
        ...(path === 'sign' && { seenGroups: await seenGroupsOf(make, by, id) }),
        ...body,
      });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body as Done;
}
const open = async (house: House, id: string) =>
  (await make.as(house.worker).get(`/requests/${id}`).expect(200)).body as Request;
const states = ({ parts }: Request) => parts.map(({ occurrence, state }) => [occurrence, state]);
const days = (rows: { date: string }[]) => rows.map(({ date }) => date);

describe('an all-or-nothing series', () => {
  it('is none: what fits is held, signed and booked, and one that cannot be met is left with its reason', async () => {
    const house = await make.aHouse({ beds: 1 });
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    await make.aStay(house, kit, { inDays: fridayIn(3), nights: 2 });
    const id = await aSeries(house);
    const held = await step(house.staff, id, 'propose');
    expect(days(held.done)).toEqual([friday(2), friday(4), friday(5)]);
    expect(held.left).toEqual([{ date: friday(3), part: expect.any(String), why: expect.stringMatching(/is taken/) }]);
    // Signed once, with a decision of its own on record for each.
    expect(days((await step(house.manager, id, 'sign', { reasons: 'Suits the group' })).done)).toHaveLength(3);
    const { body } = await make.as(house.manager).get(`/requests/${id}/decisions`).expect(200);
    expect((body as { items: object[] }).items).toHaveLength(3);
    const some = await step(house.worker, id, 'accept', { ...yes, dates: [friday(2)] });
    expect(days(some.done)).toEqual([friday(2)]);
    expect(days((await step(house.worker, id, 'accept', yes)).done)).toEqual([friday(4), friday(5)]);
    expect(states(await open(house, id))).toEqual([
      ...[
        [friday(2), 'booked'],
        [friday(3), 'submitted'],
        [friday(4), 'booked'],
        [friday(5), 'booked'],
      ],
    ]);
  });

  it('can be put on other nights of its days, chosen for each', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house, { later: 2 });
    const breaks = [{ date: friday(2) }, { date: friday(3), arrival: addDays(friday(3), 1) }];
    expect(days((await step(house.staff, id, 'propose', { breaks })).done)).toEqual([friday(2), friday(3)]);
    const { body } = await make.as(house.staff).get(`/requests/${id}`).expect(200);
    const offers = (body as { parts: { offer: { arrival: string } | null }[] }).parts.map(
      ({ offer }) => offer?.arrival,
    );
    expect(offers).toEqual([friday(2), addDays(friday(3), 1), undefined, undefined]);
  });

  it('makes no move of a booked stay that nobody has agreed to', async () => {
    const house = await make.aHouse({ beds: 2 });
    for (const [place, firstName] of ['Kit', 'Rio'].entries()) {
      const guest = await make.aYoungPerson(house, { firstName });
      await make.aStay(house, guest, { inDays: fridayIn(2) + place, nights: 1, bed: house.beds[place]! });
    }
    const id = await aSeries(house, { times: 2 });
    const held = await step(house.staff, id, 'propose');
    expect([days(held.done), held.left[0]!.why]).toEqual([[friday(3)], expect.stringMatching(/agree to them first/)]);
    const { body } = await make.as(house.staff).get(`/requests/${id}/occurrences`).expect(200);
    const [{ moves }] = (body as { occurrences: [{ moves: string[] }] }).occurrences;
    const agreed = await step(house.staff, id, 'propose', { breaks: [{ date: friday(2), moves }] });
    expect(days(agreed.done)).toEqual([friday(2)]);
  });

  it('is refused where nothing of it can be done, and is not for whoever may not', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    const at = (path: string) => `/requests/${id}/occurrences/${path}`;
    expect((await asSeen(make, house.manager, id, 'sign', { reasons: 'x' })).status).toBe(409);
    expect((await asSeen(make, house.worker, id, 'accept', yes)).status).toBe(409);
    await make.as(house.worker).post(at('propose')).expect(403);
    await make
      .as((await make.aHouse()).staff)
      .post(at('propose'))
      .expect(404);
    const none = { breaks: [{ date: friday(9) }] };
    await make.as(house.staff).post(at('propose'), none).expect(400);
    const nothing = await make.as(house.staff).post(at('propose'), { breaks: [] }).expect(400);
    expect(nothing.body).toMatchObject({
      errors: [{ field: 'breaks', message: expect.stringMatching(/at least one/) }],
    });
  });

  it('is signed and accepted only by whoever says what they saw', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    const { done } = await step(house.staff, id, 'propose');
    const unseen = async (by: TestUser, path: string, body: object) => {
      const answer = await make.as(by).post(`/requests/${id}/occurrences/${path}`, body).expect(400);
      expect(answer.body).toMatchObject({ errors: [{ field: 'offers', message: expect.stringMatching(/If-Match/) }] });
    };
    await unseen(house.manager, 'sign', { reasons: 'Suits the group' });
    await unseen(house.manager, 'sign', { reasons: 'Suits the group', dates: [friday(2)] });
    const offers = done.map(({ offer }) => offer);
    const bare = make.as(house.manager).post(`/requests/${id}/occurrences/sign`, { reasons: 'Suits', offers });
    expect((await bare.expect(400)).body).toMatchObject({ errors: [{ field: 'seenGroups' }] });
    await step(house.manager, id, 'sign', { reasons: 'Suits the group', offers });
    await unseen(house.worker, 'accept', yes);
    await step(house.worker, id, 'accept', { ...yes, offers });
    expect(new Set(states(await open(house, id)).map(([, state]) => state))).toEqual(new Set(['booked']));
  });

  it('says of nights that have gone since they were chosen that these have gone', async () => {
    const house = await make.aHouse({ beds: 1 });
    const id = await aSeries(house, { later: 2 });
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    await make.aStay(house, kit, { inDays: fridayIn(2) + 2, nights: 1 });
    const breaks = [{ date: friday(2), arrival: addDays(friday(2), 1) }];
    const { body } = await make.as(house.staff).post(`/requests/${id}/occurrences/propose`, { breaks }).expect(409);
    expect(JSON.stringify(body)).toMatch(/No bed can be held from \w+ [^.]+ any more\. Open this break/);
  });
});

describe('one break of a series later on', () => {
  it('is put on other days by itself, or with all that follow it; what is held is left', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    await step(house.worker, id, `${friday(2)}/shift`, { arrival: addDays(friday(2), 1) });
    await step(house.staff, id, 'propose', { breaks: [{ date: friday(4) }] });
    const moved = await step(house.worker, id, `${friday(3)}/shift`, {
      ...{ arrival: addDays(friday(3), -1), following: true },
    });
    expect([days(moved.done), days(moved.left)]).toEqual([[friday(3), friday(5)], [friday(4)]]);
    const { parts } = await open(house, id);
    expect(parts.map(({ occurrence, wishedArrival }) => [occurrence, wishedArrival])).toEqual([
      [friday(2), addDays(friday(2), 1)],
      [friday(3), addDays(friday(3), -1)],
      [friday(4), friday(4)],
      [friday(5), addDays(friday(5), -1)],
    ]);
    // The first of them is held: those that follow are put on other days all the same.
    const again = await step(house.worker, id, `${friday(4)}/shift`, {
      arrival: addDays(friday(4), 1),
      following: true,
    });
    expect([days(again.done), again.left]).toEqual([
      ...[[friday(5)], [{ date: friday(4), part: expect.any(String), why: expect.stringMatching(/bed is held/) }]],
    ]);
    const onto = { arrival: friday(3) };
    await make
      .as(house.worker)
      .post(`/requests/${id}/occurrences/${friday(2)}/shift`, onto)
      .expect(400);
    const far = { arrival: addDays(friday(3), 30) };
    await make
      .as(house.worker)
      .post(`/requests/${id}/occurrences/${friday(3)}/shift`, far)
      .expect(400);
  });

  it('is put back: a skipped date that cannot be put back', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house, { dates: [{ date: friday(3), skip: true }] });
    const back = (date: string, by: TestUser) =>
      make.as(by).post(`/requests/${id}/occurrences/${date}/put-back`, { reasons: 'They can come after all' });
    const again = (await back(friday(3), house.worker).expect(200)).body as Request;
    expect(states(again)).toContainEqual([friday(3), 'submitted']);
    expect(again.series.dates).toEqual([]);
    const part = again.parts.find(({ occurrence }) => occurrence === friday(4))!;
    await make.as(house.worker).post(`/requests/${part.id}/withdraw`, { reasons: 'A wedding' }).expect(200);
    expect(states(await open(house, id))).toContainEqual([friday(4), 'withdrawn']);
    expect(states((await back(friday(4), house.manager).expect(200)).body as Request)).toContainEqual([
      ...[friday(4), 'in_review'],
    ]);
    await back(friday(12), house.worker).expect(400);
  });

  it('is put back by whoever may leave it out; what a manager declined stays the manager’s', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    const back = (date: string, by: TestUser, why: object = { reasons: 'They can come after all' }) =>
      make.as(by).post(`/requests/${id}/occurrences/${date}/put-back`, why);
    const part = async (date: string) =>
      (await open(house, id)).parts.find(({ occurrence }) => occurrence === date)!.id;
    await make
      .as(house.worker)
      .post(`/requests/${await part(friday(3))}/withdraw`, { reasons: 'A wedding' })
      .expect(200);
    const refused = await back(friday(3), house.staff).expect(403);
    expect(JSON.stringify(refused.body)).toContain('key worker, a manager or whoever asked');
    await back(friday(3), house.worker, {}).expect(400);
    expect(states((await back(friday(3), house.worker).expect(200)).body as Request)).toContainEqual([
      ...[friday(3), 'in_review'],
    ]);
    const declined = { code: 'kept_apart', reasons: 'Not with those who are there' };
    await make
      .as(house.manager)
      .post(`/requests/${await part(friday(4))}/decline`, declined)
      .expect(200);
    await back(friday(4), house.worker).expect(403);
    await back(friday(4), house.staff).expect(403);
    await back(friday(4), house.manager).expect(200);
    // What staff asked for themselves they put back, too.
    const ash = await make.aYoungPerson(house);
    const series = { every: 'week', from: friday(2), nights: 2, times: 2 };
    const asked = { youngPerson: ash, unit: house.unit, purpose: 'Rest', series };
    const own = (await make.as(house.staff).post('/requests', asked).expect(201)).body as Request;
    const { staff } = house;
    await make.as(staff).post(`/requests/${own.parts[0]!.id}/withdraw`, { reasons: 'Ill' }).expect(200);
    const at = `/requests/${own.id}/occurrences/${friday(2)}/put-back`;
    await make.as(staff).post(at, { reasons: 'Well again' }).expect(200);
  });

  it('is put back once its stay was called off, by whose it was to call it off', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    const { done } = await step(house.staff, id, 'propose');
    const offers = done.map(({ offer }) => offer);
    await step(house.manager, id, 'sign', { reasons: 'Suits the group', offers });
    await step(house.worker, id, 'accept', { ...yes, offers });
    const { parts } = await open(house, id);
    const stayOf = (date: string) => (parts.find(({ occurrence }) => occurrence === date)!.stay as { id: string }).id;
    const back = (date: string, by: TestUser) =>
      make.as(by).post(`/requests/${id}/occurrences/${date}/put-back`, { reasons: 'They can come after all' });
    const byFamily = { by: 'family', code: 'illness' };
    await make
      .as(house.worker)
      .post(`/stays/${stayOf(friday(3))}/cancel`, byFamily)
      .expect(200);
    await make
      .as(house.staff)
      .post(`/stays/${stayOf(friday(4))}/cancel`, { by: 'unit', code: 'staffing' })
      .expect(200);
    await back(friday(3), house.staff).expect(403);
    expect(states((await back(friday(3), house.worker).expect(200)).body as Request)).toContainEqual([
      ...[friday(3), 'in_review'],
    ]);
    const refused = await back(friday(4), house.worker).expect(403);
    expect(JSON.stringify(refused.body)).toContain('The unit called this stay off');
    await back(friday(4), house.staff).expect(200);
    // It can be held, signed and booked anew.
    const again = await step(house.staff, id, 'propose');
    expect(days(again.done)).toEqual([friday(3), friday(4)]);
  });

  it('takes those that are left out along where all that follow are put on other days', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house, { dates: [{ date: friday(4), skip: true }] });
    const part = (await open(house, id)).parts.find(({ occurrence }) => occurrence === friday(3))!;
    await make.as(house.worker).post(`/requests/${part.id}/withdraw`, { reasons: 'A wedding' }).expect(200);
    const shift = { arrival: addDays(friday(2), 1), following: true };
    await step(house.worker, id, `${friday(2)}/shift`, shift);
    for (const date of [friday(3), friday(4)])
      await make
        .as(house.worker)
        .post(`/requests/${id}/occurrences/${date}/put-back`, { reasons: 'After all' })
        .expect(200);
    const { parts } = await open(house, id);
    expect(parts.map(({ wishedArrival, occurrence }) => wishedArrival === addDays(occurrence, 1))).toEqual(
      parts.map(() => true),
    );
    expect(parts).toHaveLength(4);
  });

  it('is put back after the end of the series, which then reaches until it', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    await step(house.worker, id, `${friday(3)}/end`, { reasons: 'They move away' });
    const at = `/requests/${id}/occurrences/${friday(4)}/put-back`;
    await make.as(house.worker).post(at, { reasons: 'They stay a while' }).expect(200);
    const { series, parts } = await open(house, id);
    expect([series.until, parts.map(({ state }) => state === 'withdrawn')]).toEqual([
      ...[friday(4), [false, true, false, true]],
    ]);
  });

  it('is the end of the series where it and all that follow are left out', async () => {
    const house = await make.aHouse();
    const id = await aSeries(house);
    await step(house.staff, id, 'propose');
    const ended = await step(house.worker, id, `${friday(4)}/end`, { reasons: 'They move away' });
    expect(days(ended.done)).toEqual([friday(4), friday(5)]);
    const { series, parts } = await open(house, id);
    expect(series.until).toBe(addDays(friday(4), -1));
    expect(parts.map(({ state }) => state === 'withdrawn')).toEqual([false, false, true, true]);
  });
});
