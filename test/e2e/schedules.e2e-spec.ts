import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { HANDLERS_OF } from '../../src/platform/jobs/job-list.js';
import { OutboxService } from '../../src/platform/jobs/outbox.service.js';
import { builders, PASSWORD } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PAGE = '/stuck-work/schedules';
const LATE = 'Something should have run and has not';
let app: TestApp;
let manager: PageClient;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** A run at the minute at which it is due, as a worker writes it. */
const run = async (topic: 'clean-up' | 'new-day', time: string, inDays = 1) => {
  app.clock.goTo(time, inDays);
  const once = `repeat:${topic}:${app.clock.now().getTime()}`;
  await app.app.get(OutboxService).write(app.app.get(DataSource).manager, topic, {}, { once });
  return once;
};
const handOver = () => app.sql(`UPDATE outbox SET handed_at = written_at WHERE state = 'waiting'`);
const end = (once: string, state: string, handlers: readonly string[]) =>
  app.sql(
    `UPDATE outbox SET state = $2, finished_at = written_at + interval '3 seconds', error = 'Error 23505'
      WHERE once = $1 AND handler = ANY ($3)`,
    [once, state, handlers],
  );
/** Of the table that a page shows, the words. */
const words = (text: string) =>
  text
    .slice(text.indexOf('<table'), text.indexOf('</table>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

it('says when each ran, what came of it and when it runs next, and what waits for somebody', async () => {
  const house = await make.aHouse();
  await end(await run('new-day', '03:41'), 'done', HANDLERS_OF['new-day']);
  const hourly = await run('clean-up', '10:17', 0);
  manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  let { text } = await manager.get(PAGE);
  expect(text).not.toContain(LATE);
  expect(text).toContain('Nothing has failed that waits for somebody.');
  expect(words(text)).toMatch(
    /Every hour, at 17 minutes past .* 10:17 Under way 0 of \d+ pieces of work done so far\. All runs/,
  );
  expect(words(text)).toMatch(
    /Every night at 03:41 .* 03:41 All done 2 of 2 pieces of work done, in 3 seconds\. All runs .* 03:41 $/,
  );

  await handOver();
  app.clock.advance({ minutes: 11 });
  expect(words((await manager.get(PAGE)).text)).toContain('Taking long');

  const [first, ...rest] = HANDLERS_OF['clean-up'];
  await end(hourly, 'done', rest);
  await end(hourly, 'failed', [first]);
  ({ text } = await manager.get(PAGE));
  expect(text).toContain('<a class="govuk-link" href="/stuck-work">Work that waits for somebody: 1</a>');
  expect(words(text)).toContain(
    `Waits for somebody ${rest.length} of ${rest.length + 1} pieces of work done. Given up: Removing old sessions.`,
  );
  expect((await manager.get('/stuck-work')).text).toContain(`href="${PAGE}"`);
  await end(hourly, 'done', [first]);
  expect(words((await manager.get(PAGE)).text)).not.toContain('Waits for somebody');
});

it('says so when one should have run and has not, until it has', async () => {
  expect((await manager.get(PAGE)).text).not.toContain(LATE);
  app.clock.goTo('11:23', 0);
  const { text } = await manager.get(PAGE);
  expect(text).toContain(LATE);
  expect(words(text)).toMatch(/Late It should have run on [^.]*, 11:17\./);
  await end(await run('clean-up', '11:30', 0), 'done', HANDLERS_OF['clean-up']);
  expect((await manager.get(PAGE)).text).not.toContain(LATE);
});

it('says so when work is due and no worker takes it up', async () => {
  const behind = 'Work has been waiting since';
  expect((await manager.get(PAGE)).text).not.toContain(behind);
  await run('new-day', '11:40', 0);
  app.clock.advance({ minutes: 4 });
  expect((await manager.get(PAGE)).text).not.toContain(behind);
  app.clock.advance({ minutes: 2 });
  expect((await manager.get(PAGE)).text).toMatch(/Work has been waiting since [^.]*, 11:40\./);
  await handOver();
  expect((await manager.get(PAGE)).text).not.toContain(behind);
});

it('lists the runs of each, page by page, the latest first', async () => {
  for (let i = 0; i < 25; i += 1) await run('clean-up', `12:${String(10 + i)}`, 0);
  const { text } = await manager.get(`${PAGE}/clean-up`);
  expect(words(text).match(/, 12:\d\d/g)).toHaveLength(25);
  const [, next] = /href="(\/stuck-work\/schedules\/clean-up\?cursor=[^"]+)"/.exec(text)!;
  expect(words((await manager.get(next!)).text)).toMatch(/11:30 All done .* 10:17 All done/);
  expect((await manager.get(`${PAGE}/no-such`)).status).toBe(404);
  expect((await manager.get(`${PAGE}/bed.freed`)).status).toBe(404);
});

it('is a manager’s, and shows nothing of what somebody’s work was about', async () => {
  const house = await make.aHouse();
  for (const who of [house.staff, house.worker]) {
    const other = await PageClient.signIn(app.address, who.email, PASSWORD);
    expect((await other.get(PAGE)).status).toBe(403);
    expect((await other.get(`${PAGE}/clean-up`)).status).toBe(403);
  }
});
