import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment, whatIsAssessed } from '../support/an-assessment.js';
import { builders, PASSWORD } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** Somebody whose record says shared support in any room, and whose assessment says otherwise. */
async function assessedOtherwise(roomNeeds = ['step-free']) {
  const house = await make.aHouse();
  await app.sql(`UPDATE beds SET attributes = '{step-free}' WHERE id = $1`, [house.beds[0]]);
  const tia = await make.aYoungPerson(house, { firstName: 'Tia' });
  await anAssessment(make, house, tia, { support: 'one_to_one', roomNeeds });
  const onRecord = async () => {
    const { supportLevel, roomNeeds: needs } = (await make.as(house.staff).get(`/young-people/${tia}`)).body as {
      supportLevel: string;
      roomNeeds: string[];
    };
    return [supportLevel, needs];
  };
  return { house, tia, onRecord, at: `/young-people/${tia}` };
}

describe('what an assessment says of support and room', () => {
  it('changes nothing by itself, and is shown wherever stays are planned by something else', async () => {
    const { house, onRecord, at } = await assessedOtherwise();
    expect(await onRecord()).toEqual(['shared', []]);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    for (const path of [at, `${at}/room`])
      expect((await staff.get(path)).text).toContain('<strong>One to one, a room with: step-free</strong>');
    expect((await staff.get(`${at}/assessment`)).text).toContain('Plan stays by this assessment');
  });

  it('is taken over by a person in one step, which is on record and heeded by the next options', async () => {
    const { house, onRecord, at, tia } = await assessedOtherwise();
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    await staff.get(`${at}/assessment`);
    const taken = await staff.post(`${at}/assessment/versions/1/take-needs`);
    expect([taken.status, taken.location]).toEqual([303, `${at}/room`]);
    expect(await onRecord()).toEqual(['one_to_one', ['step-free']]);
    for (const path of [at, `${at}/room`, `${at}/assessment`])
      expect((await staff.get(path)).text).not.toMatch(/something else: |says of support and room: |Plan stays by/);
    const request = await make.aRequest(house, tia);
    const { body } = await make.as(house.staff).get(`/requests/${request}/options`).expect(200);
    const [option] = (body as { options: { beds: { id: string }[] }[] }).options;
    expect(option!.beds.map(({ id }) => id)).toEqual([house.beds[0]]);
    const kept = await app.sql(`SELECT field FROM past_facts WHERE young_person_id = $1 ORDER BY field`, [tia]);
    expect(kept).toEqual([{ field: 'roomNeeds' }, { field: 'supportLevel' }]);
  });

  it('is refused of a version that is not the latest, of a room that nobody has, and to who may not', async () => {
    const { house, onRecord, at, tia } = await assessedOtherwise();
    await anAssessment(make, house, tia, { support: 'two_to_one' });
    await make.as(house.staff).post(`${at}/assessments/1/take-needs`).expect(409);
    await make.as(house.staff).post(`${at}/assessments/9/take-needs`).expect(409);
    const colleague = await make.aUser(house, 'cas_worker', 'referrer');
    await make.as(house.worker).post(`${at}/co-workers`, { worker: colleague.id }).expect(201);
    await make.as(colleague).post(`${at}/assessments/2/take-needs`).expect(403);
    expect(await onRecord()).toEqual(['shared', []]);
    const { house: other, at: there, onRecord: theirs } = await assessedOtherwise();
    await app.sql(`UPDATE beds SET attributes = '{}' WHERE id = $1`, [other.beds[0]]);
    const worker = await PageClient.signIn(app.address, other.worker.email, PASSWORD);
    await worker.get(`${there}/assessment`);
    const refused = await worker.post(`${there}/assessment/versions/1/take-needs`);
    expect([refused.status, refused.text.includes('No room of their unit has this: step-free')]).toEqual([400, true]);
    expect(await theirs()).toEqual(['shared', []]);
  });

  it('asks of a room what one there has, or what was asked before; anything else is refused when it is signed', async () => {
    const { house, tia } = await assessedOtherwise();
    const sign = (roomNeeds: string[]) =>
      make.as(house.worker).post(`/young-people/${tia}/assessments`, { ...whatIsAssessed(make), roomNeeds });
    const refused = await sign(['step-free', 'hoist']).expect(400);
    expect((refused.body as { errors: unknown }).errors).toEqual([
      {
        field: 'roomNeeds',
        message: 'No room of their unit has this: hoist. Choose of: step-free. Or say it under what the house needs.',
      },
    ]);
    await app.sql(`UPDATE beds SET attributes = '{}' WHERE id = $1`, [house.beds[0]]);
    await sign(['step-free']).expect(201);
  });
});
