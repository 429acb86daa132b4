import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantIn, weekdayOf } from '../../src/kernel/nights.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

const HOUR = 3_600_000;
const SUNDAY = 7;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
});
afterAll(() => app?.close());

interface Request {
  id: string;
  state: string;
  nextAction: { due: string };
}
async function ask(more: object): Promise<Request> {
  const youngPerson = await make.aYoungPerson(house);
  const asked = { youngPerson, unit: house.unit, nights: 2, from: make.today(1), to: make.today(9), purpose: 'Rest' };
  return (
    await make
      .as(house.worker)
      .post('/requests', { ...asked, ...more })
      .expect(201)
  ).body as Request;
}
const hoursLeft = ({ nextAction }: Request) => (Date.parse(nextAction.due) - app.clock.now().getTime()) / HOUR;

/** Days from today to the next date that fits. */
function daysTo(fits: (date: string) => boolean): number {
  for (let days = 1; ; days += 1) if (fits(make.today(days))) return days;
}
/** The day of spring or autumn on which the clocks of London change: then its midnight and noon are not twelve hours apart. */
const changes = (date: string) =>
  weekdayOf(date) === SUNDAY &&
  instantIn(date, '12:00', 'Europe/London').getTime() - instantIn(date, '00:00', 'Europe/London').getTime() !==
    12 * HOUR;

describe('a request that is an emergency', () => {
  it.each<[string, (date: string) => boolean, string]>([
    ['at nine on a Friday evening', (date) => weekdayOf(date) === 5, '21:00'],
    ['on Christmas Day', (date) => date.endsWith('-12-25'), '15:00'],
    ['in the night in which the clocks change', changes, '00:30'],
    ['in the night in which they change back', changes, '00:30'],
  ])('is due in two hours on the clock, %s', async (_, fits, time) => {
    app.clock.goTo(time, daysTo(fits));
    const emergency = await ask({ emergency: true });
    expect(hoursLeft(emergency)).toBeCloseTo(2, 1);
    expect(hoursLeft(await ask({}))).toBeGreaterThan(24);
    app.clock.advance({ hours: 3 });
    const { body } = await make.as(house.staff).get(`/requests/${emergency.id}`).expect(200);
    expect(hoursLeft(body as Request)).toBeCloseTo(-1, 1);
    // A step of the unit begins the next one, from the moment in which it is taken.
    const reviewed = await make
      .as(house.staff)
      .post(`/requests/${emergency.id}/ask-information`, { reasons: 'Which?' });
    expect(hoursLeft(reviewed.body as Request)).toBeCloseTo(2, 1);
  });

  it('counts from when a draft is submitted, not from when it was begun', async () => {
    const draft = await ask({ emergency: true, draft: true });
    app.clock.advance({ hours: 5 });
    const { body } = await make.as(house.worker).post(`/requests/${draft.id}/submit`).expect(200);
    expect(hoursLeft(body as Request)).toBeCloseTo(2, 1);
  });
});
