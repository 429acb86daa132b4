import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
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

/** Posts a form as somebody of the house, and expects it again with the sentence beside the field. */
async function refuse(
  who: 'staff' | 'manager' | 'worker',
  path: string,
  form: Record<string, string>,
  [status, field, sentence]: [number, string, RegExp],
): Promise<void> {
  const page = await PageClient.signIn(app.address, house[who].email, PASSWORD);
  const answer = await page.post(path, form);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(`href="#${field}"`);
  expect(answer.text.split(`id="${field}-error"`)[1]).toMatch(sentence);
}

const arrived = async () => {
  const stay = await make.aStay(house, ash, { inDays: 0 });
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  return stay;
};
const tomorrow = () => ({ date: make.today(1), time: '09:00' });
const longAgo = () => ({ date: make.today(-400), time: '09:00' });

describe('a form asks for a date and a time where the service knows a moment, and is refused at the date', () => {
  it('for an arrival', async () => {
    const stay = await make.aStay(house, ash, { inDays: 0 });
    await refuse('staff', `/stays/${stay}/arrive`, tomorrow(), [400, 'date', /in the future/]);
    await refuse('staff', `/stays/${stay}/arrive`, longAgo(), [400, 'date', /[Cc]heck the date/]);
  });

  it('for a departure', async () => {
    const stay = await arrived();
    await refuse('staff', `/stays/${stay}/depart`, longAgo(), [400, 'date', /before the arrival/]);
  });

  it('for an absence and its end', async () => {
    const stay = await arrived();
    const away = { ...longAgo(), kind: 'home' };
    await refuse('staff', `/stays/${stay}/away`, away, [400, 'date', /before the arrival/]);
    await make.as(house.staff).post(`/stays/${stay}/away`, { kind: 'home' }).expect(200);
    await refuse('staff', `/stays/${stay}/back`, longAgo(), [400, 'date', /before they were away/]);
  });

  it('for an emergency', async () => {
    const form = { ...longAgo(), youngPerson: ash, departure: make.today(1), authority: 'Kit Duty, duty manager' };
    const path = `/emergency-stays/new?unit=${house.unit}&youngPerson=${ash}`;
    await refuse('staff', path, form, [400, 'date', /[Cc]heck the date/]);
  });

  it('for a family’s answer', async () => {
    const { offer } = await make.anOffer(house, ash);
    const form = { accepted: 'yes', answeredBy: 'Their mother', how: 'telephone' };
    const path = `/offers/${offer}/answer`;
    await refuse('worker', path, { ...form, ...tomorrow() }, [400, 'date', /in the future/]);
    await refuse('worker', path, { ...form, ...longAgo() }, [400, 'date', /had not been made/]);
  });
});

describe('a closure is refused where its form asks', () => {
  it('at what repeats, for a rule that yields nothing', async () => {
    const nights = { what: 'unit', from: make.today(5), to: make.today(6), reason: 'planned_closure' };
    const form = { ...nights, repeats: 'weekly', until: '2020-01-01', step: 'check' };
    await refuse('manager', `/closures/new?unit=${house.unit}`, form, [400, 'repeats', /no date between/]);
  });

  it('at its new end, for a stay that is booked there', async () => {
    const bed = house.beds[0]!;
    const body = { from: make.today(5), to: make.today(6), reason: 'deep_clean' };
    const { body: made } = await make.as(house.staff).post(`/beds/${bed}/out-of-service`, body).expect(201);
    await make.aStay(house, ash, { inDays: 7, bed });
    const path = `/closures/${(made as { id: string }).id}/change`;
    await refuse('staff', path, { to: make.today(9), reason: 'deep_clean' }, [409, 'to', /Ash Example/]);
  });
});
