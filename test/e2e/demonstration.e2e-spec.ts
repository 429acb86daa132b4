import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Env } from '../../config/env.js';
import { loadDemonstration } from '../../src/demonstration/load.js';
import { addDays, dateIn } from '../../src/kernel/nights.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let signIns: Awaited<ReturnType<typeof loadDemonstration>>;

beforeAll(async () => {
  app = await startTestApp();
  signIns = await loadDemonstration(app.app.get(Env), app.clock.now());
}, 180_000);
afterAll(async () => app?.close());

const signIn = async (as: string) => {
  const { email, password } = signIns.find(({ role }) => role === as)!;
  const { body } = await app.http.post('/api/v1/tokens').send({ email, password }).expect(201);
  return `Bearer ${(body as { token: string }).token}`;
};
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

  it('has alerts of five kinds that stand at once, for its manager to see: some are taken, put off, or history', async () => {
    const alerts = await counts(`SELECT kind AS state, count(*)::int FROM alerts WHERE ended_at IS NULL GROUP BY kind`);
    for (const kind of ['arrival_incomplete', 'group_changed', 'bed_back', 'request_late', 'new_information'])
      expect([kind, alerts[kind]]).toEqual([kind, expect.any(Number)]);
    const token = await signIn('manager');
    const seen = async (state: string) => {
      const { body } = await app.http.get(`/api/v1/alerts?state=${state}`).set('Authorization', token).expect(200);
      return (body as { items: { takenBy: object | null; endedWhy: string | null }[] }).items;
    };
    expect((await seen('open')).filter(({ takenBy }) => takenBy)).toHaveLength(1);
    expect(await seen('snoozed')).toHaveLength(1);
    const ended = (await seen('ended')).map(({ endedWhy }) => endedWhy);
    expect(ended).toContain('by_hand');
    expect(ended).toContain('cause_gone');
  });

  it('has a bed that came back and waits for the manager, with who was passed over and why', async () => {
    const token = await signIn('manager');
    const [{ unit }] = (await app.sql<{ unit: string }>(`SELECT id AS unit FROM units`)) as [{ unit: string }];
    const { body } = await app.http.get(`/api/v1/units/${unit}/freed-beds`).set('Authorization', token).expect(200);
    expect(body).toMatchObject({
      items: [
        {
          heldFor: { youngPerson: { lastName: 'Oughtonby' } },
          passedOver: [
            { code: 'needs', youngPerson: { lastName: 'Perchance' } },
            { code: 'not_assessed', youngPerson: { lastName: 'Trialby' } },
          ],
        },
      ],
    });
    const { email, password } = signIns.find(({ role }) => role === 'manager')!;
    const { text } = await (await PageClient.signIn(app.address, email, password)).get('/');
    expect(text).toContain('Sign the proposal for Isla Oughtonby');
  });

  it('has open requests of each kind', async () => {
    expect(
      await counts(`SELECT state, count(*)::int FROM request_parts WHERE state <> 'booked' GROUP BY state`),
    ).toEqual({
      draft: 1,
      submitted: 10,
      in_review: 1,
      more_information_needed: 1,
      proposed: 3,
      offered: 2,
      waitlisted: 4,
      offer_lapsed: 1,
      declined: 1,
      withdrawn: 1,
    });
    const [{ count }] = (await app.sql<{ count: number }>(`SELECT count(*)::int FROM young_people`)) as [
      { count: number },
    ];
    expect(count).toBe(54);
  });

  it('has a break that repeats, one of which does not work as things stand', async () => {
    const { email, password } = signIns[1]!;
    const { body: signedIn } = await app.http.post('/api/v1/tokens').send({ email, password }).expect(201);
    const token = `Bearer ${(signedIn as { token: string }).token}`;
    const [series] = await app.sql<{ id: string }>(`SELECT request_id AS id FROM request_series`);
    const path = `/api/v1/requests/${series!.id}/occurrences`;
    const { body } = await app.http.get(path).set('Authorization', token).expect(200);
    const { series: how, occurrences } = body as {
      series: { said: string };
      occurrences: { result: string; reasons: string[] }[];
    };
    expect(how.said).toMatch(/^Every second Friday to Sunday from .*, in term time, 6 times$/);
    expect(occurrences).toHaveLength(6);
    expect(occurrences.at(-1)).toMatchObject({
      result: 'conflict',
      reasons: [expect.stringMatching(/already have a stay/)],
    });
  });

  it('has a pattern of staffing, a night that was changed, and visits in each state', async () => {
    const set = `SELECT (SELECT count(*)::int FROM staffing_patterns) AS patterns, (SELECT count(*)::int FROM staffing_nights) AS nights`;
    expect(await app.sql(set)).toEqual([{ patterns: 1, nights: 1 }]);
    expect(await counts(`SELECT state, count(*)::int FROM visits GROUP BY state`)).toEqual({ planned: 2, happened: 1 });
  });

  it('has looked back on most stays, with every voice, and what was measured before and after', async () => {
    const [went] = await app.sql<{ over: number; reviewed: number; late: number }>(
      `SELECT count(*)::int AS over, count(reviewed_at)::int AS reviewed,
              (count(*) FILTER (WHERE reviewed_at IS NULL AND review_due_at < $1))::int AS late
         FROM stays WHERE state = 'completed'`,
      [app.clock.now()],
    );
    expect(went!.reviewed / went!.over).toBeGreaterThan(0.7);
    expect(went!.late).toBeGreaterThan(1);
    expect(went!.late).toBeLessThan(12);
    const voices = await counts(`SELECT voice AS state, count(*)::int FROM stay_reviews GROUP BY voice`);
    for (const voice of ['young_person', 'family', 'staff']) expect(voices[voice]).toBeGreaterThan(10);
    const moments = await counts(`SELECT moment AS state, count(*)::int FROM outcome_values GROUP BY moment`);
    expect(moments['before']).toBeGreaterThan(10);
    expect(moments['after']).toBe(moments['before']);
  });

  it('has something to show on every page: requests of several kinds, emergencies, records, the work of others', async () => {
    const [has] = await app.sql<Record<string, number>>(
      `SELECT (SELECT count(*) FROM (SELECT 1 FROM request_parts GROUP BY request_id
                                      HAVING count(DISTINCT young_person_id) > 1) s)::int AS siblings,
              (SELECT count(*) FROM (SELECT 1 FROM request_parts WHERE windows <> '{}' GROUP BY request_id) s)::int AS weekends,
              (SELECT count(*) FROM (SELECT 1 FROM offers WHERE state = 'offered' GROUP BY part_id HAVING count(*) > 1) s)::int AS options,
              (SELECT count(*) FROM emergency_decisions)::int AS decisions,
              (SELECT count(*) FROM stays WHERE kind = 'emergency' AND state = 'booked')::int AS "onTheWay",
              (SELECT count(*) FROM stays WHERE kind = 'emergency' AND state = 'in_residence')::int AS placed,
              (SELECT count(*) FROM request_co_workers WHERE ended_at IS NULL)::int AS "coWorkers",
              (SELECT count(*) FROM deputies)::int AS deputies, (SELECT count(*) FROM unit_checks)::int AS checks,
              (SELECT count(*) FROM shift_notes)::int AS notes, (SELECT count(*) FROM note_reads)::int AS read,
              (SELECT count(*) FROM medicine_counts)::int AS medicines, (SELECT count(*) FROM escorts)::int AS escorts,
              (SELECT count(*) FROM plan_aims)::int AS aims`,
    );
    const { aims, ...others } = has!;
    expect(aims).toBeGreaterThan(10);
    expect(others).toEqual({
      ...{ siblings: 1, weekends: 1, options: 1, decisions: 2, onTheWay: 1, placed: 1, coWorkers: 2, deputies: 2 },
      ...{ checks: 2, notes: 2, read: 1, medicines: 1, escorts: 2 },
    });
    const [homeless] = await app.sql<{ count: number }>(
      `SELECT count(*)::int FROM stays s WHERE s.arrived_at IS NOT NULL AND s.kind = 'planned' AND NOT EXISTS (
         SELECT 1 FROM register_entries e WHERE e.stay_id = s.id AND e.field = 'address_before')`,
    );
    expect(homeless!.count).toBe(0);
  });

  it('is never loaded beside anything else', async () => {
    await expect(loadDemonstration(app.app.get(Env), app.clock.now())).rejects.toThrow(
      /set up already, for Example Council/,
    );
  });
});
