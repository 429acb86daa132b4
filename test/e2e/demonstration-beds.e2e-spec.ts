import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Env, readEnv } from '../../config/env.js';
import { loadDemonstration } from '../../src/demonstration/load.js';
import { createLogger } from '../../src/platform/log.js';
import { createService } from '../../src/service.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let worker: Awaited<ReturnType<typeof createService>>;
let signIns: Awaited<ReturnType<typeof loadDemonstration>>;

beforeAll(async () => {
  app = await startTestApp();
  signIns = await loadDemonstration(app.app.get(Env), app.clock.now());
  // Nobody does jobs while it is loaded.
  const env = readEnv({ DATABASE_URL: app.serviceUrl, LOG_LEVEL: 'silent' });
  worker = await createService(env, createLogger('silent'), { clock: app.clock, work: true });
  await worker.init();
}, 240_000);
afterAll(async () => {
  await worker?.close();
  await app?.close();
});

// Whoever tries it cancels the first stay that they see, as the unit's staff or as its manager.
it.each(['unit_staff', 'manager'])(
  'puts forward what comes back when %s cancels a stay of the demonstration',
  async (as) => {
    const { email, password } = signIns.find(({ role }) => role === as)!;
    const { body } = await app.http.post('/api/v1/tokens').send({ email, password }).expect(201);
    const [stay] = await app.sql<{ id: string }>(
      `SELECT s.id FROM stays s WHERE s.state = 'booked' AND s.arrival > $1::date + 1 ORDER BY s.arrival, s.id LIMIT 1`,
      [app.clock.now()],
    );
    await app.http
      .post(`/api/v1/stays/${stay!.id}/cancel`)
      .set('Authorization', `Bearer ${(body as { token: string }).token}`)
      .send({ by: 'family', code: 'illness', reason: 'They are ill' })
      .expect(200);
    const held = () =>
      app.sql<{ last: string }>(
        `SELECT y.last_name AS last FROM freed_bed_looks l JOIN bed_claims c ON c.id = l.claim_id
         JOIN offers o ON o.id = l.offer_id JOIN request_parts p ON p.id = o.part_id
         JOIN young_people y ON y.id = p.young_person_id WHERE c.stay_id = $1 AND o.state = 'proposed'`,
        [stay!.id],
      );
    await until(async () => (await held()).length === 1, 'Nobody was put forward for the nights');
    expect(['Mightwell', 'Couldham']).toContain((await held())[0]!.last);
  },
);
