import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const KEY = 'short_breaks-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222';
const TEMPLATE = '33333333-3333-4333-8333-333333333333';

interface Asked {
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: { email_address: string; template_id: string; reference: string; personalisation: Record<string, string> };
}

let notify: Server;
let asked: Asked[];
/** What Notify answers; nothing at all where it is 0. */
let status: number;
let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  notify = createServer((req, res) => {
    let text = '';
    req.on('data', (part: Buffer) => (text += part.toString()));
    req.on('end', () => {
      asked.push({ path: req.url, headers: req.headers, body: JSON.parse(text) as Asked['body'] });
      if (status === 0) return req.socket.destroy();
      const said =
        status === 400
          ? { errors: [{ error: 'ValidationError', message: 'email_address Not a valid email address' }] }
          : {};
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  notify.listen(0, '127.0.0.1');
  await once(notify, 'listening');
  app = await startTestApp(
    {
      ...{ NOTIFY_API_KEY: KEY, NOTIFY_TEMPLATE_ID: TEMPLATE, PUBLIC_URL: 'https://breaks.example.gov.uk' },
      NOTIFY_URL: `http://127.0.0.1:${(notify.address() as AddressInfo).port}`,
    },
    { work: true },
  );
  make = builders(app);
});
afterAll(async () => {
  await app?.close();
  notify?.closeAllConnections();
  notify?.close();
});
beforeEach(() => {
  asked = [];
  status = 201;
  app.clock.goTo('10:00', 1);
});

const message = async () =>
  (
    await app.sql<{ id: string; state: string; times_unknown: number; error: string | null }>(
      `SELECT id, state, times_unknown, error FROM messages WHERE user_id = $1`,
      [house.worker.id],
    )
  )[0];
const ofWorker = () => asked.filter(({ body }) => body.email_address === house.worker.email);

describe('GOV.UK Notify', () => {
  it('is asked once, with the message’s id as reference and nothing of the child', async () => {
    house = await make.aHouse();
    const ash = await make.aYoungPerson(house);
    await make.as(house.manager).post(`/young-people/${ash}/information`, { text: 'Hides food' }).expect(201);
    await until(async () => (await message())?.state === 'sent');
    const [one, ...more] = ofWorker();
    expect(more).toEqual([]);
    expect(one!.path).toBe('/v2/notifications/email');
    expect(one!.headers.authorization).toMatch(/^Bearer /);
    expect(one!.body).toMatchObject({ template_id: TEMPLATE, reference: (await message())!.id });
    expect(one!.body.personalisation['subject']).toBe('Short Breaks: something is new for you');
    expect(one!.body.personalisation['body']).toContain('https://breaks.example.gov.uk/notices');
    expect(JSON.stringify(one!.body)).not.toMatch(/Ash|Hides food/);
  });
});

describe('what GOV.UK Notify answers', () => {
  it.each([
    ['that an address is wrong: it is not asked again', 400, 'refused', 0],
    ['nothing: nobody knows whether it went, and it is asked again', 0, 'waiting', 1],
  ])('%s', async (_, answer, state, unknown) => {
    const other = await make.aHouse();
    status = answer;
    const bo = await make.aYoungPerson(other);
    await make.as(other.manager).post(`/young-people/${bo}/information`, { text: 'x' }).expect(201);
    const found = () =>
      app.sql<{ times_unknown: number }>(
        `SELECT times_unknown FROM messages WHERE user_id = $1 AND state = $2 AND tries = 1`,
        [other.worker.id, state],
      );
    await until(async () => (await found()).length === 1);
    expect(await found()).toEqual([{ times_unknown: unknown }]);
  });
});
