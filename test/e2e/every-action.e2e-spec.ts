import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/identity/domain/actor.js';
import { REQUEST_STATES, STATE_TEXT, type RequestState } from '../../src/requests/domain/states.js';
import { TRANSITIONS, type Action } from '../../src/requests/domain/transitions.js';
import { availability, mayTake } from '../../src/requests/domain/workflow.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { addressOf, CALLS, inRole, standings, type Standing } from '../support/every-state.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let build: ReturnType<typeof standings>;
/** One request in each state; what is tried on them is refused, so each stays as it is. */
const at = {} as Record<RequestState, Standing>;

const ROLES: readonly Role[] = ['cas_worker', 'unit_staff', 'manager'];
/** What a person does: the clock has no button. */
const ACTIONS = TRANSITIONS.filter(({ who }) => who.length > 0).map(({ action }) => action as keyof typeof CALLS);
const row = (action: Action) => TRANSITIONS.find((one) => one.action === action)!;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse({ beds: 60 });
  build = standings(app, make, house);
  for (const state of REQUEST_STATES) at[state] = await build(state);
}, 60_000);
afterAll(() => app?.close());

const call = (action: keyof typeof CALLS, where: Standing, role: Role, body = CALLS[action].body(where)) =>
  callAs(inRole(house, role), action, where, body);
const callAs = (by: TestUser, action: keyof typeof CALLS, where: Standing, body = CALLS[action].body(where)) => {
  const { method = 'post' } = CALLS[action];
  const sent = make.as(by)[method](addressOf(CALLS[action], where), body);
  return method === 'patch' ? sent.set('If-Match', '*') : sent;
};
/** As whoever asked reads it: what was given up as a draft is nobody else's. */
const stateOf = async (where: Standing) =>
  (await make.as(house.worker).get(`/requests/${where.request}`)).body as { state: string };
/** The states in which an action has an address: an offer's has none before there was an offer. */
const reachable = (action: keyof typeof CALLS, state: RequestState) =>
  CALLS[action].of === 'request' || at[state].offer !== undefined;

it('the requests stand where the table of states says, and each action of a person has a call', async () => {
  for (const state of REQUEST_STATES) {
    const { body } = await make
      .as(inRole(house, state === 'draft' ? 'cas_worker' : 'manager'))
      .get(`/requests/${at[state].request}`);
    expect([state, (body as { state: string }).state]).toEqual([state, state]);
  }
  expect(Object.keys(CALLS).sort()).toEqual([...ACTIONS].sort());
});

describe.each(ACTIONS)('%s', (action) => {
  const { from, who, needs, to } = row(action);

  it('is refused in every state that is not its own, in the table’s sentence', async () => {
    for (const state of REQUEST_STATES.filter((one) => !from.includes(one) && reachable(action, one))) {
      for (const role of who) {
        if (state === 'draft' && role !== 'cas_worker') continue;
        const answer = await call(action, at[state], role);
        expect([state, role, answer.status, (answer.body as { title: string }).title]).toEqual([
          ...[state, role, 409],
          // Before it stands what happened last.
          expect.stringContaining((availability(action, state, role) as { why: string }).why),
        ]);
      }
    }
  });

  it('is refused to everybody whose task it is not', async () => {
    for (const state of from) {
      for (const role of ROLES.filter((one) => !who.includes(one))) {
        const answer = await call(action, at[state], role);
        // What somebody may not even read is not there; a draft is its author's.
        expect([state, role, answer.status]).toEqual([state, role, state === 'draft' ? 404 : 403]);
      }
      const administrator = await make.aUser(house, 'administrator');
      const { method = 'post' } = CALLS[action];
      await make
        .as(administrator)
        [method](addressOf(CALLS[action], at[state]), CALLS[action].body(at[state]))
        .expect(403);
    }
  });

  it('is refused to a manager who only looks on', async () => {
    const watcher = await make.aUser(house, 'manager', 'watcher');
    for (const state of from.filter((one) => one !== 'draft')) {
      await callAs(watcher, action, at[state]).expect(403);
    }
  });

  if (needs) {
    it.each(['', '   '])('is refused without its %p reasons, at their field', async (reasons) => {
      for (const state of from.filter((one) => one !== 'draft')) {
        const role = who.find((one) => mayTake(action, on(state), actorOf(one)).available)!;
        const answer = await call(action, at[state], role, { ...CALLS[action].body(at[state]), reasons });
        expect([state, answer.status]).toEqual([state, 400]);
        expect((answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toContain('reasons');
      }
    });
  }

  it('is refused of who has seen an older version, and nothing is done', async () => {
    for (const state of from) {
      const role = who.find((one) => mayTake(action, on(state), actorOf(one)).available)!;
      const answer = await call(action, at[state], role).set('If-Match', '"of-another-time-00000000000"');
      expect([state, answer.status]).toEqual([state, 412]);
    }
  });

  it('is done once when two people do it at once, and the other is told where it stands now', async () => {
    const where = await build(from[0]!);
    const role = who.find((one) => mayTake(action, on(from[0]!), actorOf(one)).available)!;
    // More time is not given to an offer that is as young as it can be: it would end when it ends already.
    await app.sql(`UPDATE offers SET expires_at = expires_at - interval '1 day' WHERE id = $1`, [where.offer]);
    const answers = await Promise.all([call(action, where, role), call(action, where, role)]);
    const [one, other] = answers.map(({ status }) => status).sort((a, b) => a - b) as [number, number];
    expect([200, 201]).toContain(one);
    if (from[0] === to) return;
    expect(other).toBe(409);
    expect(await stateOf(where)).toMatchObject({ state: to });
  });

  it('loses nothing that was typed by who was not the first, and tells them where it stands now', async () => {
    const body = CALLS[action].body(at[from[0]!]) as { reasons?: string };
    if (body.reasons === undefined) return;
    const role = who.find((one) => mayTake(action, on(from[0]!), actorOf(one)).available)!;
    const where = await build(from[0]!);
    const client = await PageClient.signIn(app.address, inRole(house, role).email, PASSWORD);
    const { of, page } = CALLS[action];
    const path = `/${of}s/${where[of]}/${page}`;
    expect((await client.get(path)).status).toBe(200);
    const { body: taken } = await (from[0] === to ? call('take_back', where, 'manager') : call(action, where, role));
    const answer = await client.post(path, { ...body, reasons: 'Typed with care' });
    expect([answer.status, answer.text.includes('Typed with care')]).toEqual([409, true]);
    expect(plainText(answer.text)).toContain(`“${STATE_TEXT[(taken as { state: RequestState }).state]}”`);
  });

  it('has a page that says why it cannot be done, or leads to one that can be of use', async () => {
    const { page, of } = CALLS[action];
    const role = who[0]!;
    const { email } = inRole(house, role);
    const client = await PageClient.signIn(app.address, email, PASSWORD);
    for (const state of REQUEST_STATES.filter((one) => !from.includes(one) && reachable(action, one))) {
      if (state === 'draft' && role !== 'cas_worker') continue;
      const answer = await client.get(`/${of}s/${at[state][of]}/${page}`);
      if (answer.status === 303) {
        expect([state, (await client.get(answer.location!)).status]).toEqual([state, 200]);
        continue;
      }
      expect([state, answer.status, plainText(answer.text)]).toEqual([
        ...[state, 409, expect.stringContaining(plainText((availability(action, state, role) as { why: string }).why))],
      ]);
    }
  });
});

/** The request as `mayTake` sees it, asked for by the worker. */
const on = (state: RequestState) => ({ state, unit: { id: house.unit }, askedBy: { id: house.worker.id } });
const actorOf = (role: Role) => {
  const capacity = { manager: 'registered_manager', unit_staff: 'staff', cas_worker: 'referrer', administrator: null }[
    role
  ];
  return { id: inRole(house, role).id, role, units: [{ id: house.unit, name: 'House', capacity }] } as never;
};

const plainText = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');
