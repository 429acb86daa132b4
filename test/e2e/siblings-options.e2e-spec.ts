import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { statementsOf } from '../support/statements.js';
import { shownIn } from '../support/shown-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());

interface Named {
  id: string;
  name: string;
}
interface OptionsBody {
  options: {
    arrival: string;
    bed: Named;
    beds: Named[];
    moves: { stay: string; to: Named }[];
    together: {
      part: string;
      youngPerson: { id: string; firstName: string };
      bed: Named;
      compatibility: { verdict: string };
    }[];
  }[];
  unavailable: { arrival: string; reasons: { code: string; sentence: string }[] }[];
}

/** Brothers and sisters who were asked for together, for two nights from ten days ahead. */
async function siblings(names: string[], { beds = 4, slack = 2 } = {}) {
  const house = await make.aHouse({ beds });
  const people: string[] = [];
  for (const firstName of names) people.push(await make.aYoungPerson(house, { firstName }));
  const [youngPerson, ...others] = people;
  const asked = { youngPerson, siblings: others, unit: house.unit, nights: 2, purpose: 'Sleep and cook' };
  const { body } = await make
    .as(house.worker)
    .post('/requests', { ...asked, from: make.today(10), to: make.today(12 + slack) })
    .expect(201);
  const request = (body as { id: string }).id;
  return { house, people, request, parts: (await opened(house, request)).parts };
}

async function opened(house: House, request: string) {
  const { body } = await make.as(house.manager).get(`/requests/${request}`).expect(200);
  return body as { parts: { id: string; state: string; offer: { id: string } | null }[] };
}

const optionsOf = async ({ house, request }: { house: House; request: string }) =>
  (await make.as(house.staff).get(`/requests/${request}/options`).expect(200)).body as OptionsBody;

const nights = (inDays = 10) => ({ arrival: make.today(inDays), departure: make.today(inDays + 2) });

/** Three beds of which one alone is free on both nights; a second is once one of two stays has moved. */
async function needingAMove() {
  const given = await siblings(['Ash', 'Bo'], { beds: 3, slack: 0 });
  const { house } = given;
  const [one, two] = house.beds;
  const first = await make.aStay(house, await make.aYoungPerson(house), { inDays: 10, nights: 1, bed: one! });
  const second = await make.aStay(house, await make.aYoungPerson(house), { inDays: 11, nights: 1, bed: two! });
  return { ...given, stays: [first, second] };
}

const bedsOf = (request: string) =>
  app.sql<{ bed_id: string }>(`SELECT bed_id FROM bed_claims WHERE request_id = $1 AND live`, [request]);

describe('options for brothers and sisters together', () => {
  it('name a bed for each of them, and only nights on which all of them get one', async () => {
    const given = await siblings(['Ash', 'Bo', 'Kit']);
    const { house, parts, people } = given;
    for (const inDays of [10, 10]) await make.aStay(house, await make.aYoungPerson(house), { inDays, nights: 1 });
    const { options, unavailable } = await optionsOf(given);
    expect(options.map(({ arrival }) => arrival)).toEqual([make.today(11), make.today(12)]);
    for (const { together, bed, beds } of options) {
      expect(together.map(({ part }) => part)).toEqual(parts.map(({ id }) => id));
      expect(together.map(({ youngPerson }) => youngPerson.id)).toEqual(people);
      expect(together.map((one) => one.bed)).toEqual(beds);
      expect(bed).toEqual(beds[0]);
      expect(new Set(beds.map(({ id }) => id)).size).toBe(3);
      // Nobody has assessed anybody: then nights never suit.
      expect(together.map(({ compatibility }) => compatibility.verdict)).toEqual(Array(3).fill('not_assessed'));
    }
    const [refused] = unavailable;
    expect([refused!.arrival, refused!.reasons.map(({ code }) => code)]).toEqual([make.today(10), ['no_bed']]);
    expect(refused!.reasons[0]!.sentence).toMatch(/^There is no bed for each of the 3 on this night: /);
    // For one of them alone there is a bed on each of these nights.
    const alone = await optionsOf({ house, request: parts[0]!.id });
    expect(alone.options).toHaveLength(3);
    expect(alone.options[0]).not.toHaveProperty('together');
  });

  it('list the moves that it takes, which are made with the nights held for all', async () => {
    const given = await needingAMove();
    const { options } = await optionsOf(given);
    expect(options.map(({ moves }) => moves.length)).toEqual([1]);
    const { house, request, stays } = given;
    const answer = await make.as(house.staff).post(`/requests/${request}/offers`, nights()).expect(201);
    const held = answer.body as { bed: Named; moves: object[]; together: { bed: Named; moves: object[] }[] };
    expect([held.bed, ...held.together.map(({ bed }) => bed)]).toEqual(options[0]!.beds);
    expect([held.moves.length, ...held.together.map(({ moves }) => moves.length)]).toEqual([1, 1]);
    const moved = await app.sql<{ stay_id: string }>(
      `SELECT stay_id FROM stay_events WHERE action = 'moved' AND stay_id = ANY ($1)`,
      [stays],
    );
    expect(moved.map(({ stay_id: id }) => id)).toEqual([options[0]!.moves[0]!.stay]);
  });

  it('are taken for all or for none: nothing is moved where one of them cannot be held', async () => {
    const given = await needingAMove();
    const { house, request, people, stays } = given;
    await app.sql(`UPDATE young_people SET date_of_birth = $2 WHERE id = $1`, [people[1], make.today(-365 * 30)]);
    const refused = await make.as(house.staff).post(`/requests/${request}/offers`, nights()).expect(409);
    expect((refused.body as { title: string }).title).toMatch(/^Bo Example: They would be /);
    expect(await bedsOf(request)).toEqual([]);
    const moved = `SELECT 1 FROM stay_events WHERE action = 'moved' AND stay_id = ANY ($1)`;
    expect(await app.sql(moved, [stays])).toEqual([]);
    const [only] = (await optionsOf(given)).unavailable;
    expect(only!.reasons.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(/^Bo: They would be /)]);
  });

  it('are none for two who are never to be there together', async () => {
    const given = await siblings(['Ash', 'Bo']);
    const { house, people } = given;
    const decision = { youngPeople: people, decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', decision).expect(201);
    const { options, unavailable } = await optionsOf(given);
    expect(options).toEqual([]);
    for (const { reasons } of unavailable)
      expect(reasons.map(({ sentence }) => sentence)).toEqual([
        'Ash and Bo are kept apart from each other for safety.',
      ]);
  });

  it('are for those who still want a break, and name no bed to a key worker', async () => {
    const given = await siblings(['Ash', 'Bo', 'Kit']);
    const { house, request, parts } = given;
    await make.as(house.worker).post(`/requests/${parts[1]!.id}/withdraw`, { reasons: 'Not needed' }).expect(200);
    const { options } = await optionsOf(given);
    expect(options[0]!.together.map(({ youngPerson }) => youngPerson.firstName)).toEqual(['Ash', 'Kit']);
    const theirs = await make.as(house.worker).get(`/requests/${request}/options`).expect(200);
    const { options: nights } = theirs.body as { options: { advice: string; reasons: string[] }[] };
    expect(nights.map(({ advice }) => advice)).toEqual(options.map(() => 'not_assessed'));
    expect(nights[0]!.reasons).toEqual([expect.stringMatching(/^Ash /), expect.stringMatching(/^Kit /)]);
    expect(JSON.stringify(theirs.body)).not.toMatch(/Bed|company|score/);
  });

  it('send as many statements for three of them over many nights as for two over few', async () => {
    const counted = async (given: { house: House; request: string }) => {
      await optionsOf(given);
      return (await statementsOf(() => optionsOf(given))).toSorted();
    };
    const two = await counted(await siblings(['Ash', 'Bo'], { slack: 0 }));
    expect(await counted(await siblings(['Ash', 'Bo', 'Kit'], { slack: 40 }))).toEqual(two);
    expect(two).toEqual(
      [
        ...['api_tokens', 'requests', 'units', 'beds', 'standing', 'staffing_patterns'],
        ...['standing', 'pair_decisions', 'young_people', 'allocations'],
        // How each of them fits with everybody: the guide, what is assessed, and what was decided about any two.
        ...['rule_sets', 'young_people', 'young_people', 'pair_decisions'],
      ]
        .map((table) => `SELECT ${table}`)
        .concat('INSERT audit_entries')
        .toSorted(),
    );
    const moving = (await counted(await needingAMove())).toSorted();
    // What stands around the nights, the names of those who would move, and that they were shown.
    expect(moving).toEqual([...two, 'SELECT standing', 'SELECT young_people', 'INSERT audit_entries'].toSorted());
  }, 60_000);
});

describe('the page of nights for brothers and sisters', () => {
  it('is where the request leads to, names each bed and the moves, and holds all of them', async () => {
    const { house, request, parts } = await needingAMove();
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    const page = await staff.get(`/requests/${request}`);
    expect(page.text).toContain('Look for nights for Ash and Bo together');
    expect((await staff.get(`/requests/${parts[0]!.id}/options`)).text).toContain(`/requests/${request}/together`);
    for (const path of [`${request}/options`, `${parts[1]!.id}/together`])
      expect((await staff.get(`/requests/${path}`)).location).toBe(`/requests/${request}/together`);
    const options = await staff.get(`/requests/${request}/together`);
    expect(options.text).toMatch(/Ash: Bed \d[\s\S]*Bo: Bed \d[\s\S]*One booked stay changes beds:/);
    const path = `/requests/${request}/together/propose`;
    const form = await staff.get(`${path}?arrival=${make.today(10)}`);
    expect(form.text).toContain('One booked stay is moved');
    const moves = /name="moves" value="([^"]*)"/.exec(form.text)![1]!;
    const unseen = await staff.post(path, { arrival: make.today(10), moves: '' });
    expect([unseen.status, unseen.text.includes('By now it takes other moves.')]).toEqual([409, true]);
    expect(await bedsOf(request)).toEqual([]);
    const held = await staff.post(path, { arrival: make.today(10), moves });
    expect([held.status, held.location]).toEqual([303, `/requests/${request}`]);
    expect((await opened(house, request)).parts.map(({ state }) => state)).toEqual(['proposed', 'proposed']);
  });

  it('lets a manager who may sign go over what can be gone over, for all of them', async () => {
    const { house, request } = await siblings(['Ash', 'Bo'], { slack: 0 });
    for (const night of [10, 11])
      await make
        .as(house.manager)
        .post(`/units/${house.unit}/staffing/nights`, { night: make.today(night), take: 1, high: 1 })
        .expect(201);
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${request}/together`)).text).toContain('A manager can go over it');
    const manager = await PageClient.signIn(app.address, house.manager.email, PASSWORD);
    const path = `/requests/${request}/together/propose`;
    const { text } = await manager.get(`${path}?arrival=${make.today(10)}`);
    expect(text).toContain('Why you go over it');
    const said = { sign: 'yes', reasons: 'Suits the group', goesOver: 'yes' };
    const proposal = { arrival: make.today(10), ...said, shown: shownIn(text, 'shown') };
    expect((await manager.post(path, proposal)).status).toBe(400);
    expect((await manager.post(path, { ...proposal, overrule: 'Two more come in' })).status).toBe(303);
    expect((await opened(house, request)).parts.map(({ state }) => state)).toEqual(['offered', 'offered']);
    expect(await app.sql(`SELECT 1 FROM overrules WHERE reason = 'Two more come in'`)).not.toEqual([]);
  });

  it('leads to the nights of one where a request is for one', async () => {
    const house = await make.aHouse();
    const request = await make.aRequest(house, await make.aYoungPerson(house));
    const staff = await PageClient.signIn(app.address, house.staff.email, PASSWORD);
    expect((await staff.get(`/requests/${request}/together`)).location).toBe(`/requests/${request}/options`);
  });
});
