import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MARK = 'Withheld: this names somebody else';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let theirs: TestUser;
let tia: string;
let quillan: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  app.clock.goTo('12:00', 1);
});
afterAll(() => app?.close());

/** Tia was there with Quillan, on whose nights nothing has been decided with her yet. */
beforeEach(async () => {
  const { as } = make;
  house = await make.aHouse();
  theirs = await make.aUser(house, 'cas_worker', 'referrer');
  quillan = await make.aYoungPerson(house, { firstName: 'Quillan', lastName: 'Zephyrine', keyWorker: theirs });
  tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Example' });
  await anAssessment(make, house, tia, {
    ratings: [{ factor: 'bullying', poses: 0, vulnerable: 3, status: 'serious', evidence: 'Teased at school' }],
    strengths: 'Cooks well',
  });
  const other = { ...house, worker: theirs };
  const stayThere = await make.aStay(other, quillan, { inDays: 0, nights: 1, bed: house.beds[0]! });
  stay = await make.aStay(house, tia, { inDays: 0, nights: 1, bed: house.beds[1]! });
  for (const one of [stayThere, stay]) await as(house.staff).post(`/stays/${one}/arrive`).expect(200);
  await note('Asleep by ten');
});

const note = (text: string, namesOthers = false, kind = 'settled') =>
  make.as(house.staff).post(`/stays/${stay}/notes`, { kind, text, namesOthers, namesNobodyElse: true }).expect(201);

interface Asked {
  id: string;
}
interface Check {
  version: string;
  withheld: { key: string; title: string; words: { text: string }[]; names: string[]; mayPutIn: boolean }[];
  copy: { withheld: number; sections: { tables: { name: string; entries: object[] }[] }[] };
}

async function asked(by = house.manager): Promise<string> {
  const body = { askedBy: 'parent', asker: 'Her mother', askedOn: make.today() };
  const answer = await make.as(by).post(`/young-people/${tia}/file`, body).expect(201);
  return (answer.body as Asked).id;
}

async function check(id: string): Promise<Check> {
  return (await make.as(house.manager).get(`/young-people/${tia}/file/${id}/check`).expect(200)).body as Check;
}

async function release(id: string, putIn: string[] = []): Promise<void> {
  const { version } = await check(id);
  const body = { version, putIn, checked: true };
  await make.as(house.manager).post(`/young-people/${tia}/file/${id}/release`, body).expect(200);
}

const copyOf = async (id: string, by = house.manager) =>
  (await make.as(by).get(`/young-people/${tia}/file/${id}`).expect(200)).text;

/** Everything that can stand between two, none of which names the other in words of Tia’s own record. */
async function muchBetweenThem(): Promise<void> {
  const { as, today } = make;
  const pair = { youngPeople: [tia, quillan], evidence: 'Yarrowfight in May', reviewBy: today(90) };
  await as(house.manager)
    .post('/pair-decisions', { ...pair, decision: 'only_with_mitigation', mitigation: 'Xylorooms apart' })
    .expect(201);
  await app.sql(
    `INSERT INTO siblings (young_person_a, young_person_b, relation, note, at, by_user)
     VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), 'apart', 'Wrenfeud', now(), $3)`,
    [tia, quillan, house.manager.id],
  );
  const rated = [{ factor: 'bullying', poses: 4, vulnerable: 0, status: 'imminent', evidence: 'Quorndust' }];
  await anAssessment(make, house, quillan, { ratings: rated }, { by: theirs });
  await as(house.staff).post(`/young-people/${quillan}/information`, { text: 'Vantaheld by police' }).expect(201);
  await app.sql(
    `INSERT INTO suggestions (stay_id, kind, other_id, text, at, by_user)
     VALUES ($1, 'matching_decision', $2, 'Ulmfight again', now(), $3)`,
    [stay, quillan, house.staff.id],
  );
  await app.sql(
    `INSERT INTO stay_conflicts (unit_id, stay_id, why, because_of, opened_at)
     SELECT s.unit_id, s.id, 'kept_apart', o.id, now() FROM stays s JOIN stays o ON o.young_person_id = $2 WHERE s.id = $1`,
    [stay, quillan],
  );
  const sooner = { ...house, worker: theirs };
  await make.aStay(sooner, quillan, { inDays: 30, bed: house.beds[0]! });
}

describe('a young person’s own file', () => {
  it('is the same to the byte whatever stands between them and another', async () => {
    const id = await asked();
    const before = await check(id);
    expect(before.copy.withheld).toBe(0);
    await muchBetweenThem();
    expect(JSON.stringify((await check(id)).copy)).toBe(JSON.stringify(before.copy));
  }, 60_000);

  it('has no word of the other in it: no name, no part of one, no initials, no id, and nothing written about the two', async () => {
    const { as } = make;
    await muchBetweenThem();
    await note('Quillan took her phone', true, 'incident');
    await note('QUILLAN hit her. Saffronbruise on the arm', false, 'incident');
    await note('Zephyrines mother rang about Saffronbill');
    await note('Q.Z. was loud until Saffronhour');
    await as(house.staff)
      .post(`/units/${house.unit}/handover`, { text: 'Watch Tia and Quillan: Saffronwatch' })
      .expect(201);
    await as(house.staff).post(`/units/${house.unit}/handover`, { text: 'Tia likes the small lamp' }).expect(201);
    await as(house.worker)
      .post(`/young-people/${tia}/information`, { text: 'She met quillan at Saffronpark' })
      .expect(201);
    const { request, offer } = await make.anOffer(house, tia, { inDays: 40 });
    await as(house.worker).post(`/requests/${request}/notes`, { text: 'Not with Quillan: Saffronplea' }).expect(201);
    await as(house.manager)
      .post(`/offers/${offer}/look-again`, { decision: 'not_suitable', reasons: 'Saffronreason: he would be there' })
      .expect(201);
    await as(house.staff).post(`/stays/${stay}/depart`).expect(200);
    const went = { voice: 'staff', metAim: 'no', said: 'Saffronsaid he hit her', nextTime: 'Alone', namesOthers: true };
    await as(house.staff)
      .post(`/stays/${stay}/reviews`, { ...went, withoutFamily: 'Abroad', withoutYoungPerson: 'Asleep' })
      .expect(201);
    const together = await make.aRequest(house, tia, { inDays: 100 });
    await app.sql(`UPDATE requests SET purpose = 'Sleep, away from Zephyrine’s Saffronhouse' WHERE id = $1`, [
      together,
    ]);
    const id = await asked();
    const { copy, withheld } = await check(id);
    await release(id);
    const pages = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const page = (await pages.get(`/young-people/${tia}/file/${id}`)).text;
    const data = (await pages.get(`/young-people/${tia}/file/${id}/export`)).text;
    const [row] = await app.sql<{ number: string }>(`SELECT case_number AS number FROM young_people WHERE id = $1`, [
      quillan,
    ]);
    for (const text of [JSON.stringify(copy), await copyOf(id), await copyOf(id, house.worker), data, page]) {
      expect(text).toContain(MARK);
      expect(text).toContain('Asleep by ten');
      expect(text).toContain('Teased at school');
      expect(text).toContain('Tia likes the small lamp');
      for (const word of [
        'quillan',
        'zephyrine',
        'q.z.',
        'saffron',
        'quorndust',
        'yarrow',
        'wren',
        'ulm',
        'vanta',
        'xylo',
      ])
        expect([word, text.toLowerCase().includes(word)]).toEqual([word, false]);
      for (const one of [quillan, row!.number]) expect(text).not.toContain(one);
    }
    // No id of anything at all.
    expect(data).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
    expect(withheld.length).toBeGreaterThanOrEqual(8);
  }, 60_000);

  it('names everything that is theirs, in its section', async () => {
    const id = await asked();
    const { copy } = await check(id);
    const found = copy.sections.flatMap(({ tables }) =>
      tables.filter(({ entries }) => entries.length > 0).map(({ name }) => name),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        ...[
          'young_people',
          'access_grants',
          'assessments',
          'assessment_countersignatures',
          'requests',
          'request_parts',
        ],
        ...['request_events', 'offers', 'match_decisions', 'stays', 'stay_events', 'stay_notes', 'own_file_requests'],
      ]),
    );
  });
});

describe('a copy of it', () => {
  it('leaves out what names somebody until a manager has read it and put it in, and keeps out what was marked', async () => {
    await note('Quillan Street was closed, so she came late');
    await note('He hit her', true, 'incident');
    const id = await asked();
    const { withheld } = await check(id);
    const found = withheld.map(({ words, names, mayPutIn }) => [words[0]?.text, names, mayPutIn]);
    expect(found).toEqual([
      ['Quillan Street was closed, so she came late', ['Quillan Zephyrine'], true],
      ['He hit her', [], false],
    ]);
    const [street, marked] = withheld;
    const { version } = await check(id);
    const refused = { version, checked: true, putIn: [marked!.key] };
    await make.as(house.manager).post(`/young-people/${tia}/file/${id}/release`, refused).expect(400);
    await release(id, [street!.key]);
    const text = await copyOf(id);
    expect(text).toContain('Quillan Street was closed');
    expect(text).not.toContain('He hit her');
  });

  it('is kept as it was checked: nothing that was written later is in it, nor released unread', async () => {
    const id = await asked();
    const { version } = await check(id);
    await note('Restless after midnight');
    const path = `/young-people/${tia}/file/${id}/release`;
    await make.as(house.manager).post(path, { version, checked: true }).expect(412);
    await make
      .as(house.manager)
      .post(path, { version: (await check(id)).version, checked: false })
      .expect(400);
    await release(id);
    await note('Calm at breakfast');
    const text = await copyOf(id);
    expect(text).toContain('Restless after midnight');
    expect(text).not.toContain('Calm at breakfast');
    await make.as(house.manager).post(path, { version, checked: true }).expect(409);
  });

  it('is made by who signs for a unit that knows them, opened by them and the key worker, and on the trail each time', async () => {
    const path = `/young-people/${tia}/file`;
    const body = { askedBy: 'young_person', askedOn: make.today() };
    const watcher = await make.aUser(house, 'manager', 'watcher');
    const elsewhere = (await make.aHouse({ organisation: house.organisation })).manager;
    await make.as(watcher).post(path, body).expect(403);
    await make.as(elsewhere).post(path, body).expect(404);
    for (const by of [house.worker, house.staff]) await make.as(by).post(path, body).expect(403);
    const id = await asked();
    await make.as(house.worker).get(`${path}/${id}`).expect(404);
    await release(id);
    for (const by of [house.worker, watcher]) await make.as(by).get(`${path}/${id}`).expect(200);
    for (const by of [theirs, elsewhere]) await make.as(by).get(`${path}/${id}`).expect(404);
    await make.as(house.staff).get(`${path}/${id}`).expect(403);
    const trail = await app.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subject = 'own_file' AND subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(trail.map(({ action }) => action.replace('own_file.', ''))).toEqual([
      'asked',
      'checked',
      'released',
      'read',
      'read',
    ]);
  });

  it('shows what is said for the monitoring of equality to the key worker alone', async () => {
    await make.as(house.worker).post(`/young-people/${tia}/characteristics`, { religion: 'sikh' }).expect(200);
    const id = await asked();
    expect(JSON.stringify((await check(id)).copy)).not.toContain('Sikh');
    await release(id);
    expect(await copyOf(id, house.worker)).toContain('Sikh');
    expect(await copyOf(id)).not.toContain('Sikh');
  });

  it('is refused in a sentence where it does not say who asks, or asks in the future', async () => {
    const path = `/young-people/${tia}/file`;
    const nobody = await make.as(house.manager).post(path, { askedBy: 'parent', askedOn: make.today() }).expect(400);
    expect(nobody.text).toContain('Enter who asks for it.');
    const later = { askedBy: 'young_person', askedOn: make.today(1) };
    expect((await make.as(house.manager).post(path, later).expect(400)).text).toContain('in the future');
  });

  it('asks the database as often for one note as for fifty', async () => {
    const id = await asked();
    const look = () => make.as(house.manager).get(`/young-people/${tia}/file/${id}/check`).expect(200);
    await look();
    const one = await statementsOf(look);
    for (let number = 0; number < 49; number += 1) await note(`Note ${number}`);
    expect(await statementsOf(look)).toEqual(one);
    expect(one.length).toBeLessThan(70);
  }, 60_000);
});
