import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment, whatIsAssessed } from '../support/an-assessment.js';
import { builders, type House, type TestUser } from '../support/builders.js';
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

interface Assessed {
  standing: { gap: string | null; says: string; move: { who: string; says: string } | null };
  latest: { version: number; ratings: object[]; countersigned: object | null } | null;
}
const assessed = async (by = house.staff) =>
  (await make.as(by).get(`/young-people/${ash}/assessment`).expect(200)).body as Assessed;
const sign = (changes: object = {}, by: TestUser = house.worker) =>
  make.as(by).post(`/young-people/${ash}/assessments`, { ...whatIsAssessed(make), ...changes });
const countersign = (version: number, by: TestUser) =>
  make.as(by).post(`/young-people/${ash}/assessments/${version}/countersign`);

describe('an assessment', () => {
  it('is missing, signed by one, and counts once a second person has countersigned it', async () => {
    expect(await assessed()).toMatchObject({
      standing: { gap: 'no_assessment', move: { who: 'key_worker' } },
      latest: null,
    });
    await sign().expect(201);
    expect(await assessed()).toMatchObject({ standing: { gap: 'not_countersigned' }, latest: { version: 1 } });
    await countersign(1, house.worker).expect(409);
    const answer = await countersign(1, house.staff).expect(200);
    expect(answer.body).toMatchObject({
      standing: { gap: null, move: null },
      latest: { version: 1, countersigned: { by: { name: house.staff.name } } },
    });
    await countersign(1, house.manager).expect(409);
  });

  it('is never changed: a new version supersedes it, and both are kept', async () => {
    await anAssessment(make, house, ash);
    await sign({ strengths: 'Cooks well', ratings: [] }, house.staff).expect(201);
    expect(await assessed()).toMatchObject({ standing: { gap: 'not_countersigned' }, latest: { version: 2 } });
    await countersign(1, house.manager).expect(409);
    const { body } = await make.as(house.worker).get(`/young-people/${ash}/assessments`).expect(200);
    expect((body as { items: { version: number; strengths: string }[] }).items).toMatchObject([
      { version: 2, strengths: 'Cooks well', ratings: [] },
      { version: 1, strengths: 'Funny, and kind to animals', ratings: [{ factor: 'self_harm', vulnerable: 3 }] },
    ]);
    const compared = await make.as(house.worker).get(`/young-people/${ash}/assessments/2`).expect(200);
    expect(compared.body).toMatchObject({
      against: 1,
      changes: [
        { what: 'Self-harm', after: '' },
        { what: 'Strengths', before: 'Funny, and kind to animals', after: 'Cooks well' },
      ],
    });
  });

  it('is kept by the database itself, and so are its rules', async () => {
    await anAssessment(make, house, ash);
    const [kept] = await app.sql<{ id: string; signed_by: string }>(
      `SELECT id, signed_by FROM assessments WHERE young_person_id = $1`,
      [ash],
    );
    for (const sql of [
      `UPDATE assessments SET strengths = 'x'`,
      `DELETE FROM assessments`,
      `UPDATE assessment_countersignatures SET at = now()`,
      `DELETE FROM assessment_countersignatures`,
    ])
      await expect(app.sql(sql)).rejects.toThrow();
    const another = (ratings: string) =>
      app.sql(
        `INSERT INTO assessments (young_person_id, version, ratings, strengths, helps, support, room_needs, house_needs,
                                  review_by, signed_by, signed_at)
         VALUES ($1, 2, $2::jsonb, 'x', '', 'shared', '{}', '', '2099-01-01', $3, now()) RETURNING id`,
        [ash, ratings, kept!.signed_by],
      ) as Promise<{ id: string }[]>;
    const rating = { factor: 'substances', poses: 3, vulnerable: 0, status: 'serious', evidence: '' };
    await expect(another(JSON.stringify([rating]))).rejects.toThrow('high_risks_have_evidence');
    await expect(another(JSON.stringify([{ ...rating, poses: 5, evidence: 'x' }]))).rejects.toThrow(
      'ratings_are_whole',
    );
    await expect(another(JSON.stringify([{ factor: 'substances' }]))).rejects.toThrow('ratings_are_whole');
    const [second] = await another(JSON.stringify([{ ...rating, evidence: 'x' }]));
    await expect(
      app.sql(`INSERT INTO assessment_countersignatures VALUES ($1, $2, $2, now())`, [second!.id, kept!.signed_by]),
    ).rejects.toThrow('countersigned_by_a_second_person');
  });

  it('counts until its review date or the guide’s days have passed', async () => {
    await anAssessment(make, house, ash, { reviewBy: make.today(1) });
    expect((await assessed()).standing.gap).toBeNull();
    app.clock.advance({ days: 2 });
    expect((await assessed()).standing).toMatchObject({ gap: 'out_of_date', move: { who: 'key_worker' } });
    await anAssessment(make, house, ash, { reviewBy: make.today(182) });
    expect((await assessed()).standing.gap).toBeNull();
    app.clock.advance({ days: 183 });
    expect((await assessed()).standing.gap).toBe('out_of_date');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a rating out of range',
      { ratings: [{ factor: 'bullying', poses: 5, vulnerable: 0, status: 'serious' }] },
      'ratings.0.poses',
    ],
    [
      'a factor that there is not',
      { ratings: [{ factor: 'religion', poses: 1, vulnerable: 0, status: 'serious' }] },
      'ratings.0.factor',
    ],
    [
      'a 3 without evidence',
      { ratings: [{ factor: 'bullying', poses: 3, vulnerable: 0, status: 'serious' }] },
      'ratings.0.evidence',
    ],
    ['nothing said of the rest', { noKnownConcern: undefined }, 'noKnownConcern.source'],
    ['a review date in the past', { reviewBy: '2020-01-01' }, 'reviewBy'],
    ['a review date that is none', { reviewBy: '2027-02-30' }, 'reviewBy'],
    ['a review date after which it counts no more', { reviewBy: '2098-01-01' }, 'reviewBy'],
    [
      'a word on all the rest that is too old to count',
      { noKnownConcern: { source: 'Family meeting', date: '2019-01-01' } },
      'noKnownConcern.date',
    ],
    ['no strengths', { strengths: ' ' }, 'strengths'],
  ])('is refused with the place and the reason: %s', async (_, changes, field) => {
    const { body } = await sign(changes).expect(400);
    expect((body as { errors: { field: string; message: string }[] }).errors[0]).toMatchObject({
      ...{ field, message: expect.stringMatching(/^[A-Z0-9].*\.$/) as unknown },
    });
    expect((await assessed()).latest).toBeNull();
  });

  it('is signed once by two who saw the same', async () => {
    const { headers } = await make.as(house.worker).get(`/young-people/${ash}/assessment`);
    const answers = await Promise.all(
      [house.worker, house.staff].map((by) => sign({}, by).set('If-Match', headers['etag']!)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  });
});

describe('who may', () => {
  it('a CAS worker writes and reads their own young people’s, never another family’s', async () => {
    await anAssessment(make, house, ash);
    const stranger = await make.aUser(house, 'cas_worker', 'referrer');
    const at = `/young-people/${ash}`;
    for (const path of ['/assessment', '/assessments', '/assessments/1'])
      await make.as(stranger).get(`${at}${path}`).expect(404);
    await sign({}, stranger).expect(404);
    await countersign(1, stranger).expect(404);
    const coWorker = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(house.worker).post(`${at}/co-workers`, { worker: coWorker.id }).expect(201);
    await sign({}, coWorker).expect(201);
    await countersign(2, house.worker).expect(200);
  });

  it('somebody who only works on a request with others reads it and writes nothing', async () => {
    await anAssessment(make, house, ash);
    const request = await make.aRequest(house, ash);
    const other = await make.aUser(house, 'cas_worker');
    await make.as(house.worker).post(`/requests/${request}/co-workers`, { worker: other.id }).expect(201);
    await make.as(other).get(`/young-people/${ash}/assessment`).expect(200);
    await sign({}, other).expect(404);
  });

  it('an administrator and whoever looks on write nothing', async () => {
    const administrator = await make.aUser(house, 'administrator');
    await make.as(administrator).get(`/young-people/${ash}/assessment`).expect(403);
    await sign({}, administrator).expect(403);
    const watcher = await make.aUser(house, 'manager', 'watcher');
    await make.as(watcher).get(`/young-people/${ash}/assessment`).expect(200);
    await sign({}, watcher).expect(403);
  });

  it('what is read, signed and countersigned is on the trail, without a word of it', async () => {
    await anAssessment(make, house, ash);
    await assessed();
    const rows = await app.sql<{ action: string; details: unknown }>(
      `SELECT action, details FROM audit_entries WHERE action LIKE 'assessment.%' AND young_people @> ARRAY[$1::uuid] ORDER BY id`,
      [ash],
    );
    expect(rows).toEqual([
      { action: 'assessment.signed', details: { version: 1 } },
      { action: 'assessment.countersigned', details: { version: 1 } },
      { action: 'assessment.read', details: {} },
    ]);
  });
});
