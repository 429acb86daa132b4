import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TRANSITIONS, type Action } from '../../src/requests/domain/transitions.js';
import { LapseOffer } from '../../src/requests/lapse-offer.js';
import { STAY_STEPS } from '../../src/stays/domain/stay-steps.js';
import { builders, type House } from '../support/builders.js';
import { addressOf, CALLS, inRole, standings, STEP_GIVEN, type Standing } from '../support/every-state.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What each action sends to the database, with the transaction around it and the answer that follows. */
const OF_AN_ACTION: Record<Action, number> = {
  edit: 15,
  submit: 15,
  review: 16,
  ask_information: 17,
  give_information: 17,
  propose: 23,
  // With all that the advice is made of, and the decision.
  sign: 34,
  take_back: 17,
  extend_offer: 19,
  accept: 34,
  // What an accept comes to where the yes is kept.
  keep_yes: 30,
  confirm: 34,
  // What those add that are freed when another is accepted: themselves, their claims, the trail and the story.
  free_option: 4,
  decline_offer: 18,
  answer_late: 20,
  lapse: 10,
  lapse_unsigned: 10,
  lapse_undecided: 10,
  waitlist: 17,
  decline: 21,
  reopen: 18,
  // With the arrival that it is.
  take_place: 43,
  withdraw: 20,
};
/** The same of each step of a stay: done, and put right. */
const OF_A_STEP: Record<string, [done: number, putRight?: number]> = {
  arrive: [41, 32],
  depart: [30, 26],
  'no-show': [30],
  cancel: [29],
  'correct-ending': [23],
  'undo-arrival': [33],
  'undo-departure': [33],
  'undo-ending': [34],
};
/** Of what changes the nights of a stay, or its bed. */
const OF_A_CHANGE = { extend: 36, shorten: 28, move: 35 };
/** Of an emergency, in the order in which it goes on. */
const OF_AN_EMERGENCY = { begin: 9, answer: 11, decision: 23, hold: 52 };

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let build: ReturnType<typeof standings>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse({ beds: 60 });
  build = standings(app, make, house);
  await noted(house);
  // The council has a matching guide from the first time on that it needs one.
  await make.anOffer(house, await make.aYoungPerson(house), { inDays: 200 });
}, 60_000);
afterAll(() => app?.close());

/** The token's use is noted once a minute; the clock of the test stands still. */
const noted = async ({ staff, manager, worker }: House) => {
  for (const user of [staff, manager, worker]) await make.as(user).get('/me').expect(200);
};

type Called = keyof typeof CALLS;
const row = (action: Action) => TRANSITIONS.find((one) => one.action === action)!;

/** Years behind a request, its stay and its young person: what was done, and what came to nothing. */
async function withHistory(at: Standing): Promise<Standing> {
  const values = [at.request, house.unit, house.worker.id];
  await app.sql(
    `INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user, note)
     SELECT p.request_id, p.id, now() - interval '2 hours', 'review', 'submitted', 'in_review', $3, 'Before'
       FROM request_parts p, generate_series(1, 30) WHERE p.request_id = $1 AND p.unit_id = $2`,
    values,
  );
  await app.sql(
    `WITH asked AS (
       INSERT INTO requests (unit_id, asked_by, purpose, created_at)
       SELECT $2, $3, 'Before', now() - interval '2 years' FROM generate_series(1, 10) RETURNING id)
     INSERT INTO request_parts (request_id, unit_id, young_person_id, nights, earliest_arrival, latest_departure, state, state_since, submitted_at)
     SELECT asked.id, $2, p.young_person_id, 1, '2020-01-01', '2020-01-02', 'withdrawn', now() - interval '2 years', now() - interval '2 years'
       FROM asked, (SELECT young_person_id FROM request_parts WHERE request_id = $1 LIMIT 1) p`,
    values,
  );
  return at;
}

async function of(action: Called, at: Standing): Promise<string[]> {
  const { method = 'post', body } = CALLS[action];
  // More time is not given to an offer that is as young as it can be.
  await app.sql(`UPDATE offers SET expires_at = expires_at - interval '1 day' WHERE id = $1`, [at.offer]);
  const { who, from } = row(action);
  const by = from[0] === 'draft' ? house.worker : inRole(house, who.at(-1)!);
  return statementsOf(async () => {
    const call = make.as(by)[method](addressOf(CALLS[action], at), body(at));
    const { status } = await (method === 'patch' ? call.set('If-Match', '*') : call);
    expect([action, status]).toEqual([action, action === 'propose' ? 201 : 200]);
  });
}

const ofStep = (stay: string, path: string, body: object = {}) =>
  statementsOf(() => make.as(house.manager).post(`/stays/${stay}/${path}`, body).expect(200));

/** Shows what was sent where the number is another. */
const toBe = (sent: string[], number: number | undefined) => expect([sent.length, sent]).toEqual([number, sent]);

describe('the statements of an action', () => {
  it('are laid down for every action of the table and every step of a stay', () => {
    expect(Object.keys(OF_AN_ACTION).sort()).toEqual(TRANSITIONS.map(({ action }) => action).sort());
    const steps = STAY_STEPS.map(({ path }) => path).filter((path) => path !== 'review');
    expect(Object.keys(OF_A_STEP).sort()).toEqual(steps.sort());
  });

  it.each(Object.keys(CALLS) as Called[])('%s are as many whatever lies behind the request', async (action) => {
    const state = row(action).from[0]!;
    const sent = await of(action, await build(state));
    toBe(sent, OF_AN_ACTION[action]);
    expect(await of(action, await withHistory(await build(state)))).toEqual(sent);
  });

  it.each(['review', 'decline', 'withdraw'] as const)('%s are as many for four parts as for one', async (action) => {
    const asked = async (breaks: number) => {
      const week = (number: number) => ({ from: make.today(30 + 7 * number), to: make.today(32 + 7 * number) });
      const windows = Array.from({ length: breaks }, (_, number) => week(number));
      const body = { youngPerson: await make.aYoungPerson(house), unit: house.unit, nights: 2, purpose: 'Sleep' };
      const answer = await make
        .as(house.worker)
        .post('/requests', { ...body, windows, breaks })
        .expect(201);
      return { request: (answer.body as { id: string }).id, ...{ arrival: '', departure: '' } };
    };
    expect(await of(action, await asked(4))).toEqual(await of(action, await asked(1)));
  });

  it('free_option are as many for two options that are freed as for one', async () => {
    const beside = async (others: number) => {
      const at = await build('offered');
      for (let number = 0; number < others; number += 1) {
        const { arrival, departure } = at;
        const nights = { arrival, departure, bed: house.beds[50 + number]!, reasons: 'Beside' };
        await make.as(house.manager).post(`/requests/${at.request}/offers`, nights).expect(201);
      }
      const sent = await of('accept', at);
      await app.sql(`UPDATE stays SET state = 'cancelled', ended_why = '' WHERE state = 'booked' AND unit_id = $1`, [
        house.unit,
      ]);
      return sent;
    };
    const one = await beside(1);
    expect(one.length - OF_AN_ACTION.accept).toBe(OF_AN_ACTION.free_option);
    expect(await beside(2)).toEqual(one);
  });

  it('lapse, lapse_unsigned, take_place are as many as they are', async () => {
    const source = app.app.get(DataSource);
    const job = app.app.get(LapseOffer, { strict: false });
    const lapse = (offer: string) =>
      statementsOf(() => source.transaction((manager) => job.handle({ offer }, manager)));
    const { offer } = await withHistory(await build('offer_lapsed'));
    toBe(await lapse(offer!), OF_AN_ACTION.lapse);
    const unsigned = await withHistory(await build('proposed'));
    await app.sql(`UPDATE offers SET expires_at = proposed_at + interval '1 millisecond' WHERE id = $1`, [
      unsigned.offer,
    ]);
    await app.sql(
      `UPDATE bed_claims SET expires_at = made_at + interval '1 millisecond' WHERE id = (SELECT claim_id FROM offers WHERE id = $1)`,
      [unsigned.offer],
    );
    toBe(await lapse(unsigned.offer!), OF_AN_ACTION.lapse_unsigned);
    const at = await withHistory(await build('no_show'));
    await make.as(house.staff).post(`/requests/${at.request}/review`).expect(200);
    toBe(await ofStep(at.stay!, 'arrive', STEP_GIVEN['arrive']), OF_AN_ACTION.take_place);
  });
});

describe('the statements of a stay', () => {
  it.each(STAY_STEPS.filter(({ path }) => path !== 'review').map((step) => [step.path, step] as const))(
    '%s are as many whatever lies behind it',
    async (path, { from, corrects }) => {
      app.clock.notBefore('16:00');
      const standing = async () =>
        path === 'no-show'
          ? { ...(await build('booked')), stay: await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 }) }
          : build(from[0]!);
      const sent = await ofStep((await standing()).stay!, path, STEP_GIVEN[path]);
      toBe(sent, OF_A_STEP[path]![0]);
      expect(await ofStep((await withHistory(await standing())).stay!, path, STEP_GIVEN[path])).toEqual(sent);
      if (!corrects) return;
      const wrong = await withHistory(await build(corrects[0]!));
      toBe(
        await ofStep(wrong.stay!, path, { ...STEP_GIVEN[path], reason: 'Written down wrongly' }),
        OF_A_STEP[path]![1],
      );
    },
  );

  it('extend, shorten, move are as many as they are', async () => {
    const { stay } = await withHistory(await build('booked'));
    toBe(await ofStep(stay!, 'extend', { departure: make.today(8), reasons: 'One more' }), OF_A_CHANGE.extend);
    toBe(await ofStep(stay!, 'shorten', { departure: make.today(7) }), OF_A_CHANGE.shorten);
    toBe(await ofStep(stay!, 'move', { bed: house.beds[55] }), OF_A_CHANGE.move);
  });

  it('of an emergency are as many as they are', async () => {
    const place = await make.aHouse();
    await noted(place);
    const youngPerson = await make.aYoungPerson(place);
    let id = '';
    const sent = (path: string, body: object) =>
      statementsOf(async () => {
        const answer = await make.as(place.staff).post(path, body);
        expect([path, answer.status]).toEqual([path, expect.any(Number)]);
        if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
        id ||= (answer.body as { id: string }).id;
      });
    const told = { why: 'Nobody at home', risk: 'Alone', authority: 'Kit Duty' };
    toBe(await sent(`/units/${place.unit}/emergencies`, { youngPerson }), OF_AN_EMERGENCY.begin);
    const answered = () => make.as(place.staff).patch(`/emergencies/${id}`, told).set('If-Match', '*').expect(200);
    toBe(await statementsOf(answered), OF_AN_EMERGENCY.answer);
    const agreed = { decision: 'agreed', said: 'Two awake', decidedBy: place.manager.id };
    toBe(await sent(`/emergencies/${id}/decision`, agreed), OF_AN_EMERGENCY.decision);
    toBe(await sent(`/emergencies/${id}/hold`, {}), OF_AN_EMERGENCY.hold);
  });
});
