import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, type AlertKind, type Finding } from '../../src/alerts/domain/alert-kinds.js';
import { weekdayOf } from '../../src/kernel/nights.js';
import { aDecidedStay } from '../support/a-decided-stay.js';
import { anAssessment } from '../support/an-assessment.js';
import { builders, type House } from '../support/builders.js';
import { filled, somebody } from '../support/full-house.js';
import { lookedAt } from '../support/looked-at.js';
import { onTheList } from '../support/on-the-list.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** With BEGIN and COMMIT. */
const MOST_STATEMENTS = 40;

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

/** What a unit is like, so that a kind is found there once, and how its cause goes. */
interface Scene {
  house: House;
  numbers?: Record<string, number>;
  found: Partial<Finding> | object;
  mend: () => PromiseLike<unknown>;
}

const found = (house: House, kind: AlertKind, numbers: Record<string, number> = {}) =>
  lookedAt(app, house.unit, [kind], numbers);
const manager = (house: House) => make.as(house.manager);

/** A bed is unavailable on some nights; the closure's id. */
async function closed(house: House, bed: string, inDays: number, nights: number): Promise<string> {
  const body = { from: make.today(inDays), to: make.today(inDays + nights), reason: 'damage' };
  const { body: made } = await manager(house).post(`/beds/${bed}/out-of-service`, body).expect(201);
  return (made as { id: string }).id;
}
const reopen = (house: House, closure: string) => manager(house).post(`/closures/${closure}/end`).expect(200);

const SCENES: Record<AlertKind, () => Promise<Scene>> = {
  arrival_incomplete: async () => {
    const house = await make.aHouse();
    const youngPersonId = await make.aYoungPerson(house);
    const stayId = await make.aStay(house, youngPersonId, { inDays: 1 });
    return {
      house,
      found: { key: stayId, about: { stayId, youngPersonId }, figures: { arrival: make.today(1) } },
      mend: () => manager(house).post(`/stays/${stayId}/cancel`, { reason: 'They are ill' }).expect(200),
    };
  },
  request_late: async () => {
    const house = await make.aHouse();
    const request = await make.aRequest(house, await make.aYoungPerson(house), { inDays: 60 });
    return {
      ...{ house, numbers: { hoursBefore: 24 * 30 } },
      found: { about: { requestId: request }, figures: { state: 'submitted', late: 'no' } },
      mend: () => make.as(house.worker).post(`/requests/${request}/withdraw`, { reasons: 'Not needed' }).expect(200),
    };
  },
  offer_about_to_lapse: async () => {
    const house = await make.aHouse();
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    return {
      ...{ house, numbers: { hoursBefore: 24 * 30 } },
      found: { about: { offerId: offer }, figures: { arrival: make.today(60), departure: make.today(62) } },
      mend: () =>
        make
          .as(house.worker)
          .post(`/offers/${offer}/decline`, { answeredBy: 'Their mother', how: 'telephone', reason: 'They go away' })
          .expect(200),
    };
  },
  bed_back: async () => {
    const house = await make.aHouse();
    const [, stay] = await filled(make, house);
    await onTheList(make, house, await somebody(make, house, 'Fits'));
    await manager(house).post(`/stays/${stay}/cancel`, { reason: 'They are ill' }).expect(200);
    return {
      house,
      found: {
        figures: {
          bed: 'Bed 2',
          arrival: make.today(10),
          departure: make.today(12),
          nights: 2,
          could: 1,
          lookedAt: 1,
          held: 'no',
        },
      },
      mend: () => closed(house, house.beds[1]!, 10, 2),
    };
  },
  group_changed: async () => {
    const { house, kit, stay } = await aDecidedStay(make);
    const kits = await make.aStay(house, kit);
    return {
      house,
      found: { key: stay, figures: { changes: 'came', count: 1, refused: 'no' } },
      mend: () => manager(house).post(`/stays/${kits}/cancel`, { reason: 'They are ill' }).expect(200),
    };
  },
  new_information: async () => {
    const { house, tia, stay } = await aDecidedStay(make);
    const { body } = await make
      .as(house.worker)
      .post(`/young-people/${tia}/information`, { text: 'Was in a fight' })
      .expect(201);
    const { id } = body as { id: string };
    return {
      house,
      found: { key: tia, about: { youngPersonId: tia, stayId: stay }, figures: { reports: 1 } },
      mend: () =>
        make.as(house.staff).post(`/information/${id}/looked`, { outcome: 'nothing', note: 'Known' }).expect(200),
    };
  },
  waiting_would_fit: async () => {
    const house = await make.aHouse();
    const youngPersonId = await somebody(make, house, 'Fits');
    const request = await onTheList(make, house, youngPersonId);
    return {
      house,
      found: {
        about: { requestId: request, youngPersonId },
        figures: { arrival: make.today(10), departure: make.today(12), options: 1, plan: 'no' },
      },
      mend: () => Promise.all(house.beds.map((bed) => closed(house, bed, 10, 2))),
    };
  },
  empty_bed_soon: async () => {
    const house = await make.aHouse({ beds: 1 });
    // Only tonight: the weekend is not told of before its Friday.
    const isWeekend = weekdayOf(make.today()) === 5;
    if (isWeekend) await closed(house, house.beds[0]!, 1, 1);
    return {
      ...{ house, numbers: { daysBeforeWeekend: 0 } },
      found: { key: make.today(), figures: { empty: 1, available: 1, held: 0, waiting: 0 } },
      mend: () => closed(house, house.beds[0]!, 0, 1),
    };
  },
  low_occupancy: async () => {
    const house = await make.aHouse();
    await make.aRequest(house, await make.aYoungPerson(house), { inDays: 3 });
    return {
      ...{ house, numbers: { below14: 0, below28: 0 } },
      found: { key: '7', figures: { days: 7, percent: 0, taken: 0, available: 28, held: 0, waiting: 1 } },
      mend: () => Promise.all(house.beds.map((bed) => closed(house, bed, 0, 7))),
    };
  },
  record_about_to_expire: async () => {
    const house = await make.aHouse();
    const kit = await make.aYoungPerson(house);
    await anAssessment(make, house, kit, { ratings: [], reviewBy: make.today(12) });
    const stay = await make.aStay(house, kit, { inDays: 20 });
    return {
      house,
      found: {
        about: { youngPersonId: kit, stayId: stay },
        figures: { record: 'assessment', expires: make.today(12) },
      },
      mend: () => anAssessment(make, house, kit, { ratings: [] }),
    };
  },
  allocation_unused: async () => {
    const house = await make.aHouse();
    const kit = await make.aYoungPerson(house);
    const grant = { firstDay: make.today(), lastDay: make.today(60), weekday: 20, weekend: 0, holiday: 0 };
    const { body } = await manager(house).post(`/young-people/${kit}/allocations`, grant).expect(201);
    const { id } = body as { id: string };
    return {
      house,
      found: { key: id, about: { youngPersonId: kit }, figures: { lastDay: make.today(60), left: 20, likely: 20 } },
      mend: () => manager(house).post(`/allocations/${id}/end`, { reason: 'Panel' }).expect(200),
    };
  },
  closure_meets_demand: async () => {
    const house = await make.aHouse({ beds: 1 });
    await make.aRequest(house, await make.aYoungPerson(house));
    // A night of three weeks is no reason to tell anybody.
    await make.aRequest(house, await make.aYoungPerson(house), { inDays: 2, slack: 19 });
    const closureId = await closed(house, house.beds[0]!, 11, 3);
    return {
      house,
      found: {
        ...{ key: closureId, about: { closureId } },
        figures: { nights: 1, first: make.today(11), requests: 1, none: 1, beds: 1 },
      },
      mend: () => reopen(house, closureId),
    };
  },
  staff_short: async () => {
    const house = await make.aHouse();
    for (const bed of [0, 1])
      await make.aStay(house, await make.aYoungPerson(house), { bed: house.beds[bed]!, nights: 1 });
    const set = (take: number) =>
      make
        .as(house.staff)
        .post(`/units/${house.unit}/staffing/nights`, { night: make.today(10), take, high: 1 })
        .expect(201);
    await set(1);
    return {
      house,
      found: { figures: { first: make.today(10), last: make.today(10), nights: 1, most: 1, high: 0 } },
      mend: () => set(2),
    };
  },
  reserve_about_to_go: async () => {
    const house = await make.aHouse();
    const night = make.today(2);
    const wanted = { bed: house.beds[0], from: night, to: night, releaseHours: 30 };
    const { body } = await manager(house).post(`/units/${house.unit}/reserves`, wanted).expect(201);
    const { id } = body as { id: string };
    return {
      ...{ house, numbers: { hoursBefore: 48 } },
      found: { key: `${id} ${night}`, figures: { bed: 'Bed 1', night } },
      mend: () => manager(house).post(`/reserves/${id}/end`).expect(200),
    };
  },
};

describe.each(ALERT_KINDS)('%s', (kind) => {
  it('is found once while there is a cause, and not any more when it is gone', async () => {
    const { house, numbers, found: expected, mend } = await SCENES[kind]();
    const first = await found(house, kind, numbers);
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({ kind, opens: true, ...expected });
    expect(await found(house, kind, numbers)).toEqual(first);
    await mend();
    expect(await found(house, kind, numbers)).toEqual([]);
  });

  it('is not found where it is off, nor at a unit beside it', async () => {
    const { house, numbers } = await SCENES[kind]();
    const beside = await make.aHouse({ beds: 0, organisation: house.organisation });
    expect(await found(beside, kind, numbers)).toEqual([]);
    expect(
      (
        await lookedAt(
          app,
          house.unit,
          ALERT_KINDS.filter((one) => one !== kind),
        )
      ).map((one) => one.kind),
    ).not.toContain(kind);
  });
});

describe('what a key worker may hear of', () => {
  it('has nothing of who else is there: the checklist is counted without the matching', async () => {
    const { house, kit, stay } = await aDecidedStay(make, { inDays: 1, nights: 2 });
    const before = (await found(house, 'arrival_incomplete')).find(({ key }) => key === stay);
    await make.aStay(house, kit, { inDays: 1 });
    expect(await found(house, 'group_changed')).toMatchObject([{ key: stay }]);
    expect((await found(house, 'arrival_incomplete')).find(({ key }) => key === stay)).toEqual(before);
  });

  it('has nothing of what no manager has signed', async () => {
    const { house } = await SCENES.allocation_unused();
    const [before] = await found(house, 'allocation_unused');
    const tuesday = [10, 11, 12, 13, 14, 15, 16].find((inDays) => weekdayOf(make.today(inDays)) === 2)!;
    const request = await make.aRequest(house, before!.about.youngPersonId!, { inDays: tuesday, nights: 1 });
    const nights = { arrival: make.today(tuesday), departure: make.today(tuesday + 1) };
    await make.as(house.staff).post(`/requests/${request}/offers`, nights).expect(201);
    expect(await found(house, 'allocation_unused')).toEqual([before]);
    expect(await found(house, 'offer_about_to_lapse', { hoursBefore: 120 })).toEqual([]);
  });
});

describe('a look at everything', () => {
  /** One more of each thing that is looked at, in a week of its own. */
  async function more(house: House, inDays: number, requests: number): Promise<void> {
    const there = await somebody(make, house, 'There');
    const stay = await make.aStay(house, there, { inDays, nights: 2, bed: house.beds[0]! });
    await make.aStay(house, await somebody(make, house, 'Beside'), { inDays, nights: 2, bed: house.beds[1]! });
    await make.as(house.worker).post(`/young-people/${there}/information`, { text: 'Was in a fight' }).expect(201);
    const pair = {
      youngPeople: [there, await somebody(make, house, 'Other')],
      decision: 'works_well',
      evidence: 'Seen at school',
    };
    await manager(house)
      .post('/pair-decisions', { ...pair, reviewBy: make.today(5) })
      .expect(201);
    const grant = { firstDay: make.today(), lastDay: make.today(60), weekday: 20, weekend: 20, holiday: 20 };
    await manager(house).post(`/young-people/${there}/allocations`, grant).expect(201);
    await make.anOffer(house, await make.aYoungPerson(house), { inDays: inDays + 3, bed: house.beds[1]! });
    const gone = await make.aStay(house, there, { inDays: inDays + 4, nights: 1, bed: house.beds[0]! });
    await manager(house).post(`/stays/${gone}/cancel`, { reason: 'They are ill' }).expect(200);
    await closed(house, house.beds[2]!, inDays, 2);
    const kept = { bed: house.beds[3], from: make.today(inDays), to: make.today(inDays), releaseHours: 24 };
    await manager(house).post(`/units/${house.unit}/reserves`, kept).expect(201);
    for (let number = 0; number < requests; number += 1) {
      await onTheList(make, house, await somebody(make, house, 'Waits'), { inDays: inDays + number, slack: 4 });
      await make.aRequest(house, there, { inDays, slack: 3 });
    }
    expect(stay).toBeTruthy();
  }

  it('sends as many statements for few rows as for many, and none for what is off', async () => {
    const house = await make.aHouse();
    await more(house, 2, 1);
    const wide = { hoursBefore: 120, daysAhead: 60 };
    const look = () => lookedAt(app, house.unit, ALERT_KINDS, wide);
    const few = await look();
    const sent = (await statementsOf(look)).toSorted();
    for (const inDays of [9, 16, 23]) await more(house, inDays, 6);
    const many = await look();
    expect(many.length).toBeGreaterThan(few.length + 15);
    expect((await statementsOf(look)).toSorted()).toEqual(sent);
    expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    expect(await statementsOf(() => lookedAt(app, house.unit, []))).toHaveLength(3);
    expect(new Set(many.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(many.length);
  });
});
