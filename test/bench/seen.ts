import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { inTurn } from './clients.js';
import { say, sayFigure } from './frame.js';
import { cancel, housesOf, lastProposal, type House } from './houses.js';
import { SESSION_SECRET, signedIn, type Cookie } from './sessions.js';
import { query, type Database, type Stage } from './stage.js';

const READY = ' does its jobs here';
/** As many proposals as one manager sees on Today without turning the page. */
const UNITS = 3;
const EACH = 11;
/** Between two releases, at any moment in it. */
const REST_MS = [2_500, 4_500] as const;
const GOAL_MS = 1_000;
const PROPOSAL = 'Sign the proposal for';

/** Notes in the page when each proposal was first painted. */
const WATCH = `window.seenAt = {};
new MutationObserver(() => {
  const shown = [...document.querySelectorAll('main a')].map((link) => link.textContent);
  for (const text of shown.filter((text) => text.startsWith('${PROPOSAL} ') && !(text in seenAt))) {
    seenAt[text] = undefined;
    requestAnimationFrame(() => (seenAt[text] = Date.now()));
  }
}).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });`;

/**
 * What a manager sees who has Today open in a browser, from the instant at which somebody of the unit's staff sends that a stay
 * is cancelled until the proposal for the one who waits for its night is painted. Every page has been at rest.
 */
export async function seenBench(stage: Stage, name: string, settings: Record<string, string>): Promise<void> {
  const database = await stage.database('bench_seen');
  const houses = await housesOf(database, { units: UNITS, beds: 1, nights: EACH, waiting: EACH });
  const cookies = await signedIn(
    database,
    houses.map(({ manager }) => manager.id),
  );
  const browser = await openBrowser();
  try {
    const { address } = await stage.service(database, { SESSION_SECRET, ...settings });
    await stage.run('src/worker.js', { DATABASE_URL: database.serviceUrl, ...settings }, READY);
    const pages: Page[] = [];
    for (const cookie of cookies) pages.push(await openToday(browser, address, cookie));
    const waiting = await Promise.all(houses.map((house) => whoWaits(database, house)));
    const held: number[] = [];
    const seen: number[] = [];
    for (let round = 0; round < EACH; round += 1)
      for (const [at, house] of houses.entries()) {
        await sleep(REST_MS[0] + Math.random() * (REST_MS[1] - REST_MS[0]));
        const proposal = `seenAt[${JSON.stringify(`${PROPOSAL} ${waiting[at]![round]!}`)}]`;
        const sent = Date.now();
        await inTurn(1, 1, () => cancel(address, house.staff, house.stays[round]!));
        const took = (await seenAt(pages[at]!, proposal)) - sent;
        // The first of each house warms up.
        if (round === 0) continue;
        seen.push(took);
        held.push((await lastProposal(database, house.unit)).getTime() - sent);
      }
    const most = Math.max(...seen);
    const wanted = `every one under ${GOAL_MS.toLocaleString('en')} ms: ${most < GOAL_MS ? 'reached' : 'NOT REACHED'}`;
    sayFigure(`and until its proposal is painted on an open page, ${name}`, `${timesOf(seen)}   ${wanted}`);
    say(`  of these held after ${timesOf(held)}; ${seen.length} given back at rest`);
  } finally {
    await browser.close();
    await stage.endPrograms();
  }
}

async function openToday(browser: Browser, address: string, cookie: Cookie): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1320, height: 900 }, locale: 'en-GB' });
  await context.addCookies([{ ...cookie, url: address }]);
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('heading', { name: 'Your next actions' }).waitFor();
  await page.evaluate(WATCH);
  return page;
}

/** When the page painted it, once it has: asked now and then, so that the asking slows nothing down. */
async function seenAt(page: Page, proposal: string): Promise<number> {
  for (let asked = 0; asked < 200; asked += 1) {
    const at: unknown = await page.evaluate(proposal);
    if (typeof at === 'number') return at;
    await sleep(100);
  }
  throw new Error('Nobody saw a proposal within twenty seconds');
}

/** Who waits for each of the nights that are given back, in their order. */
async function whoWaits({ ownerUrl }: Database, { unit }: House): Promise<string[]> {
  const people = await query<{ name: string }>(
    ownerUrl,
    `SELECT y.first_name || ' ' || y.last_name AS name FROM request_parts p JOIN young_people y ON y.id = p.young_person_id
      WHERE p.unit_id = $1 ORDER BY p.earliest_arrival`,
    [unit],
  );
  return people.map(({ name }) => name);
}

function timesOf(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, at most ${at(1)} ms`;
}
