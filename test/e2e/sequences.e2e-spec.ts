import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/kernel/nights.js';
import { DataSource } from 'typeorm';
import { WriteOnStays } from '../../src/stays/write-on-stays.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** One member a kind, so that a kind tells its fields. */
type Of<Kind extends string, Fields> = Kind extends string ? { kind: Kind } & Fields : never;
type Step =
  | Of<'offer', { who: number; inDays: number; nights: number; bed: number }>
  | Of<'option', { which: number; later: number; bed: number; signed: boolean }>
  | Of<'withdraw', { which: number }>
  | Of<'answer', { which: number; yes: boolean }>
  | Of<'move', { which: number; bed: number }>
  | Of<'cancel' | 'arrive' | 'depart' | 'no-show' | 'take-back', { which: number }>
  | Of<'stay-on', { which: number; by: number }>
  | Of<'emergency', { who: number; nights: number }>
  | Of<'reserve', { inDays: number; bed: number }>
  | Of<'overdue', object>
  | Of<'extend' | 'shorten', { which: number; by: number }>
  | Of<'days', { pass: number }>;

/** By how many days the dates of a request are wider than the nights that it asks for. */
const SLACK = 3;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('offer' as const),
    who: fc.nat(3),
    inDays: fc.integer({ min: 0, max: 8 }),
    nights: fc.integer({ min: 1, max: 3 }),
    bed: fc.nat(1),
  }),
  fc.record({
    kind: fc.constant('option' as const),
    which: fc.nat(),
    later: fc.nat(SLACK),
    bed: fc.nat(1),
    signed: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('answer' as const), which: fc.nat(), yes: fc.boolean() }),
  fc.record({ kind: fc.constant('move' as const), which: fc.nat(), bed: fc.nat(1) }),
  fc.record({
    kind: fc.constantFrom(
      'cancel' as const,
      'arrive' as const,
      'depart' as const,
      'no-show' as const,
      'take-back' as const,
    ),
    which: fc.nat(),
  }),
  fc.record({ kind: fc.constant('arrive' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('stay-on' as const), which: fc.nat(), by: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('emergency' as const), who: fc.nat(3), nights: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('reserve' as const), inDays: fc.nat(6), bed: fc.nat(1) }),
  fc.record({ kind: fc.constant('overdue' as const) }),
  fc.record({ kind: fc.constant('days' as const), pass: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('extend' as const), which: fc.nat(), by: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('shorten' as const), which: fc.nat(), by: fc.integer({ min: 1, max: 3 }) }),
);

/** What is true of the tables after every step, whatever it was. A booking whose nights are over needs no bed any more. */
async function expectTruth(unit: string): Promise<void> {
  const [truth] = await app.sql<Record<string, string>>(
    `SELECT
       (SELECT count(*) FROM bed_claims a JOIN bed_claims b ON a.id < b.id AND a.nights && b.nights AND a.live AND b.live
          AND (a.bed_id = b.bed_id OR (a.young_person_id = b.young_person_id
            AND NOT (a.purpose = 'offer' AND b.purpose = 'offer' AND a.request_id = b.request_id)))
         WHERE a.unit_id = $1) AS doubled,
       (SELECT count(*) FROM request_parts p JOIN requests r ON r.id = p.request_id WHERE r.unit_id = $1 AND p.state <>
          coalesce((SELECT min(o.state) FROM offers o WHERE o.part_id = p.id AND o.state IN ('proposed', 'offered')),
            CASE WHEN p.state IN ('proposed', 'offered') THEN 'none' ELSE p.state END)) AS misled,
       (SELECT count(*) FROM stays s WHERE s.unit_id = $1 AND s.state = 'booked'
          AND EXISTS (SELECT 1 FROM generate_series(greatest(s.arrival, $2::date), s.departure - 1, '1 day') night
            WHERE NOT EXISTS (SELECT 1 FROM bed_claims c WHERE c.stay_id = s.id AND c.live AND c.nights @> night::date))
          AND NOT EXISTS (SELECT 1 FROM stay_conflicts f WHERE f.stay_id = s.id AND f.solved_at IS NULL)) AS lost,
       (SELECT count(*) FROM stay_conflicts f JOIN stays s ON s.id = f.stay_id WHERE f.unit_id = $1 AND f.solved_at IS NULL
          AND (s.state NOT IN ('booked', 'in_residence') OR (s.state = 'booked' AND EXISTS (SELECT 1 FROM bed_claims c
            WHERE c.stay_id = s.id AND c.live AND c.arrival = s.arrival AND c.departure = s.departure)))) AS lingering,
       (SELECT count(*) FROM bed_claims c JOIN stays s ON s.id = c.stay_id WHERE c.unit_id = $1 AND c.live AND s.state IN ('cancelled', 'no_show')) AS kept,
       (SELECT count(*) FROM bed_claims c WHERE c.unit_id = $1 AND c.live AND c.purpose = 'offer' AND NOT EXISTS
          (SELECT 1 FROM offers o WHERE o.claim_id = c.id AND o.state IN ('proposed', 'offered'))) AS orphaned,
       (SELECT count(*) FROM stays s WHERE s.unit_id = $1 AND s.state = 'in_residence'
          AND EXISTS (SELECT 1 FROM generate_series(greatest(s.arrival, $2::date), s.departure - 1, '1 day') night
            WHERE NOT EXISTS (SELECT 1 FROM bed_claims c WHERE c.stay_id = s.id AND c.live AND c.nights @> night::date))
          AND NOT EXISTS (SELECT 1 FROM stay_conflicts f WHERE f.stay_id = s.id AND f.solved_at IS NULL)) AS unplaced,
       (SELECT count(*) FROM offers o JOIN bed_claims c ON c.id = o.claim_id WHERE c.unit_id = $1
          AND o.state IN ('proposed', 'offered') AND NOT c.live AND c.released_why <> 'offer_lapsed') AS deceived,
       (SELECT count(*) FROM stays s WHERE s.unit_id = $1 AND s.state = 'completed'
          AND (SELECT max(c.departure) FROM bed_claims c WHERE c.stay_id = s.id AND c.live) <> s.departure) AS untrue,
       (SELECT count(*) FROM bed_claims a JOIN bed_claims b ON b.stay_id = a.stay_id AND a.live AND b.live AND a.departure < b.arrival
         WHERE a.unit_id = $1 AND NOT EXISTS
           (SELECT 1 FROM bed_claims c WHERE c.stay_id = a.stay_id AND c.live AND c.arrival = a.departure)
           AND NOT EXISTS (SELECT 1 FROM stay_conflicts f WHERE f.stay_id = a.stay_id)) AS torn`,
    [unit, make.today()],
  );
  expect(truth).toEqual({
    doubled: '0',
    misled: '0',
    lost: '0',
    lingering: '0',
    deceived: '0',
    kept: '0',
    orphaned: '0',
    unplaced: '0',
    untrue: '0',
    torn: '0',
  });
}

async function run(house: House, people: string[], steps: Step[]): Promise<void> {
  const { as, today } = make;
  const offers: string[] = [];
  const requests: { id: string; arrival: string; nights: number }[] = [];
  const stays: { id: string; departure: string }[] = [];
  for (const one of steps) {
    const answer = await take(one);
    if (answer) expect([200, 201, 400, 409]).toContain(answer.status);
    await expectTruth(house.unit);
  }

  async function take(one: Step) {
    if (one.kind === 'days') return void app.clock.advance({ days: one.pass });
    if (one.kind === 'take-back') {
      const offer = offers[one.which % Math.max(1, offers.length)];
      return offer ? as(house.manager).post(`/offers/${offer}/take-back`, { reasons: 'x' }) : undefined;
    }
    if (one.kind === 'offer') {
      const { inDays, nights } = one;
      const request = await make.aRequest(house, people[one.who]!, { inDays, nights, slack: SLACK });
      requests.push({ id: request, arrival: today(inDays), nights });
      const answer = await as(house.manager).post(`/requests/${request}/offers`, {
        arrival: today(inDays),
        departure: today(inDays + nights),
        bed: house.beds[one.bed],
        reasons: 'x',
      });
      if (answer.status === 201) offers.push(answer.body.id as string);
      return answer;
    }
    if (one.kind === 'withdraw') {
      const request = requests[one.which % Math.max(1, requests.length)];
      return request ? as(house.manager).post(`/requests/${request.id}/withdraw`, { reasons: 'x' }) : undefined;
    }
    if (one.kind === 'option') {
      const request = requests[one.which % Math.max(1, requests.length)];
      if (!request) return undefined;
      const arrival = addDays(request.arrival, one.later);
      const answer = await as(house.manager).post(`/requests/${request.id}/offers`, {
        ...{ arrival, departure: addDays(arrival, request.nights), bed: house.beds[one.bed] },
        ...(one.signed && { reasons: 'x' }),
      });
      if (answer.status === 201) offers.push(answer.body.id as string);
      return answer;
    }
    if (one.kind === 'answer') {
      const offer = offers.splice(one.which % Math.max(1, offers.length), 1)[0];
      if (!offer) return undefined;
      const answer = await as(house.worker).post(`/offers/${offer}/${one.yes ? 'accept' : 'decline'}`, {
        answeredBy: 'x',
        how: 'x',
      });
      if (one.yes && answer.status === 200) {
        stays.push(answer.body.stay as { id: string; departure: string });
      }
      return answer;
    }
    if (one.kind === 'overdue')
      return void (await app.app
        .get(DataSource)
        .transaction((manager) => app.app.get(WriteOnStays, { strict: false }).handle({ unit: house.unit }, manager)));
    if (one.kind === 'reserve')
      return as(house.manager).post(`/units/${house.unit}/reserves`, {
        ...{ bed: house.beds[one.bed], from: today(one.inDays), to: today(one.inDays + 1) },
      });
    if (one.kind === 'emergency') {
      const answer = await as(house.staff).post(`/units/${house.unit}/emergency-stays`, {
        ...{ youngPerson: people[one.who], departure: today(one.nights), authority: 'x' },
      });
      if (answer.status === 201) stays.push(answer.body as { id: string; departure: string });
      return answer;
    }
    const stay = stays[one.which % Math.max(1, stays.length)];
    if (!stay) return undefined;
    if (one.kind === 'move') return as(house.staff).post(`/stays/${stay.id}/move`, { bed: house.beds[one.bed] });
    if (one.kind === 'arrive' || one.kind === 'depart') return as(house.staff).post(`/stays/${stay.id}/${one.kind}`);
    if (one.kind === 'cancel' || one.kind === 'no-show') {
      return as(house.staff).post(`/stays/${stay.id}/${one.kind}`, { reason: 'x' });
    }
    if (one.kind === 'stay-on') {
      const answer = await as(house.staff).post(`/stays/${stay.id}/stay-on`, { departure: today(one.by), reason: 'x' });
      if (answer.status === 200) stay.departure = today(one.by);
      return answer;
    }
    const departure = addDays(stay.departure, one.kind === 'extend' ? one.by : -one.by);
    const answer = await as(house.manager).post(`/stays/${stay.id}/${one.kind}`, {
      departure,
      reasons: 'x',
    });
    if (answer.status === 200) stay.departure = departure;
    return answer;
  }
}

describe('any sequence of offers, answers, arrivals, departures, changes, cancellations, emergencies and days that pass', () => {
  it('never double-books a bed or a young person, and never loses a night', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async (steps) => {
        const house = await make.aHouse({ beds: 2 });
        const people = await Promise.all(
          ['Ash', 'Bo', 'Cy', 'Dee'].map((firstName) => make.aYoungPerson(house, { firstName })),
        );
        await run(house, people, steps);
      }),
      { numRuns: 60 },
    );
  }, 240_000);
});
