import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { builders, type House } from '../support/builders.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let make: ReturnType<typeof builders>;
let house: House;
let ash: string;

beforeAll(async () => {
  app = await startTestApp();
  make = builders(app);
  house = await make.aHouse();
  ash = await make.aYoungPerson(house, { firstName: 'Quetzalcoatl' });
});
afterAll(() => app?.close());

const trail = (action: string) =>
  app.sql<{ actor_id: string; via: string; ip: string; young_people: string[]; details: object }>(
    `SELECT actor_id, via, host(ip) AS ip, young_people, details FROM audit_entries WHERE action = $1 AND $2 = ANY (young_people) ORDER BY id DESC`,
    [action, ash],
  );

describe('the trail', () => {
  it('has every change and every reading, with who, what and from where', async () => {
    const request = await make.aRequest(house, ash);
    await make.as(house.staff).get(`/requests/${request}`).expect(200);
    expect((await trail('request.asked'))[0]).toMatchObject({ actor_id: house.worker.id, via: 'api', ip: '127.0.0.1' });
    expect((await trail('request.submitted'))[0]).toMatchObject({ actor_id: house.worker.id });
    expect((await trail('request.read'))[0]).toMatchObject({ actor_id: house.staff.id, young_people: [ash] });
    await make.as(house.manager).get(`/young-people/${ash}`).expect(200);
    await make.as(house.manager).get('/young-people').expect(200);
    const [reading] = await app.sql<{ n: string }>(
      `SELECT count(*) AS n FROM audit_entries WHERE actor_id = $1 AND $2 = ANY (young_people)`,
      [house.manager.id, ash],
    );
    expect(Number(reading!.n)).toBeGreaterThanOrEqual(2);
  });

  it('holds no names and no free text', async () => {
    await make.aRequest(house, ash, { inDays: 40 });
    const [found] = await app.sql<{ n: string }>(
      `SELECT count(*) AS n FROM audit_entries WHERE details::text ~ 'Quetzalcoatl|Sleep and cook'`,
    );
    expect(found!.n).toBe('0');
  });

  it.each(['UPDATE audit_entries SET action = action', 'DELETE FROM audit_entries', 'TRUNCATE audit_entries'])(
    'refuses “%s” to the service’s own role and to the owner of the table',
    async (statement) => {
      await expect(app.app.get(DataSource).query(statement)).rejects.toThrow(/permission denied/);
      await expect(app.sql(statement)).rejects.toThrow(/append-only/);
    },
  );

  it('the service’s role can take away neither the trigger nor the rule', async () => {
    const service = app.app.get(DataSource);
    await expect(service.query('DROP TRIGGER audit_entries_stay ON audit_entries')).rejects.toThrow(/owner/);
    await expect(service.query('ALTER TABLE audit_entries DISABLE TRIGGER ALL')).rejects.toThrow(/owner/);
    await expect(service.query('UPDATE request_events SET note = note')).rejects.toThrow(/permission denied/);
  });
});
