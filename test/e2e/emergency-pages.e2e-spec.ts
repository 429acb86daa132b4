import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let bo: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse({ beds: 3 });
  ash = await make.aYoungPerson(house);
  bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  const there = await make.aStay(house, bo, { inDays: 0, nights: 3 });
  await make.as(house.staff).post(`/stays/${there}/arrive`).expect(200);
});

const visit = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);
const seenOn = (text: string) =>
  /name="seen" value="([^"]*)"/.exec(text)![1]!.replaceAll('&quot;', '"').replaceAll('&#39;', "'");
const typed = (text: string, name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(text)?.[1] ?? '';
const now = (text: string) => ({ date: typed(text, 'date'), time: typed(text, 'time') });

describe('a child needs a place tonight, on pages', () => {
  it('from Today through a question or two a page to the decision, the stay and the countersignature', async () => {
    const staff = await visit(house.staff);
    expect((await staff.get('/')).text).toContain('/emergencies/new');
    const who = (await staff.get('/emergencies/new')).text;
    expect(who).toContain('Who needs a place tonight?');
    expect(who).toContain(`youngPerson=${ash}`);
    const first = `/emergencies/new?unit=${house.unit}&youngPerson=${ash}`;
    const asked = (await staff.get(first)).text;
    const bad = await staff.post(first, { ...now(asked), until: 'soon', why: 'Nobody at home' });
    expect([bad.status, bad.text.includes('Nobody at home')]).toEqual([400, true]);
    const begun = await staff.post(first, { ...now(asked), until: '', why: 'Nobody at home', risk: '' });
    expect(begun.status).toBe(303);
    const [, , id] = begun.location!.split('/') as [string, string, string];
    expect(begun.location).toBe(`/emergencies/${id}/impact`);

    // Somebody else on shift finds it on Today, and goes on.
    const night = await make.aUser(house, 'unit_staff', 'staff');
    const next = await visit(night);
    expect((await next.get('/')).text).toContain('Ask the on-call manager whether Ash Example may come');
    expect((await next.get('/handover')).text).toContain('Ask the on-call manager whether Ash Example may come');
    const impact = (await next.get(`/emergencies/${id}/impact`)).text;
    expect(impact).toContain('Free tonight: Bed 2, Bed 3.');
    expect(impact).toContain('Bo Example');
    const line = { [`impact-${bo}`]: 'None' };
    const kept = await next.post(`/emergencies/${id}/impact`, { seen: seenOn(impact), house: 'Two awake', ...line });
    expect(kept.location).toBe(`/emergencies/${id}/authority`);
    const authority = (await next.get(`/emergencies/${id}/authority`)).text;
    const given = { seen: seenOn(authority), authority: 'Jo, emergency duty team', legalBasis: 's20' };
    expect((await next.post(`/emergencies/${id}/authority`, given)).location).toBe(`/emergencies/${id}/decision`);
    const decision = (await next.get(`/emergencies/${id}/decision`)).text;
    expect(decision).toContain('Bo Example: None');
    expect(decision).toContain('Still missing before they may be written down as coming: what is known of risk and');
    const decided = { ...now(decision), how: 'telephone', decision: 'agreed', said: 'Keep them on the ground floor' };
    const none = await next.post(`/emergencies/${id}/decision`, { ...decided, decidedBy: 'other' });
    expect([none.status, none.text.includes('Keep them on the ground floor')]).toEqual([400, true]);
    await next.post(`/emergencies/${id}/decision`, { ...decided, decidedBy: house.manager.id });
    const record = (await next.get(`/emergencies/${id}`)).text;
    expect(record).toMatch(
      new RegExp(`Who answered what[^]*${night.name}[^]*Authority to place: Jo, emergency duty team`),
    );
    expect(record).toMatch(new RegExp(`${house.staff.name}[^]*Why: Nobody at home`));
    expect(record).toContain(`Agreed by ${house.manager.name}, by telephone`);
    expect(record).toContain('Keep them on the ground floor');

    const path = `/emergency-stays/new?unit=${house.unit}&emergency=${id}`;
    const come = (await next.get(path)).text;
    expect(typed(come, 'authority')).toBe(house.manager.name);
    const placed = await next.post(path, {
      ...{ youngPerson: ash, ...now(come), departure: typed(come, 'departure'), authority: house.manager.name },
    });
    expect(placed.location).toMatch(/^\/stays\//);
    expect((await next.get(placed.location!)).text).toContain('How the emergency was decided');
    expect((await next.get(`${placed.location}/emergency`)).location).toBe(`/emergencies/${id}`);

    const manager = await visit(house.manager);
    expect((await manager.get('/')).text).toMatch(/Your next actions[^]*Countersign the decision about Ash Example/);
    expect((await staff.get('/')).text).not.toContain('Countersign the decision about');
    expect((await staff.get('/handover')).text).toContain('Countersign the decision about');
    // Answered since: not what the manager was told.
    const later = await make.as(house.staff).patch(`/emergencies/${id}`, { risk: 'Runs away' }).set('If-Match', '*');
    expect(later.status).toBe(200);
    const sheet = (await manager.get(`/emergencies/${id}/countersign`)).text;
    expect([sheet.includes('Bo Example: None'), sheet.includes('Runs away')]).toEqual([true, false]);
    const signing = `/emergencies/${id}/countersign`;
    const read = typed(sheet, 'decision');
    const again = await manager.post(signing, { decision: read, agrees: 'no', note: '' });
    expect([again.status, typed(again.text, 'decision')]).toEqual([400, read]);
    // Rung again while the page is open: what was read is signed, and the other one is still owed.
    await make.as(night).post(`/emergencies/${id}/decision`, { decision: 'refused', said: 'No', decidedByName: 'Kit' });
    const signed = await manager.post(signing, { decision: read, agrees: 'yes' });
    expect((await manager.get(signed.location!)).text).toContain('Another decision is still to be countersigned.');
    const other = (await manager.get(signing)).text;
    expect(other).toContain('Refused by Kit');
    expect((await manager.post(signing, { decision: typed(other, 'decision'), agrees: 'yes' })).status).toBe(303);
    expect((await manager.get('/')).text).not.toContain('Countersign the decision about');
    expect((await manager.get(signing)).status).toBe(409);
  });

  it('shows those first who are kept apart for safety, and loses nobody’s line to a colleague’s', async () => {
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    const later = await make.aStay(house, cy, { inDays: 0, nights: 1 });
    await make.as(house.staff).post(`/stays/${later}/arrive`).expect(200);
    const pair = { youngPeople: [ash, cy], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', pair).expect(201);
    const { body } = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, { youngPerson: ash });
    const { id } = body as { id: string };
    const path = `/emergencies/${id}/impact`;
    const [one, two] = [await visit(house.staff), await visit(house.staff)];
    const page = (await one.get(path)).text;
    expect(page).toMatch(/Kept apart for safety from Cy Example[^]*Cy Example[^]*Bo Example/);
    expect((await one.get(`/emergencies/${id}/decision`)).text).toContain('Kept apart for safety from Cy Example');
    await one.get(path);
    await two.get(path);
    const line = (impact: string) => ({
      seen: seenOn(page),
      house: '',
      [`impact-${cy}`]: impact,
      [`impact-${bo}`]: '',
    });
    expect((await two.post(path, line('Separate floors'))).status).toBe(303);
    const stale = await one.post(path, line('Both awake all night'));
    expect(stale.status).toBe(412);
    expect(stale.text).toMatch(/Separate floors[^]*Both awake all night/);
  });

  it('goes on to the decision past what nobody can answer yet, and notes nothing of it', async () => {
    const staff = await visit(house.staff);
    const { body } = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, { youngPerson: ash });
    const path = `/emergencies/${(body as { id: string }).id}`;
    for (const [question, next] of [
      ...[['why', 'impact'] as const, ['impact', 'authority'] as const, ['authority', 'decision'] as const],
    ]) {
      const seen = seenOn((await staff.get(`${path}/${question}`)).text);
      const left = { seen, date: '', time: '', until: '', [`impact-${bo}`]: '' };
      expect((await staff.post(`${path}/${question}`, left)).location).toBe(`${path}/${next}`);
    }
    expect((await staff.get(`${path}/decision`)).text).toMatch(/Still missing[^]*each who is staying[^]*all the same/);
    const record = (await staff.get(path)).text;
    expect(record).toContain(`href="${path}/why"`);
    expect(record).not.toMatch(/Who answered what|left empty/);
  });

  it('asks about those who are there on the nights asked for, and not about tonight', async () => {
    const cy = await make.aYoungPerson(house, { firstName: 'Cy' });
    await make.aStay(house, cy, { inDays: 5, nights: 2 });
    const pair = { youngPeople: [ash, cy], decision: 'never_together', evidence: 'x', reviewBy: make.today(90) };
    await make.as(house.manager).post('/pair-decisions', pair).expect(201);
    const expectedAt = new Date(app.clock.now().getTime() + 4 * 86_400_000).toISOString();
    const asked = { youngPerson: ash, expectedAt, until: make.today(7), why: 'x', risk: 'x', authority: 'x' };
    const { body } = await make.as(house.staff).post(`/units/${house.unit}/emergencies`, asked).expect(201);
    const { id, missing } = body as { id: string; missing: string[] };
    expect(missing).toEqual(['impact', 'decision']);
    const staff = await visit(house.staff);
    const impact = (await staff.get(`/emergencies/${id}/impact`)).text;
    expect(impact).toMatch(/Kept apart for safety from Cy Example[^]*comes on/);
    expect(impact).not.toContain('Bo Example');
    await make.as(house.staff).post(`/emergencies/${id}/impact`, { youngPerson: cy, impact: 'None' }).expect(200);
    const decision = { decision: 'agreed', said: 'Yes', decidedByName: 'Kit Duty' };
    await make.as(house.staff).post(`/emergencies/${id}/decision`, decision).expect(200);
    expect((await staff.get(`/emergencies/${id}/hold`)).text).toContain('Kept apart for safety from Cy Example');
    const list = await make.as(house.staff).get(`/units/${house.unit}/emergencies`).expect(200);
    expect(list.body).toMatchObject({ items: [{ id, missing: [] }] });
  });

  it('says at the top of Today that a decision is owed, until it is given', async () => {
    const placed = await make
      .as(house.staff)
      .post(`/units/${house.unit}/emergency-stays`, { youngPerson: ash, departure: make.today(1), authority: 'x' })
      .expect(201);
    const staff = await visit(house.staff);
    const owed = 'Ash Example is here, and the on-call manager’s decision is still owed';
    expect((await staff.get('/')).text).toMatch(new RegExp(`Emergencies[^]*${owed}[^]*Your next actions`));
    const { body } = await make.as(house.staff).get(`/stays/${(placed.body as { id: string }).id}/emergency`);
    const said = { decision: 'agreed', said: 'Yes', decidedByName: 'Kit Duty' };
    await make
      .as(house.staff)
      .post(`/emergencies/${(body as { id: string }).id}/decision`, said)
      .expect(200);
    expect((await staff.get('/')).text).not.toContain(owed);
  });

  it('is asked for a child without a record by name alone, ended when no place is needed, and hidden from who looks on', async () => {
    const staff = await visit(house.staff);
    const path = `/emergencies/new?unit=${house.unit}&isNew=yes`;
    const page = (await staff.get(path)).text;
    expect((await staff.post(path, { firstName: 'Lee', lastName: '' })).status).toBe(400);
    const begun = await staff.post(path, {
      ...now(page),
      firstName: 'Lee',
      lastName: 'Nobody',
      known: 'Police brought',
    });
    const base = begun.location!.replace('/impact', '');
    expect((await staff.get(base)).text).toMatch(/Lee Nobody[^]*Nobody in the council has a record of them/);
    const come = (await staff.get(`/emergency-stays/new?unit=${house.unit}&emergency=${base.split('/')[2]}`)).text;
    expect([typed(come, 'firstName'), typed(come, 'lastName')]).toEqual(['Lee', 'Nobody']);
    expect((await staff.post(`${base}/end`, { reason: '' })).status).toBe(400);
    expect((await staff.post(`${base}/end`, { reason: 'Their aunt came' })).status).toBe(303);
    expect((await staff.get(base)).text).toContain('Their aunt came');
    const watcher = await visit(await make.aUser(house, 'manager', 'watcher'));
    expect((await watcher.get(base)).status).toBe(200);
    expect((await watcher.get(`${base}/why`)).status).toBe(403);
    expect((await watcher.get('/emergencies/new')).status).toBe(403);
  });
});
