import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorsService } from '../../src/identity/actors.service.js';
import type { Actor } from '../../src/identity/domain/actor.js';
import { urgencyOf } from '../../src/requests/domain/next-action.js';
import { OPEN_STATES, type RequestState } from '../../src/requests/domain/states.js';
import { RequestsService } from '../../src/requests/requests.service.js';
import type { RequestView } from '../../src/requests/request-view.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { standings } from '../support/every-state.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let house: House;
let other: House;
let actor: (user: TestUser) => Promise<Actor>;

beforeAll(async () => {
  app = await startTestApp();
  const make = builders(app);
  house = await make.aHouse({ beds: 30 });
  other = await make.aHouse({ organisation: house.organisation, beds: 30 });
  for (const place of [house, other]) {
    const build = standings(app, make, place);
    for (const state of [...OPEN_STATES, ...OPEN_STATES]) await build(state);
  }
  // Many are due at the same minute, as at the end of a working day, and some at no time.
  await app.sql(
    `UPDATE request_parts SET due_at = CASE WHEN random() < 0.2 THEN NULL
       ELSE date_trunc('second', now()) + floor(random() * 3) * interval '1 day' END WHERE state NOT IN ('draft', 'proposed', 'offered')`,
  );
  const actors = app.app.get(ActorsService, { strict: false });
  actor = async ({ id }) => (await actors.byUserId(id, { via: 'page', ip: '127.0.0.1', traceId: 'x' } as never))!.actor;
}, 60_000);
afterAll(() => app?.close());

const place = ({ nextAction, number, part }: RequestView) =>
  `${urgencyOf(nextAction?.due ?? null)} ${String(number).padStart(9, '0')} ${part.position}`;

describe('what is due first', () => {
  it.each([
    ['everything that is open', OPEN_STATES],
    ['what waits for the unit', ['submitted', 'in_review', 'waitlisted', 'offer_lapsed']],
    ['what is held', ['proposed', 'offered']],
    ['one state', ['more_information_needed']],
  ] as [string, RequestState[]][])(
    'is on the first page of %s, and nothing is left out or shown twice',
    async (_, states) => {
      const requests = app.app.get(RequestsService, { strict: false });
      for (const who of [house.staff, house.manager, house.worker]) {
        const reader = await actor(who);
        const newestFirst = await requests.list(reader, { states, limit: 100 });
        const paged: RequestView[] = [];
        for (;;) {
          const last = paged.at(-1);
          const urgent = last
            ? { due: urgencyOf(last.nextAction?.due ?? null), number: last.number, part: last.partId }
            : (true as const);
          const page = await requests.list(reader, { states, urgent, limit: 3 });
          paged.push(...page);
          if (page.length < 3) break;
        }
        expect(paged.map(place)).toEqual(newestFirst.map(place).toSorted());
        expect(new Set(paged.map(({ unit }) => unit.id))).toEqual(new Set([house.unit]));
        expect(paged.length).toBeGreaterThan(1);
      }
    },
  );

  it('is first on the page of requests in that order, page by page', async () => {
    const requests = app.app.get(RequestsService, { strict: false });
    const all = await requests.list(await actor(house.staff), { states: OPEN_STATES, limit: 100 });
    const expected = all.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).map(({ pathId }) => pathId);
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const shown: string[] = [];
    for (let next: string | undefined = '/requests?order=due&limit=4'; next;) {
      const { text }: { text: string } = await page.get(next);
      expect(text).toContain('Due first');
      const table = /<tbody[\s\S]*?<\/tbody>/.exec(text)![0];
      shown.push(...[...table.matchAll(/href="\/requests\/([0-9a-f-]{36})"/g)].map(([, id]) => id!));
      const more: string | undefined = /href="([^"]*)">More requests/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      next = more && `${more}&limit=4`;
    }
    expect([...new Set(shown)]).toEqual(expected);
  });
});
