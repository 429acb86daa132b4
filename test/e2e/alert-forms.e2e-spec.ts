import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAlert } from '../support/an-alert.js';
import { builders, PASSWORD, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const opened = (user: TestUser, id: string) => make.as(user).get(`/alerts/${id}`).expect(200);

describe('what is seen of an alert when it is changed', () => {
  it('is the same over midnight, though it says “today” by then, and another once somebody takes it', async () => {
    app.clock.goTo('10:00', 1);
    const house = await make.aHouse();
    const figures = { night: make.today(1), empty: 2, beds: 4 };
    const id = await anAlert(app, house, { kind: 'empty_bed_soon', due: null, figures });
    const before = await opened(house.staff, id);
    app.clock.goTo('10:00', 1);
    const after = await opened(house.staff, id);
    const titleOf = ({ body }: { body: unknown }) => (body as { title: string }).title;
    expect(titleOf(after)).not.toBe(titleOf(before));
    const tag = before.headers['etag'] as string;
    expect(after.headers['etag']).toBe(tag);
    const taken = await make.as(house.staff).post(`/alerts/${id}/take`).set('If-Match', tag).expect(200);
    expect(taken.headers['etag']).not.toBe(tag);
    expect((await opened(house.staff, id)).headers['etag']).toBe(taken.headers['etag']);
    await make.as(house.manager).post(`/alerts/${id}/give-back`).set('If-Match', tag).expect(412);
  });
});

describe('the forms of an alert', () => {
  it('says that somebody else took it meanwhile, and keeps what was typed', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house);
    const staff = await page(house.staff);
    const seen = JSON.stringify({ takenBy: '' });
    await make.as(house.manager).post(`/alerts/${id}/take`).expect(200);
    const answer = await staff.post(`/alerts/${id}/resolve`, { reason: 'Rang them', takenBy: '', seen });
    expect(answer.status).toBe(412);
    expect(answer.text).toContain(house.manager.name);
    expect(answer.text).toContain('Rang them');
  });

  it('puts it off until tomorrow, Monday or a day that is typed', async () => {
    const house = await make.aHouse();
    const staff = await page(house.staff);
    const inputs: Record<string, string>[] = [
      { when: 'tomorrow' },
      { when: 'monday' },
      { when: 'date', until: make.today(3) },
      // What stands in the other field counts where it is chosen alone.
      { when: 'tomorrow', until: 'next week' },
    ];
    for (const input of inputs) {
      const id = await anAlert(app, house);
      expect((await staff.get(`/alerts/${id}/snooze`)).text).toContain('After the weekend, Mon ');
      expect((await staff.post(`/alerts/${id}/snooze`, input)).status).toBe(303);
      expect((await opened(house.staff, id)).body).toMatchObject({ snoozedUntil: expect.any(String) as unknown });
    }
    const id = await anAlert(app, house);
    for (const until of ['', 'next week', '31/2/2027'])
      expect((await staff.post(`/alerts/${id}/snooze`, { when: 'date', until })).status).toBe(400);
    expect((await staff.get('/alerts?state=snoozed')).text).toContain('Put off until');
  });

  it('asks nobody to put off or resolve what is over, or where they only look on', async () => {
    const house = await make.aHouse();
    const id = await anAlert(app, house);
    const watcher = await page(await make.aUser(house, 'manager', 'watcher'));
    const staff = await page(house.staff);
    const asked = async (by: PageClient) =>
      Promise.all(['snooze', 'resolve'].map(async (step) => (await by.get(`/alerts/${id}/${step}`)).status));
    expect([await asked(watcher), await asked(staff)]).toEqual([
      [403, 403],
      [200, 200],
    ]);
    await make.as(house.manager).post(`/alerts/${id}/resolve`, { reason: 'Rang them' }).expect(200);
    expect(await asked(staff)).toEqual([409, 409]);
    expect((await staff.get(`/alerts/${id}/resolve`)).text).toContain('There is nothing left to do here.');
  });
});
