import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { IdempotencyKeys } from '../../src/identity/idempotency-keys.service.js';
import type { Actor } from '../../src/identity/domain/actor.js';
import { builders, type House, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  // One connection for the calls: whoever needed a second within a call would wait for ever.
  app = await startTestApp({ DATABASE_POOL_SIZE: '1' });
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});
afterAll(() => app?.close());

const asked = (youngPerson = ash, more: object = {}) => ({
  youngPerson,
  unit: house.unit,
  nights: 2,
  from: make.today(10),
  to: make.today(14),
  purpose: 'Sleep and cook',
  ...more,
});
const post = (user: TestUser, path: string, body: object, key: string) =>
  make.as(user).post(path, body).set('Idempotency-Key', key);
const requestsOf = async (youngPerson: string) =>
  (await app.sql('SELECT 1 FROM request_parts WHERE young_person_id = $1', [youngPerson])).length;

describe('a call with an Idempotency-Key', () => {
  it('is carried out once and answers the same, byte for byte', async () => {
    const young = await make.aYoungPerson(house);
    const key = randomUUID();
    const first = await post(house.worker, '/requests', asked(young), key).expect(201);
    const again = await post(house.worker, '/requests', asked(young), key).expect(201);
    expect(again.text).toBe(first.text);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await requestsOf(young)).toBe(1);
    const trail = await app.sql(
      `SELECT details FROM audit_entries WHERE actor_id = $1 AND action = 'answer.repeated'`,
      [house.worker.id],
    );
    expect(trail.map(({ details }) => details as object)).toEqual([{ route: 'POST /api/v1/requests' }]);
  });

  it('counts the same fields in another order as the same body', async () => {
    const young = await make.aYoungPerson(house);
    const key = randomUUID();
    await post(house.worker, '/requests', asked(young), key).expect(201);
    const turned = Object.fromEntries(Object.entries(asked(young)).toReversed());
    await post(house.worker, '/requests', turned, key).expect(201);
    expect(await requestsOf(young)).toBe(1);
  });

  it('is refused with another body, and with another record in its path', async () => {
    const key = randomUUID();
    await post(house.worker, '/requests', asked(), key).expect(201);
    const other = await post(house.worker, '/requests', asked(ash, { nights: 3 }), key).expect(422);
    expect(other.body).toMatchObject({
      type: '/problems/idempotency-key-reused',
      title: expect.stringContaining('Send each new request with a key of its own'),
    });
    const [one, two] = [await make.aRequest(house, ash), await make.aRequest(house, ash, { inDays: 30 })];
    const twice = randomUUID();
    await post(house.worker, `/requests/${one}/withdraw`, { reasons: 'x' }, twice).expect(200);
    await post(house.worker, `/requests/${two}/withdraw`, { reasons: 'x' }, twice).expect(422);
  });

  it('belongs to its user and its route', async () => {
    const young = await make.aYoungPerson(house);
    const key = randomUUID();
    const { body } = await post(house.worker, '/requests', asked(young), key).expect(201);
    await post(house.manager, '/requests', asked(young), key).expect(201);
    expect(await requestsOf(young)).toBe(2);
    await post(house.worker, `/requests/${body.id as string}/withdraw`, { reasons: 'x' }, key).expect(200);
  });

  it('makes twins wait: twenty at once are one effect and one answer', async () => {
    const young = await make.aYoungPerson(house);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(house.worker, '/requests', asked(young), key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect(await requestsOf(young)).toBe(1);
  });

  it('is not kept when it is refused, and what the trail says of the refusal stays', async () => {
    const small = await make.aHouse({ beds: 1 });
    const [bo, cy] = [await make.aYoungPerson(small), await make.aYoungPerson(small)];
    const stay = await make.aStay(small, bo, { inDays: 20 });
    const request = await make.aRequest(small, cy, { inDays: 20 });
    const key = randomUUID();
    const nights = { arrival: make.today(20), departure: make.today(22) };
    const named = async () =>
      (await app.sql(`SELECT 1 FROM audit_entries WHERE action = 'company.read' AND actor_id = $1`, [small.staff.id]))
        .length;
    await post(small.staff, `/requests/${request}/offers`, nights, key).expect(409);
    expect(await named()).toBe(1);
    await make.as(small.manager).post(`/stays/${stay}/cancel`, { reason: 'ill' }).expect(200);
    await post(small.staff, `/requests/${request}/offers`, nights, key).expect(201);
    await post(small.staff, `/requests/${request}/offers`, nights, key).expect(201);
    expect(
      await app.sql(`SELECT 1 FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1`, [
        request,
      ]),
    ).toHaveLength(1);
  });

  it('has done nothing when it is cut off before its end, and is done when it comes again', async () => {
    const young = await make.aYoungPerson(house);
    const key = randomUUID();
    const holder = await holdRequests();
    const cut = post(house.worker, '/requests', asked(young), key).then((answer) => answer.status);
    await until(async () => (await waiters()).length > 0, 'nobody waits');
    await app.asAdmin(`SELECT pg_terminate_backend($1)`, [(await waiters())[0]!.pid]);
    expect(await cut).toBe(503);
    await holder();
    expect(await requestsOf(young)).toBe(0);
    await post(house.worker, '/requests', asked(young), key).expect(201);
    expect(await requestsOf(young)).toBe(1);
  });

  it('is forgotten after a day', async () => {
    const young = await make.aYoungPerson(house);
    const key = randomUUID();
    const first = await post(house.worker, '/requests', asked(young), key).expect(201);
    app.clock.advance({ hours: 25 });
    const second = await post(house.worker, '/requests', asked(young), key).expect(201);
    expect(second.body.id).not.toBe(first.body.id);
    const third = await post(house.worker, '/requests', asked(young), key).expect(201);
    expect(third.body.id).toBe(second.body.id);
  });

  it.each(['', 'x'.repeat(256), 'caf\u00e9'])('needs a key of 1 to 255 printable characters, not %j', async (key) => {
    const answer = await post(house.worker, '/requests', asked(), key);
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/invalid-idempotency-key']);
  });

  it('keeps nothing of a sign-in, and never a secret', async () => {
    await app.http
      .post('/api/v1/tokens')
      .set('Idempotency-Key', 'sign-in')
      .send({ email: house.worker.email, password: 'correct horse battery staple' })
      .expect(201);
    const again = { email: house.worker.email, password: 'correct horse battery staple' };
    await post(house.worker, '/tokens', again, 'sign-in').expect(201);
    expect(await app.sql(`SELECT 1 FROM idempotency_keys WHERE key = 'sign-in'`)).toEqual([]);
    const keys = app.app.get(IdempotencyKeys);
    const actor = { id: house.worker.id, from: { via: 'api', ip: null, requestId: null } } as Actor;
    const call = {
      route: 'POST /secrets',
      key: 'once',
      asked: ['/secrets', {}] as [string, unknown],
      keepsAnswer: false,
    };
    const made = await keys.once(actor, call, async () => ({ answer: { token: 'very secret' }, etag: null }));
    expect(made.answer).toEqual({ token: 'very secret' });
    await expect(keys.once(actor, call, async () => ({ answer: {}, etag: null }))).rejects.toMatchObject({
      code: 'answer-not-kept',
    });
    expect(JSON.stringify(await app.sql('SELECT * FROM idempotency_keys'))).not.toContain('very secret');
  });
});

const waiters = () =>
  app.asAdmin<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'short-breaks'`,
  );

/** Holds the table of requests against writers, until the answer is called. */
async function holdRequests(): Promise<() => Promise<void>> {
  const source = new DataSource({ type: 'postgres', url: app.ownerUrl });
  await source.initialize();
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  await runner.query('LOCK TABLE requests IN EXCLUSIVE MODE');
  return async () => {
    await runner.rollbackTransaction();
    await source.destroy();
  };
}
