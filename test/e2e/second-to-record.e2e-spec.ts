import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 3 });
});

const aStay = async () => make.aStay(house, await make.aYoungPerson(house), { inDays: 0, nights: 2 });
const step = (stay: string, name: string, body = {}) => make.as(house.staff).post(`/stays/${stay}/${name}`, body);
const open = async (stay: string) => (await make.as(house.staff).get(`/stays/${stay}`).expect(200)).body as object;
const seenIn = (page: string) => /name="seen" value="([^"]*)"/.exec(page)![1]!.replaceAll('&quot;', '"');
const typed = (time: string) => ({ date: make.today().split('-').toReversed().join('/'), time });

/** Both open the form; what the other does comes first. */
async function second(stay: string, path: string, first: () => Promise<unknown>, fields: Record<string, string>) {
  const page = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  const seen = seenIn((await page.get(`/stays/${stay}/${path}`)).text);
  app.clock.advance({ minutes: 1 });
  await first();
  return { page, answer: await page.post(`/stays/${stay}/${path}`, { seen, ...fields }) };
}

describe('whoever comes second to a stay', () => {
  it('with a departure is told who recorded one and when, changes nothing unseen, and keeps what they typed', async () => {
    const stay = await aStay();
    await step(stay, 'arrive').expect(200);
    app.clock.advance({ days: 2 });
    const address = { addressAfter: 'With her aunt, 4 Low Road' };
    const fields = { ...typed('12:00'), ...address, reason: 'Collected by the aunt' };
    const { page, answer } = await second(stay, 'depart', () => step(stay, 'depart'), fields);
    expect(answer.status).toBe(412);
    expect(answer.text).toMatch(
      new RegExp(`${house.staff.name} recorded that they left on .* at 12:01, as planned\\.`),
    );
    expect(answer.text).toContain(
      'Nothing of yours is saved yet. If yours is right, look through it and send it again.',
    );
    for (const words of [
      'With her aunt, 4 Low Road',
      'Collected by the aunt',
      'value="12:00"',
      'Correct the departure',
    ])
      expect(answer.text).toContain(words);
    const left = (await open(stay)) as { departedAt: string };
    expect(left.departedAt).toMatch(/T12:01:/);
    const again = await page.post(`/stays/${stay}/depart`, { ...fields, seen: seenIn(answer.text) });
    expect(again.status).toBe(303);
    expect(await open(stay)).not.toMatchObject({ departedAt: left.departedAt });
  });

  it('with an arrival is told the same', async () => {
    const stay = await aStay();
    const fields = { ...typed('11:55'), addressBefore: 'At her nan’s' };
    const { answer } = await second(stay, 'arrive', () => step(stay, 'arrive'), fields);
    expect(answer.status).toBe(412);
    expect(answer.text).toMatch(new RegExp(`${house.staff.name} recorded that they arrived on`));
    for (const words of ['At her nan’s', 'value="11:55"', 'Correct the arrival']) expect(answer.text).toContain(words);
  });

  it.each([
    ['cancel', 'arrive', /recorded that they arrived on .* “Cancel the stay” is possible only while it is “Booked”/],
    ['undo-ending', 'undo-ending', /takes? back .*|expected after all/],
  ])('with %s is told what was done, with what they typed', async (path, other, says) => {
    const stay = await aStay();
    if (path === 'undo-ending') await step(stay, 'cancel', { by: 'family', code: 'illness' }).expect(200);
    const fields = path === 'cancel' ? { ...typed('11:00'), ending: 'family:illness' } : {};
    const first = () => step(stay, other, { reason: 'They rang' }).expect(200);
    const { answer } = await second(stay, path, first, { ...fields, reason: 'Her mother rang at noon' });
    expect(answer.status).toBe(412);
    expect(answer.text).toMatch(says);
    for (const words of [house.staff.name, 'Her mother rang at noon']) expect(answer.text).toContain(words);
  });
});

describe('whoever comes second to a family’s answer', () => {
  it('is told who wrote what down and when, with all that they chose and typed, and is led to the request', async () => {
    const { request, offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 30 });
    const page = await PageClient.signIn(app.address, house.worker.email, PASSWORD);
    await page.get(`/offers/${offer}/answer`);
    const said = { answeredBy: 'Their father', how: 'telephone', reason: 'A wedding' };
    await make.as(house.manager).post(`/offers/${offer}/decline`, said).expect(200);
    const answer = {
      accepted: 'yes',
      answeredBy: 'Their mother',
      how: 'text message',
      ...typed('11:40'),
      asked: offer,
    };
    const { status, text } = await page.post(`/offers/${offer}/answer`, answer);
    expect(status).toBe(409);
    const done = `${house.manager.name} wrote down that the family said no, on `;
    expect(text).toMatch(new RegExp(`${done}.* at 12:\\d\\d\\. This request is now “Being looked at”`));
    expect(text).toContain('Yes. Their mother, text message.');
    expect(text).toContain('11:40');
    expect(text).toContain(`href="/requests/${request}"`);
    for (const stale of ['Held until', 'Offered to the family:', 'in the meantime']) expect(text).not.toContain(stale);
    const refused = await make.as(house.worker).post(`/offers/${offer}/accept`, said).expect(409);
    expect((refused.body as { title: string }).title).toContain(done);
  });

  it('on a page of a step that cannot be taken is led back to what it is a step of', async () => {
    const stay = await aStay();
    const page = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const { text } = await page.get(`/stays/${stay}/depart`);
    expect(text).toContain('This cannot be done now');
    expect(text).toContain(`href="/stays/${stay}">Go back to the stay`);
  });
});
