import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAlert } from '../support/an-alert.js';
import { builders, type TestUser } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

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
