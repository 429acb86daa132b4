import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebhookCarrier } from '../../src/platform/post/webhook-carrier.js';
import { HookServer } from '../support/hook-server.js';

let hook: HookServer;
const secret = randomBytes(32);
const inside = new WebhookCarrier(['localhost'], { rejectUnauthorized: false });
const outside = new WebhookCarrier([], { rejectUnauthorized: false });

beforeAll(async () => {
  hook = await HookServer.start();
});
afterAll(() => hook?.stop());
beforeEach(() => {
  hook.posted.length = 0;
  hook.status = 200;
  hook.location = '';
});

const post = (url: string) => ({
  id: randomUUID(),
  url,
  secret,
  body: '{"text":"x"}',
  at: new Date(1_800_000_000_500),
});

describe('a post to an address', () => {
  it('is signed with its time, so that whoever gets it can tell that it is ours and not an old one', async () => {
    const sent = post(hook.at('/hook?key=1'));
    expect(await inside.send(sent)).toEqual({ is: 'sent' });
    const [{ path, headers, body }] = hook.posted as [(typeof hook.posted)[number]];
    expect([path, body]).toEqual(['/hook?key=1', sent.body]);
    const signed = createHmac('sha256', secret).update(`1800000000.${sent.body}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-short-breaks-delivery': sent.id,
      'x-short-breaks-timestamp': '1800000000',
      'x-short-breaks-signature': `sha256=${signed}`,
    });
  });

  it.each([
    [204, 'sent'],
    [302, 'refused'],
    [404, 'refused'],
    [410, 'refused'],
    [429, 'not-now'],
    [500, 'not-now'],
    [503, 'not-now'],
  ])('that is answered with %i is %s', async (status, is) => {
    hook.status = status;
    expect((await inside.send(post(hook.at('/')))).is).toBe(is);
  });

  it('follows no redirect, to wherever it leads', async () => {
    hook.status = 307;
    hook.location = hook.at('/private');
    expect(await inside.send(post(hook.at('/')))).toEqual({ is: 'refused', error: 'webhook HTTP 307' });
    expect(hook.posted.map(({ path }) => path)).toEqual(['/']);
  });

  it('of which nothing is heard is of unknown outcome, before the time is over that one try has', async () => {
    hook.status = 0;
    const outcome = await inside.send(post(hook.at('/')));
    expect(outcome).toEqual({ is: 'unknown', error: 'webhook took too long', isAway: true });
  }, 20_000);

  it('that finds nobody surely did not go', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => closed.once('listening', done));
    const { port } = closed.address() as { port: number };
    await new Promise((done) => closed.close(done));
    expect(await inside.send(post(`https://localhost:${port}/`))).toMatchObject({ is: 'not-now' });
  });

  it('is not made where the certificate is nobody’s', async () => {
    const strict = new WebhookCarrier(['localhost']);
    expect(await strict.send(post(hook.at('/')))).toMatchObject({ is: 'not-now', error: 'webhook CERT_HAS_EXPIRED' });
    expect(hook.posted).toEqual([]);
  });

  it.each<[string, (port: number) => string]>([
    ['by a name that stands for one', (port) => `https://localhost:${port}/`],
    ['by its number', (port) => `https://127.0.0.1:${port}/`],
    ['by its number in other words', (port) => `https://2130706433:${port}/`],
    ['by its number in hexadecimal', (port) => `https://0x7f.1:${port}/`],
    ['as IPv6', (port) => `https://[::ffff:127.0.0.1]:${port}/`],
    ['without encryption', (port) => `http://localhost:${port}/`],
  ])('is not made to a private address, %s', async (_, url) => {
    const refused = { is: 'refused', error: 'webhook: the address is of a private network' };
    expect(await outside.send(post(url(hook.port)))).toEqual(refused);
    expect(hook.posted).toEqual([]);
  });
});
