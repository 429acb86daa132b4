import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { OutboxService } from '../../src/platform/jobs/outbox.service.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, type House } from '../support/builders.js';
import { filled, somebody } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
});
afterAll(() => app?.close());

const cancel = (house: House, stay: string) =>
  make.as(house.manager).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);
const isDone = (...handlers: string[]) =>
  until(
    async () =>
      (await app.sql(`SELECT 1 FROM outbox WHERE handler = ANY ($1) AND state = 'waiting'`, [handlers])).length === 0,
    'it was not looked at',
  );
const looked = () => isDone('put-freed-bed-forward');

/** What is done once an hour. */
async function anHourPasses(): Promise<void> {
  await app.app.get(OutboxService).write(app.app.get(DataSource).manager, 'clean-up', {});
  await isDone('find-waiting-lists');
  await isDone('move-waiting-list-on');
}

const stateOf = async (house: House, request: string) =>
  (
    (await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as {
      state: string;
      offers: { id: string; arrival: string; bed: { id: string } }[];
    }
  ).offers.map(({ arrival, bed }) => [arrival, bed.id].join());
const looks = async ({ unit }: House) =>
  (await app.sql(`SELECT 1 FROM freed_bed_looks WHERE unit_id = $1`, [unit])).length;

describe('by the hour the waiting list moves on', () => {
  it('to somebody who was not assessed when the bed came back, once, and without saying the same of it again', async () => {
    const house = await make.aHouse();
    const stays = await filled(make, house);
    const fresh = await make.aYoungPerson(house, { firstName: 'Fresh' });
    const request = await onTheList(make, house, fresh);
    await cancel(house, stays[1]!);
    await looked();
    expect(await looks(house)).toBe(1);
    await anHourPasses();
    expect(await looks(house)).toBe(1);
    await anAssessment(make, house, fresh, { ratings: [] });
    await anHourPasses();
    await anHourPasses();
    expect(await stateOf(house, request)).toEqual([[make.today(10), house.beds[1]].join()]);
    expect(await looks(house)).toBe(2);
  });

  it('where the job that a bed came back for was lost', async () => {
    const house = await make.aHouse();
    const stays = await filled(make, house);
    const request = await onTheList(make, house, await somebody(make, house, 'Ash'));
    await app.sql(`UPDATE bed_claims SET released_at = $2, released_why = 'cancelled' WHERE stay_id = $1 AND live`, [
      stays[2]!,
      app.clock.now(),
    ]);
    await anHourPasses();
    expect(await stateOf(house, request)).toEqual([[make.today(10), house.beds[2]].join()]);
  });

  it('to whoever began to wait since, and never again to whom the answer was no', async () => {
    const house = await make.aHouse();
    const stays = await filled(make, house);
    const first = await onTheList(make, house, await somebody(make, house, 'First'));
    await cancel(house, stays[1]!);
    await looked();
    const [offer] = await app.sql<{ id: string }>(
      `SELECT o.id FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1`,
      [first],
    );
    await make.as(house.manager).post(`/offers/${offer!.id}/sign`, { reasons: 'They fit' }).expect(200);
    const no = { answeredBy: 'Their mother', how: 'telephone', reason: 'They are away' };
    await make.as(house.worker).post(`/offers/${offer!.id}/decline`, no).expect(200);
    await make.as(house.staff).post(`/requests/${first}/waitlist`, { reasons: 'For other nights' }).expect(200);
    await looked();
    await anHourPasses();
    expect(await stateOf(house, first)).toEqual([]);
    const [passed] = await app.sql<{ code: string }>(
      `SELECT p.code FROM passed_over p JOIN freed_bed_looks l ON l.id = p.look_id WHERE l.unit_id = $1`,
      [house.unit],
    );
    expect(passed).toEqual({ code: 'asked_before' });
    const second = await onTheList(make, house, await somebody(make, house, 'Second'));
    await anHourPasses();
    expect(await stateOf(house, second)).toEqual([[make.today(10), house.beds[1]].join()]);
    expect(await stateOf(house, first)).toEqual([]);
  });

  it('leaves nights alone that the manager took back for somebody, while they have time to say for whom', async () => {
    const house = await make.aHouse();
    const stays = await filled(make, house);
    const request = await onTheList(make, house, await somebody(make, house, 'Ash'));
    const later = await onTheList(make, house, await somebody(make, house, 'Later'));
    await cancel(house, stays[1]!);
    await looked();
    const [offer] = await app.sql<{ id: string }>(
      `SELECT o.id FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1`,
      [request],
    );
    await make.as(house.manager).post(`/offers/${offer!.id}/take-back`, { reasons: 'For another' }).expect(200);
    await anHourPasses();
    expect(await stateOf(house, later)).toEqual([]);
    // Within the quarter of an hour nobody else may be thought of; after it the one who waits is.
    app.clock.advance({ minutes: 16 });
    await looked();
    expect(await stateOf(house, later)).toEqual([[make.today(10), house.beds[1]].join()]);
  });
});

describe('a bed that comes back while two others are free', () => {
  it('is put forward for one, and the others are nobody’s news', async () => {
    const house = await make.aHouse();
    const there = await make.aStay(house, await somebody(make, house, 'There'), {
      ...{ inDays: 10, nights: 2, bed: house.beds[0]! },
    });
    await make.aStay(house, await somebody(make, house, 'Stays'), { inDays: 10, nights: 2, bed: house.beds[1]! });
    const requests = [];
    for (const name of ['One', 'Two', 'Three'])
      requests.push(await onTheList(make, house, await somebody(make, house, name)));
    await cancel(house, there);
    await looked();
    await anHourPasses();
    const held = await Promise.all(requests.map((request) => stateOf(house, request)));
    expect(held).toEqual([[[make.today(10), house.beds[0]].join()], [], []]);
    expect(await looks(house)).toBe(1);
  });
});

describe('an offer that nobody answers', () => {
  it('runs out by the clock, and the next is put before the manager, once', async () => {
    const house = await make.aHouse();
    const stays = await filled(make, house, 40);
    const first = await onTheList(make, house, await somebody(make, house, 'First'), { inDays: 40 });
    const second = await onTheList(make, house, await somebody(make, house, 'Second'), { inDays: 40 });
    await cancel(house, stays[1]!);
    await looked();
    const [offer] = await app.sql<{ id: string }>(
      `SELECT o.id FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1`,
      [first],
    );
    await make.as(house.manager).post(`/offers/${offer!.id}/sign`, { reasons: 'They fit' }).expect(200);
    const [{ end } = { end: new Date() }] = await app.sql<{ end: Date }>(
      `SELECT expires_at AS end FROM offers WHERE id = $1`,
      [offer!.id],
    );
    expect(await stateOf(house, second)).toEqual([]);
    app.clock.advance({ minutes: Math.ceil((end.getTime() - app.clock.now().getTime()) / 60_000) + 1 });
    await until(
      async () =>
        (
          await app.sql(
            `SELECT 1 FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1 AND o.state = 'proposed'`,
            [second],
          )
        ).length === 1,
      'the next was not put forward',
    );
    await anHourPasses();
    expect(await looks(house)).toBe(2);
    const [{ state } = { state: '' }] = await app.sql<{ state: string }>(`SELECT state FROM offers WHERE id = $1`, [
      offer!.id,
    ]);
    expect(state).toBe('lapsed');
  });
});
