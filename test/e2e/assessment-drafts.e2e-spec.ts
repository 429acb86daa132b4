import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment, whatIsAssessed } from '../support/an-assessment.js';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let tia: string;
let at: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  tia = await make.aYoungPerson(house, { firstName: 'Tia' });
  at = `/young-people/${tia}/assessment-draft`;
});

interface Draft {
  fromVersion: number;
  ratings: { factor: string; poses: number | null; evidence: string }[];
  noKnownConcern: { source: string; date: string | null };
  strengths: string;
  changedBy: { id: string };
  missing: { field: string; message: string }[];
}
const draftOf = ({ body }: { body: unknown }) => body as Draft;
const worker = () => make.as(house.worker);
const fieldsOf = ({ body }: { body: unknown }) =>
  (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
const concern = () => whatIsAssessed(make)['noKnownConcern'] as object;

describe('an assessment that is written a section at a time over the API', () => {
  it('is kept section by section by whoever works with them, and signed once nothing is missing', async () => {
    expect(draftOf(await worker().post(at).expect(201))).toMatchObject({ fromVersion: 0, ratings: [], strengths: '' });
    const bullying = { factor: 'bullying', poses: 0, vulnerable: 3, status: 'serious' };
    const first = draftOf(
      await worker()
        .patch(at, { ratings: [bullying] })
        .expect(200),
    );
    expect(first.missing.map(({ field }) => field)).toEqual([
      ...['ratings.0.evidence', 'noKnownConcern.source', 'noKnownConcern.date', 'strengths', 'reviewBy'],
    ]);
    expect(fieldsOf(await worker().post(`${at}/sign`).expect(400))).toEqual(first.missing.map(({ field }) => field));
    const rated = { ratings: [{ ...bullying, evidence: 'Teased in May' }], noKnownConcern: concern() };
    const second = draftOf(await make.as(house.staff).patch(at, rated).expect(200));
    expect(second.changedBy.id).toBe(house.staff.id);
    await worker()
      .patch(at, { strengths: 'Kind', reviewBy: make.today(90) })
      .expect(200);
    const whole = draftOf(await worker().get(at).expect(200));
    expect([whole.missing, whole.ratings[0]!.evidence, whole.strengths]).toEqual([[], 'Teased in May', 'Kind']);
    const signed = (await worker().post(`${at}/sign`).expect(200)).body as { latest: { version: number } };
    expect(signed.latest.version).toBe(1);
    await worker().get(at).expect(404);
  });

  it('starts from the last version, whose date and review date are said anew, and says what changed', async () => {
    await anAssessment(make, house, tia);
    const begun = draftOf(await worker().post(at).expect(201));
    expect(begun).toMatchObject({ fromVersion: 1, ratings: [{ factor: 'self_harm' }], noKnownConcern: { date: null } });
    expect(begun.missing.map(({ field }) => field)).toEqual(['noKnownConcern.date', 'reviewBy']);
    await worker()
      .patch(at, { ratings: [], noKnownConcern: concern(), reviewBy: make.today(60) })
      .expect(200);
    await worker().post(`${at}/sign`).expect(200);
    const { body } = await worker().get(`/young-people/${tia}/assessments/2`).expect(200);
    expect((body as { changes: { what: string }[] }).changes.map(({ what }) => what)).toContain('Self-harm');
  });

  it.each<[string, object, string[]]>([
    ['a rating out of range', { ratings: [{ factor: 'sleep', poses: 5 }] }, ['ratings.0.poses']],
    ['an unknown factor', { ratings: [{ factor: 'religion', poses: 1 }] }, ['ratings.0.factor']],
    ['a factor twice', { ratings: [{ factor: 'sleep', poses: 1 }, { factor: 'sleep' }] }, ['ratings.1.factor']],
    ['a date that there is not', { reviewBy: '2027-02-30' }, ['reviewBy']],
  ])('refuses %s, and keeps what stood there', async (_, sent, fields) => {
    await worker().post(at).expect(201);
    await worker().patch(at, { strengths: 'Kind' }).expect(200);
    expect(fieldsOf(await worker().patch(at, sent).expect(400))).toEqual(fields);
    expect(draftOf(await worker().get(at))).toMatchObject({ ratings: [], strengths: 'Kind' });
  });

  it('refuses at the signature a review date that has passed', async () => {
    await worker().post(at).expect(201);
    const past = { ratings: [], noKnownConcern: concern(), strengths: 'Kind', reviewBy: make.today(-1) };
    await worker().patch(at, past).expect(200);
    expect(fieldsOf(await worker().post(`${at}/sign`).expect(400))).toEqual(['reviewBy']);
  });

  it('is dropped, and what is signed stays', async () => {
    await anAssessment(make, house, tia);
    await worker().post(at).expect(201);
    await worker().delete(at).expect(204);
    await worker().delete(at).expect(404);
    await worker().get(`/young-people/${tia}/assessments/1`).expect(200);
  });

  it('refuses a change or a signature on what somebody else has changed meanwhile', async () => {
    await worker().post(at).expect(201);
    const seen = (await worker().get(at).expect(200)).headers['etag'] as string;
    await make.as(house.staff).patch(at, { strengths: 'Cooks' }).expect(200);
    await worker().patch(at, { strengths: 'Kind' }).set('If-Match', seen).expect(412);
    await worker().post(`${at}/sign`).set('If-Match', seen).expect(412);
    const now = (await worker().get(at).expect(200)).headers['etag'] as string;
    await worker().patch(at, { strengths: 'Kind' }).set('If-Match', now).expect(200);
  });

  it('takes the place of a version that was signed meanwhile only by saying so', async () => {
    await worker().post(at).expect(201);
    const said = { ratings: [], noKnownConcern: concern(), strengths: 'Kind', reviewBy: make.today(60) };
    await worker().patch(at, said).expect(200);
    await anAssessment(make, house, tia);
    expect(fieldsOf(await worker().post(`${at}/sign`).expect(409))).toEqual(['over']);
    expect(fieldsOf(await worker().post(`${at}/sign`, { over: 99 }).expect(400))).toEqual(['over']);
    const { body } = await worker().post(`${at}/sign`, { over: 1 }).expect(200);
    expect((body as { latest: { version: number; strengths: string } }).latest).toMatchObject({
      ...{ version: 2, strengths: 'Kind' },
    });
  });

  it('is signed over a version that there is, and over no other', async () => {
    await worker().post(at).expect(201);
    const said = { ratings: [], noKnownConcern: concern(), strengths: 'Kind', reviewBy: make.today(60) };
    await worker().patch(at, said).expect(200);
    expect(fieldsOf(await worker().post(`${at}/sign`, { over: 99 }).expect(400))).toEqual(['over']);
    await worker().post(`${at}/sign`).expect(200);
  });

  it('is countersigned by nobody whose answers are in it, whoever signed it', async () => {
    const coWorker = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(house.worker).post(`/young-people/${tia}/co-workers`, { worker: coWorker.id }).expect(201);
    await worker().post(at).expect(201);
    const rating = { factor: 'bullying', poses: 0, vulnerable: 3, status: 'serious', evidence: 'Teased in May' };
    await worker()
      .patch(at, { ratings: [rating], noKnownConcern: concern() })
      .expect(200);
    await make.as(house.staff).patch(at, { strengths: 'Kind' }).expect(200);
    const said = { strengths: 'Kind and funny', reviewBy: make.today(60) };
    await make.as(house.manager).patch(at, said).expect(200);
    // Looks at what is written, and keeps it as it is.
    await make.as(coWorker).patch(at, said).expect(200);
    const { body } = await make.as(house.manager).post(`${at}/sign`).expect(200);
    const { latest, standing } = body as {
      latest: { alsoWrittenBy: { id: string }[] };
      standing: { move: { says: string } };
    };
    expect(latest.alsoWrittenBy.map(({ id }) => id).toSorted()).toEqual([house.staff.id, house.worker.id].toSorted());
    expect(standing.move.says).toMatch(/^Somebody of the unit, or anybody else .* wrote none of it/);
    const countersign = `/young-people/${tia}/assessments/1/countersign`;
    for (const by of [house.worker, house.staff]) {
      const refused = await make.as(by).post(countersign).expect(409);
      expect((refused.body as { title: string }).title).toMatch(/^You wrote some of it.*wrote none of it\.$/);
      await expect(
        app.sql(
          `INSERT INTO assessment_countersignatures (assessment_id, signed_by, by_user, at)
           SELECT id, signed_by, $2, now() FROM assessments WHERE young_person_id = $1`,
          [tia, by.id],
        ),
      ).rejects.toThrow('countersigned_by_who_did_not_write_it');
    }
    await make.as(coWorker).post(countersign).expect(200);
  });

  it('that is gone says what happened to it, and what to do', async () => {
    await worker().post(at).expect(201);
    await worker().delete(at).expect(204);
    for (const answer of [await worker().get(at), await worker().patch(at, {}), await worker().post(`${at}/sign`)]) {
      expect(answer.status).toBe(404);
      expect((answer.body as { title: string }).title).toMatch(
        /^No assessment is being written here any more: .*begin/,
      );
    }
  });

  it('is there for nobody who does not work with them', async () => {
    await worker().post(at).expect(201);
    const stranger = make.as(await make.aUser(house, 'cas_worker', 'referrer'));
    await stranger.get(at).expect(404);
    await stranger.post(at).expect(404);
    await stranger.patch(at, { strengths: 'x' }).expect(404);
    await stranger.post(`${at}/sign`).expect(404);
    await stranger.delete(at).expect(404);
  });
});
