import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
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

const PATH = '/me/notifications';
const read = async (who = house.worker) => (await make.as(who).get(PATH).expect(200)).body as object;

describe('how somebody hears of what is new', () => {
  it('is as usual until they choose, and changes in what they say alone', async () => {
    const usual = { offers: 'at_once', reviews: 'at_once', information: 'at_once', alerts: 'at_once' };
    expect(await read()).toMatchObject({
      how: usual,
      quiet: { on: true, from: '20:00', until: '07:00' },
      byMail: false,
    });
    const patch = (body: object) => make.as(house.worker).patch(PATH, body).set('If-Match', '*');
    await patch({ how: { offers: 'not' } }).expect(200);
    await patch({ quiet: { until: '6:30' } }).expect(200);
    await patch({ whileAway: 'both' }).expect(200);
    expect(await read()).toMatchObject({
      how: { ...usual, offers: 'not' },
      quiet: { on: true, from: '20:00', until: '06:30' },
      whileAway: 'both',
    });
    await patch({ quiet: { on: false } }).expect(200);
    expect(await read()).toMatchObject({ quiet: { on: false, from: null, until: null } });
    const wrong = await patch({ quiet: { on: true, from: '20:00', until: '20:00' } }).expect(400);
    expect((wrong.body as { errors: object[] }).errors).toEqual([
      { field: 'quiet.until', message: 'The quiet hours must end at another time than they begin.' },
    ]);
    for (const body of [{ how: { offers: 'daily' } }, { quiet: { from: '25:00' } }, { how: { holidays: 'not' } }])
      await patch(body).expect(400);
    // Nobody else's is touched.
    expect(await read(house.manager)).toMatchObject({ how: usual, whileAway: 'deputy' });
  });

  it('is not changed over what was changed meanwhile', async () => {
    const { etag } = (await make.as(house.staff).get(PATH).expect(200)).headers;
    const patch = () =>
      make
        .as(house.staff)
        .patch(PATH, { how: { information: 'morning' } })
        .set('If-Match', String(etag));
    await patch().expect(200);
    await patch().expect(412);
  });

  it('is chosen on a page, which keeps what was typed wrongly and says so', async () => {
    const other = await make.aHouse();
    const client = await PageClient.signIn(app.address, other.worker.email, PASSWORD);
    expect((await client.get('/account')).text).toContain('href="/account/notifications"');
    const page = await client.get('/account/notifications');
    expect(page.text).toContain('Nothing is sent yet: email is not set up for this service.');
    const form = {
      ...{ offers: 'morning', enquiries: 'at_once', information: 'not', emergencies: 'at_once', jointWork: 'not' },
      ...{ reviews: 'morning', alerts: 'not', quiet: 'yes', from: '21.30', until: '', whileAway: 'both' },
    };
    const refused = await client.post('/account/notifications', { ...form, quiet: 'yes', from: '', until: 'late' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Enter when the quiet hours end on the 24-hour clock, like 16:30.');
    expect(refused.text).toContain('value="late"');
    expect((await client.post('/account/notifications', { ...form, until: '6:00' })).status).toBe(303);
    expect(await read(other.worker)).toMatchObject({
      how: { offers: 'morning', information: 'not', jointWork: 'not', alerts: 'not' },
      quiet: { on: true, from: '21:30', until: '06:00' },
      whileAway: 'both',
    });
    // Hours that were emptied do not stay as they were.
    const emptied = await client.post('/account/notifications', { ...form, from: '', until: '' });
    expect(emptied.status).toBe(400);
    for (const what of ['begin', 'end']) expect(emptied.text).toContain(`Enter when the quiet hours ${what}.`);
  });

  it('asks the unit’s people of what they can hear of alone', async () => {
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await client.get('/account/notifications');
    expect(text).toContain('name="information"');
    expect(text).toContain('name="alerts"');
    // A bed that came back waits for whoever signs, and for nobody else at the unit.
    expect(text).toContain('name="offers"');
    expect(text).not.toMatch(/name="(reviews|whileAway)"/);
    expect(text).toContain('href="/stuck-work/webhooks"');
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get('/account/notifications')).text).not.toMatch(/name="(reviews|whileAway)"|webhooks/);
    const saved = await client.post('/account/notifications', {
      offers: 'at_once',
      information: 'morning',
      quiet: 'no',
    });
    expect(saved.status).toBe(303);
    expect(await read(house.manager)).toMatchObject({ how: { information: 'morning', offers: 'at_once' } });
  });

  it('asks whoever at the unit is a key worker beside it of all that key workers hear of', async () => {
    const other = await make.aHouse();
    const youngPerson = await make.aYoungPerson(other);
    await app.sql(`UPDATE young_people SET key_worker_id = $2 WHERE id = $1`, [youngPerson, other.manager.id]);
    const client = await PageClient.signIn(app.address, other.manager.email, PASSWORD);
    const { text } = await client.get('/account/notifications');
    const topics = ['offers', 'enquiries', 'information', 'emergencies', 'jointWork', 'reviews', 'alerts'];
    for (const name of [...topics, 'whileAway']) expect(text).toContain(`name="${name}"`);
    const saved = await client.post('/account/notifications', {
      ...Object.fromEntries(topics.map((name) => [name, 'at_once'])),
      ...{ emergencies: 'morning', quiet: 'no', whileAway: 'both' },
    });
    expect(saved.status).toBe(303);
    expect(await read(other.manager)).toMatchObject({ how: { emergencies: 'morning' }, whileAway: 'both' });
  });
});
