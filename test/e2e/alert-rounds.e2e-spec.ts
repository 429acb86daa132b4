import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AlertLooks } from '../../src/alerts/alert-looks.service.js';
import { WantedLooks } from '../../src/alerts/wanted-looks.service.js';
import { OutboxService } from '../../src/platform/jobs/outbox.service.js';
import { builders } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const UNITS = 6;
let app: TestApp;
let make: ReturnType<typeof builders>;
let units: string[];
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  units = [];
  for (let one = 0; one < UNITS; one += 1) units.push((await make.aHouse()).unit);
});
afterAll(() => app?.close());
beforeEach(async () => {
  await app.sql(`DELETE FROM outbox`);
  await app.sql(`DELETE FROM alert_looks`);
  app.clock.goTo('10:03', 1);
});

interface Look {
  unit: string;
  due: Date;
}
const manager = () => app.app.get(DataSource).manager;
const next = () => app.app.get(WantedLooks).wantNext(manager());
const look = (unit: string) => manager().transaction((inside) => app.app.get(AlertLooks).lookAt(inside, unit));
const written = () =>
  app.sql<Look & Record<string, unknown>>(
    `SELECT unit_id AS unit, due_at AS due FROM outbox WHERE topic = 'alerts.look' AND state = 'waiting' ORDER BY due_at, entry_id`,
  );
const goOn = async () =>
  (await app.sql<{ due: Date }>(`SELECT due_at AS due FROM outbox WHERE topic = 'alerts.go-on' ORDER BY due_at`)).map(
    ({ due }) => due,
  );
/** What was written is looked at, as the worker does it. */
async function doWhatIsWritten(): Promise<string[]> {
  const looks = await written();
  for (const { unit } of looks) await look(unit);
  await app.sql(`UPDATE outbox SET state = 'done', finished_at = now() WHERE topic = 'alerts.look'`);
  return looks.map(({ unit }) => unit);
}
async function round(): Promise<string[][]> {
  const turns: string[][] = [];
  for (;;) {
    await next();
    const looked = await doWhatIsWritten();
    if (looked.length === 0) return turns;
    turns.push(looked);
  }
}

describe('a round of every unit', () => {
  it('takes one after the other, and goes on two seconds later until each had one look', async () => {
    expect(await statementsOf(next)).toHaveLength(2);
    const [first] = await written();
    const [follows] = await goOn();
    expect(follows!.getTime() - first!.due.getTime()).toBeGreaterThan(0);
    expect(follows!.getTime() - first!.due.getTime()).toBeLessThanOrEqual(2_000);
    const turns = [await doWhatIsWritten(), ...(await round())];
    expect(turns.map((turn) => turn.length)).toEqual(units.map(() => 1));
    expect(turns.flat().toSorted()).toEqual(units.toSorted());
    const steps = (await goOn()).length;
    expect(await statementsOf(next)).toHaveLength(1);
    expect(await goOn()).toHaveLength(steps);
  });

  it('begins anew every ten minutes, with those whose look is the longest ago', async () => {
    await round();
    app.clock.goTo('10:09');
    await next();
    expect(await written()).toEqual([]);
    await look(units[3]!);
    app.clock.goTo('10:10');
    const turns = await round();
    expect(turns.flat()).toHaveLength(UNITS);
    expect(turns.at(-1)!.at(-1)).toBe(units[3]);
  });

  it('leaves out what waits, is under way, has just failed, or was looked at for a change', async () => {
    const [changed, waits, underWay, failed] = units as [string, string, string, string];
    await look(changed);
    await app.app.get(WantedLooks).want(manager(), [waits, underWay]);
    await app.sql(`UPDATE outbox SET handed_at = $2 WHERE unit_id = $1`, [underWay, app.clock.now()]);
    await app.sql(
      `INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at, state, error, finished_at)
       VALUES (nextval('outbox_entry_ids'), 'look-at-alerts', 'alerts.look', jsonb_build_object('unit', $1::uuid), $1::uuid, $2, $2, 'failed', 'Error', $2)`,
      [failed, app.clock.now()],
    );
    for (const _ of units) await next();
    const looks = await written();
    expect(looks.map(({ unit }) => unit).toSorted()).toEqual(
      units.filter((unit) => unit !== changed && unit !== failed).toSorted(),
    );
  });

  it('goes on once, however many began it, and takes as many again after a day without a worker', async () => {
    await next();
    await next();
    expect(await goOn()).toHaveLength(1);
    await doWhatIsWritten();
    await app.sql(`DELETE FROM outbox`);
    app.clock.goTo('10:00', 1);
    await Promise.all([next(), next(), next()]);
    expect(await goOn()).toHaveLength(1);
    await app.sql(`DELETE FROM outbox`);
    await next();
    expect(await written()).toHaveLength(1);
  });

  it('looks at a unit again whose look lies ahead because a clock was wrong', async () => {
    await round();
    await app.sql(`UPDATE alert_looks SET looked_at = looked_at + interval '30 days' WHERE unit_id = $1`, [units[0]]);
    expect((await round()).flat()).toEqual([units[0]]);
  });
});

it('is made by a worker to its end', async () => {
  const working = await startTestApp({}, { work: true });
  try {
    const there = builders(working);
    for (let one = 0; one < 6; one += 1) await there.aHouse();
    await working.sql(`DELETE FROM alert_looks`);
    await working.app.get(OutboxService).write(working.app.get(DataSource).manager, 'alerts.due', {});
    await until(async () => {
      const looked = await working.sql(`SELECT 1 FROM alert_looks`);
      const left = await working.sql(`SELECT 1 FROM outbox WHERE topic LIKE 'alerts.%' AND state = 'waiting'`);
      return looked.length === 6 && left.length === 0;
    }, 'not every unit was looked at');
  } finally {
    await working.close();
  }
});
