import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssessment } from '../support/an-assessment.js';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { lookedFirst } from '../support/signing.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
/** Tia is here for three nights, decided on when nobody else was there. */
let tia: string;
let kit: string;
let stay: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  ({ house, tia, kit, stay } = await aDecidedStay(make, { inDays: 0, nights: 3 }));
  await make.as(house.staff).post(`/stays/${stay}/arrive`).expect(200);
});

const CAME = 'Kit Kestrel will be there, too: ';
const changes = async (): Promise<string[]> =>
  ((await make.as(house.staff).get(`/stays/${stay}/look-again`).expect(200)).body as { changes: string[] }).changes;
/** Whether Today and the handover have it on their lists. */
const listed = async (words: string): Promise<boolean[]> => {
  const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
  return Promise.all(
    ['/', `/handover?unit=${house.unit}`].map(async (path) => {
      const { text } = await staff.get(path);
      return text.includes(`/stays/${stay}/look-again`) && text.includes(words);
    }),
  );
};
const bullies = {
  ratings: [{ factor: 'bullying', poses: 2, vulnerable: 0, status: 'serious', evidence: 'Seen at school this month' }],
};

describe('a decision on somebody who is there', () => {
  it('is on the lists of what to look at again when somebody is booked beside them, until it is signed anew', async () => {
    expect(await listed('')).toEqual([false, false]);
    await make.aStay(house, kit, { inDays: 1, nights: 1 });
    expect(await listed(CAME)).toEqual([true, true]);
    const again = { decision: 'suitable', reasons: 'They like each other' };
    await lookedFirst(make, house.staff, `/stays/${stay}/look-again`, again).expect(201);
    expect(await listed('')).toEqual([false, false]);
  });

  it('is no more to be looked at for a night that is over, nor for what is learnt of who shared it', async () => {
    await make.aStay(house, kit, { inDays: 0, nights: 1 });
    expect(await changes()).toEqual([expect.stringContaining(CAME)]);
    const again = { decision: 'suitable', reasons: 'They like each other' };
    await lookedFirst(make, house.staff, `/stays/${stay}/look-again`, again).expect(201);
    await anAssessment(make, house, kit, bullies);
    expect(await changes()).toEqual([expect.stringMatching(/^What is known of Kit Kestrel has changed/)]);
    expect(await listed('Kit Kestrel')).toEqual([true, true]);
    app.clock.goTo('10:00', 1);
    expect(await changes()).toEqual([]);
    expect(await listed('')).toEqual([false, false]);
    await make.aStay(house, kit, { inDays: 1, nights: 1 });
    expect(await changes()).toContainEqual(expect.stringContaining(CAME));
  });

  it('goes by a new matching guide for the nights that are to come', async () => {
    await anAssessment(make, house, tia, {
      ratings: [{ factor: 'bullying', poses: 0, vulnerable: 2, status: 'serious', evidence: 'Seen this month' }],
    });
    await anAssessment(make, house, kit, bullies);
    await make.aStay(house, kit, { inDays: 0, nights: 1 });
    const again = { decision: 'suitable', reasons: 'Watched', againstAdvice: 'They are watched' };
    await lookedFirst(make, house.manager, `/stays/${stay}/look-again`, again).expect(201);
    const [row] = await app.sql<{ version: number; document: { interactions: { poses: string; points: number }[] } }>(
      `SELECT version, document FROM rule_sets WHERE organisation_id = $1 ORDER BY version DESC LIMIT 1`,
      [house.organisation],
    );
    for (const one of row!.document.interactions) if (one.poses === 'bullying') one.points = 95;
    await app.sql(
      `INSERT INTO rule_sets (organisation_id, version, document, published_at, published_by, why, agreed_by)
       VALUES ($1, $2, $3, now(), $4, 'x', 'The board')`,
      [house.organisation, row!.version + 1, JSON.stringify(row!.document), house.manager.id],
    );
    expect(await changes()).toEqual([expect.stringMatching(/^The matching guide has changed/)]);
    app.clock.goTo('10:00', 1);
    expect(await changes()).toEqual([]);
  });

  it('is not to be looked at on the day on which they leave', async () => {
    await make.aStay(house, kit, { inDays: 2, nights: 2 });
    expect(await listed(CAME)).toEqual([true, true]);
    app.clock.goTo('10:00', 3);
    expect(await changes()).toEqual([]);
    expect(await listed('')).toEqual([false, false]);
  });
});
