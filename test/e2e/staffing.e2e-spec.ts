import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { lookedFirst } from '../support/signing.js';
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

const week = (take: number, high: number) => ({ take: Array<number>(7).fill(take), high: Array<number>(7).fill(high) });
const change = (inDays: number, take: number, high: number, at = house) =>
  make.as(at.staff).post(`/units/${at.unit}/staffing/nights`, { night: make.today(inDays), take, high });
const propose = (request: string, inDays: number, more: object = {}, by = house.staff) =>
  make
    .as(by)
    .post(`/requests/${request}/offers`, { arrival: make.today(inDays), departure: make.today(inDays + 2), ...more });
const needs = (youngPerson: string, support: string) =>
  app.sql(`UPDATE young_people SET support_level = $2 WHERE id = $1`, [youngPerson, support]);
const seen = async (inDays: number) => {
  const range = `from=${make.today(inDays)}&to=${make.today(inDays + 1)}`;
  const { body } = await make.as(house.staff).get(`/units/${house.unit}/staffing?${range}`).expect(200);
  return (body as { nights: object[] }).nights[0];
};

describe('the figure of a night', () => {
  it('comes from the pattern, is changed for a night, and goes back', async () => {
    const pattern = `/units/${house.unit}/staffing/pattern`;
    await make.as(house.staff).post(pattern, week(3, 1)).expect(403);
    await make.as(house.manager).post(pattern, week(3, 1)).expect(201);
    await make
      .as(house.manager)
      .post(pattern, { ...week(4, 2), validFrom: make.today(300) })
      .expect(201);
    expect(await seen(3)).toMatchObject({ take: 3, high: 1, booked: 0, highBooked: 0, from: 'pattern' });
    expect(await seen(300)).toMatchObject({ take: 4, high: 2, from: 'pattern' });
    await change(3, 2, 2).expect(201);
    expect(await seen(3)).toMatchObject({ take: 2, high: 2, from: 'night' });
    const back = { night: make.today(3) };
    await make.as(house.staff).post(`/units/${house.unit}/staffing/nights/back`, back).expect(201);
    expect(await seen(3)).toMatchObject({ take: 3, high: 1, from: 'pattern' });
  });

  it.each([
    ['more at high support than in all', { take: 2, high: 3 }, 'high'],
    ['forty', { take: 40, high: 1 }, 'take'],
    ['fewer than none', { take: -1, high: 0 }, 'take'],
    ['a night a hundred years off', { night: '2127-03-12', take: 2, high: 1 }, 'night'],
    ['a night that is over', { night: '2020-03-12', take: 2, high: 1 }, 'night'],
  ])('is refused with a sentence: %s', async (_, wrong, field) => {
    const body = { night: make.today(5), ...wrong };
    const answer = await make.as(house.staff).post(`/units/${house.unit}/staffing/nights`, body).expect(400);
    expect(answer.body.errors).toEqual([{ field, message: expect.stringMatching(/\.$/) }]);
  });

  it.each([
    [{ take: [3, 3, 3], high: [1, 1, 1] }, 'take'],
    [{ take: [3, 3, 3, 3, 3, 3, null], high: [1, 1, 1, 1, 1, 1, 1] }, 'take'],
    [{ ...week(3, 1), validFrom: '2127-01-01' }, 'validFrom'],
    [week(2, 3), 'high'],
  ])('is refused in a pattern that cannot be: %j', async (pattern, field) => {
    const answer = await make.as(house.manager).post(`/units/${house.unit}/staffing/pattern`, pattern).expect(400);
    expect((answer.body.errors as { field: string }[])[0]).toMatchObject({ field });
  });

  it('is the unit’s own: others get 404, and a key worker learns no figure', async () => {
    const other = await make.aHouse();
    const path = `/units/${house.unit}/staffing`;
    await make.as(other.staff).get(`${path}?from=2027-03-12&to=2027-03-13`).expect(404);
    await make.as(other.manager).post(`${path}/pattern`, week(3, 1)).expect(404);
    await make.as(house.worker).get(`${path}?from=2027-03-12&to=2027-03-13`).expect(403);
  });
});

describe('a stay on a night', () => {
  it('is refused where the staff can take no more, in a sentence with the figures; a key worker is told no reason', async () => {
    const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
    await make.anOffer(house, ash, { inDays: 20 });
    for (const inDays of [20, 21]) await change(inDays, 1, 1).expect(201);
    const request = await make.aRequest(house, bo, { inDays: 20 });
    const refused = await propose(request, 20).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/not-possible-staffing',
      title: expect.stringMatching(
        /there would be 2 young people, and staff for 1; .* More staff on these nights would open them\./,
      ),
    });
    const range = `from=${make.today(20)}&to=${make.today(22)}&nights=2`;
    for (const whom of ['', `&youngPerson=${bo}`]) {
      const { body } = await make.as(house.worker).get(`/units/${house.unit}/vacancies?${range}${whom}`).expect(200);
      expect((body as { unavailable: object[] }).unavailable).toMatchObject([{ reasons: [{ code: 'no_bed' }] }]);
      expect(JSON.stringify(body)).not.toMatch(/staff|support/);
    }
  });

  it('at high support needs a place at high support; a manager may go over it with a reason, which holds to the end', async () => {
    const [cy, di, ed] = await Promise.all(
      ['Cy', 'Di', 'Ed'].map((firstName) => make.aYoungPerson(house, { firstName })),
    );
    for (const inDays of [40, 41]) await change(inDays, 3, 1).expect(201);
    await needs(cy!, 'one_to_one');
    await needs(di!, 'two_to_one');
    await make.anOffer(house, cy!, { inDays: 40 });
    const shared = await make.aRequest(house, ed!, { inDays: 40 });
    const high = await make.aRequest(house, di!, { inDays: 40 });
    expect((await propose(high, 40).expect(409)).body.title).toContain(
      '2 young people at high support, and staff for 1',
    );
    await propose(shared, 40).expect(201);
    const over = { reasons: 'Suits', overrule: 'An agency worker comes in' };
    const { body } = await propose(high, 40, over, house.manager).expect(201);
    const accepted = { answeredBy: 'Mum', how: 'telephone' };
    await make
      .as(house.worker)
      .post(`/offers/${(body as { id: string }).id}/accept`, accepted)
      .expect(200);
    expect(await seen(40)).toMatchObject({ booked: 3, highBooked: 2, take: 3, high: 1 });
    expect(await app.sql(`SELECT code, reason FROM overrules WHERE offer_id = $1`, [body.id])).toEqual([
      { code: 'staffing', reason: over.overrule },
    ]);
  });

  it('is decided again when it is signed; a yes is kept where fewer are planned than it was signed for, and what was signed is not lost', async () => {
    const [flo, gil] = [await make.aYoungPerson(house), await make.aYoungPerson(house)];
    const request = await make.aRequest(house, flo, { inDays: 60 });
    const { body } = await propose(request, 60).expect(201);
    await make.anOffer(house, gil, { inDays: 60 });
    await change(60, 1, 0).expect(201);
    const sign = `/offers/${(body as { id: string }).id}/sign`;
    expect((await make.as(house.manager).post(sign, { reasons: 'x' }).expect(409)).body.type).toContain('staffing');
    await change(60, 2, 0).expect(201);
    await make.as(house.manager).post(sign, { reasons: 'x' }).expect(200);
    await change(60, 1, 0).expect(201);
    const at = `/offers/${(body as { id: string }).id}`;
    const yes = { answeredBy: 'Mum', how: 'telephone' };
    const kept = await make.as(house.worker).post(`${at}/accept`, yes).expect(200);
    expect(kept.body).toMatchObject({ state: 'agreed', stay: null });
    const again = { decision: 'suitable', reasons: 'x', againstAdvice: 'An agency worker comes in' };
    await lookedFirst(make, house.manager, `${at}/confirm`, again).expect(200);
    expect(await seen(60)).toMatchObject({ take: 1, booked: 2 });
  });

  it('that a manager went over is asked about again when more has grown against it', async () => {
    const place = await make.aHouse();
    const request = await make.aRequest(place, await make.aYoungPerson(place), { inDays: 10 });
    await change(10, 0, 0, place).expect(201);
    const nights = { arrival: make.today(10), departure: make.today(12) };
    const over = { ...nights, overrule: 'Extra staff for one night' };
    const { body } = await make.as(place.manager).post(`/requests/${request}/offers`, over).expect(201);
    await change(11, 0, 0, place).expect(201);
    const sign = (more: object) =>
      make.as(place.manager).post(`/offers/${(body as { id: string }).id}/sign`, { reasons: 'x', ...more });
    expect((await sign({}).expect(409)).body).toMatchObject({ errors: [{ field: 'overrule' }] });
    await sign({ overrule: 'Extra staff for both' }).expect(200);
  });

  it('that really happened is never refused: an early arrival is written down, whoever is on duty', async () => {
    const hal = await make.aYoungPerson(house);
    const stay = await make.aStay(house, hal, { inDays: 1 });
    await change(0, 0, 0).expect(201);
    await make.as(house.staff).post(`/stays/${stay}/arrive`, { certain: true }).expect(200);
    expect(await seen(0)).toMatchObject({ take: 0, booked: 1 });
    await make
      .as(house.staff)
      .post(`/units/${house.unit}/staffing/nights/back`, { night: make.today(0) })
      .expect(201);
  });
});

describe('twenty times', () => {
  const ROUNDS = Array.from({ length: 20 }, (_, round) => 100 + 3 * round);
  it('two proposals at the same moment for the last staffed place: one is held, the other is told why', async () => {
    const racing = await make.aHouse();
    for (const inDays of ROUNDS) {
      for (const day of [inDays, inDays + 1]) await change(day, 1, 0, racing).expect(201);
      const requests = await Promise.all(
        ['Ash', 'Bo'].map(async (firstName) =>
          make.aRequest(racing, await make.aYoungPerson(racing, { firstName }), { inDays }),
        ),
      );
      const answers = await Promise.all(
        requests.map((request, bed) => propose(request, inDays, { bed: racing.beds[bed] }, racing.staff)),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)!.body.type).toBe('/problems/not-possible-staffing');
    }
  }, 120_000);

  it('a proposal beside a lower figure comes before it or after it', async () => {
    const racing = await make.aHouse();
    for (const inDays of ROUNDS) {
      const request = await make.aRequest(racing, await make.aYoungPerson(racing), { inDays });
      const [changed, proposed] = await Promise.all([
        change(inDays, 0, 0, racing),
        propose(request, inDays, {}, racing.staff),
      ]);
      expect(changed.status).toBe(201);
      expect([201, 409]).toContain(proposed.status);
      if (proposed.status === 409) continue;
      const sign = `/offers/${(proposed.body as { id: string }).id}/sign`;
      await make.as(racing.manager).post(sign, { reasons: 'x' }).expect(409);
    }
  }, 120_000);
});
