import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Env } from '../../config/env.js';
import { loadDemonstration } from '../../src/demonstration/load.js';
import { addDays, dateIn } from '../../src/kernel/nights.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let signIns: Awaited<ReturnType<typeof loadDemonstration>>;

beforeAll(async () => {
  app = await startTestApp();
  signIns = await loadDemonstration(app.app.get(Env), app.clock.now());
}, 180_000);
afterAll(async () => app?.close());

const counts = async (sql: string) =>
  Object.fromEntries((await app.sql<{ state: string; count: number }>(sql)).map(({ state, count }) => [state, count]));

describe('the demonstration', () => {
  it('has one sign-in for each role, which works at once', async () => {
    expect(signIns.map(({ role }) => role)).toEqual(['cas_worker', 'unit_staff', 'manager', 'administrator']);
    for (const { role, email, password } of signIns) {
      const { body } = await app.http.post('/api/v1/tokens').send({ email, password }).expect(201);
      const me = await app.http.get('/api/v1/me').set('Authorization', `Bearer ${(body as { token: string }).token}`);
      expect(me.body).toMatchObject({ role });
    }
  });

  it('was full for about three fifths, and has stays in each state', async () => {
    const stays = await counts(`SELECT state, count(*)::int FROM stays GROUP BY state`);
    expect(stays['completed']).toBeGreaterThan(60);
    expect(stays['in_residence']).toBe(2);
    expect(stays['booked']).toBeGreaterThan(10);
    const today = dateIn(app.clock.now(), 'Europe/London');
    const [{ nights }] = (await app.sql<{ nights: number }>(
      `SELECT sum(LEAST(departure, $2::date) - GREATEST(arrival, $1::date))::int AS nights FROM bed_claims
        WHERE live AND purpose = 'stay' AND arrival < $2::date AND departure > $1::date`,
      [addDays(today, -56), today],
    )) as [{ nights: number }];
    expect(nights / (4 * 56)).toBeGreaterThan(0.45);
    expect(nights / (4 * 56)).toBeLessThan(0.8);
  });

  it('has terms of this school year and the next, nights granted to most, and a legal status for what is past', async () => {
    const today = dateIn(app.clock.now(), 'Europe/London');
    const [ahead] = await app.sql<{ last: string }>(`SELECT max(last_day)::text AS last FROM school_terms`);
    expect(ahead!.last > addDays(today, 300)).toBe(true);
    const [granted] = await app.sql<{ people: number; of: number }>(
      `SELECT count(DISTINCT a.young_person_id)::int AS people, (SELECT count(*)::int FROM young_people) AS of
         FROM allocations a WHERE a.first_day <= $1 AND a.last_day >= $1`,
      [today],
    );
    expect(granted!.people / granted!.of).toBeGreaterThan(0.8);
    expect(granted!.people).toBeLessThan(granted!.of);
    const undecided = await counts(`SELECT state, count(*)::int FROM stays WHERE legal_status IS NULL GROUP BY state`);
    expect(undecided['completed']).toBeUndefined();
    expect(undecided['booked']).toBeGreaterThan(2);
  });

  it('has open requests of each kind', async () => {
    expect(
      await counts(`SELECT state, count(*)::int FROM request_parts WHERE state <> 'booked' GROUP BY state`),
    ).toEqual({
      draft: 1,
      submitted: 2,
      in_review: 1,
      proposed: 1,
      offered: 1,
      waitlisted: 1,
      offer_lapsed: 1,
      declined: 1,
      withdrawn: 1,
    });
    const [{ count }] = (await app.sql<{ count: number }>(`SELECT count(*)::int FROM young_people`)) as [
      { count: number },
    ];
    expect(count).toBe(40);
  });

  it('has a pattern of staffing, a night that was changed, and visits in each state', async () => {
    const set = `SELECT (SELECT count(*)::int FROM staffing_patterns) AS patterns, (SELECT count(*)::int FROM staffing_nights) AS nights`;
    expect(await app.sql(set)).toEqual([{ patterns: 1, nights: 1 }]);
    expect(await counts(`SELECT state, count(*)::int FROM visits GROUP BY state`)).toEqual({ planned: 2, happened: 1 });
  });

  it('is never loaded beside anything else', async () => {
    await expect(loadDemonstration(app.app.get(Env), app.clock.now())).rejects.toThrow(
      /set up already, for Example Council/,
    );
  });
});
