import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { RemindOfOffer } from '../../src/alerts/tell-key-worker.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let offer: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ({ offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 }));
});

/** When reminders are due that were written for the offer, in their order. */
const due = () =>
  app.sql<{ at: Date }>(
    `SELECT due_at AS at FROM outbox WHERE topic = 'offer.half-way' AND payload->>'offer' = $1 ORDER BY entry_id`,
    [offer],
  );
/** The clock goes on to that reminder, and it is done. */
const reminder = async (which: number) => {
  const { at } = (await due())[which]!;
  app.clock.advance({ minutes: (at.getTime() - app.clock.now().getTime()) / 60_000 + 0.1 });
  const remind = app.app.get(RemindOfOffer, { strict: false });
  await app.app.get(DataSource).transaction((manager) => remind.handle({ offer }, manager));
};
const extend = () =>
  make.as(house.staff).post(`/offers/${offer}/extend`, { reasons: 'Their mother is in hospital' }).expect(200);
/** Those that the key worker has not read, and of how many of them a message is owed. */
const unread = async () => {
  const [row] = await app.sql(
    `SELECT count(*)::int AS notices, count(d.notice_id)::int AS messages
       FROM notices n LEFT JOIN deliveries d ON d.notice_id = n.id
      WHERE n.offer_id = $1 AND n.kind = 'offer_half_way' AND n.user_id = $2 AND n.read_at IS NULL`,
    [offer, house.worker.id],
  );
  return row;
};

describe('a family that is given more time', () => {
  it('is reminded of once more, half-way through that, where it was before', async () => {
    await reminder(0);
    expect(await unread()).toEqual({ notices: 1, messages: 1 });
    await app.sql(`UPDATE notices SET read_at = $2 WHERE offer_id = $1`, [offer, app.clock.now()]);
    await extend();
    expect(await due()).toHaveLength(2);
    expect(await unread()).toEqual({ notices: 0, messages: 0 });
    await reminder(1);
    expect(await unread()).toEqual({ notices: 1, messages: 1 });
  });

  it('is reminded of half-way through all of it, and not before', async () => {
    app.clock.advance({ days: 1 });
    await extend();
    await reminder(0);
    expect(await unread()).toEqual({ notices: 0, messages: 0 });
    await reminder(1);
    expect(await unread()).toEqual({ notices: 1, messages: 1 });
  });
});
