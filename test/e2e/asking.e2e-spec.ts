import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
});

const as = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const text = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');
const whom = () => ({ youngPerson: ash, unit: house.unit });
const dates = (nights = '2') => ({ nights, from: make.today(10), to: make.today(20) });

/** A draft begun on pages: its address. */
async function begin(client: PageClient, more: Record<string, string> = {}): Promise<string> {
  const { location } = await client.post('/requests/new', { ...whom(), ...more });
  expect(location).toMatch(/^\/requests\/[\w-]+\/ask\//);
  return /^\/requests\/[\w-]+/.exec(location!)![0];
}
const read = async (address: string, by: TestUser = house.worker) =>
  (await make.as(by).get(address).expect(200)).body as Record<string, unknown>;

describe('asking a question at a time', () => {
  it('keeps each answer, leads from one question to the next, and sends what was said', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    const steps: [string, Record<string, string | string[]>, string][] = [
      ['ask/aim', { purpose: 'Sleep and cook' }, 'ask/when'],
      ['ask/when', dates(), 'ask/weekdays'],
      ['ask/weekdays', { weekdays: ['5', '6'] }, 'ask/siblings'],
      ['ask/siblings', {}, 'ask/wishes'],
      ['ask/wishes', { wishes: 'To cook' }, 'ask/family'],
      ['ask/family', { familyWishes: 'A night of sleep' }, 'ask/unit-should-know'],
      ['ask/unit-should-know', {}, 'ask/how-soon'],
      ['ask/how-soon', { emergency: 'no' }, 'check'],
    ];
    for (const [step, answer, next] of steps) {
      expect((await worker.get(`${request}/${step}`)).status).toBe(200);
      expect(await worker.post(`${request}/${step}`, answer)).toMatchObject({
        ...{ status: 303, location: `${request}/${next}` },
      });
    }
    expect((await worker.post(`${request}/check`)).location).toBe(`${request}/submitted`);
    expect(await read(request)).toMatchObject({
      ...{ state: 'submitted', nights: 2, from: make.today(10), to: make.today(20), weekdays: [5, 6] },
      ...{ purpose: 'Sleep and cook', wishes: 'To cook', familyWishes: 'A night of sleep', urgency: 'short_notice' },
    });
    const staff = text((await (await as(house.staff)).get(request)).text);
    expect(staff).toContain('What the family says A night of sleep');
  });

  it('is taken up where it was left, by another session on another day', async () => {
    const first = await as(house.worker);
    const request = await begin(first);
    await first.post(`${request}/ask/aim`, { purpose: 'Rest' });
    await first.post(`${request}/ask/when`, dates());
    app.clock.advance({ minutes: 24 * 60 });
    const worker = await as(house.worker);
    const today = await worker.get('/');
    expect(text(today.text)).toContain('Finish the request for Ash Example');
    expect(today.text).toContain(`href="${request}/ask/weekdays"`);
    // What may be left open has been gone past once it was asked.
    for (const question of ['weekdays', 'siblings', 'wishes', 'family', 'unit-should-know', 'how-soon'])
      await worker.post(`${request}/ask/${question}`);
    expect((await worker.get('/')).text).toContain(`href="${request}/check"`);
  });

  it('saves what is there to come back later, though the rest is missing', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    expect((await worker.post(`${request}/ask/aim`, { purpose: '', then: 'later' })).location).toBe('/');
    expect((await worker.post(`${request}/ask/when`, { nights: '3', then: 'later' })).location).toBe('/');
    expect(text((await worker.get('/')).text)).toContain('Kept as a draft.');
    expect(await read(request)).toMatchObject({ state: 'draft', nights: 3, from: null, to: null, purpose: '' });
    const check = await worker.get(`${request}/check`);
    expect(text(check.text)).toContain('Before you can send it');
    expect(check.text).toContain(`href="${request}/ask/when?change=yes#from"`);
    const sent = await worker.post(`${request}/check`);
    expect(sent.status).toBe(400);
    for (const field of ['purpose', 'from', 'to']) expect(sent.text).toContain(`href="#${field}"`);
  });

  it('leads back to the answers from where one is changed', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    const check = await worker.get(`${request}/check`);
    expect(check.text).toContain(`href="${request}/ask/wishes?change=yes"`);
    const form = await worker.get(`${request}/ask/wishes?change=yes`);
    expect(form.text).toContain(`action="${request}/ask/wishes?change=yes"`);
    expect((await worker.post(`${request}/ask/wishes?change=yes`, { wishes: 'Chips' })).location).toBe(
      `${request}/check`,
    );
  });

  it('begins no second draft while in the first nothing is said, and points out the one that is', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    expect(await begin(worker, { from: make.today(12) })).toBe(request);
    expect(await read(request)).toMatchObject({ from: make.today(12), to: make.today(19) });
    await worker.post(`${request}/ask/aim`, { purpose: 'Rest' });
    const begun = await worker.get(`/requests/new?youngPerson=${ash}`);
    expect(begun.text).toContain(`href="${request}/ask/when"`);
    expect(await begin(worker)).not.toBe(request);
  });

  it('asks where, of somebody who may ask several units', async () => {
    const other = await make.aHouse({ organisation: house.organisation });
    await app.sql(`INSERT INTO unit_members VALUES ($1, $2, 'referrer')`, [house.worker.id, other.unit]);
    const worker = await as(house.worker);
    expect((await worker.get(`/requests/new?youngPerson=${ash}`)).text).toContain(`value="${other.unit}"`);
    expect((await worker.post('/requests/new', { youngPerson: ash })).text).toContain('id="unit-error"');
    const request = await begin(worker);
    await worker.post(`${request}/ask/unit?change=yes`, { unit: other.unit });
    expect(await read(request)).toMatchObject({ unit: { id: other.unit } });
    const strange = await make.aHouse();
    expect((await worker.post(`${request}/ask/unit`, { unit: strange.unit })).status).toBe(404);
  });

  it('runs on the clock once it is an emergency', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    await worker.post(`${request}/ask/aim`, { purpose: 'Rest' });
    await worker.post(`${request}/ask/when`, dates());
    await worker.post(`${request}/ask/how-soon`, { emergency: 'yes' });
    await worker.post(`${request}/check`);
    const { urgency, nextAction } = await read(request);
    expect(urgency).toBe('emergency');
    const hours = (Date.parse((nextAction as { due: string }).due) - app.clock.now().getTime()) / 3_600_000;
    expect(hours).toBeCloseTo(2, 2);
  });
});

describe('what cannot be answered so', () => {
  it.each<[string, Record<string, string>, string]>([
    ['when', { to: '' }, 'to'],
    ['when', { nights: '' }, 'nights'],
    ['when', { nights: '3', to: 'same' }, 'to'],
    ['when', { nights: '18' }, 'nights'],
    ['when', { from: '1/1/2206' }, 'from'],
    ['when', { from: '30/2/2027' }, 'from'],
    ['aim', { purpose: ' ' }, 'purpose'],
  ])('%s: %j is refused beside its field, and nothing that was typed is lost', async (question, wrong, field) => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    const input = { ...dates('7'), ...wrong, ...(wrong['to'] === 'same' && { to: make.today(11) }) };
    const answer = await worker.post(`${request}/ask/${question}`, input);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`id="${field}-error"`);
    expect(answer.text).toContain(`href="#${field}"`);
    if (question === 'when') expect(answer.text).toContain(`value="${input.nights}"`);
    expect(await read(request)).toMatchObject({ nights: null, from: null, to: null });
  });

  it('still has what was typed when the session ended in between', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    await worker.get(`${request}/ask/wishes`);
    worker.forgetSession();
    const stranger = await worker.post(`${request}/ask/wishes`, { wishes: 'to cook' });
    expect(stranger.status).toBe(401);
    const field = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(stranger.text)![1]!.replaceAll('&quot;', '"');
    const back = await worker.post('/sign-in', {
      ...{ email: house.worker.email, password: PASSWORD, _return: field('_return'), _typed: field('_typed') },
    });
    const form = await worker.get(back.location!);
    expect(form.text).toContain('to cook</textarea>');
  });

  it('does not ask for a young person whom the worker may not see, nor a question that there is not', async () => {
    const another = await make.aYoungPerson(await make.aHouse());
    const worker = await as(house.worker);
    expect((await worker.get(`/requests/new?youngPerson=${another}`)).status).toBe(404);
    expect((await worker.post('/requests/new', { ...whom(), youngPerson: another })).status).toBe(404);
    const request = await begin(worker);
    expect((await worker.get(`${request}/ask/name`)).status).toBe(404);
  });

  it('has nobody else in it, and nothing once it is sent', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    const staff = await as(house.staff);
    for (const path of ['', '/check', '/ask/aim']) expect((await staff.get(request + path)).status).toBe(404);
    await worker.post(`${request}/ask/aim`, { purpose: 'Rest' });
    await worker.post(`${request}/ask/when`, dates());
    expect((await worker.post(`${request}/check`)).location).toBe(`${request}/submitted`);
    expect(text((await worker.get(`${request}/submitted`)).text)).toContain('Unit staff: look at the options');
    expect((await worker.get(`${request}/check`)).location).toBe(request);
    for (const path of ['/check', '/ask/aim']) {
      const again = await worker.post(request + path, { purpose: 'Other' });
      expect(again.status).toBe(409);
      expect(text(again.text)).toContain('This request is now “Submitted”');
    }
    expect(await read(request)).toMatchObject({ purpose: 'Rest' });
  });

  it('begins with the night that was chosen on the calendar', async () => {
    const worker = await as(house.worker);
    const choose = await worker.get(`/requests/new?from=${make.today(12)}&unit=${house.unit}`);
    expect(choose.text).toContain(`youngPerson=${ash}&amp;unit=${house.unit}&amp;from=${make.today(12)}`);
    const request = await begin(worker, { from: make.today(12) });
    expect(await read(request)).toMatchObject({ from: make.today(12), to: make.today(19), nights: null });
  });
});

describe('a draft that lies', () => {
  it('lets what the family says be written down though its dates have passed, and is not sent with them', async () => {
    const worker = await as(house.worker);
    const request = await begin(worker);
    await worker.post(`${request}/ask/aim`, { purpose: 'Rest' });
    await worker.post(`${request}/ask/when`, dates());
    app.clock.advance({ minutes: 15 * 24 * 60 });
    const later = await as(house.worker);
    expect((await later.post(`${request}/ask/family`, { familyWishes: 'Soon' })).status).toBe(303);
    const check = await later.get(`${request}/check`);
    expect(text(check.text)).toContain('The earliest arrival must be today or later.');
    expect((await later.post(`${request}/check`)).status).toBe(400);
  });
});
