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

  const OFFER_FORM = { on: 'yes', hoursBefore: '120', audience: 'manager' };

  it('is a list of every kind, in which one is switched on or off in one step', async () => {
    const house = await make.aHouse();
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await manager.get(path(house));
    expect(text.match(/\/alert-settings\/[a-z_]+\/switch"/g)).toHaveLength(14);
    expect(text).toContain('From 24 hours before it runs out. Told: unit staff and the key worker.');
    // Of what is off it says when it would come.
    expect(text).toMatch(/On \(5\)[\s\S]*Bed that came back[\s\S]*Off \(9\)[\s\S]*Low occupancy ahead/);
    expect(text).toContain('Few of the nights of the coming weeks are booked.');
    expect(text).not.toContain('Below 70% of the next 7 days');
    await put(house, [{ kind: 'low_occupancy', numbers: [{ name: 'below7', value: 42 }] }]).expect(200);
    for (const on of [true, false]) {
      const answer = await manager.post(`${path(house)}/low_occupancy/switch`, { on: on ? 'yes' : 'no' });
      expect([answer.status, answer.location]).toEqual([303, path(house)]);
      const saved = kindOf((await view(house)).body as Settings, 'low_occupancy');
      expect(saved).toMatchObject({ on, numbers: [{ value: 42 }, {}, {}, {}] });
    }
    expect((await manager.get(path(house))).text).toContain('“Low occupancy ahead” is off.');
    expect((await manager.post(`${path(house)}/no_such_kind/switch`, { on: 'yes' })).status).toBe(404);
    expect((await manager.get(`${path(house)}/no_such_kind`)).status).toBe(404);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    const other = await PageClient.signIn(app.address, watcher.email, PASSWORD);
    expect((await other.post(`${path(house)}/low_occupancy/switch`, { on: 'yes' })).status).toBe(403);
    const shown = (await other.get(path(house))).text;
    expect(shown).toContain('The registered manager of the unit or a named delegate sets this.');
    expect(shown).not.toMatch(/\/switch"|\/alert-settings\/[a-z_]+"/);
    expect((await other.get(`${path(house)}/low_occupancy`)).status).toBe(403);
  });

  it('is set kind by kind on a page, which shows first what would be there and keeps what was typed', async () => {
    const house = await aHouseWithAnOffer();
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = `${path(house)}/offer_about_to_lapse`;
    const first = (await manager.get(page)).text;
    expect(first).toContain('There would be no alert.');
    expect(first).not.toContain('Nothing is saved yet.');
    const shown = await manager.post(page, { ...OFFER_FORM, preview: 'yes' });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('An offer for Ash Example runs out soon');
    expect(shown.text).toContain('Nothing is saved yet.');
    expect(shown.text).toMatch(/<input(?=[^>]* name="hoursBefore")[^>]* value="120"/);
    const wrong = await manager.post(page, { ...OFFER_FORM, hoursBefore: '121', audience: 'key_worker' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('The number of hours before the offer runs out must be between 1 and 120.');
    const none = (await manager.post(page, { ...OFFER_FORM, hoursBefore: '' })).text;
    expect(none).toContain('Enter the number of hours before the offer runs out.');
    expect(wrong.text).toMatch(/<input(?=[^>]* name="hoursBefore")[^>]* value="121"/);
    expect(wrong.text).toMatch(/<input(?=[^>]* value="key_worker")[^>]* checked/);
    const before = (await view(house)).body as Settings;
    expect((await manager.post(page, OFFER_FORM)).status).toBe(303);
    const saved = (await view(house)).body as Settings;
    const others = ({ kinds }: Settings) => kinds.filter(({ kind }) => kind !== 'offer_about_to_lapse');
    expect(others(saved)).toEqual(others(before));
    const set = { on: true, audience: ['manager'], numbers: [{ name: 'hoursBefore', value: 120 }] };
    expect(kindOf(saved, 'offer_about_to_lapse')).toMatchObject(set);
  });

  it('is saved of one kind over nothing that somebody else changed meanwhile, of it or of another', async () => {
    const house = await make.aHouse();
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = `${path(house)}/offer_about_to_lapse`;
    const { text } = await manager.get(page);
    const seen = /name="seen" value="([^"]+)"/.exec(text)![1]!.replaceAll('&quot;', '"');
    await put(house, [{ kind: 'bed_back', on: false }]).expect(200);
    expect((await manager.post(page, { ...OFFER_FORM, seen })).status).toBe(303);
    expect(kindOf((await view(house)).body as Settings, 'bed_back').on).toBe(false);
    const stale = await manager.post(page, { ...OFFER_FORM, hoursBefore: '96', seen });
    expect(stale.status).toBe(412);
    expect(stale.text).toMatch(/<input(?=[^>]* name="hoursBefore")[^>]* value="96"/);
    expect(kindOf((await view(house)).body as Settings, 'offer_about_to_lapse').numbers[0]!.value).toBe(120);
  });

  it('shows for each stretch of days ahead what is booked, held and asked for apart, beside its threshold', async () => {
    const house = await make.aHouse();
    await make.aStay(house, await make.aYoungPerson(house), { inDays: 2, nights: 2 });
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: 9, nights: 3 });
    await make.aRequest(house, await make.aYoungPerson(house), { inDays: 3, nights: 2 });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await manager.get(`${path(house)}/low_occupancy`);
    const rows = [...text.matchAll(/<th scope="row"[^>]*>(Next \d+ days)<\/th>([\s\S]*?)<\/tr>/g)].map(
      ({ 1: name, 2: cells }) => [name, ...[...cells!.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell]) => cell)],
    );
    const beds = house.beds.length;
    expect(rows).toEqual([
      ['Next 7 days', `${Math.round(200 / (7 * beds))}%: 2 of ${7 * beds}`, '70% (it is below)', '0', '0', '1'],
      ['Next 14 days', `${Math.round(200 / (14 * beds))}%: 2 of ${14 * beds}`, '60% (it is below)', '3', '0', '1'],
      ['Next 28 days', `${Math.round(200 / (28 * beds))}%: 2 of ${28 * beds}`, '50% (it is below)', '3', '0', '1'],
    ]);
    const form = { on: 'yes', below7: '0', below14: '1', below28: '50', recovers: '5', audience: 'manager' };
    const shown = await manager.post(`${path(house)}/low_occupancy`, { ...form, preview: 'yes' });
    expect(shown.text).toMatch(/>Left out<[\s\S]*>1%<[\s\S]*>50% \(it is below\)</);
    const wrong = await manager.post(`${path(house)}/low_occupancy`, { ...form, below7: 'seventy', below14: '101' });
    expect(wrong.text).toMatch(/>Not known yet<[\s\S]*>Not known yet<[\s\S]*>50% \(it is below\)</);
    const silent = await manager.post(`${path(house)}/low_occupancy`, { ...form, below14: '0', below28: '0' });
    expect(silent.status).toBe(400);
    expect(silent.text).toContain('<a href="#below7">Enter more than 0 for at least one of these');
    expect(shown.text).toContain('of the next 28 days is booked');
    expect(shown.text).not.toContain('of the next 14 days is booked');
  });
});
