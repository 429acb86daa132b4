import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const ROUNDS = Array.from({ length: 20 }, (_, round) => round + 1);
const propose = (house: House, request: string, inDays: number, bed?: string) =>
  make.as(house.staff).post(`/requests/${request}/offers`, {
    arrival: make.today(inDays),
    departure: make.today(inDays + 2),
    ...(bed && { bed }),
  });
const statuses = (answers: { status: number }[]) => answers.map((answer) => answer.status).toSorted();

/** No bed and no young person is ever claimed twice for a night. */
async function expectNoDoubleBooking(): Promise<void> {
  const twice = await app.sql(
    `SELECT a.id FROM bed_claims a JOIN bed_claims b ON a.id < b.id AND a.nights && b.nights
      AND (a.bed_id = b.bed_id OR (a.young_person_id = b.young_person_id AND a.request_id <> b.request_id))
      WHERE a.live AND b.live`,
  );
  expect(twice).toEqual([]);
}

describe('the last bed', () => {
  it('goes to exactly one of forty clients, and the others are told what took it, twenty times over', async () => {
    const house = await make.aHouse({ beds: 1 });
    const people = await Promise.all(
      Array.from({ length: 40 }, (_, n) => make.aYoungPerson(house, { firstName: `Racer${n}` })),
    );
    for (const round of ROUNDS) {
      const inDays = 5 + round * 3;
      const requests = await Promise.all(people.map((person) => make.aRequest(house, person, { inDays })));
      const answers = await Promise.all(requests.map((request) => propose(house, request, inDays)));
      expect(statuses(answers)).toEqual([201, ...Array<number>(39).fill(409)]);
      for (const lost of answers.filter((answer) => answer.status === 409)) {
        expect(lost.body).toMatchObject({
          type: '/problems/bed-taken',
          title: expect.stringMatching(/^Bed 1 is held by an offer for Racer\d+ Example/),
        });
      }
    }
    await expectNoDoubleBooking();
  }, 180_000);
});

describe('two young people who must never be together', () => {
  it('racing for two beds end with one there, twenty times over', async () => {
    const house = await make.aHouse({ beds: 2 });
    const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
    await make
      .as(house.manager)
      .post('/pair-decisions', {
        youngPeople: [ash, bo],
        decision: 'never_together',
        evidence: 'Seen in March',
        reviewBy: make.today(),
      })
      .expect(201);
    await app.sql(`UPDATE pair_decisions SET review_by = $2 WHERE young_person_a IN ($1, $3)`, [
      ...[ash, make.today(-5), bo],
    ]);
    for (const round of ROUNDS) {
      const inDays = 5 + round * 3;
      const requests = await Promise.all([ash, bo].map((person) => make.aRequest(house, person, { inDays })));
      const answers = await Promise.all(requests.map((request, n) => propose(house, request, inDays, house.beds[n])));
      expect(statuses(answers)).toEqual([201, 409]);
      expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
        title: expect.stringContaining('kept apart from them for safety'),
      });
    }
    await expectNoDoubleBooking();
  }, 120_000);
});

describe('one young person on two requests', () => {
  it('is given one place, whichever request is first, twenty times over', async () => {
    const house = await make.aHouse({ beds: 4 });
    const ash = await make.aYoungPerson(house);
    for (const round of ROUNDS) {
      const inDays = 5 + round * 3;
      const requests = await Promise.all([1, 2].map(() => make.aRequest(house, ash, { inDays })));
      const answers = await Promise.all(requests.map((request, n) => propose(house, request, inDays, house.beds[n])));
      expect(statuses(answers)).toEqual([201, 409]);
    }
    await expectNoDoubleBooking();
  }, 120_000);

  it('also in two units at the same moment', async () => {
    const [here, there] = [await make.aHouse(), await make.aHouse()];
    const ash = await make.aYoungPerson(here);
    await app.sql(`INSERT INTO unit_members SELECT $1, $2, 'referrer'`, [here.worker.id, there.unit]);
    for (const round of ROUNDS) {
      const inDays = 5 + round * 3;
      const requests = await Promise.all(
        [here, there].map((house) => make.aRequest({ ...house, worker: here.worker }, ash, { inDays })),
      );
      const answers = await Promise.all([propose(here, requests[0]!, inDays), propose(there, requests[1]!, inDays)]);
      expect(statuses(answers)).toEqual([201, 409]);
    }
    await expectNoDoubleBooking();
  }, 120_000);
});

describe('two answers to one offer', () => {
  it('at the same moment: one is written down, the other is refused', async () => {
    const house = await make.aHouse();
    for (const inDays of [10, 20, 30, 40, 50]) {
      const ash = await make.aYoungPerson(house);
      const { offer } = await make.anOffer(house, ash, { inDays });
      const said = { answeredBy: 'Their mother', how: 'telephone' };
      const answers = await Promise.all(
        ['accept', 'decline', 'accept'].map((what) => make.as(house.worker).post(`/offers/${offer}/${what}`, said)),
      );
      expect(statuses(answers)).toEqual([200, 409, 409]);
    }
    await expectNoDoubleBooking();
  });
});

describe('a decision to keep two apart, made while both are being booked', () => {
  it('comes before a booking or after it: afterwards nobody new is put together', async () => {
    const house = await make.aHouse();
    for (const inDays of [10, 20, 30, 40, 50]) {
      const [ash, bo] = [await make.aYoungPerson(house), await make.aYoungPerson(house, { firstName: 'Bo' })];
      const [first, second] = [await make.aRequest(house, ash, { inDays }), await make.aRequest(house, bo, { inDays })];
      const decision = {
        youngPeople: [ash, bo],
        decision: 'never_together',
        evidence: 'Reported today',
        reviewBy: make.today(90),
      };
      const [decided, ...booked] = await Promise.all([
        make.as(house.manager).post('/pair-decisions', decision),
        propose(house, first, inDays),
        propose(house, second, inDays),
      ]);
      expect(decided.status).toBe(201);
      for (const answer of booked) expect([201, 409]).toContain(answer.status);
      const signing = booked.filter((answer) => answer.status === 201);
      const signed = await Promise.all(
        signing.map((answer) =>
          make
            .as(house.manager)
            .post(`/offers/${(answer.body as { id: string }).id}/sign`, { reasons: 'Looked at again' }),
        ),
      );
      if (signing.length === 2) expect(statuses(signed)).toEqual([409, 409]);
    }
  });
});

describe('somebody who is written down as away while their departure is', () => {
  it('is not away from a stay that is over, twelve times over', async () => {
    const house = await make.aHouse({ beds: 1 });
    for (const _ of ROUNDS.slice(0, 12)) {
      const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 1 });
      await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
      const [away, left] = await Promise.all([
        make.as(house.staff).post(`/stays/${stay}/away`, { kind: 'home' }),
        make.as(house.staff).post(`/stays/${stay}/depart`),
      ]);
      expect(left.status).toBe(200);
      expect([200, 409]).toContain(away.status);
    }
    const open = await app.sql(
      `SELECT a.id FROM absences a JOIN stays s ON s.id = a.stay_id WHERE a.back_at IS NULL AND s.state = 'completed'`,
    );
    expect(open).toEqual([]);
  });
});
