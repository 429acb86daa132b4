import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sayDate } from '../../src/kernel/say-date.js';
import { aReleasedFile } from '../support/an-asked-file.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { aRating } from '../support/full-house.js';
import { onTheList } from '../support/on-the-list.js';
import { PageClient } from '../support/page-client.js';
import { strained } from '../support/strained.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Those of the house, by their first names. */
const ids: Record<string, string> = {};
const RATED: Record<string, object[]> = {
  Quillan: [aRating('aggression_to_peers', 4, 0)],
  Risteard: [aRating('bullying', 0, 4)],
};
const NAMES = [
  ...['Quillan', 'Thibault', 'Ludmila', 'Oswin', 'Perpetua', 'Xanthe', 'Yorick', 'Zinnia', 'Risteard', 'Fenella'],
  ...['Gwendal', 'Hesper', 'Ignatius', 'Jocasta'],
];

const nights = (inDays: number, length = 2) => ({
  arrival: make.today(inDays),
  departure: make.today(inDays + length),
});
async function call<T extends object>(path: string, body: object, status: number, by = house.manager): Promise<T> {
  const answer = await make.as(by).post(path, body);
  expect([path, answer.status, answer.status === status ? '' : answer.text]).toEqual([path, status, '']);
  return answer.body as T;
}
const idOf = (name: string): string => ids[name]!;

/** Held with reasons that name everybody else, booked, and told with the names. */
async function booked(name: string, inDays: number, bed: number, beside: string): Promise<string> {
  const request = await make.aRequest(house, idOf(name), { inDays });
  const reasons = `Beside ${beside}: ${secretOf(beside)}`;
  const plan = [{ what: 'A room of their own', who: 'Night staff' }];
  const decided = { decision: 'suitable_with_mitigations', mitigations: plan, reasons, againstAdvice: reasons };
  const offer = { ...nights(inDays), bed: house.beds[bed] };
  const { id } = await call<{ id: string }>(`/requests/${request}/offers`, offer, 201, house.staff);
  await lookedFirst(make, house.manager, `/offers/${id}/sign`, decided).expect(200);
  const answer = { answeredBy: 'Their mother', how: 'telephone' };
  const { stay } = await call<{ stay: { id: string } }>(`/offers/${id}/accept`, answer, 200, house.worker);
  return stay.id;
}

/** A word that stands in no record but in what concerns this one beside another. */
const secretOf = (name: string): string => `Saffron${name.toLowerCase()}x`;

async function decidedOfTwo(one: string, other: string, decision: string): Promise<void> {
  const evidence = `${one} and ${other}: ${secretOf(one)} ${secretOf(other)}`;
  const mitigation = decision === 'only_with_mitigation' ? { mitigation: `Rooms apart: ${secretOf(other)}` } : {};
  const pair = { youngPeople: [idOf(one), idOf(other)], evidence, ...mitigation, reviewBy: make.today(90) };
  await call('/pair-decisions', { ...pair, decision, againstSiblings: true }, 201);
}

beforeAll(async () => {
  app = await startTestApp({}, { work: true });
  make = builders(app);
  app.clock.goTo('12:00', 1);
  house = await make.aHouse();
  for (const [at, firstName] of NAMES.entries()) {
    const dateOfBirth = make.today(-14 * 366 + 11 * at);
    ids[firstName] = await make.aYoungPerson(house, { firstName, lastName: `${firstName}sen`, dateOfBirth });
    await anAssessment(make, house, idOf(firstName), { ratings: RATED[firstName] ?? [] });
  }
  await theHouseToday();
  await whoWereDecidedOn();
  await whoWait();
}, 120_000);
afterAll(() => app?.close());

/** Two stay since today, of whom much is written; a third comes beside them because nobody else could take them. */
async function theHouseToday(): Promise<void> {
  const stays = [await booked('Quillan', 0, 0, 'Thibault'), await booked('Thibault', 0, 1, 'Quillan')];
  for (const stay of stays) await call(`/stays/${stay}/arrive`, { certain: true }, 200, house.staff);
  const note = { kind: 'incident', text: `Quillan hit Thibault: ${secretOf('Quillan')}`, namesOthers: true };
  for (const stay of stays) await call(`/stays/${stay}/notes`, note, 201, house.staff);
  const handover = { text: `Watch Quillan and Thibault: ${secretOf('Quillan')} ${secretOf('Thibault')}` };
  await call(`/units/${house.unit}/handover`, handover, 201, house.staff);
  for (const [of, about] of [
    ...[
      ['Quillan', 'Thibault'],
      ['Thibault', 'Quillan'],
    ],
    ...[
      ['Hesper', 'Quillan'],
      ['Perpetua', 'Thibault'],
    ],
  ] as const) {
    const report = { text: `Seen with ${about}: ${secretOf(about)}` };
    await call(`/young-people/${idOf(of)}/information`, report, 201, house.worker);
  }
  const asked = { youngPerson: idOf('Jocasta'), expectedAt: app.clock.now().toISOString(), why: 'Nobody at home' };
  const { id } = await call<{ id: string }>(`/units/${house.unit}/emergencies`, asked, 201, house.staff);
  for (const name of ['Quillan', 'Thibault']) {
    const impact = { youngPerson: idOf(name), impact: `${name} will be loud: ${secretOf(name)}` };
    await call(`/emergencies/${id}/impact`, impact, 200, house.staff);
  }
  const agreed = { decision: 'agreed', said: `Quillan moves: ${secretOf('Quillan')}`, decidedBy: house.manager.id };
  await call(`/emergencies/${id}/decision`, agreed, 200, house.staff);
  const placed = { emergency: id, departure: make.today(1), authority: 'Kit Duty' };
  await call(`/units/${house.unit}/emergency-stays`, placed, 201, house.staff);
}

/** Decisions about two, stays and offers decided beside others, looked at again, and a brother and a sister. */
async function whoWereDecidedOn(): Promise<void> {
  await booked('Quillan', 20, 0, 'Ludmila');
  const ludmila = await booked('Ludmila', 20, 1, 'Quillan');
  const { offer } = await make.anOffer(house, idOf('Oswin'), { inDays: 20, bed: house.beds[2]! });
  await decidedOfTwo('Quillan', 'Thibault', 'only_with_mitigation');
  await decidedOfTwo('Thibault', 'Oswin', 'never_together');
  await decidedOfTwo('Ludmila', 'Oswin', 'works_well');
  for (const path of [`/stays/${ludmila}`, `/offers/${offer}`]) {
    const reasons = `Quillan is there: ${secretOf('Quillan')}`;
    const body = { decision: 'suitable', reasons, againstAdvice: reasons };
    await lookedFirst(make, house.manager, `${path}/look-again`, body).expect(201);
  }
  const brother = { other: idOf('Yorick'), relation: 'together', note: `Of one mother: ${secretOf('Yorick')}` };
  await call(`/young-people/${idOf('Xanthe')}/siblings`, brother, 201, house.worker);
  await decidedOfTwo('Xanthe', 'Zinnia', 'never_together');
  const apart = { other: idOf('Zinnia'), relation: 'apart', note: `A feud: ${secretOf('Zinnia')}` };
  await call(`/young-people/${idOf('Xanthe')}/siblings`, apart, 201, house.worker);
  const request = await make.aRequest(house, idOf('Xanthe'), { inDays: 30, siblings: [idOf('Yorick')] });
  const path = `/requests/${request}/offers`;
  const first = await call<{ id: string; together: { id: string }[] }>(path, nights(30), 201, house.staff);
  const together = first.together.map(({ id }) => id);
  const reasons = `Xanthe with Yorick: ${secretOf('Yorick')}`;
  await call(`/offers/${first.id}/sign`, { reasons, together }, 200);
  const answer = { answeredBy: 'Their mother', how: 'telephone', together };
  await call(`/offers/${first.id}/accept`, answer, 200, house.worker);
}

/** A bed that came back and went to one of those who wait, past the others; and whose family was asked about nights. */
async function whoWait(): Promise<void> {
  const full: string[] = [];
  for (const [bed, name] of ['Quillan', 'Ludmila', 'Perpetua', 'Gwendal'].entries())
    full.push(await booked(name, 40, bed, 'Ludmila'));
  for (const [name, strain] of [
    ['Risteard', 9],
    ['Hesper', 8],
    ['Fenella', 7],
  ] as const) {
    await onTheList(make, house, idOf(name), { inDays: 40 });
    await strained(make, house, idOf(name), strain);
  }
  await call(`/stays/${full[1]}/cancel`, { reason: `Kept from Quillan: ${secretOf('Quillan')}` }, 200);
  await until(
    async () => (await app.sql(`SELECT 1 FROM passed_over`)).length > 0,
    'a bed that came back was not held for anybody',
  );
  const dates = { from: make.today(60), to: make.today(62) };
  const ask = { youngPerson: idOf('Ignatius'), ...dates };
  const { id } = await call<{ id: string }>(`/units/${house.unit}/enquiries`, ask, 201, house.staff);
  const no = { answer: 'no', reason: 'unwell', note: `Not beside Quillan: ${secretOf('Quillan')}` };
  await call(`/enquiries/${id}/answer`, no, 200, house.worker);
}

/** The copy in every form in which anybody can take it away. */
async function formsOf(name: string): Promise<Record<string, string>> {
  const id = await aReleasedFile(make, house, idOf(name));
  const path = `/young-people/${idOf(name)}/file/${id}`;
  const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  return {
    'the manager’s': (await make.as(house.manager).get(path).expect(200)).text,
    'the key worker’s': (await make.as(house.worker).get(path).expect(200)).text,
    page: (await pages.get(path)).text,
    data: (await pages.get(`${path}/export`)).text,
    'page to keep': (await pages.get(`${path}/export?as=page`)).text,
  };
}

/** Everything by which somebody else could be known from a file: their own, and the ids of all that is recorded of them. */
async function tellsOf(name: string): Promise<string[]> {
  const [person] = await app.sql<{ number: string; born: string }>(
    `SELECT case_number AS number, date_of_birth::text AS born FROM young_people WHERE id = $1`,
    [idOf(name)],
  );
  const theirs = await app.sql<{ id: string }>(
    `SELECT id::text FROM stays WHERE young_person_id = $1 UNION SELECT id::text FROM request_parts WHERE young_person_id = $1
     UNION SELECT o.id::text FROM offers o JOIN request_parts p ON p.id = o.part_id WHERE p.young_person_id = $1
     UNION SELECT id::text FROM information WHERE young_person_id = $1
     UNION SELECT c.id::text FROM bed_claims c WHERE c.young_person_id = $1`,
    [idOf(name)],
  );
  return [
    ...[idOf(name), name, `${name}sen`, secretOf(name), person!.number, person!.born, sayDate(person!.born)],
    ...theirs.map(({ id }) => id),
  ].map((one) => one.toLowerCase());
}

describe('in a house full of what was decided about two and more', () => {
  it.each(NAMES)('the file of %s has no byte of any other in it', async (name) => {
    const tells = await Promise.all(NAMES.filter((one) => one !== name).map(tellsOf));
    for (const [form, text] of Object.entries(await formsOf(name))) {
      expect([form, text.includes(name)]).toEqual([form, true]);
      const small = text.toLowerCase();
      expect([form, tells.flat().filter((tell) => small.includes(tell))]).toEqual([form, []]);
    }
  });

  it('of which each kind is there, so that the files could tell of it', async () => {
    const tables = [
      ...['pair_decisions', 'siblings', 'match_decisions', 'passed_over', 'enquiry_answers', 'information'],
      ...['emergency_impacts', 'stay_notes', 'shift_notes'],
    ];
    for (const table of tables) expect([table, await app.sql(`SELECT 1 FROM ${table}`)]).not.toEqual([table, []]);
    const beside = await app.sql<{ there: number }>(
      `SELECT count(*)::int AS there FROM match_decisions WHERE inputs::text LIKE '%' || $1 || '%' AND young_person_id::text <> $1`,
      [idOf('Quillan')],
    );
    expect(beside[0]!.there).toBeGreaterThan(2);
  });
});
