import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { WantedLooks } from '../../src/alerts/wanted-looks.service.js';
import { OutboxService } from '../../src/platform/jobs/outbox.service.js';
import { builders, type House } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const TOKEN = 'a-scraper-of-the-tests';
let app: TestApp;
let make: ReturnType<typeof builders>;
beforeAll(async () => {
  app = await startTestApp({ METRICS_TOKEN: TOKEN });
  make = builders(app);
});
afterAll(() => app?.close());

interface Row {
  id: string;
  kind: string;
  key: string;
  ended_why: string | null;
}
const alertsOf = (house: House, of = app) =>
  of.sql<Row>(`SELECT * FROM alerts WHERE unit_id = $1 ORDER BY opened_at, key`, [house.unit]);
const eventsOf = async ({ id }: Row) =>
  (await app.sql<{ what: string }>(`SELECT what FROM alert_events WHERE alert_id = $1 ORDER BY id`, [id])).map(
    ({ what }) => what,
  );
const look = (house: House) =>
  app.app.get(DataSource).transaction((manager) => app.app.get(AlertLooks).lookAt(manager, house.unit));
const lapsing = async (house: House) => (await alertsOf(house)).filter(({ kind }) => kind === 'offer_about_to_lapse');
const runsOutIn = (offer: string, hours: number) =>
  app.sql(`UPDATE offers SET expires_at = $2 WHERE id = $1`, [
    offer,
    new Date(app.clock.now().getTime() + hours * 3_600_000),
  ]);

/** A unit with so many offers that are about to run out. */
async function lapsingOffers(count = 1): Promise<{ house: House; offers: string[] }> {
  const house = await make.aHouse();
  const offers: string[] = [];
  for (let one = 0; one < count; one += 1) {
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 20 + one * 3 });
    await runsOutIn(offer, 2 + one);
    offers.push(offer);
  }
  return { house, offers };
}

describe('a look at a unit', () => {
  it('opens an alert once, updates it, and ends it when its cause is gone', async () => {
    const { house, offers } = await lapsingOffers();
    await look(house);
    await look(house);
    const [alert, ...more] = await lapsing(house);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ key: offers[0], ended_why: null });
    await runsOutIn(offers[0]!, 1);
    expect((await look(house)).update).toHaveLength(1);
    await runsOutIn(offers[0]!, 200);
    await look(house);
    expect(await lapsing(house)).toMatchObject([{ id: alert!.id, ended_why: 'cause_gone' }]);
    expect(await eventsOf(alert!)).toEqual(['opened', 'cause_gone']);
    await runsOutIn(offers[0]!, 2);
    await look(house);
    expect(await lapsing(house)).toMatchObject([{ id: alert!.id }, { ended_why: null }]);
  });

  it('has one effect when many look at the same time', async () => {
    const { house } = await lapsingOffers(2);
    await Promise.all(Array.from({ length: 8 }, () => look(house)));
    const alerts = await lapsing(house);
    expect(alerts).toHaveLength(2);
    for (const alert of alerts) expect(await eventsOf(alert)).toEqual(['opened']);
  });

  it('sends as many statements for forty alerts as for two', async () => {
    const [few, many] = [await lapsingOffers(2), await lapsingOffers(8)];
    const rounds: string[][] = [];
    for (const { house } of [few, many]) {
      rounds.push(await statementsOf(() => look(house)));
      await app.sql(
        `UPDATE offers o SET expires_at = o.expires_at + interval '1 minute'
           FROM request_parts p WHERE p.id = o.part_id AND p.unit_id = $1`,
        [house.unit],
      );
      rounds.push(await statementsOf(() => look(house)));
      await app.sql(
        `UPDATE offers o SET expires_at = o.expires_at + interval '30 days'
           FROM request_parts p WHERE p.id = o.part_id AND p.unit_id = $1`,
        [house.unit],
      );
      rounds.push(await statementsOf(() => look(house)));
    }
    expect(rounds.slice(3)).toEqual(rounds.slice(0, 3));
  });

  it('ends the alerts of a kind that was switched off', async () => {
    const { house } = await lapsingOffers();
    await look(house);
    await app.sql(
      `INSERT INTO alert_settings (unit_id, kind, is_on, audience, numbers, set_by, set_at)
       VALUES ($1, 'offer_about_to_lapse', false, '{}', '{}', $2, now())`,
      [house.unit, house.manager.id],
    );
    await look(house);
    expect(await lapsing(house)).toMatchObject([{ ended_why: 'switched_off' }]);
  });

  it('sees to what failed to look before', async () => {
    const house = await make.aHouse();
    const failed = () => app.sql(`SELECT 1 FROM outbox WHERE unit_id = $1 AND state = 'failed'`, [house.unit]);
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at, state, error, finished_at)
       VALUES (nextval('outbox_entry_ids'), 'look-at-alerts', 'alerts.look', jsonb_build_object('unit', $1::uuid), $1::uuid, now(), now(), 'failed', 'Error', now())`,
      [house.unit],
    );
    expect(await failed()).toHaveLength(1);
    await look(house);
    expect(await failed()).toEqual([]);
  });

  it.each([
    [
      `INSERT INTO alerts (unit_id, kind, key, figures, grade, opened_at, updated_at)
      SELECT unit_id, kind, key, '{}', 0, now(), now() FROM alerts WHERE ended_at IS NULL LIMIT 1`,
      'one_alert_of_a_cause',
    ],
    [
      `UPDATE alerts SET ended_at = opened_at, ended_why = 'by_hand', ended_by = taken_by, reason = 'Seen to'`,
      'ended_by_whom',
    ],
    [`UPDATE alerts SET cause_until = now() WHERE ended_at IS NULL`, 'open_while_its_cause_lasts'],
    [`UPDATE alert_events SET what = 'woke'`, 'append-only'],
  ])('cannot be written down otherwise: %s', async (sql, why) => {
    const { house } = await lapsingOffers();
    await look(house);
    await expect(app.sql(sql)).rejects.toThrow(why);
  });
});

describe('the metrics of alerts', () => {
  const values = async () => {
    const { text } = await app.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200);
    const value = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`short_breaks_${name} `))
          ?.split(' ')[1],
      );
    return {
      lapsing: value('alerts{kind="offer_about_to_lapse"}'),
      short: value('alerts{kind="staff_short"}'),
      lag: value('alert_looks_lag_seconds'),
    };
  };

  it('are how many stand of each kind, and how long ago the last unit was looked at', async () => {
    const { house } = await lapsingOffers(2);
    const before = await values();
    await look(house);
    expect(await values()).toMatchObject({ lapsing: before.lapsing + 2, short: 0 });
    await app.sql(`UPDATE alert_looks SET looked_at = $2 WHERE unit_id = $1`, [
      house.unit,
      new Date(app.clock.now().getTime() - 86_400_000),
    ]);
    const { lag } = await values();
    expect(lag).toBeGreaterThanOrEqual(86_400);
    expect(lag).toBeLessThan(86_700);
  });
});

describe('that a unit is to be looked at', () => {
  const waiting = (unit: string, of = app) =>
    of.sql(`SELECT 1 FROM outbox WHERE topic = 'alerts.look' AND unit_id = $1 AND state = 'waiting'`, [unit]);
  const want = (units: string[]) => app.app.get(WantedLooks).want(app.app.get(DataSource).manager, units);

  it('is written once until the look begins, in one statement', async () => {
    const houses = [await make.aHouse(), await make.aHouse()];
    const units = houses.map(({ unit }) => unit);
    await want([units[0]!]);
    expect(await statementsOf(() => want(units))).toHaveLength(1);
    await want(units);
    for (const unit of units) expect(await waiting(unit)).toHaveLength(1);
    await app.sql(`UPDATE outbox SET handed_at = now() WHERE unit_id = $1 AND topic = 'alerts.look'`, [units[0]]);
    await want(units);
    expect(await waiting(units[0]!)).toHaveLength(2);
    expect(await waiting(units[1]!)).toHaveLength(1);
  });

  it('is not written while a look has just failed', async () => {
    const { unit } = await make.aHouse();
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at, state, error, finished_at)
       VALUES (nextval('outbox_entry_ids'), 'look-at-alerts', 'alerts.look', jsonb_build_object('unit', $1::uuid), $1::uuid, $2, $2, 'failed', 'Error', $2)`,
      [unit, app.clock.now()],
    );
    await want([unit]);
    expect(await waiting(unit)).toEqual([]);
    app.clock.advance({ minutes: 10 });
    await want([unit]);
    expect(await waiting(unit)).toHaveLength(1);
  });

  it('comes of whatever changes there, once for many changes, and by the clock', async () => {
    const working = await startTestApp({}, { work: true });
    try {
      const there = builders(working);
      const house = await there.aHouse();
      const young = await Promise.all([1, 2, 3].map(() => there.aYoungPerson(house)));
      for (const one of young) await there.anOffer(house, one, { inDays: 40 });
      const looked = () =>
        working.sql(`SELECT 1 FROM outbox WHERE topic = 'alerts.look' AND unit_id = $1 AND state = 'done'`, [
          house.unit,
        ]);
      await until(
        async () => (await looked()).length > 0 && (await waiting(house.unit, working)).length === 0,
        'It was not looked at',
      );
      const told = (await working.sql(`SELECT 1 FROM request_events`)).length;
      expect((await looked()).length).toBeLessThan(told);
      working.clock.advance({ days: 5 });
      const manager = working.app.get(DataSource).manager;
      await working.sql(`UPDATE offers SET expires_at = $1 WHERE state = 'offered'`, [
        new Date(working.clock.now().getTime() + 3_600_000),
      ]);
      await working.app.get(OutboxService).write(manager, 'alerts.due', {});
      await until(
        async () => (await alertsOf(house, working)).filter(({ kind }) => kind === 'offer_about_to_lapse').length === 3,
        'The clock alone brought no alert',
      );
    } finally {
      await working.close();
    }
  });
});
