import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/identity/domain/actor.js';
import { STAY_STEPS, stepFor } from '../../src/stays/domain/stay-steps.js';
import type { Standing } from '../../src/stays/domain/stay-state.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { inRole, standings, STEP_GIVEN } from '../support/every-state.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let build: ReturnType<typeof standings>;
/** One stay in each state; what is tried on them is refused, so each stays as it is. */
const at = {} as Record<Standing, string>;

const STATES: readonly Standing[] = ['booked', 'in_residence', 'completed', 'reviewed', 'no_show', 'cancelled'];
const ROLES: readonly Role[] = ['cas_worker', 'unit_staff', 'manager'];
/** How it went is said by several voices, with a test of its own. */
const STEPS = STAY_STEPS.filter(({ action }) => action !== 'reviewed');

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse({ beds: 40 });
  build = standings(app, make, house);
  for (const state of STATES) at[state] = (await build(state)).stay!;
}, 60_000);
afterAll(() => app?.close());

const call = (by: TestUser, stay: string, path: string, body = STEP_GIVEN[path] ?? {}) =>
  make.as(by).post(`/stays/${stay}/${path}`, body);

describe.each(STEPS.map((step) => [step.path, step] as const))('%s', (path, { action, from, corrects = [], who }) => {
  const possible = [...from, ...corrects];

  it('is refused in every state that is not its own, in the table’s sentence, to programs and on its page', async () => {
    for (const state of STATES.filter((one) => !possible.includes(one))) {
      for (const role of who) {
        const why = stepFor(action, state, role);
        const answer = await call(inRole(house, role), at[state], path);
        expect([state, role, answer.status, (answer.body as { title: string }).title]).toEqual([state, role, 409, why]);
        const client = await PageClient.signIn(app.address, inRole(house, role).email, PASSWORD);
        const page = await client.get(`/stays/${at[state]}/${path}`);
        expect([state, role, page.status]).toEqual([state, role, 409]);
        expect(page.text.replace(/<[^>]+>/g, ' ')).toContain(why);
      }
    }
  });

  it('is refused to everybody whose task it is not, and to who only looks on', async () => {
    const watcher = await make.aUser(house, 'manager', 'watcher');
    const administrator = await make.aUser(house, 'administrator');
    for (const state of possible) {
      for (const role of ROLES.filter((one) => !who.includes(one)))
        await call(inRole(house, role), at[state], path).expect(403);
      for (const user of [watcher, administrator]) await call(user, at[state], path).expect(403);
    }
  });

  it('is refused of who has seen an older version, and nothing is done', async () => {
    for (const state of possible) {
      const answer = await call(house.manager, at[state], path).set('If-Match', '"of-another-time-00000000000"');
      expect([state, answer.status]).toEqual([state, 412]);
    }
  });

  it('asks for a reason where what was written down is put right', async () => {
    for (const state of corrects) {
      const answer = await call(house.staff, at[state], path, {});
      expect([state, answer.status]).toEqual([state, 400]);
      expect((answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toContain('reason');
    }
  });

  it('is refused with a time to come', async () => {
    const tomorrow = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
    for (const state of path === 'arrive' || path === 'depart' ? possible : []) {
      const answer = await call(house.staff, at[state], path, { at: tomorrow, reason: 'A reason' });
      expect([state, answer.status]).toEqual([state, 400]);
    }
  });

  it('is done once when two people do it at once, and the other is told where it stands now', async () => {
    // Nobody has failed to come before they were to.
    app.clock.notBefore('16:00');
    const stay =
      path === 'no-show'
        ? await make.aStay(house, await make.aYoungPerson(house), { inDays: 0 })
        : (await build(from[0]!)).stay!;
    const answers = await Promise.all([call(house.staff, stay, path), call(house.manager, stay, path)]);
    const [one, other] = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(one).toBe(200);
    expect([400, 409]).toContain(other);
    const refused = answers.find(({ status }) => status !== 200)!;
    expect((refused.body as { title: string }).title).toMatch(/\.$/);
  });
});
