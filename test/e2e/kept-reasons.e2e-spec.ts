import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

describe('what was written of nights that somebody else has just taken', () => {
  it.each(['propose', 'hold'])(
    'on the page to %s is shown, and stands in the form of the nights chosen next',
    async (step) => {
      const house = await make.aHouse({ beds: 1 });
      const [bed] = house.beds as [string];
      const [arrival, next] = [make.today(30), make.today(40)];
      const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 30, slack: 20 });
      const page = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
      const choice = (on: string): Record<string, string> =>
        step === 'hold' ? { options: `${on}_${bed}` } : { arrival: on, bed };
      const query = (on: string) => (step === 'hold' ? `option=${on}_${bed}` : `arrival=${on}&bed=${bed}`);
      const path = `/requests/${request}/${step}`;
      expect((await page.get(`${path}?${query(arrival)}`)).text).toContain('Do you sign');
      await make.aStay(house, await make.aYoungPerson(house, { firstName: 'Bo' }), { inDays: 30, nights: 2, bed });
      const words = { sign: 'yes', reasons: 'A calm weekend with Ash’s cousin' };
      const late = await page.post(path, { ...choice(arrival), ...words });
      expect(late.status).toBe(409);
      expect(late.text).toContain('It is kept for the nights that you choose next.');
      expect(late.text).toContain(words.reasons);
      const { text } = await page.get(`${path}?${query(next)}`);
      expect(text).toContain(words.reasons);
      expect(text).toMatch(/value="yes"[^>]* checked/);
      expect(text).not.toContain('Your session was renewed');
      const shown = shownIn(text, 'shown');
      expect((await page.post(path, { ...choice(next), ...words, shown })).status).toBe(303);
    },
  );
});
