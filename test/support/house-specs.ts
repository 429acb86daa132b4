import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { builders, type House } from './builders.js';
import { diaries } from './diaries.js';
import { feeds } from './feeds.js';
import { startTestApp, type TestApp } from './test-app.js';

/** What a spec has at hand once it has begun: a service of its own, and before each test a house of its own. */
interface HouseSpec {
  app: TestApp;
  make: ReturnType<typeof builders>;
  house: House;
}

/** Called once at the top of a spec. `before` adds what belongs to each test's house. */
function houseSpec<More extends object>(
  begin: (of: Omit<HouseSpec, 'house'>) => More,
  before: (the: HouseSpec & More) => Promise<unknown>,
): HouseSpec & More {
  const the = {} as HouseSpec & More;
  beforeAll(async () => {
    const app = await startTestApp();
    const make = builders(app);
    Object.assign(the, { app, make }, begin({ app, make }));
  });
  afterAll(() => the.app?.close());
  beforeEach(async () => {
    the.house = await the.make.aHouse();
    await before(the);
  });
  return the;
}

/** A house to which Ash Heron and Bo Wren are known, and what people do with its diary. */
export function diarySpec() {
  return houseSpec(
    ({ app }) => ({ diary: diaries(app), ash: '', bo: '' }),
    async (the) => {
      the.ash = await the.make.aYoungPerson(the.house, { firstName: 'Ash', lastName: 'Heron' });
      the.bo = await the.make.aYoungPerson(the.house, { firstName: 'Bo', lastName: 'Wren' });
    },
  );
}

/** A house that allows feeds, and what people do with them. */
export function feedSpec() {
  return houseSpec(
    ({ app, make }) => ({ feed: feeds(app, make) }),
    async (the) => {
      await the.feed.allow(the.house);
      await the.app.sql(`DELETE FROM sign_in_failures`);
    },
  );
}
