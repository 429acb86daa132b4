import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dateIn, daysBetween, weekdayOf } from '../../src/kernel/nights.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { asSeen } from '../support/as-seen.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse({ beds: 1 });
});
afterAll(() => app?.close());

const today = () => dateIn(app.clock.now(), 'Europe/London');
const friday = (weeks: number) => addDays(today(), ((12 - weekdayOf(today())) % 7) + 7 * weeks);
const yes = { answeredBy: 'Their mother', how: 'telephone' };

async function aSeries(): Promise<string> {
  const series = { every: 'week', from: friday(2), nights: 2, times: 3, dates: [{ date: friday(3), skip: true }] };
  const youngPerson = await make.aYoungPerson(house);
  const asked = { youngPerson, unit: house.unit, purpose: 'Rest', series };
  return ((await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string }).id;
}
const etagOf = async (by: TestUser, path: string) =>
  (await make.as(by).get(path).expect(200)).headers['etag'] ?? 'none';

describe('the breaks of a series', () => {
  it('have an ETag: the same while nothing changes, another once a bed of theirs has gone', async () => {
    const path = `/requests/${await aSeries()}/occurrences`;
    const before = await etagOf(house.staff, path);
    expect(before).toMatch(/^"[\w-]{27}"$/);
    await make.as(house.staff).get(path).set('If-None-Match', before).expect(304);
    const kit = await make.aYoungPerson(house, { firstName: 'Kit' });
    await make.aStay(house, kit, { inDays: 300, nights: 1 });
    expect(await etagOf(house.staff, path)).toBe(before);
    const inDays = daysBetween(today(), friday(4));
    const stay = await make.aStay(house, kit, { inDays, nights: 1 });
    expect(await etagOf(house.staff, path)).not.toBe(before);
    await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'Over', code: 'changed_plans', by: 'family' });
  });

  it.each<[string, (at: string) => [TestUser, string, object]]>([
    ['held', (at) => [house.staff, `${at}/propose`, {}]],
    ['signed', (at) => [house.manager, `${at}/sign`, { reasons: 'Suits the group' }]],
    ['accepted', (at) => [house.worker, `${at}/accept`, yes]],
    ['put on other days', (at) => [house.worker, `${at}/${friday(4)}/shift`, { arrival: addDays(friday(4), 1) }]],
    ['put back', (at) => [house.worker, `${at}/${friday(3)}/put-back`, { reasons: 'After all' }]],
    ['ended', (at) => [house.worker, `${at}/${friday(4)}/end`, { reasons: 'They move away' }]],
  ])('are %s only as they were seen, by their list or by the request', async (name, call) => {
    const id = await aSeries();
    const at = `/requests/${id}/occurrences`;
    if (name === 'signed' || name === 'accepted') await make.as(house.staff).post(`${at}/propose`, {}).expect(200);
    if (name === 'accepted')
      expect((await asSeen(make, house.manager, id, 'sign', { reasons: 'Suits' })).status).toBe(200);
    const [by, path, body] = call(at);
    const old = { list: await etagOf(by, at), whole: await etagOf(by, `/requests/${id}`) };
    const elsewhere = await make.as(house.worker).post(`${at}/${friday(2)}/shift`, { arrival: addDays(friday(2), 2) });
    expect([name, [200, 409].includes(elsewhere.status)]).toEqual([name, true]);
    if (elsewhere.status === 200)
      for (const etag of [old.list, old.whole]) await make.as(by).post(path, body).set('If-Match', etag).expect(412);
    await make
      .as(by)
      .post(path, body)
      .set('If-Match', await etagOf(by, at))
      .expect(200);
    await make.as(by).post(path, body).set('If-Match', old.list).expect(412);
    await make.as(by).post(path, body).set('If-Match', old.whole).expect(412);
    const told = await make.as(house.worker).get(`/requests/${id}/withdrawal`).expect(200);
    const { seen } = told.body as { seen: string };
    const why = { by: 'family', code: 'changed_plans', at: app.clock.now(), reasons: 'Over', seen };
    await make.as(house.worker).post(`/requests/${id}/withdraw`, why).expect(200);
  });

  it('are signed only as their list was seen: the version of the request says nothing of who is there', async () => {
    const id = await aSeries();
    const at = `/requests/${id}/occurrences`;
    await make.as(house.staff).post(`${at}/propose`, {}).expect(200);
    const sign = async (etag: string, said: object = {}) =>
      make
        .as(house.manager)
        .post(`${at}/sign`, { reasons: 'Suits', ...said })
        .set('If-Match', etag);
    const whole = await etagOf(house.manager, `/requests/${id}`);
    expect((await sign(whole)).status).toBe(412);
    expect((await sign(await etagOf(house.manager, at))).status).toBe(200);
    await make.as(house.worker).post(`/requests/${id}/withdraw`, { reasons: 'Over' }).expect(200);
  });

  it('take the version of the request as well, and one that was opened again by itself', async () => {
    const id = await aSeries();
    const at = `/requests/${id}/occurrences`;
    const whole = await etagOf(house.staff, `/requests/${id}`);
    await make.as(house.staff).post(`${at}/propose`, {}).set('If-Match', whole).expect(200);
    const { body } = await make.as(house.worker).get(`/requests/${id}`).expect(200);
    const [part] = (body as { parts: { id: string }[] }).parts;
    await make.as(house.worker).post(`/requests/${part!.id}/withdraw`, { reasons: 'A wedding' }).expect(200);
    const seen = await etagOf(house.manager, at);
    const back = () => make.as(house.manager).post(`${at}/${friday(2)}/put-back`, { reasons: 'After all' });
    await back().set('If-Match', '"as-it-was-long-ago"').expect(412);
    const again = await back().set('If-Match', seen).expect(200);
    expect(again.headers['etag']).toBe(await etagOf(house.manager, `/requests/${id}`));
  });
});
