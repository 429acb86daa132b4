import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, type House } from '../support/builders.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let tia: string;
let quillan: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** A house with one bed, of which Tia and Quillan both are known. */
beforeEach(async () => {
  app.clock.goTo('12:00', 1);
  house = await make.aHouse({ beds: 1 });
  tia = await make.aYoungPerson(house, { firstName: 'Tia' });
  quillan = await make.aYoungPerson(house, { firstName: 'Quillan', lastName: 'Zephyrine' });
});

interface Check {
  withheld: { words: { text: string }[]; names: string[]; mayPutIn: boolean }[];
  copy: { withheld: number; sections: object[] };
}

/** The copy of Tia’s file as a manager reads it before it is released. */
async function check(): Promise<Check & { text: string; asked: string }> {
  const body = { askedBy: 'young_person', askedOn: make.today() };
  const asked = await make.as(house.manager).post(`/young-people/${tia}/file`, body).expect(201);
  const { id } = asked.body as { id: string };
  const answer = await make.as(house.manager).get(`/young-people/${tia}/file/${id}/check`).expect(200);
  const read = answer.body as Check;
  return { ...read, text: JSON.stringify(read.copy), asked: id };
}

const reported = (text: string) => make.as(house.worker).post(`/young-people/${tia}/information`, { text }).expect(201);

async function staying(): Promise<string> {
  const stay = await make.aStay(house, tia, { inDays: 0, nights: 2 });
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
  return stay;
}

const note = async (stay: string, text: string, more: { namesOthers?: boolean; corrects?: string } = {}) => {
  const body = { kind: 'incident', text, namesOthers: false, ...more };
  return ((await make.as(house.staff).post(`/stays/${stay}/notes`, body).expect(201)).body as { id: string }).id;
};

describe('what another is to a young person, in the young person’s own file', () => {
  it('is no word of a decision that the two are never there together, nor of how they are there together', async () => {
    const { text: before } = await check();
    const pair = { youngPeople: [tia, quillan], evidence: 'Saffronfight in May', reviewBy: make.today(90) };
    await make
      .as(house.manager)
      .post('/pair-decisions', { ...pair, decision: 'never_together' })
      .expect(201);
    const { text } = await check();
    for (const word of ['Saffron', 'Quillan', quillan]) expect([word, text.includes(word)]).toEqual([word, false]);
    // Beside that it was asked for again.
    expect(text.length - before.length).toBeLessThan(600);
  });

  it('is nothing of whom an offer made way for: it says that the offer was taken back', async () => {
    const nights = { arrival: make.today(1), departure: make.today(3) };
    const request = await make.aRequest(house, tia, { inDays: 1, nights: 2 });
    const offered = { ...nights, bed: house.beds[0], reasons: 'Saffronreason' };
    await make.as(house.manager).post(`/requests/${request}/offers`, offered).expect(201);
    const stay = await make.aStay(house, quillan, { inDays: 4, nights: 2 });
    await make.as(house.staff).post(`/stays/${stay}/arrive`, { certain: true }).expect(200);
    const { text } = await check();
    expect(text).toContain('Taken back');
    for (const word of ['Saffron', 'Quillan', quillan, stay, make.today(4)])
      expect([word, text.includes(word)]).toEqual([word, false]);
  });

  it('is nothing of a plan that names them', async () => {
    const { offer } = await make.anOffer(house, tia, { inDays: 20 });
    const plan = [
      { what: 'Rooms apart', who: 'Night staff' },
      { what: 'Saffronwatch on the stairs', who: 'Jo' },
    ];
    const decided = { decision: 'suitable_with_mitigations', reasons: 'x', againstAdvice: 'x', mitigations: plan };
    await lookedFirst(make, house.manager, `/offers/${offer}/look-again`, decided).expect(201);
    expect((await check()).text).toContain('Rooms apart (Night staff)');
    // Quillan got that name after the plan was signed: then nobody could know it.
    await app.sql(`UPDATE young_people SET first_name = 'Saffronwatch' WHERE id = $1`, [quillan]);
    const { text, withheld } = await check();
    for (const word of ['Saffron', 'Rooms apart']) expect([word, text.includes(word)]).toEqual([word, false]);
    expect(withheld.map(({ names }) => names)).toContainEqual(['Saffronwatch Zephyrine']);
  });

  it('is nothing of notes that put one another right, however far from the one that names or was marked', async () => {
    const stay = await staying();
    const first = await note(stay, 'He hit her: Saffronone');
    const second = await note(stay, 'He pushed her: Saffrontwo', { corrects: first });
    await note(stay, 'He fell over her: Saffronthree', { corrects: second, namesOthers: true });
    const named = await note(stay, 'Quillan shouted: Saffronfour');
    const [after] = [await note(stay, 'He did not shout: Saffronfive', { corrects: named })];
    await note(stay, 'He sang: Saffronsix', { corrects: after });
    const { text, withheld } = await check();
    expect(text).not.toContain('Saffron');
    expect(withheld.map(({ mayPutIn }) => mayPutIn)).toEqual([false, false, false, true, true, true]);
  });

  it('is nothing of what was said about a report that names them', async () => {
    const told = (await reported('Quillan and she ran off')).body as { id: string };
    await app.sql(
      `INSERT INTO information_looks (information_id, unit_id, outcome, note, at, by_user)
       VALUES ($1, $2, 'nothing', 'He is known: Saffronlook', $3, $4)`,
      [told.id, house.unit, app.clock.now(), house.staff.id],
    );
    expect((await check()).text).not.toContain('Saffron');
  });

  it('is nothing of a brother of the same name in the notes of a shift, who may be whom they name', async () => {
    await staying();
    const handover = (text: string) => make.as(house.staff).post(`/units/${house.unit}/handover`, { text }).expect(201);
    await app.sql(`UPDATE young_people SET last_name = 'Example' WHERE id = $1`, [quillan]);
    await handover('The Example boy is loud: Saffronone');
    await handover('Tia likes the small lamp');
    const { text } = await check();
    expect(text).toContain('Tia likes the small lamp');
    expect(text).not.toContain('Saffron');
  });

  it('is not even a whole name that only another unit knows, nor one that was asked for and never came', async () => {
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await make.aYoungPerson(elsewhere, { firstName: 'Łukasz', lastName: 'O’Brannigan' });
    await app.sql(
      `INSERT INTO emergencies (unit_id, newcomer, called, opened_at, opened_by)
       VALUES ($1, '{"firstName": "Vortigern", "lastName": "Nobody"}', 'Vortigern Nobody', $2, $3)`,
      [house.unit, app.clock.now(), house.staff.id],
    );
    await reported('Seen with Lukasz O’Brannigan: Saffrontwo');
    await reported('Vortigern rang: Saffronthree');
    await reported('A Lukasz rang');
    const { text, withheld } = await check();
    expect(text).toContain('A Lukasz rang');
    expect(text).not.toMatch(/Saffron(two|three)/);
    // Whom the manager may not read is not named to them, either.
    expect(withheld.map(({ words, names, mayPutIn }) => [words[0]?.text, names, mayPutIn])).toContainEqual([
      'Vortigern rang: Saffronthree',
      ['Vortigern Nobody'],
      true,
    ]);
    expect(JSON.stringify(withheld)).not.toContain('Brannigan');
  });
});

describe('who releases it', () => {
  it('signs for a unit that knows the young person: to sign for one and look on at another is not enough', async () => {
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    await app.sql(`INSERT INTO unit_members (unit_id, user_id, capacity) VALUES ($1, $2, 'watcher')`, [
      house.unit,
      elsewhere.manager.id,
    ]);
    const { asked } = await check();
    const path = `/young-people/${tia}/file`;
    const { as } = make;
    await as(elsewhere.manager).get(`/young-people/${tia}`).expect(200);
    await as(elsewhere.manager).get(`${path}/${asked}/check`).expect(403);
    const release = { version: 'x', checked: true };
    await as(elsewhere.manager).post(`${path}/${asked}/release`, release).expect(403);
    await as(elsewhere.manager).post(path, { askedBy: 'young_person', askedOn: make.today() }).expect(403);
  });
});
