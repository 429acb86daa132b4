import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantIn } from '../../src/kernel/nights.js';
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

interface Unit {
  wakingNight: boolean;
  beds: { id: string; area: string | null }[];
}

const read = async ({ unit, worker }: House) => (await make.as(worker).get(`/units/${unit}`).expect(200)).body as Unit;

describe('what families are told', () => {
  const told = { telephone: '0151 496 0000', arriveAt: '16:00', leaveAt: '09:30' };

  it('is set on the page or by the API, together, and each of it can be taken off', async () => {
    const house = await make.aHouse();
    const patch = (body: object) => make.as(house.manager).patch(`/units/${house.unit}`, body).set('If-Match', '*');
    const nothing = { telephone: null, arriveAt: null, leaveAt: null };
    expect(await read(house)).toMatchObject({ forFamilies: nothing });
    await patch({ forFamilies: told }).expect(200);
    await patch({ wakingNight: true }).expect(200);
    expect(await read(house)).toMatchObject({ forFamilies: told });
    await patch({ forFamilies: { telephone: '0151 496 0001' } }).expect(200);
    expect(await read(house)).toMatchObject({ forFamilies: { ...nothing, telephone: '0151 496 0001' } });
    const wrong = await patch({ forFamilies: { leaveAt: '25:00' } }).expect(400);
    expect((wrong.body as { errors: { field: string }[] }).errors[0]!.field).toBe('forFamilies.leaveAt');
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const typed = {
      leastGapDays: '0',
      wakingNight: 'no',
      areas: ['', ''],
      telephone: '',
      arriveAt: '4.30',
      leaveAt: '',
    };
    expect((await client.post(`/units/${house.unit}/settings`, typed)).status).toBe(303);
    expect(await read(house)).toMatchObject({ forFamilies: { ...nothing, arriveAt: '04:30' } });
  });

  it('stands in both letters to them, to the key worker as to the unit', async () => {
    const house = await make.aHouse();
    await make.as(house.manager).patch(`/units/${house.unit}`, { forFamilies: told }).set('If-Match', '*').expect(200);
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 20 });
    const nights = { arrival: make.today(20), departure: make.today(22), reasons: 'Fits' };
    await make.as(house.manager).post(`/requests/${request}/offers`, nights).expect(201);
    for (const who of [house.worker, house.staff]) {
      const client = await PageClient.signIn(app.address, who.email, PASSWORD);
      for (const kind of ['usual', 'easy'])
        expect((await client.get(`/requests/${request}/letter?kind=${kind}`)).text).toMatch(
          /at about 16:00[\s\S]*at about 09:30[\s\S]*0151 496 0000/,
        );
    }
  });
});

describe('the departure of who is staying', () => {
  it.each([
    [{ leaveAt: '09:30' }, '09:30', 0],
    [{}, '00:00', 1],
  ])('is due at the usual time of the unit, told %j, or by the end of the day', async (said, time, daysAfter) => {
    app.clock.goTo('12:00', 1);
    const house = await make.aHouse();
    await make.as(house.manager).patch(`/units/${house.unit}`, { forFamilies: said }).set('If-Match', '*').expect(200);
    const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
    const { body } = await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
    const { requestId } = body as { requestId: string };
    const read = await make.as(house.staff).get(`/requests/${requestId}`).expect(200);
    const due = instantIn(make.today(2 + daysAfter), time, 'Europe/London').toISOString();
    expect((read.body as { nextAction: object }).nextAction).toMatchObject({ action: 'Record the departure', due });
  });
});

describe('what the house does at night, and where its rooms lie', () => {
  it('is nothing until a manager says so, and what is left out stays', async () => {
    const house = await make.aHouse({ beds: 3 });
    const [one, two, three] = house.beds;
    const patch = (body: object, by = house.manager) =>
      make.as(by).patch(`/units/${house.unit}`, body).set('If-Match', '*');
    expect(await read(house)).toMatchObject({
      wakingNight: false,
      beds: [{ area: null }, { area: null }, { area: null }],
    });
    await patch({ wakingNight: true }, house.staff).expect(403);
    await patch({ wakingNight: true }).expect(200);
    const rooms = [
      { id: one, area: 'Upstairs' },
      { id: two, area: ' Garden side ' },
    ];
    await patch({ rooms }).expect(200);
    const areas = [{ area: 'Upstairs' }, { area: 'Garden side' }, { area: null }];
    expect(await read(house)).toMatchObject({ wakingNight: true, beds: areas });
    await patch({ rooms: [{ id: two, area: '' }] }).expect(200);
    expect((await read(house)).beds.map(({ area }) => area)).toEqual(['Upstairs', null, null]);
    await patch({ rooms: [{ id: three, area: 'x'.repeat(61) }] }).expect(400);
  });

  it('is about the beds of the unit alone', async () => {
    const house = await make.aHouse();
    const other = await make.aHouse();
    const answer = await make
      .as(house.manager)
      .patch(`/units/${house.unit}`, { rooms: [{ id: other.beds[0], area: 'Upstairs' }] })
      .set('If-Match', '*')
      .expect(400);
    expect((answer.body as { errors: object[] }).errors).toEqual([
      { field: 'rooms.0.id', message: 'This unit has no such bed.' },
    ]);
    expect((await read(other)).beds[0]!.area).toBeNull();
  });

  it('is set on one page, bed by bed, and nothing typed is lost', async () => {
    const house = await make.aHouse({ beds: 2 });
    const client = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `/units/${house.unit}/settings`;
    expect((await client.get(path)).text).toContain('Bed 2');
    const typed = { leastGapDays: '3', wakingNight: 'yes', areas: ['Upstairs', ''] };
    const wrong = await client.post(path, { ...typed, leastGapDays: 'x' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('value="Upstairs"')]);
    expect((await client.post(path, typed)).status).toBe(303);
    expect(await read(house)).toMatchObject({
      leastGapDays: 3,
      wakingNight: true,
      beds: [{ area: 'Upstairs' }, { area: null }],
    });
  });
});
