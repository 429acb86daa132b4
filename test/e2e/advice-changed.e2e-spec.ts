import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, somebody } from '../support/full-house.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let request: string;
let offer: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  const ash = await somebody(make, house, 'Ash', [aRating('aggression_to_peers', 0, 4)]);
  request = await make.aRequest(house, ash);
  const nights = { arrival: make.today(10), departure: make.today(12) };
  const { body } = await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
  offer = (body as { id: string }).id;
});

/** Somebody who is rough is booked on the same nights. */
const somebodyRough = async () =>
  make.aStay(house, await somebody(make, house, 'Rough', [aRating('aggression_to_peers', 4, 0)]), { inDays: 10 });
const stateOf = async () =>
  ((await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as { state: string }).state;
const yes = { answeredBy: 'Their mother', how: 'telephone' };

describe('an advice that changes before the nights are signed', () => {
  it('is signed by nobody who saw another: they read what it is now, and nothing is done', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await pages.get(`/offers/${offer}/sign`);
    expect(text).toContain(`name="seen-${offer}" value="suitable"`);
    await somebodyRough();
    const typed = { [`seen-${offer}`]: 'suitable', [`decision-${offer}`]: 'suitable', [`against-${offer}`]: 'I know' };
    const again = await pages.post(`/offers/${offer}/sign`, { ...typed, reasons: 'They fit' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('The advice was “Suitable” when you looked, and is “Not suitable” now');
    expect(again.text).toContain(`name="seen-${offer}" value="unsuitable"`);
    expect(again.text).toContain('They fit');
    expect(await stateOf()).toBe('proposed');
    const signed = { decision: 'suitable', reasons: 'They fit', againstAdvice: 'Two on duty', seen: 'suitable' };
    const { body } = await lookedFirst(make, house.manager, `/offers/${offer}/sign`, signed).expect(409);
    expect((body as { type: string }).type).toContain('advice-changed');
    await lookedFirst(make, house.manager, `/offers/${offer}/sign`, { ...signed, seen: 'unsuitable' }).expect(200);
    expect(await stateOf()).toBe('offered');
  });

  it('holds up nobody’s no', async () => {
    await somebodyRough();
    const no = { decision: 'not_suitable', reasons: 'Too much', seen: 'suitable' };
    await make.as(house.manager).post(`/offers/${offer}/sign`, no).expect(200);
    expect(await stateOf()).toBe('in_review');
  });
});

describe('a group that is another before the nights are signed, with the same advice', () => {
  let rough: string;
  beforeEach(async () => {
    rough = await somebodyRough();
  });
  /** Whoever was there does not come, and another as rough does. */
  const another = async () => {
    await make.as(house.manager).post(`/stays/${rough}/cancel`, { reason: 'They are ill' }).expect(200);
    await somebodyRough();
  };
  const seenGroup = async (of: string) =>
    ((await make.as(house.staff).get(of).expect(200)).body as { seenGroup: string }).seenGroup;
  const against = { decision: 'suitable', reasons: 'They fit', againstAdvice: 'Two on duty', seen: 'unsuitable' };

  it('is signed by nobody who saw the other: the page says so, keeps what was typed, and shows who is there now', async () => {
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const { text } = await pages.get(`/offers/${offer}/sign`);
    const [word] = shownIn(text, `group-${offer}`);
    expect(word).toBe(await seenGroup(`/offers/${offer}/advice`));
    const typed = {
      ...{ [`seen-${offer}`]: 'unsuitable', [`decision-${offer}`]: 'suitable', [`against-${offer}`]: 'I know' },
      reasons: 'They fit',
    };
    await another();
    const again = await pages.post(`/offers/${offer}/sign`, { ...typed, [`group-${offer}`]: word! });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Who is there on these nights has changed since you looked');
    for (const kept of ['They fit', 'I know']) expect(again.text).toContain(kept);
    expect(await stateOf()).toBe('proposed');
    const [now] = shownIn(again.text, `group-${offer}`);
    expect(now).not.toBe(word);
    expect((await pages.post(`/offers/${offer}/sign`, { ...typed, [`group-${offer}`]: now! })).status).toBe(303);
    expect(await stateOf()).toBe('offered');
  });

  it('is signed by no script that does not say what it saw, unless it says no more than why', async () => {
    const path = `/offers/${offer}/sign`;
    const fieldsOf = (body: unknown) => (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
    const said = [
      against,
      { reasons: 'x', mitigations: [{ what: 'Rooms apart', who: 'Staff' }] },
      { reasons: 'x', againstAdvice: 'x' },
    ];
    for (const one of said) {
      const { body } = await make.as(house.manager).post(path, one).expect(400);
      expect(fieldsOf(body)).toEqual(['seenGroup']);
      expect((body as { title: string }).title).toContain('GET /offers/{id}/advice');
      const all = await make.as(house.manager).post(`/requests/${request}/sign`, one).expect(400);
      expect(fieldsOf(all.body)).toEqual(['seenGroup']);
    }
    expect(await stateOf()).toBe('proposed');
    await make.as(house.manager).post(path, { reasons: 'They fit' }).expect(200);
    const unseen = await make.as(house.staff).post(`/offers/${offer}/look-again`, { reasons: 'x' }).expect(400);
    expect(fieldsOf(unseen.body)).toEqual(['seenGroup']);
    expect((unseen.body as { title: string }).title).toContain('GET /offers/{id}/look-again');
  });

  it('is signed by no script that saw the other either, and a no is held up by nothing', async () => {
    const word = await seenGroup(`/offers/${offer}/advice`);
    await make.as(house.worker).get(`/offers/${offer}/advice`).expect(403);
    await another();
    const { body } = await make
      .as(house.manager)
      .post(`/offers/${offer}/sign`, { ...against, seenGroup: word })
      .expect(409);
    expect((body as { type: string }).type).toContain('group-changed');
    const each = [{ ...against, offer, seenGroup: word }];
    await make.as(house.manager).post(`/requests/${request}/sign`, { each }).set('If-Match', '*').expect(409);
    const no = { decision: 'not_suitable', reasons: 'Too much', seenGroup: word };
    await make.as(house.manager).post(`/offers/${offer}/sign`, no).expect(200);
    expect(await stateOf()).toBe('in_review');
  });

  it('is looked at again by nobody who saw the other', async () => {
    await lookedFirst(make, house.manager, `/offers/${offer}/sign`, against).expect(200);
    await another();
    const word = await seenGroup(`/offers/${offer}/look-again`);
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    expect(shownIn((await pages.get(`/offers/${offer}/look-again`)).text, 'group-again')).toEqual([word]);
    await make.aStay(house, await somebody(make, house, 'Third'), { inDays: 10 });
    const { body } = await make
      .as(house.manager)
      .post(`/offers/${offer}/look-again`, { ...against, seenGroup: word })
      .expect(409);
    expect((body as { type: string }).type).toContain('group-changed');
    const now = { ...against, seenGroup: await seenGroup(`/offers/${offer}/look-again`) };
    await make.as(house.manager).post(`/offers/${offer}/look-again`, now).expect(201);
  });
});

describe('an advice that is the same or better by the time the family says yes', () => {
  it('books at once', async () => {
    const stay = await somebodyRough();
    const against = { decision: 'suitable', reasons: 'They fit', againstAdvice: 'Two on duty' };
    await lookedFirst(make, house.manager, `/offers/${offer}/sign`, against).expect(200);
    await make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);
    await make.as(house.worker).post(`/offers/${offer}/accept`, yes).expect(200);
    expect(await stateOf()).toBe('booked');
  });

  it('books with others there than were looked at, too; the unit and its manager are told to look again', async () => {
    await make.as(house.manager).post(`/offers/${offer}/sign`, { reasons: 'They fit' }).expect(200);
    const calm = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel' });
    await anAssessment(make, house, calm, { ratings: [] });
    await make.aStay(house, calm, { inDays: 10 });
    const { body } = await make.as(house.worker).post(`/offers/${offer}/accept`, yes).expect(200);
    const { id: stay } = (body as { stay: { id: string } }).stay;
    expect(await stateOf()).toBe('booked');
    const again = (await make.as(house.staff).get(`/stays/${stay}/look-again`).expect(200)).body as object;
    expect(again).toMatchObject({ isOpen: true, adviceNow: { verdict: 'suitable' } });
    for (const user of [house.staff, house.manager]) {
      const pages = await PageClient.signIn(app.address, user.email, PASSWORD);
      for (const path of ['/', '/look-again', `/stays/${stay}`, `/handover?unit=${house.unit}`]) {
        const { text } = await pages.get(path);
        const isTold = text.includes('Kit Kestrel will be there, too') && text.includes(`/stays/${stay}/look-again`);
        expect([user.name, path, isTold]).toEqual([user.name, path, true]);
      }
    }
  });
});
