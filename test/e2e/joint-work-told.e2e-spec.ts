import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { TellOfJointWork } from '../../src/alerts/tell-co-worker.js';
import { builders, PASSWORD, type House, type TestUser } from '../support/builders.js';
import { PageClient } from '../support/page-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;
let sam: TestUser;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
});
afterAll(() => app?.close());
beforeEach(async () => {
  house = await make.aHouse();
  ash = await make.aYoungPerson(house);
  sam = await make.aUser(house, 'cas_worker');
});

const name = (request: string) => make.as(house.worker).post(`/requests/${request}/co-workers`, { worker: sam.email });
const end = (request: string, by = house.worker) => make.as(by).post(`/requests/${request}/co-workers/${sam.id}/end`);
const page = ({ email }: TestUser) => PageClient.signIn(app.address, email, PASSWORD);

describe('notices of joint work', () => {
  const changes = async (request: string) =>
    (
      await app.sql<{ id: string }>(
        `SELECT payload->>'coWork' AS id FROM outbox WHERE topic = 'joint-work.changed' AND payload->>'coWork' IN (
           SELECT id::text FROM request_co_workers WHERE request_id = $1)`,
        [request],
      )
    ).map(({ id }) => id);
  const read = async (request: string, by: TestUser) => {
    for (const coWork of await changes(request))
      await app.app.get(TellOfJointWork).handle({ coWork }, app.app.get(DataSource).manager);
    return (await (await page(by)).get('/notices')).text;
  };

  it('tell who is named, and their deputy, once; and of its end without a name', async () => {
    const deputy = await make.aUser(house, 'cas_worker');
    const days = { firstDay: make.today(), lastDay: make.today(5) };
    await make
      .as(sam)
      .post('/deputies', { deputy: deputy.id, ...days })
      .expect(201);
    const request = await make.aRequest(house, ash);
    await name(request).expect(201);
    await read(request, sam);
    const told = [
      [sam, 'You work'],
      [deputy, `${sam.name} works`],
    ] as const;
    for (const [by, who] of told) {
      const text = await read(request, by);
      expect(text.split(`${who} with ${house.worker.name} on a request for Ash Example.`)).toHaveLength(2);
      expect(text).toContain(`href="/requests/${request}"`);
    }
    expect(await read(request, house.worker)).toContain('There is nothing new for you');
    await end(request).expect(204);
    const after = await read(request, sam);
    expect(after).toContain(`You work with ${house.worker.name} on a request no more`);
    expect(after).not.toContain('Ash');
  });

  it('stay whose they are where one of the two stands in for the other', async () => {
    const days = { firstDay: make.today(), lastDay: make.today(5) };
    const named = async (by: TestUser, deputy: TestUser) =>
      (
        await make
          .as(by)
          .post('/deputies', { deputy: deputy.email, ...days })
          .expect(201)
      ).body as { id: string };
    const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
    const requests = [await make.aRequest(house, ash), await make.aRequest(house, bo)] as const;
    for (const request of requests) await name(request).expect(201);
    await read(requests[0], sam);
    const { id } = await named(house.worker, sam);
    const own = await read(requests[1], sam);
    for (const child of ['Ash', 'Bo'])
      expect(own).toContain(`You work with ${house.worker.name} on a request for ${child} Example.`);
    expect(own).not.toContain(`For ${house.worker.name}`);
    await make.as(house.worker).post(`/deputies/${id}/end`).expect(204);
    await named(sam, house.worker);
    const theirs = await read(requests[0], house.worker);
    expect(theirs).toContain(`For ${sam.name}`);
    expect(theirs).toContain(`${sam.name} works with you on a request for Ash Example.`);
    expect(theirs).not.toContain('You work with');
  });

  it('tell nobody of an end that they chose', async () => {
    const request = await make.aRequest(house, ash);
    await name(request).expect(201);
    await end(request, sam).expect(204);
    expect(await read(request, sam)).toContain('There is nothing new for you');
  });
});

describe('what a co-worker is shown', () => {
  it('leads to nothing that is refused, wherever the stay stands', async () => {
    const booked = await make.aStay(house, ash, { inDays: 0, nights: 2 });
    const { requestId } = (await make.as(house.worker).get(`/stays/${booked}`)).body as { requestId: string };
    await name(requestId).expect(201);
    await make.as(house.worker).post(`/young-people/${ash}/plan/aims`, { text: 'Sleep' }).expect(201);
    const theirs = await page(sam);
    const refused = new Set<string>();
    const look = async () => {
      const seen = new Set<string>();
      let next = [`/stays/${booked}`, `/requests/${requestId}`, `/young-people/${ash}`, '/'];
      for (let depth = 0; depth < 3; depth += 1) {
        const found: string[] = [];
        for (const path of next.filter((one) => !seen.has(one))) {
          seen.add(path);
          const { status, text } = await theirs.get(path);
          if (status >= 400) refused.add(`${path} ${status}`);
          const main = text.slice(text.indexOf('<main'));
          found.push(
            ...[...main.matchAll(/href="(\/(?:stays|requests|offers|young-people|visits)[^"#]*)"/g)].map((m) => m[1]!),
          );
          for (const [, action] of main.matchAll(/<form method="post" action="([^"]+)"/g)) {
            // Ending it themself would be the end of this; a new request is for whom they choose.
            if (action!.endsWith('/end') || action === '/requests/new') continue;
            if ((await theirs.post(action!)).status === 404) refused.add(`POST ${action}`);
          }
        }
        next = [...new Set(found)].map((href) => href.replaceAll('&amp;', '&'));
      }
    };
    await look();
    await make.as(house.staff).post(`/stays/${booked}/arrive`).expect(200);
    await look();
    await make.as(house.staff).post(`/stays/${booked}/depart`).expect(200);
    await look();
    const said = [...refused].map((one) =>
      one.replaceAll(booked, 'STAY').replaceAll(ash, 'YP').replaceAll(requestId, 'REQ'),
    );
    expect(said).toEqual([]);
  });
});
