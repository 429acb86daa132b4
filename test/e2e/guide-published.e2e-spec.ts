import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

const risk = (poses: number, vulnerable: number) => ({
  ratings: [{ factor: 'bullying', poses, vulnerable, status: 'serious', evidence: 'Seen at school this month' }],
});

/** Publishes the guide in force as a new version, with other points for what bullying meets. */
async function publish(house: House, points: number): Promise<PageClient> {
  const guide = await make.as(house.manager).get('/matching-guide').expect(200);
  const { rules } = guide.body as { rules: { title: string; interactions: { poses: string; points: number }[] } };
  for (const one of rules.interactions) if (one.poses === 'bullying') one.points = points;
  rules.title = `Bullying counts ${points}`;
  await app.http
    .put('/api/v1/matching-guide/draft')
    .set({ Authorization: `Bearer ${house.manager.token}`, 'If-Match': '*' })
    .send({ rules })
    .expect(200);
  const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
  const { text } = await manager.get('/matching-guide/draft/publish');
  const seen = /name="seen" value="([^"]*)"/.exec(text)![1]!.replaceAll('&quot;', '"');
  const sent = await manager.post('/matching-guide/draft/publish', { why: 'The board', agreedBy: 'The board', seen });
  expect([sent.status, sent.location]).toEqual([303, '/matching-guide']);
  return manager;
}

describe('a version of the matching guide that is published', () => {
  it('lists what it says otherwise of than was decided, until somebody has looked at it', async () => {
    const house = await make.aHouse();
    const kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel' });
    const tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Tern' });
    await anAssessment(make, house, kit, risk(1, 0));
    await anAssessment(make, house, tia, risk(0, 3));
    await make.aStay(house, kit, { inDays: 40 });
    const stay = await make.aStay(house, tia, { inDays: 40 });
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    expect((await manager.get('/matching-guide')).text).not.toContain('To look at again');

    const after = (await (await publish(house, 100)).get('/matching-guide')).text;
    expect(after).toMatch(/To look at again[\s\S]*Tia Tern[\s\S]*The matching guide has changed: version 2 says/);
    expect(after).toContain(`href="/stays/${stay}/look-again"`);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get('/matching-guide')).text).toContain(`href="/stays/${stay}/look-again"`);

    const again = { decision: 'suitable', reasons: 'Still fine', againstAdvice: 'They are watched' };
    await lookedFirst(make, house.manager, `/stays/${stay}/look-again`, again).expect(201);
    expect((await staff.get('/matching-guide')).text).not.toContain(`href="/stays/${stay}/look-again"`);
  });

  it('lists nothing where it says the same, and nothing of another unit', async () => {
    const house = await make.aHouse();
    const elsewhere = await make.aHouse({ organisation: house.organisation });
    const tia = await make.aYoungPerson(elsewhere, { firstName: 'Tia', lastName: 'Tern' });
    const kit = await make.aYoungPerson(elsewhere, { firstName: 'Kit', lastName: 'Kestrel' });
    await anAssessment(make, elsewhere, tia, risk(0, 3));
    await anAssessment(make, elsewhere, kit, risk(1, 0));
    await make.aStay(elsewhere, kit, { inDays: 20 });
    await make.aStay(elsewhere, tia, { inDays: 20 });
    const manager = await publish(house, 100);
    expect((await manager.get('/matching-guide')).text).not.toMatch(/To look at again|Tia Tern/);
    const there = await PageClient.signIn(app.address, elsewhere.manager.email, PASSWORD);
    expect((await there.get('/matching-guide')).text).toContain('To look at again');
  });
});
