import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating, somebody } from '../support/full-house.js';
import { PageClient } from '../support/page-client.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let manager: PageClient;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await somebody(make, house, 'Ash', [aRating('aggression_to_peers', 0, 4)]);
  manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
});

const words = { sign: 'yes', reasons: 'A calm weekend with the cousin' };
const stateOf = async (request: string) =>
  (await make.as(house.staff).get(`/requests/${request}`).expect(200)).body as {
    state: string;
    offers: { state: string }[];
  };
/** Somebody else is booked on the first nights, in a bed that nobody asks for. */
const another = async (inDays = 10) =>
  make.aStay(house, await somebody(make, house, 'Sol'), { inDays, bed: house.beds[3]! });

/** What the page showed is signed no more, with why; all that was typed is kept, and what is the case now is signed. */
async function isSignedAsShown(request: string, page: string, path: string, form: Record<string, string | string[]>) {
  const shown = shownIn((await manager.get(page)).text, 'shown');
  await another();
  const { status, text } = await manager.post(path, { ...form, ...words, shown });
  expect([status, text]).toEqual([409, expect.stringContaining('Who is there on these nights has changed')]);
  expect(text).toContain(words.reasons);
  expect(text).toMatch(/value="yes"[^>]* checked/);
  expect(await stateOf(request)).toMatchObject({ offers: [] });
  const now = shownIn(text, 'shown');
  expect(now.length).toBeGreaterThan(0);
  expect(now).not.toContain(shown[0]);
  expect((await manager.post(path, { ...form, ...words, shown: now })).status).toBe(303);
}

describe('nights that are held and signed in one step', () => {
  it('are signed with those who are there as the page of an option showed them', async () => {
    const request = await make.aRequest(house, ash);
    const path = `/requests/${request}/propose`;
    const form = { arrival: make.today(10), bed: house.beds[1]! };
    await isSignedAsShown(request, `${path}?arrival=${form.arrival}&bed=${form.bed}`, path, form);
    expect(await stateOf(request)).toMatchObject({ state: 'offered', offers: [{ state: 'offered' }] });
  });

  it('are signed with those who are there as the page of several options showed them', async () => {
    const request = await make.aRequest(house, ash, { slack: 30 });
    const options = [10, 20].map((day) => `${make.today(day)}_${house.beds[0]!}`);
    const path = `/requests/${request}/hold`;
    await isSignedAsShown(request, `${path}?option=${options.join('&option=')}`, path, { options });
    expect(await stateOf(request)).toMatchObject({ offers: [{ state: 'offered' }, { state: 'offered' }] });
  });

  it('are signed for brothers and sisters with all of them there, as their page showed it', async () => {
    const bo = await somebody(make, house, 'Bo', [aRating('aggression_to_peers', 2, 0)]);
    const request = await make.aRequest(house, ash, { siblings: [bo] });
    const path = `/requests/${request}/together/propose`;
    const form = { arrival: make.today(10) };
    await isSignedAsShown(request, `${path}?arrival=${form.arrival}`, path, form);
    const { parts } = (await make.as(house.staff).get(`/requests/${request}`)).body as { parts: { state: string }[] };
    expect(parts.map(({ state }) => state)).toEqual(['offered', 'offered']);
  });

  it('are signed for brothers and sisters only where the advice on each is shown', async () => {
    const request = await make.aRequest(house, ash, { siblings: [await somebody(make, house, 'Bo')] });
    const { parts } = (await make.as(house.staff).get(`/requests/${request}`)).body as { parts: { id: string }[] };
    const path = `/requests/${parts[0]!.id}/propose`;
    const form = { arrival: make.today(10), bed: house.beds[0]!, together: 'yes' };
    const shown = shownIn((await manager.get(`${path}?arrival=${form.arrival}`)).text, 'shown');
    const { status, text } = await manager.post(path, { ...form, ...words, shown });
    expect([status, text]).toEqual([400, expect.stringContaining('This page shows the advice on one of them')]);
    expect(text).toContain(words.reasons);
    expect((await manager.post(path, { ...form, sign: 'no' })).status).toBe(303);
  });

  it('are held by whoever does not sign, whoever is there by then', async () => {
    const request = await make.aRequest(house, ash);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const path = `/requests/${request}/propose`;
    const { text } = await staff.get(`${path}?arrival=${make.today(10)}`);
    expect(shownIn(text, 'shown')).toEqual([]);
    await another();
    expect((await staff.post(path, { arrival: make.today(10), bed: house.beds[0]! })).status).toBe(303);
    expect(await stateOf(request)).toMatchObject({ state: 'proposed' });
  });

  it('are signed by nobody whose page did not say what it showed', async () => {
    const request = await make.aRequest(house, ash);
    const form = { arrival: make.today(10), bed: house.beds[1]!, ...words };
    expect((await manager.post(`/requests/${request}/propose`, form)).status).toBe(409);
    expect(await stateOf(request)).toMatchObject({ offers: [] });
  });
});
