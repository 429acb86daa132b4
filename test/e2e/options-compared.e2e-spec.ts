import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { aRating } from '../support/full-house.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let request: string;
let path: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** Ash asks for two of six nights; on the first two Quillan is there, beside whom it takes a plan or does not go. */
beforeEach(async () => {
  house = await make.aHouse({ beds: 2 });
  const ash = await make.aYoungPerson(house, { firstName: 'Ash' });
  const theirs = await make.aUser(house, 'cas_worker', 'referrer');
  const there = await make.aYoungPerson(house, { firstName: 'Quillan', lastName: 'Zephyrine', keyWorker: theirs });
  await anAssessment(make, house, ash, { ratings: [aRating('bullying', 0, 4)] });
  await anAssessment(make, house, there, { ratings: [aRating('bullying', 4, 0)] }, { by: theirs });
  await make.aStay({ ...house, worker: theirs }, there, { inDays: 30, nights: 2, bed: house.beds[0]! });
  request = await make.aRequest(house, ash, { inDays: 30, nights: 2, slack: 4 });
  path = `/requests/${request}/compare`;
});

const as = (user: TestUser) => PageClient.signIn(app.address, user.email, PASSWORD);
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const cardsIn = (html: string) => html.split('class="card"').slice(1);
const two = () => `option=${make.today(30)}_${house.beds[1]}&option=${make.today(33)}_${house.beds[1]}`;

describe('options side by side', () => {
  it('are ticked on the list of options, or chosen from two lists, and hold nothing', async () => {
    const staff = await as(house.staff);
    const options = (await staff.get(`/requests/${request}/options`)).text;
    expect(options).toContain(`<form method="get" action="${path}"`);
    expect(options).toContain(`formaction="/requests/${request}/hold"`);
    expect(options).toContain(`href="${path}"`);
    const empty = (await staff.get(path)).text;
    expect(cardsIn(empty)).toHaveLength(0);
    expect(empty.match(/<select/g)).toHaveLength(2);
    const both = (await staff.get(`${path}?${two()}`)).text;
    const [first, second, ...more] = cardsIn(both).map(text);
    expect(more).toEqual([]);
    expect(first).toMatch(/Bed 2 .*With Quillan Zephyrine \(every night\).*bullying/i);
    expect(second).toMatch(/Bed 2 .*✓ Suitable.*Nobody else is booked on these nights\./);
    expect(both).toContain(`href="/requests/${request}/propose?arrival=${make.today(33)}`);
    expect(
      await app.sql(`SELECT 1 FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.request_id = $1`, [
        request,
      ]),
    ).toEqual([]);
  });

  it('show a key worker what they are told of each, and nothing of another child', async () => {
    const worker = await as(house.worker);
    expect((await worker.get(`/requests/${request}/options`)).text).toContain(`href="${path}"`);
    const page = (await worker.get(`${path}?${two()}`)).text;
    const [first, second] = cardsIn(page).map(text);
    expect([first, second]).toEqual([
      expect.stringMatching(/Not these nights|Suitable with a plan/),
      expect.stringContaining('✓ Suitable'),
    ]);
    for (const word of ['Quillan', 'Zephyrine', 'bully', 'Bed 2', 'Propose', ' 100 '])
      expect([word, text(page).toLowerCase().includes(word.toLowerCase())]).toEqual([word, false]);
  });

  it('leave out what cannot be had, what is no nights, and what is chosen twice, and say so', async () => {
    const staff = await as(house.staff);
    const gone = await staff.get(`${path}?option=${make.today(33)}&option=${make.today(33)}&option=${make.today(90)}`);
    expect(cardsIn(gone.text)).toHaveLength(1);
    expect(gone.text).toContain('Not all that you chose can be had any more');
    const nonsense = await staff.get(`${path}?option=x&option[a]=b&option=2027-02-30`);
    expect([nonsense.status, cardsIn(nonsense.text)]).toEqual([200, []]);
    const stranger = await as(await make.aUser(house, 'cas_worker', 'referrer'));
    expect((await stranger.get(path)).status).toBe(404);
  });
});
