import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** Nights held on a bed by live claims of stays. */
const held = async (bed: string) =>
  (
    await app.sql<{ nights: string }>(
      `SELECT arrival || ' ' || departure AS nights FROM bed_claims WHERE bed_id = $1 AND live ORDER BY arrival`,
      [bed],
    )
  ).map((row) => row.nights);
const span = (from: number, to: number) => `${make.today(from)} ${make.today(to)}`;

describe('a stay that is changed', () => {
  let stay: string;
  beforeAll(async () => {
    house = await make.aHouse({ beds: 2 });
    stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 10, bed: house.beds[0]! });
    await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 14, bed: house.beds[0]! });
  });

  it('is made longer by a manager’s signature, as far as its bed is free', async () => {
    const { as, today } = make;
    await as(house.staff)
      .post(`/stays/${stay}/extend`, { departure: today(13), reasons: 'x' })
      .expect(403);
    await as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: today(13), reasons: 'A night more to settle' })
      .expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(10, 13), span(14, 16)]);
    const refused = await as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: today(15), reasons: 'x' })
      .expect(409);
    expect(refused.body.title).toMatch(/^Bed 1 is booked for Bo Example/);
  });

  it('is made shorter, and its nights come back', async () => {
    const { as, today } = make;
    await as(house.staff)
      .post(`/stays/${stay}/shorten`, { departure: today(10) })
      .expect(400);
    await as(house.staff)
      .post(`/stays/${stay}/shorten`, { departure: today(11) })
      .expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(10, 11), span(14, 16)]);
  });

  it('moves to another bed, and back, and not onto somebody else', async () => {
    const { as, today } = make;
    await as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[1] }).expect(200);
    expect([await held(house.beds[0]!), await held(house.beds[1]!)]).toEqual([[span(14, 16)], [span(10, 11)]]);
    await as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[0] }).expect(200);
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    await make.aStay(house, cy, { inDays: 10, nights: 1, bed: house.beds[1]! });
    const refused = await as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[1] }).expect(409);
    expect(refused.body.title).toContain('Cy Example');
    await as(house.staff)
      .post(`/stays/${stay}/extend`, { departure: today(12), reasons: 'x' })
      .expect(403);
  });
});

describe('a stay that moves after the arrival', () => {
  it('keeps the nights that were where they were, and is elsewhere from tonight on; then it leaves', async () => {
    house = await make.aHouse({ beds: 3 });
    const [one, two, three] = house.beds as [string, string, string];
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 6, bed: one });
    const move = (bed: string) =>
      make.as(house.staff).post(`/stays/${stay}/move`, { bed, reasons: 'The window broke' });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    app.clock.advance({ days: 2 });
    await move(two).expect(200);
    expect([await held(one), await held(two)]).toEqual([[span(-2, 0)], [span(0, 4)]]);
    await move(two).expect(400);
    await move(three).expect(200);
    expect([await held(two), await held(three)]).toEqual([[], [span(0, 4)]]);
    await make
      .as(house.manager)
      .post(`/stays/${stay}/extend`, { departure: make.today(5), reasons: 'x' })
      .expect(200);
    await make
      .as(house.staff)
      .post(`/stays/${stay}/shorten`, { departure: make.today(3), by: 'family', code: 'changed_plans' })
      .expect(200);
    expect([await held(one), await held(three)]).toEqual([[span(-2, 0)], [span(0, 3)]]);
    app.clock.advance({ days: 1 });
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect([await held(one), await held(three)]).toEqual([[span(-3, -1)], [span(-1, 0)]]);
    const before = new Date(app.clock.now().getTime() - 2 * 86_400_000).toISOString();
    await make.as(house.staff).post(`/stays/${stay}/depart`, { at: before, reason: 'Misread' }).expect(200);
    expect([await held(one), await held(three)]).toEqual([[span(-3, -2)], []]);
    await move(two).expect(409);
  });

  it('goes to one bed when two people move it at once, and onto nobody', async () => {
    house = await make.aHouse({ beds: 4 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 4, bed: house.beds[0]! });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    await make.aStay(house, cy, { inDays: 2, nights: 1, bed: house.beds[3]! });
    app.clock.advance({ days: 1 });
    const taken = await make.as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[3] }).expect(409);
    expect((taken.body as { title: string }).title).toContain('Cy Example');
    const moves = [1, 2].map((bed) => make.as(house.staff).post(`/stays/${stay}/move`, { bed: house.beds[bed] }));
    expect((await Promise.all(moves)).map(({ status }) => status)).toEqual([200, 200]);
    const beds = await Promise.all(house.beds.slice(0, 3).map(held));
    expect(beds[0]).toEqual([span(-1, 0)]);
    expect([beds[1], beds[2]].filter((nights) => nights!.length > 0)).toEqual([[span(0, 3)]]);
  });
});

describe('somebody who is staying and is not there', () => {
  it('keeps the bed, comes back or leaves, and is away once at a time', async () => {
    house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 4 });
    const step = (name: string, body = {}) => make.as(house.staff).post(`/stays/${stay}/${name}`, body);
    await step('away', { kind: 'missing' }).expect(409);
    await step('arrive').expect(200);
    await step('back').expect(409);
    const away = await step('away', { kind: 'missing', note: 'Not back from school' }).expect(200);
    expect(away.body).toMatchObject({ state: 'in_residence', away: { kind: 'missing' } });
    await step('away', { kind: 'home' }).expect(409);
    expect(await held(house.beds[0]!)).toEqual([span(0, 4)]);
    await step('back', { at: new Date(app.clock.now().getTime() - 3_600_000).toISOString() }).expect(400);
    expect((await step('back').expect(200)).body).toMatchObject({ away: null });
    await step('away', { kind: 'hospital' }).expect(200);
    await step('away', { kind: 'home' }).expect(409);
    expect((await step('away', { kind: 'missing' }).expect(200)).body).toMatchObject({ away: { kind: 'missing' } });
    app.clock.advance({ days: 1 });
    expect((await step('depart').expect(200)).body).toMatchObject({ state: 'completed', away: null });
    expect(
      await app.sql(`SELECT kind, back_at IS NOT NULL AS back FROM absences WHERE stay_id = $1 ORDER BY since`, [stay]),
    ).toEqual([
      { kind: 'missing', back: true },
      { kind: 'hospital', back: true },
      { kind: 'missing', back: true },
    ]);
    const at = { since: new Date(app.clock.now().getTime() + 86_400_000).toISOString() };
    await step('away', { kind: 'home', ...at }).expect(409);
  });
});

describe('what really happened', () => {
  it('an arrival a day late gives the first night back; a departure on the day of arrival gives back all', async () => {
    house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
    app.clock.advance({ days: 1 });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(0, 2)]);
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(await held(house.beds[0]!)).toEqual([]);
  });

  it('a departure days late is kept on record, and who was to have the bed keeps the dates and loses it', async () => {
    house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1 });
    const bo = await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 2, nights: 1 });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    app.clock.advance({ days: 3 });
    const left = await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(left.body).toMatchObject({ state: 'completed' });
    expect(await held(house.beds[0]!)).toEqual([span(-3, 0)]);
    const lost = await make.as(house.staff).get(`/stays/${bo}`).expect(200);
    // Their nights are over, so that there is no bed to be found any more.
    expect(lost.body).toMatchObject({ arrival: make.today(-1), bed: null, conflict: null });
  });

  it('somebody who did not come frees the bed, but not before they were expected', async () => {
    house = await make.aHouse({ beds: 1 });
    const ash = await make.aYoungPerson(house);
    const stay = await make.aStay(house, ash, { inDays: 1 });
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'Nobody came' }).expect(409);
    app.clock.goTo('15:59', 1);
    const early = await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'Nobody came' }).expect(409);
    expect(early.body.title).toContain('from 16:00: that they did not arrive can be recorded from then on.');
    app.clock.goTo('16:00');
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'Nobody came' }).expect(200);
    expect(await held(house.beds[0]!)).toEqual([]);
    const again = await make.as(house.staff).post(`/stays/${stay}/cancel`, { reason: 'x' }).expect(409);
    expect(again.body.title).toContain('Did not arrive');
  });

  it('nobody arrives twice: the departure that was not written down comes first', async () => {
    house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    const first = await make.aStay(house, ash, { inDays: 0, nights: 1 });
    const second = await make.aStay(house, ash, { inDays: 1, nights: 1 });
    await make.as(house.staff).post(`/stays/${first}/arrive`).expect(200);
    app.clock.advance({ days: 1 });
    const refused = await make.as(house.staff).post(`/stays/${second}/arrive`).expect(409);
    expect(refused.body.title).toContain('staying already');
    await make.as(house.staff).post(`/stays/${first}/depart`).expect(200);
    await make.as(house.staff).post(`/stays/${second}/arrive`).expect(200);
  });

  it('somebody who stays on keeps the bed, night by night, and nobody is put with or over them', async () => {
    house = await make.aHouse({ beds: 2 });
    const [ash, bo, cy] = [
      await make.aYoungPerson(house),
      await make.aYoungPerson(house, { firstName: 'Bo' }),
      await make.aYoungPerson(house, { firstName: 'Cy' }),
    ];
    await make.as(house.manager).post('/pair-decisions', {
      youngPeople: [ash, bo],
      decision: 'never_together',
      evidence: 'x',
      reviewBy: make.today(90),
    });
    const stay = await make.aStay(house, ash, { inDays: 0, nights: 1, bed: house.beds[0]! });
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    const later = await make.aStay(house, cy, { inDays: 2, nights: 1, bed: house.beds[0]! });
    app.clock.advance({ days: 2 });
    const { today } = make;
    const seen = await make.as(house.staff).get(`/units/${house.unit}/calendar?from=${today(-2)}&to=${today(2)}`);
    const nights = (seen.body as { beds: { nights: { state: string }[] }[] }).beds[0]!.nights;
    expect(nights.map((night) => night.state)).toEqual(['occupied', 'occupied', 'occupied', 'free']);
    const request = await make.aRequest(house, bo, { inDays: 0, nights: 1 });
    const refused = await make
      .as(house.staff)
      .post(`/requests/${request}/offers`, { arrival: today(), departure: today(1), bed: house.beds[1] })
      .expect(409);
    expect(refused.body.title).toContain('kept apart');
    await make.as(house.staff).post(`/stays/${later}/arrive`).expect(200);
    expect(await held(house.beds[1]!)).toEqual([span(0, 1)]);
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(-2, 0)]);
  });

  it('somebody who came after all arrives from “did not arrive”, and a full house refuses nobody', async () => {
    house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    app.clock.notBefore('16:00');
    await make.as(house.staff).post(`/stays/${stay}/no-show`, { reason: 'Nobody came' }).expect(200);
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(0, 2)]);

    const other = await make.aHouse({ beds: 1 });
    const gone = await make.aStay(other, await make.aYoungPerson(other), { inDays: 0, nights: 1 });
    await make.as(other.staff).post(`/stays/${gone}/no-show`, { reason: 'Nobody came' }).expect(200);
    const bo = await make.aStay(other, await make.aYoungPerson(other, { firstName: 'Bo' }), { inDays: 0, nights: 1 });
    await make.as(other.staff).post(`/stays/${bo}/arrive`).expect(200);
    const there = await make.as(other.staff).post(`/stays/${gone}/arrive`).expect(200);
    expect(there.body).toMatchObject({ state: 'in_residence', bed: null, conflict: { why: 'no_bed' } });
    const [event] = await app.sql<{ note: string }>(
      `SELECT note FROM stay_events WHERE stay_id = $1 AND action = 'arrived'`,
      [gone],
    );
    expect(event?.note).toContain('solve this today');
  });

  it('a time that was written down wrongly is written down again', async () => {
    house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 3 });
    app.clock.advance({ days: 2 });
    const at = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString();
    await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(0, 1)]);
    await make
      .as(house.staff)
      .post(`/stays/${stay}/arrive`, { at: at(-2), reason: 'Misread' })
      .expect(200);
    expect(await held(house.beds[0]!)).toEqual([span(-2, 1)]);
    await make.as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    const corrected = await make
      .as(house.staff)
      .post(`/stays/${stay}/depart`, { at: at(-1), reason: 'Misread' })
      .expect(200);
    expect(corrected.body).toMatchObject({ state: 'completed' });
    expect(await held(house.beds[0]!)).toEqual([span(-2, -1)]);
  });

  it('nothing is written down before it has happened', async () => {
    house = await make.aHouse({ beds: 1 });
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 });
    const tomorrow = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
    const answer = await make.as(house.staff).post(`/stays/${stay}/arrive`, { at: tomorrow }).expect(400);
    expect(answer.body.errors[0]).toMatchObject({ field: 'at' });
  });
});
