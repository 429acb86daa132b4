import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Settings {
  kinds: { kind: string; on: boolean; audience: string[]; numbers: { name: string; value: number }[] }[];
}
const path = ({ unit }: House) => `/units/${unit}/alert-settings`;
const view = (house: House) => make.as(house.manager).get(path(house)).expect(200);
const kindOf = ({ kinds }: Settings, kind: string) => kinds.find((one) => one.kind === kind)!;
const put = (house: House, kinds: object[], match = '*', by = house.manager) =>
  app.http
    .put(`/api/v1${path(house)}`)
    .set('Authorization', `Bearer ${by.token}`)
    .set('If-Match', match)
    .send({ kinds });
const preview = (house: House, kinds: object[]) => make.as(house.manager).post(`${path(house)}/preview`, { kinds });
const OFFERS = { kind: 'offer_about_to_lapse', on: true, numbers: [{ name: 'hoursBefore', value: 120 }] };

async function aHouseWithAnOffer(): Promise<House> {
  const house = await make.aHouse();
  const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 30 });
  await app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [
    offer,
    new Date(app.clock.now().getTime() + 60 * 3_600_000),
  ]);
  return house;
}

describe('which alerts a unit has', () => {
  it('is five for a new one, and what its manager says, with the trail and a look at once', async () => {
    const house = await make.aHouse();
    const before = (await view(house)).body as Settings;
    expect(before.kinds.filter(({ on }) => on)).toHaveLength(5);
    const answer = await put(house, [
      { kind: 'low_occupancy', on: true, numbers: [{ name: 'below7', value: 42 }] },
      { kind: 'bed_back', on: false },
    ]).expect(200);
    const after = answer.body as Settings;
    expect(kindOf(after, 'low_occupancy')).toMatchObject({ on: true, audience: ['manager'] });
    expect(kindOf(after, 'low_occupancy').numbers[0]).toMatchObject({ name: 'below7', value: 42 });
    expect(kindOf(after, 'bed_back').on).toBe(false);
    expect((await view(house)).body).toEqual(after);
    const trail = await app.sql(
      `SELECT 1 FROM audit_entries WHERE action = 'alert-settings.revised' AND subject_id = $1 AND details ? 'bed_back'`,
      [house.unit],
    );
    expect(trail).toHaveLength(1);
    const looks = await app.sql(`SELECT 1 FROM outbox WHERE topic = 'alerts.look' AND unit_id = $1`, [house.unit]);
    expect(looks).toHaveLength(1);
  });

  it('is for those who sign to set, for who saw it as it is, and within its ranges', async () => {
    const house = await make.aHouse();
    const { headers } = await view(house);
    await put(house, [{ kind: 'bed_back', on: false }], headers['etag'] as string).expect(200);
    await put(house, [{ kind: 'bed_back', on: true }], headers['etag'] as string).expect(412);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await put(house, [{ kind: 'bed_back', on: true }], '*', watcher).expect(403);
    await put(house, [{ kind: 'bed_back', on: true }], '*', house.staff).expect(403);
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await put(house, [{ kind: 'bed_back', on: true }], '*', elsewhere.manager).expect(404);
    const refused = await put(house, [{ kind: 'low_occupancy', numbers: [{ name: 'below7', value: 101 }] }]).expect(
      400,
    );
    expect((refused.body as { errors: { field: string }[] }).errors[0]!.field).toBe('kinds.0.numbers.0.value');
    await put(house, [{ kind: 'group_changed', audience: ['key_worker'] }]).expect(400);
    expect(kindOf((await view(house)).body as Settings, 'bed_back').on).toBe(false);
  });

  it('shows what would be there, and writes nothing of it', async () => {
    const house = await aHouseWithAnOffer();
    const found = async (kinds: object[]) =>
      ((await preview(house, kinds).expect(200)).body as { items: { kind: string; title: string }[] }).items.filter(
        ({ kind }) => kind === 'offer_about_to_lapse',
      );
    expect(await found([OFFERS])).toMatchObject([{ title: expect.stringContaining('Ash Example') }]);
    expect(await found([{ ...OFFERS, on: false }])).toEqual([]);
    expect(await found([{ ...OFFERS, numbers: [{ name: 'hoursBefore', value: 10 }] }])).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM alerts WHERE unit_id = $1`, [house.unit])).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM alert_settings WHERE unit_id = $1`, [house.unit])).toEqual([]);
  });

  it('names in what would be there whom the alert itself would name, and says so on the trail', async () => {
    const house = await make.aHouse();
    const named = (lastName: string) => make.aYoungPerson(house, { firstName: 'Pat', lastName });
    const [kestrel, tern] = [await named('Kestrel'), await named('Tern')];
    await make.aStay(house, kestrel, { inDays: 10 });
    const decision = { youngPeople: [kestrel, tern], decision: 'works_well', evidence: 'Seen' };
    await make
      .as(house.manager)
      .post('/pair-decisions', { ...decision, reviewBy: make.today(5) })
      .expect(201);
    const titles = async () => {
      const { body } = await preview(house, [{ kind: 'record_about_to_expire', on: true }]).expect(200);
      return (body as { items: { kind: string; title: string }[] }).items
        .filter(({ kind, title }) => kind === 'record_about_to_expire' && title.includes('matching decision'))
        .map(({ title }) => title);
    };
    expect(await titles()).toEqual([
      'The matching decision about Pat Kestrel and Pat Tern is due for review before a booked stay',
    ]);
    const [trail] = await app.sql<{ youngPeople: string[] }>(
      `SELECT young_people AS "youngPeople" FROM audit_entries WHERE action = 'alerts.list' AND actor_id = $1`,
      [house.manager.id],
    );
    expect(trail!.youngPeople).toEqual(expect.arrayContaining([kestrel, tern]));
  });

  it('is set on a page, which shows first what would be there and keeps what was typed', async () => {
    const house = await aHouseWithAnOffer();
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await manager.get(path(house));
    const fields: Record<string, string | string[]> = {};
    for (const [tag] of text.matchAll(/<input[^>]*inputmode="numeric"[^>]*>/g))
      fields[/ name="([^"]+)"/.exec(tag)![1]!] = / value="([^"]*)"/.exec(tag)![1]!;
    const on = ['offer_about_to_lapse'];
    const sent = { ...fields, offer_about_to_lapse_hoursBefore: '120', on, audience: ['offer_about_to_lapse-manager'] };
    const shown = await manager.post(path(house), { ...sent, preview: 'yes' });
    expect([shown.status, shown.text.includes('Offer about to run out (1)')]).toEqual([200, true]);
    expect(shown.text).toMatch(/<input(?=[^>]* name="offer_about_to_lapse_hoursBefore")[^>]* value="120"/);
    expect(kindOf((await view(house)).body as Settings, 'bed_back').on).toBe(true);
    const wrong = await manager.post(path(house), { ...sent, low_occupancy_below7: '101' });
    expect([wrong.status, wrong.text.includes('must be between 0 and 100')]).toEqual([400, true]);
    expect((await manager.post(path(house), sent)).status).toBe(303);
    const saved = (await view(house)).body as Settings;
    expect(saved.kinds.filter((one) => one.on).map(({ kind }) => kind)).toEqual(on);
    expect(kindOf(saved, 'offer_about_to_lapse').audience).toEqual(['manager']);
  });
});
