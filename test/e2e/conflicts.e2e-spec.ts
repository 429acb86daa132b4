import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { WriteOnStays } from '../../src/stays/write-on-stays.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

interface Stay {
  id: string;
  arrival: string;
  departure: string;
  bed: { name: string } | null;
  conflict: { why: string; text: string } | null;
}

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const young = (house: House, firstName: string) => make.aYoungPerson(house, { firstName });
const stayOf = async (house: House, id: string) => (await make.as(house.staff).get(`/stays/${id}`)).body as Stay;
const listOf = async (house: House) =>
  (
    (await make.as(house.staff).get(`/units/${house.unit}/conflicts`).expect(200)).body as {
      items: { why: string; text: string; stay: Stay }[];
    }
  ).items;
const stayOn = (house: House, id: string, days: number) =>
  make.as(house.staff).post(`/stays/${id}/stay-on`, { departure: make.today(days), reason: 'Nobody at home' });

/** Ash is there until tomorrow in Bed 1, and Bo is to come to it then for two nights. */
async function aFullHouse(beds = 1) {
  const house = await make.aHouse({ beds });
  const there = await make.aStay(house, await young(house, 'Ash'), { inDays: 0, nights: 1, bed: house.beds[0]! });
  await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
  const coming = await make.aStay(house, await young(house, 'Bo'), { inDays: 1, nights: 2, bed: house.beds[0]! });
  return { house, there, coming };
}

describe('a child who could not go home', () => {
  it('keeps the bed; the plan keeps its dates, loses the bed and is to be solved; an offer is taken back', async () => {
    const { house, there, coming } = await aFullHouse();
    const cy = await young(house, 'Cy');
    const { request, offer } = await make.anOffer(house, cy, { inDays: 3, nights: 1 });
    const on = await stayOn(house, there, 4).expect(200);
    expect(on.body).toMatchObject({ departure: make.today(4), bed: { name: 'Bed 1' }, conflict: null });
    const before = await stayOf(house, coming);
    expect(before).toMatchObject({ arrival: make.today(1), departure: make.today(3), bed: null });
    expect(before.conflict).toMatchObject({ why: 'displaced' });
    expect((await listOf(house)).map(({ stay, why }) => [stay.id, why])).toEqual([[coming, 'displaced']]);
    const [state] = await app.sql('SELECT state FROM offers WHERE id = $1', [offer]);
    expect(state).toEqual({ state: 'taken_back' });
    const told = await make.as(house.worker).get(`/requests/${request}`).expect(200);
    expect(told.body).toMatchObject({ state: 'in_review' });
    expect(JSON.stringify(told.body)).not.toMatch(/Ash|somebody who is staying/i);
    await make.as(house.worker).post(`/offers/${offer}/accept`, { answeredBy: 'x', how: 'x' }).expect(409);
  });

  it('is never refused for what was planned, only for what cannot be', async () => {
    const { house, there, coming } = await aFullHouse();
    await stayOn(house, coming, 2).expect(409);
    await stayOn(house, there, 0).expect(400);
    await stayOn(house, there, 1).expect(400);
    await stayOn(house, there, 32).expect(400);
    await make
      .as(house.worker)
      .post(`/stays/${there}/stay-on`, { departure: make.today(2), reason: 'x' })
      .expect(403);
    await stayOn(house, there, 31).expect(200);
  });

  it('gives the bed back to who was to have it when they leave after all, and the list is empty', async () => {
    const { house, there, coming } = await aFullHouse();
    await stayOn(house, there, 2).expect(200);
    expect(await listOf(house)).toHaveLength(1);
    await make.as(house.staff).post(`/stays/${there}/depart`).expect(200);
    expect(await stayOf(house, coming)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
    expect(await listOf(house)).toEqual([]);
  });

  it('goes before a bed that is out of use, which is so again once they have left', async () => {
    const { house, there, coming } = await aFullHouse();
    await make.as(house.staff).post(`/stays/${coming}/cancel`, { reason: 'x' }).expect(200);
    const out = { from: make.today(1), to: make.today(9), reason: 'damage' };
    await make.as(house.staff).post(`/beds/${house.beds[0]}/out-of-service`, out).expect(201);
    await stayOn(house, there, 4).expect(200);
    const states = async () => {
      const seen = await make
        .as(house.staff)
        .get(`/units/${house.unit}/calendar?from=${make.today()}&to=${make.today(6)}`);
      return (seen.body as { beds: { nights: { state: string }[] }[] }).beds[0]!.nights.map(
        ({ state }) => state[0],
      ).join('');
    };
    expect(await states()).toBe('oooooo');
    const { ClosureClaims } = await import('../../src/calendar/closure-claims.service.js');
    const extend = () =>
      app.app
        .get(DataSource)
        .transaction((manager) => app.app.get(ClosureClaims, { strict: false }).extend(manager, house.unit));
    await extend();
    const kept = await app.sql<{ nights: string }>(
      `SELECT purpose || ' ' || arrival - $2::date || ' ' || departure - $2::date AS nights FROM bed_claims
        WHERE bed_id = $1 AND live ORDER BY arrival`,
      [house.beds[0], make.today()],
    );
    expect(kept.map(({ nights }) => nights)).toEqual(['stay 0 4', 'out_of_service 4 9']);
    await make.as(house.staff).post(`/stays/${there}/depart`).expect(200);
    await extend();
    const [closed] = await app.sql(
      `SELECT arrival FROM bed_claims WHERE bed_id = $1 AND live AND purpose = 'out_of_service'`,
      [house.beds[0]],
    );
    expect(closed).toEqual({ arrival: make.today(1) });
  });
});

describe('a stay that lost its bed', () => {
  it('is solved by another bed, by other nights, by less of them, or by its end', async () => {
    const { house, there, coming } = await aFullHouse(2);
    await stayOn(house, there, 3).expect(200);
    const staff = make.as(house.staff);
    await staff.post(`/stays/${coming}/move`, { bed: house.beds[1] }).expect(200);
    expect(await stayOf(house, coming)).toMatchObject({ bed: { name: 'Bed 2' }, conflict: null });

    const other = await aFullHouse();
    await stayOn(other.house, other.there, 2).expect(200);
    const later = { arrival: make.today(2), departure: make.today(3), bed: other.house.beds[0] };
    const rebook = (body: object) => make.as(other.house.staff).post(`/stays/${other.coming}/rebook`, body);
    await rebook({ ...later, arrival: make.today(1) }).expect(409);
    await rebook({ ...later, departure: make.today(5) }).expect(400);
    expect((await rebook(later).expect(200)).body).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });

    const third = await aFullHouse();
    await stayOn(third.house, third.there, 2).expect(200);
    await make.as(third.house.worker).post(`/stays/${third.coming}/cancel`, { reason: 'x' }).expect(200);
    expect(await listOf(third.house)).toEqual([]);
    const how = await app.sql(
      `SELECT solved_how FROM stay_conflicts WHERE stay_id = ANY ($1::uuid[]) ORDER BY solved_at`,
      [[coming, other.coming, third.coming]],
    );
    expect(how.map(({ solved_how: one }) => one as string)).toEqual(['moved', 'rebooked', 'cancelled']);
  });

  it('arrives all the same, in a bed that is free, and without one where the house is full', async () => {
    const { house, there, coming } = await aFullHouse(2);
    await stayOn(house, there, 3).expect(200);
    app.clock.advance({ days: 1 });
    const arrived = await make.as(house.staff).post(`/stays/${coming}/arrive`).expect(200);
    expect(arrived.body).toMatchObject({ bed: { name: 'Bed 2' }, conflict: null });

    const full = await aFullHouse();
    await stayOn(full.house, full.there, 3).expect(200);
    app.clock.advance({ days: 1 });
    const there2 = await make.as(full.house.staff).post(`/stays/${full.coming}/arrive`).expect(200);
    expect(there2.body).toMatchObject({ state: 'in_residence', bed: null });
    expect(await listOf(full.house)).toHaveLength(1);
    const events = async (by: House['staff']) => {
      const { requestId } = (await make.as(by).get(`/stays/${full.coming}`)).body as { requestId: string };
      return JSON.stringify((await make.as(by).get(`/requests/${requestId}`).expect(200)).body);
    };
    expect(await events(full.house.staff)).toContain('solve this today');
    expect(await events(full.house.worker)).not.toContain('solve this today');
    await make.as(full.house.staff).post(`/stays/${full.there}/depart`).expect(200);
    expect(await stayOf(full.house, full.coming)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
    expect(await listOf(full.house)).toEqual([]);
  });

  it('is at the top of Today, on the calendar without a bed, and has a page with the ways out', async () => {
    const { house, there, coming } = await aFullHouse(2);
    await stayOn(house, there, 2).expect(200);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const today = (await staff.get('/')).text;
    expect(today.indexOf('To solve today')).toBeLessThan(today.indexOf('Your next actions'));
    expect(today).toMatch(/Urgent[\s\S]*Bo Example/);
    expect((await staff.get(`/calendar?unit=${house.unit}`)).text).toMatch(/Without a bed[\s\S]*Bo E\./);
    const page = (await staff.get(`/stays/${coming}/conflict`)).text;
    expect(page).toContain('Bed 2, on the same nights');
    const [, way] = /value="([^"]+)"[^>]*type="radio"|type="radio" value="([^"]+)"/.exec(page)!;
    expect((await staff.post(`/stays/${coming}/conflict`, { way: 'x' })).status).toBe(400);
    const solved = await staff.post(`/stays/${coming}/conflict`, {
      way: way ?? /type="radio" value="([^"]+)"/.exec(page)![1]!,
    });
    expect([solved.status, solved.location]).toEqual([303, `/stays/${coming}`]);
    expect(await listOf(house)).toEqual([]);
  });

  it('is told to the key worker as what concerns their own young person, and names nobody', async () => {
    const { house, there, coming } = await aFullHouse();
    await app.sql(
      `UPDATE young_people SET first_name = 'Zed' WHERE id = (SELECT young_person_id FROM stays WHERE id = $1)`,
      [there],
    );
    const other = await make.aUser(house, 'cas_worker', 'referrer');
    await app.sql(
      `UPDATE access_grants SET user_id = $2 WHERE user_id IS NOT NULL AND young_person_id = (SELECT young_person_id FROM stays WHERE id = $1)`,
      [coming, other.id],
    );
    await stayOn(house, there, 2).expect(200);
    const worker = await PageClient.signIn(app.address, other.email, PASSWORD);
    const today = (await worker.get('/')).text;
    expect(today).toMatch(
      /The bed for Bo’s stay from \w+ \d+ \w+ is no longer certain. The unit is looking for another./,
    );
    expect(today).not.toContain('Zed');
    const stay = await make.as(other).get(`/stays/${coming}`).expect(200);
    expect((stay.body as Stay).conflict).toMatchObject({
      why: 'no_bed',
      text: expect.stringContaining('no longer certain'),
    });
    await make.as(other).get(`/units/${house.unit}/conflicts`).expect(403);
  });
});

describe('somebody of whom nobody has written anything', () => {
  it('is written on by the service through tonight, night by night, and who comes is flagged today', async () => {
    const { house, there, coming } = await aFullHouse();
    const run = () =>
      app.app
        .get(DataSource)
        .transaction((manager) => app.app.get(WriteOnStays, { strict: false }).handle({ unit: house.unit }, manager));
    await run();
    expect(await listOf(house)).toEqual([]);
    app.clock.advance({ days: 2 });
    expect((await listOf(house)).map(({ stay, why }) => [stay.id, why])).toEqual([[coming, 'still_there']]);
    await run();
    await run();
    const on = await stayOf(house, there);
    expect(on).toMatchObject({ departure: make.today(1), overdueSince: make.today(-1), bed: { name: 'Bed 1' } });
    expect((await listOf(house)).map(({ stay, why }) => [stay.id, why])).toEqual([[coming, 'displaced']]);
    app.clock.advance({ days: 1 });
    await run();
    expect(await stayOf(house, there)).toMatchObject({ departure: make.today(1), overdueSince: make.today(-2) });
    const events = await app.sql(`SELECT by_user FROM stay_events WHERE stay_id = $1 AND action = 'written_on'`, [
      there,
    ]);
    expect(events).toEqual([{ by_user: null }, { by_user: null }]);
    const before = new Date(app.clock.now().getTime() - 2 * 86_400_000).toISOString();
    await make.as(house.staff).post(`/stays/${there}/depart`, { at: before }).expect(200);
    expect(await stayOf(house, there)).toMatchObject({ departure: make.today(-2), overdueSince: null });
    expect(await stayOf(house, coming)).toMatchObject({ bed: { name: 'Bed 1' }, conflict: null });
  });
});
