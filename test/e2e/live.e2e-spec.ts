import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/platform/log.js';
import { createService } from '../../src/service.js';
import { readEnv } from '../../config/env.js';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BuiltService } from '../support/built-service.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { LiveClient } from '../support/live-client.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
/** A second web process on the same database. */
let other: NestExpressApplication;
let otherAddress: string;
let make: ReturnType<typeof builders>;
let house: House;
let open: LiveClient[] = [];

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  const env = readEnv({ DATABASE_URL: app.serviceUrl, LOG_LEVEL: 'silent' });
  other = await createService(env, createLogger('silent'), { clock: app.clock });
  const server: Server = await other.listen(0, '127.0.0.1');
  otherAddress = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await until(async () => (await listening()) === 2, 'Two processes do not listen');
}, 60_000);
afterEach(() => {
  for (const client of open) client.close();
  open = [];
});
afterAll(async () => {
  await BuiltService.stopAll();
  await other?.close();
  await app?.close();
});

const listening = async () =>
  (
    await app.asAdmin(
      `SELECT 1 FROM pg_stat_activity WHERE application_name = 'short-breaks live' AND datname = current_database() AND query <> ''`,
    )
  ).length;

async function lookOn(user: TestUser, at = otherAddress): Promise<{ stream: LiveClient; browser: PageClient }> {
  const browser = await PageClient.signIn(at, user.email, PASSWORD);
  const stream = await LiveClient.open(at, browser.cookie);
  open.push(stream);
  return { stream, browser };
}

describe('whoever looks on', () => {
  it('hears at another process of what was changed at one, in a moment and without what it was', async () => {
    const { stream } = await lookOn(house.staff);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.response.headers.get('cache-control')).toBe('no-store, no-transform');
    const ash = await make.aYoungPerson(house, { firstName: 'Unmistakable' });
    const stay = await make.aStay(house, ash, { inDays: 3 });
    for (const kind of ['calendar', 'requests', 'house']) await stream.hears(`${kind}:${house.unit}`);
    const said = JSON.stringify(stream.events);
    for (const hidden of [ash, stay, 'Unmistakable']) expect(said).not.toContain(hidden);
  });

  it('hears nothing of a unit that is none of theirs, and a key worker nothing of what its people do', async () => {
    const elsewhere = { ...(await make.aHouse({ organisation: house.organisation })) };
    const { stream: stranger } = await lookOn(elsewhere.staff);
    const colleague = await make.aUser(house, 'cas_worker', 'referrer');
    const { stream: another } = await lookOn(colleague);
    const { stream: own } = await lookOn(house.worker);
    const ash = await make.aYoungPerson(house);
    await make.aRequest(house, ash, { inDays: 30 });
    await make.as(house.staff).post(`/units/${house.unit}/handover`, { text: 'The oven is broken' }).expect(201);
    await own.hears('requests');
    // Whatever was told before this has been told by then.
    await make
      .as(house.staff)
      .post(`/beds/${house.beds[3]}/out-of-service`, { from: make.today(200), to: make.today(201), reason: 'damage' })
      .expect(201);
    await make
      .as(elsewhere.staff)
      .post(`/beds/${elsewhere.beds[3]}/out-of-service`, { from: make.today(2), to: make.today(3), reason: 'damage' })
      .expect(201);
    await another.hears(`calendar:${house.unit}`);
    await stranger.hears(`calendar:${elsewhere.unit}`);
    expect(new Set(another.changed)).toEqual(new Set([`calendar:${house.unit}`]));
    expect(new Set(stranger.changed)).toEqual(new Set([`calendar:${elsewhere.unit}`]));
    expect(own.changed.filter((token) => /^(requests|house|stuck):/.test(token))).toEqual([]);
  });

  it('who stands in for somebody hears what those would', async () => {
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    const days = { firstDay: make.today(), lastDay: make.today(9) };
    const { stream } = await lookOn(deputy);
    await make
      .as(house.worker)
      .post('/deputies', { deputy: deputy.id, ...days, note: 'On leave' })
      .expect(201);
    const ash = await make.aYoungPerson(house);
    await make.aRequest(house, ash, { inDays: 40 });
    await stream.hears('requests');
  });

  it('is told what was missed since when, wherever they come back', async () => {
    const ash = await make.aYoungPerson(house);
    await make.aRequest(house, ash, { inDays: 50 });
    const { stream } = await lookOn(house.staff);
    const hello = JSON.parse(stream.events[0]!.data) as { known: number; changed: Record<string, number> };
    expect(hello.changed[`requests:${house.unit}`]).toBeLessThan(hello.known);
    expect(Object.keys(hello.changed).every((token) => !token.includes(':') || token.endsWith(house.unit))).toBe(true);
  });

  it('hears again, and is told so, after the connection to the database was cut', async () => {
    const { stream } = await lookOn(house.staff);
    const cut = performance.now();
    await app.asAdmin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'short-breaks live' AND datname = current_database()`,
    );
    expect(JSON.parse(await stream.next('hello', 2))).toEqual({ changed: {} });
    const hello = JSON.parse(await stream.next('hello', 3)) as { known: number };
    expect(hello.known).toBeLessThan(performance.now() - cut);
    await make.as(house.staff).post(`/units/${house.unit}/handover`, { text: 'Still here' }).expect(201);
    await stream.hears(`house:${house.unit}`);
  });

  it('hears no more once they have signed out, at whichever process', async () => {
    const { stream, browser } = await lookOn(house.staff);
    await browser.post('/sign-out');
    await stream.ends();
    expect(stream.events.at(-1)).toEqual({ event: 'over', data: 'signed-out' });
  });

  it('hears no more once the account has ended or no longer belongs to the unit', async () => {
    const gone = await make.aUser(house, 'unit_staff', 'staff');
    const moved = await make.aUser(house, 'unit_staff', 'staff');
    const [{ stream: one }, { stream: two }] = [await lookOn(gone), await lookOn(moved)];
    await app.sql(`UPDATE users SET ended_at = now() WHERE id = $1`, [gone.id]);
    await one.ends();
    await app.sql(`DELETE FROM unit_members WHERE user_id = $1`, [moved.id]);
    const { stream: witness } = await lookOn(house.staff);
    await make.as(house.staff).post(`/units/${house.unit}/handover`, { text: 'Milk' }).expect(201);
    await witness.hears(`house:${house.unit}`);
    expect(two.changed).toEqual([]);
  });

  it('is one browser, with room for no more than four streams: the oldest gives way', async () => {
    const { stream, browser } = await lookOn(house.staff);
    for (let more = 0; more < 4; more += 1) open.push(await LiveClient.open(otherAddress, browser.cookie));
    await stream.ends();
    expect(stream.events.at(-1)).toEqual({ event: 'over', data: 'too-many' });
    expect(open.slice(1).map(({ ended }) => ended)).toEqual([false, false, false, false]);
  });

  it('is somebody who is signed in and works with young people', async () => {
    expect((await fetch(`${app.address}/live`)).status).toBe(401);
    const administrator = await make.aUser(house, 'administrator');
    const { stream } = await lookOn(administrator);
    expect(stream.response.status).toBe(403);
  });
});

describe('the end of a process', () => {
  it('does not wait for those who look on: they are told first', async () => {
    const third = await createService(
      readEnv({ DATABASE_URL: app.serviceUrl, LOG_LEVEL: 'silent' }),
      createLogger('silent'),
      { clock: app.clock },
    );
    const server: Server = await third.listen(0, '127.0.0.1');
    const { stream } = await lookOn(house.staff, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await third.close();
    await stream.ends();
    expect(stream.events.at(-1)).toEqual({ event: 'over', data: 'stopping' });
  });

  it('is as quick when the program is told to end, as npm start runs it', async () => {
    const service = await BuiltService.start({ DATABASE_URL: app.serviceUrl, WORKER_PROCESSES: '0' });
    const { stream } = await lookOn(house.staff, service.address);
    service.signal('SIGTERM');
    expect(await service.ended()).toBe(0);
    await stream.ends();
    // Whoever is not told is cut off after ten seconds, and hears nothing.
    expect(stream.events.at(-1)).toEqual({ event: 'over', data: 'stopping' });
  }, 60_000);
});
