import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { addDays, dateIn } from '../../src/kernel/nights.js';
import type { Capacity, Role } from '../../src/identity/domain/actor.js';
import { aToken, type TestApp } from './test-app.js';

/** A person who can call the API: `as(user).get('/me')`. */
export interface TestUser {
  id: string;
  name: string;
  email: string;
  token: string;
}

export interface House {
  organisation: string;
  unit: string;
  beds: string[];
  staff: TestUser;
  manager: TestUser;
  worker: TestUser;
}

export const PASSWORD = 'correct horse battery staple';
/** Nobody guesses here: a hash that costs nothing to check, where everybody signs in. */
const QUICK = { memoryCost: 8, timeCost: 1, parallelism: 1 };
let passwordHash: Promise<string> | undefined;

/** Builders over one test service. Everything gets a name of its own, so tests never meet. */
export function builders(app: TestApp) {
  const one = async (sql: string, values: unknown[]): Promise<string> =>
    (await app.sql<{ id: string }>(sql, values))[0]!.id;

  async function aUser(
    house: Pick<House, 'organisation' | 'unit'>,
    role: Role,
    capacity?: Capacity,
  ): Promise<TestUser> {
    const name = `${role} ${randomUUID().slice(0, 8)}`;
    const email = `${name.replaceAll(' ', '.')}@example.invalid`;
    passwordHash ??= hash(PASSWORD, QUICK);
    const id = await one(
      `INSERT INTO users (organisation_id, email, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, now()) RETURNING id`,
      [house.organisation, email, name, role, await passwordHash],
    );
    if (capacity) await app.sql(`INSERT INTO unit_members VALUES ($1, $2, $3)`, [id, house.unit, capacity]);
    return { id, name, email, token: await aToken(app, id) };
  }

  /** A council with one unit, or another unit of the given one, its beds, and one person of each role that works with young people. */
  async function aHouse({ beds = 4, youngest = 12, oldest = 17, organisation = '' } = {}): Promise<House> {
    organisation ||= await one(`INSERT INTO organisations (name, created_at) VALUES ($1, now()) RETURNING id`, [
      randomUUID(),
    ]);
    const unit = await one(
      `INSERT INTO units (organisation_id, name, youngest, oldest, created_at) VALUES ($1, $2, $3, $4, now()) RETURNING id`,
      [organisation, `House ${randomUUID().slice(0, 8)}`, youngest, oldest],
    );
    const ids: string[] = [];
    for (let number = 1; number <= beds; number += 1) {
      ids.push(
        await one(
          `INSERT INTO beds (unit_id, number, name, registered_from) VALUES ($1, $2, $3, '2020-01-01') RETURNING id`,
          [unit, number, `Bed ${number}`],
        ),
      );
    }
    const place = { organisation, unit };
    return {
      ...place,
      beds: ids,
      staff: await aUser(place, 'unit_staff', 'staff'),
      manager: await aUser(place, 'manager', 'registered_manager'),
      worker: await aUser(place, 'cas_worker', 'referrer'),
    };
  }

  /** A young person of fourteen, known to the house's unit; their key worker is the house's worker unless said. */
  async function aYoungPerson(
    house: House,
    { keyWorker = house.worker, firstName = 'Ash', lastName = 'Example', dateOfBirth = '' } = {},
  ): Promise<string> {
    const born = dateOfBirth || addDays(today(), -14 * 366);
    const id = await one(
      `INSERT INTO young_people (organisation_id, case_number, first_name, last_name, date_of_birth, key_worker_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, now()) RETURNING id`,
      [house.organisation, randomUUID().slice(0, 12), firstName, lastName, born, keyWorker.id],
    );
    await app.sql(
      `INSERT INTO access_grants (young_person_id, user_id, unit_id, why, valid_from)
       VALUES ($1, $2, NULL, 'key_worker', now() - interval '1 year'), ($1, NULL, $3, 'known_to_unit', now() - interval '1 year')`,
      [id, keyWorker.id, house.unit],
    );
    return id;
  }

  /** Today in London, and days from it. */
  function today(days = 0): string {
    return addDays(dateIn(app.clock.now(), 'Europe/London'), days);
  }

  /** Calls of the API as the user. */
  function as(user: TestUser) {
    const bearer = `Bearer ${user.token}`;
    return {
      get: (path: string) => app.http.get(`/api/v1${path}`).set('Authorization', bearer),
      post: (path: string, body: object | string = {}) =>
        app.http.post(`/api/v1${path}`).set('Authorization', bearer).send(body),
      patch: (path: string, body: object = {}) =>
        app.http.patch(`/api/v1${path}`).set('Authorization', bearer).send(body),
      delete: (path: string) => app.http.delete(`/api/v1${path}`).set('Authorization', bearer),
    };
  }

  /** A submitted request, also for brothers and sisters, for nights from so many days ahead, within a window of as many nights and `slack` more. */
  async function aRequest(
    house: House,
    youngPerson: string,
    { inDays = 10, nights = 2, slack = 0, by = house.worker, siblings = [] as string[] } = {},
  ): Promise<string> {
    const answer = await as(by)
      .post('/requests', {
        youngPerson,
        siblings,
        unit: house.unit,
        nights,
        from: today(inDays),
        to: today(inDays + nights + slack),
        purpose: 'Sleep and cook',
      })
      .expect(201);
    return (answer.body as { id: string }).id;
  }

  /** A request led to a signed offer; its id and the offer's. */
  async function anOffer(
    house: House,
    youngPerson: string,
    options: { inDays?: number; nights?: number; bed?: string } = {},
  ): Promise<{ request: string; offer: string }> {
    const { inDays = 10, nights = 2, bed } = options;
    const request = await aRequest(house, youngPerson, { inDays, nights });
    const answer = await as(house.manager)
      .post(`/requests/${request}/offers`, {
        arrival: today(inDays),
        departure: today(inDays + nights),
        reasons: 'Suits the group',
        ...(bed && { bed }),
      })
      .expect(201);
    return { request, offer: (answer.body as { id: string }).id };
  }

  /** A booked stay; its id. */
  async function aStay(
    house: House,
    youngPerson: string,
    options: { inDays?: number; nights?: number; bed?: string } = {},
  ): Promise<string> {
    const { offer } = await anOffer(house, youngPerson, options);
    const answer = await as(house.worker)
      .post(`/offers/${offer}/accept`, { answeredBy: 'Their mother', how: 'telephone' })
      .expect(200);
    return (answer.body as { stay: { id: string } }).stay.id;
  }

  return { aUser, aHouse, aYoungPerson, aRequest, anOffer, aStay, as, today };
}
