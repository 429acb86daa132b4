import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const signedIn = ({ email }: { email: string }) => PageClient.signIn(app.address, email, PASSWORD);

describe('what a young person says they are', () => {
  it('is recorded by their key worker, who said it and when, and stays on record', async () => {
    const house = await make.aHouse();
    const tia = await make.aYoungPerson(house, { firstName: 'Tia' });
    const path = `/young-people/${tia}/characteristics`;
    const before = await make.as(house.worker).get(path).expect(200);
    expect((before.body as { items: object[] }).items).toHaveLength(5);
    expect((before.body as { items: object[] }).items[0]).toEqual({
      ...{ kind: 'ethnicity', answer: 'not_recorded', writtenBy: null, writtenAt: null },
    });
    await make.as(house.worker).post(path, { religion: 'muslim', disability: 'prefers_not_to_say' }).expect(200);
    const { body } = await make.as(house.worker).post(path, { religion: 'not_recorded' }).expect(200);
    const answers = (body as { items: { kind: string; answer: string; writtenBy: string | null }[] }).items;
    expect(answers.map(({ kind, answer }) => `${kind}: ${answer}`)).toEqual([
      ...['ethnicity: not_recorded', 'religion: not_recorded', 'disability: prefers_not_to_say'],
      ...['sexual_orientation: not_recorded', 'gender_reassignment: not_recorded'],
    ]);
    expect(answers[2]!.writtenBy).toBe(house.worker.name);
    const rows = await app.sql(`SELECT answer FROM characteristics WHERE young_person_id = $1 ORDER BY id`, [tia]);
    expect(rows).toEqual([{ answer: 'muslim' }, { answer: 'prefers_not_to_say' }, { answer: 'not_recorded' }]);
    await expect(
      app.sql(`UPDATE characteristics SET answer = 'x' WHERE young_person_id = $1`, [tia]),
    ).rejects.toThrow();
    await make.as(house.worker).post(path, { religion: 'klingon' }).expect(400);
  });

  it('is theirs alone: nobody who decides about nights reads it anywhere, nor does a colleague', async () => {
    const house = await make.aHouse();
    const tia = await make.aYoungPerson(house, { firstName: 'Tia' });
    const stay = await make.aStay(house, tia);
    const request = await make.aRequest(house, tia, { inDays: 40 });
    const path = `/young-people/${tia}/characteristics`;
    await make.as(house.worker).post(path, { religion: 'muslim', sexual_orientation: 'bisexual' }).expect(200);
    const colleague = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(colleague).get(path).expect(404);
    await make.as(house.worker).post(`/young-people/${tia}/co-workers`, { worker: colleague.id }).expect(201);
    for (const call of [make.as(colleague).get(path), make.as(colleague).post(path, { disability: 'no' })])
      expect(((await call.expect(403)).body as { title: string }).title).toMatch(/^Only the key worker/);
    for (const by of [house.staff, house.manager]) {
      await make.as(by).get(path).expect(403);
      const pages = await signedIn(by);
      for (const at of [
        ...[`/young-people/${tia}`, `/stays/${stay}`, `/stays/${stay}/summary`, `/requests/${request}`],
        ...[`/requests/${request}/options`, `/young-people/${tia}/assessment`, '/'],
      ]) {
        const { status, text } = await pages.get(at);
        expect([at, status, /muslim|bisexual|Equality monitoring<\/a>, which/i.test(text)]).toEqual([at, 200, false]);
      }
    }
    const leave = { firstDay: make.today(), lastDay: make.today(9), note: 'On leave' };
    const deputy = await make.aUser(house, 'cas_worker', 'referrer');
    await make
      .as(house.worker)
      .post('/deputies', { deputy: deputy.id, ...leave })
      .expect(201);
    await make.as(deputy).get(path).expect(200);
  });

  it('is asked on a page of which every question may be left, and what is to be met is for everybody', async () => {
    const house = await make.aHouse();
    const tia = await make.aYoungPerson(house, { firstName: 'Tia' });
    const stay = await make.aStay(house, tia);
    const worker = await signedIn(house.worker);
    expect((await worker.get(`/young-people/${tia}`)).text).toContain(`/young-people/${tia}/characteristics`);
    const form = await worker.get(`/young-people/${tia}/characteristics`);
    expect(form.text.match(/value="not_recorded" checked/g)).toHaveLength(5);
    const saved = await worker.post(`/young-people/${tia}/characteristics`, { disability: 'yes' });
    expect([saved.status, saved.location]).toEqual([303, `/young-people/${tia}`]);
    await worker.get(`/young-people/${tia}/needs-to-meet`);
    const needs = { diet: 'Halal food', faith: 'A quiet place to pray', access: '', identity: '' };
    expect((await worker.post(`/young-people/${tia}/needs-to-meet`, needs)).status).toBe(303);
    const tooLong = await worker.post(`/young-people/${tia}/needs-to-meet`, { ...needs, diet: 'x'.repeat(1001) });
    expect([tooLong.status, tooLong.text.includes('A quiet place to pray')]).toEqual([400, true]);
    const staff = await signedIn(house.staff);
    for (const path of [`/young-people/${tia}`, `/stays/${stay}`])
      expect((await staff.get(path)).text).toMatch(/Food and drink[\s\S]*Halal food[\s\S]*A quiet place to pray/);
    const { body } = await make.as(house.staff).post(`/young-people/${tia}/needs-to-meet`, { access: 'A ramp' });
    expect(body).toEqual({ ...needs, access: 'A ramp' });
  });
});

/** So many young people of each answer who asked last month, of whom so many were refused. */
async function asked(house: House, groups: Record<string, [count: number, refused: number]>): Promise<void> {
  for (const [answer, [count, refused]] of Object.entries(groups))
    for (let one = 0; one < count; one += 1) {
      const id = await make.aYoungPerson(house, { firstName: 'Asked' });
      await make.aRequest(house, id);
      await app.sql(
        `UPDATE request_parts SET submitted_at = submitted_at - interval '40 days', state = $2 WHERE young_person_id = $1`,
        [id, one < refused ? 'declined' : 'submitted'],
      );
      await app.sql(
        `INSERT INTO characteristics (young_person_id, kind, answer, at, by_user) VALUES ($1, 'disability', $2, now(), $3)`,
        [id, answer, house.worker.id],
      );
    }
}

interface Figures {
  people: number | null;
  requests: number | null;
  refused: number | null;
}
interface Equality {
  from: string;
  to: string;
  all: Figures;
  characteristics: { kind: string; groups: (Figures & { answer: string })[] }[];
}

const equalityOf = async (house: House) =>
  (await make.as(house.manager).get(`/units/${house.unit}/equality`).expect(200)).body as Equality;

describe('equality monitoring', () => {
  it('counts by group, and hides what is small with enough beside it that nothing follows from the whole', async () => {
    const house = await make.aHouse();
    await asked(house, { yes: [6, 0], no: [7, 5], prefers_not_to_say: [8, 6], not_recorded: [2, 2] });
    const { all, characteristics, from, to } = await equalityOf(house);
    expect(all).toEqual({ people: 23, requests: 23, refused: 13, waited: null, score: null });
    const disability = characteristics.find(({ kind }) => kind === 'disability')!.groups;
    expect(disability.map(({ answer, people, requests }) => [answer, people, requests])).toEqual([
      ['yes', null, null],
      ['no', 7, 7],
      ['prefers_not_to_say', 8, 8],
      ['not_recorded', null, null],
    ]);
    // Of nobody else is anything recorded: then nothing is shown of any group.
    const religion = characteristics.find(({ kind }) => kind === 'religion')!.groups;
    expect(religion.every(({ people }) => people === null)).toBe(true);
    expect([from.slice(8), to.slice(8), to <= make.today()]).toEqual(['01', '01', true]);

    const manager = await signedIn(house.manager);
    const { text } = await manager.get(`/equality?unit=${house.unit}`);
    expect(text).toContain('Prefers not to say');
    expect(text).toMatch(
      /Too few to show<\/strong> by ethnic group, religion or belief, sexual orientation and gender/,
    );
    const csv = (await manager.get(`/equality/export?unit=${house.unit}`)).text;
    expect(csv).toContain('\r\nDisability,Not disabled,7,7,');
    expect(csv).toContain('\r\nDisability,Disabled,hidden,hidden,hidden,hidden,hidden\r\n');
    expect((await manager.get('/occupancy')).text).toContain('/equality?unit=');
  }, 60_000);

  it('takes the days to the first signed offer, and the score and the refusals of what was decided', async () => {
    const house = await make.aHouse();
    for (let place = 0; place < 6; place += 1) {
      const id = await make.aYoungPerson(house, { firstName: 'Asked' });
      await anAssessment(make, house, id, { ratings: [] });
      await make.anOffer(house, id, { inDays: 10 + 3 * place });
      await app.sql(
        `UPDATE request_parts SET submitted_at = submitted_at - make_interval(days => $2) WHERE young_person_id = $1`,
        [id, 40 + place],
      );
    }
    expect((await equalityOf(house)).all).toEqual({ people: 6, requests: 6, refused: null, waited: 42.5, score: 100 });
  }, 60_000);

  it('takes one look at the data, however many asked, and is for the managers of the unit alone', async () => {
    const house = await make.aHouse();
    const counted = async () => {
      await equalityOf(house);
      return (await statementsOf(() => equalityOf(house))).toSorted();
    };
    const empty = await counted();
    await asked(house, { yes: [3, 1] });
    expect(await counted()).toEqual(empty);
    for (const one of [house.staff, house.worker]) await make.as(one).get(`/units/${house.unit}/equality`).expect(403);
    const elsewhere = await make.aHouse();
    await make.as(elsewhere.manager).get(`/units/${house.unit}/equality`).expect(404);
    for (const until of ['2206-01-01', '1999-01-01'])
      await make.as(house.manager).get(`/units/${house.unit}/equality?until=${until}`).expect(400);
  });
});
