import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ADMINISTRATOR,
  BEDS,
  DELEGATE,
  ORGANISATION,
  REGISTERED_MANAGER,
  STAFF,
  UNIT,
  WORKERS,
} from '../../config/demonstration/house.js';
import { STORY_PEOPLE, SUPPORT, YOUNG_PEOPLE } from '../../config/demonstration/people.js';
import { AccountChangesService, type AccountInput } from '../identity/account-changes.service.js';
import { ActorsService } from '../identity/actors.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { OwnAccountService } from '../identity/own-account.service.js';
import { oneTimePassword } from '../identity/passwords.js';
import { addDays, dateIn, type PlainDate } from '../kernel/nights.js';
import { RegistrationService } from '../people/registration.service.js';
import type { Clock } from '../platform/clock.js';
import { makeFirstRecords, ZONE } from '../set-up/first-records.js';

export interface SignIn {
  role: string;
  email: string;
  password: string;
}

/** Everybody in the demonstration, and where it plays. */
export interface Cast {
  unitId: string;
  beds: string[];
  managers: Actor[];
  staff: Actor[];
  workers: Actor[];
  /** With an aim of the family plan, once one is agreed. */
  youngPeople: { id: string; firstName: string; worker: Actor; aim?: string }[];
}

const SYSTEM: Actor['from'] = { via: 'system', ip: null, requestId: null };
const SHORTEST_AGE = 12 * 365.25 + 150;
const AGES = 5.4 * 365.25;

/**
 * The council, the house and the people, with one sign-in for each role. The accounts of everybody else have a
 * password that nobody knows.
 */
export async function gather(
  app: INestApplicationContext,
  clock: Clock,
  today: PlainDate,
): Promise<{ cast: Cast; signIns: SignIn[] }> {
  const dataSource = app.get(DataSource);
  const first = await makeFirstRecords(dataSource, clock, {
    organisation: ORGANISATION,
    unit: UNIT.name,
    beds: BEDS.length,
    youngest: UNIT.youngest,
    oldest: UNIT.oldest,
    ...ADMINISTRATOR,
    'registered-since': dateIn(clock.now(), ZONE),
  });
  const [{ id: unitId }] = await dataSource.query<[{ id: string }]>(`SELECT id FROM units`);
  const beds: string[] = [];
  for (const [place, { name, attributes }] of BEDS.entries()) {
    const [[bed]] = await dataSource.query<[[{ id: string }]]>(
      `UPDATE beds SET name = $3, attributes = $4 WHERE unit_id = $1 AND number = $2 RETURNING id`,
      [unitId, place + 1, name, attributes],
    );
    beds.push(bed.id);
  }
  const administrator = await actorOf(app, ADMINISTRATOR.email);
  const signIns: SignIn[] = [];
  const open = async (account: { name: string; email: string }, as: Omit<AccountInput, 'name'>, mayEnter = false) => {
    const changes = app.get(AccountChangesService, { strict: false });
    const { password } = await changes.create(administrator, { ...account, ...as, unit: unitId });
    const actor = await actorOf(app, account.email);
    if (mayEnter) signIns.push(await signInFor(app, actor, account.email, password));
    return actor;
  };
  const workers: Actor[] = [];
  for (const [place, account] of WORKERS.entries())
    workers.push(await open(account, { role: 'cas_worker' }, place === 0));
  const staff: Actor[] = [];
  for (const [place, account] of STAFF.entries()) staff.push(await open(account, { role: 'unit_staff' }, place === 0));
  const managers = [
    await open(REGISTERED_MANAGER, { role: 'manager', capacity: 'registered_manager' }, true),
    await open(DELEGATE, { role: 'manager', capacity: 'delegate' }),
  ];
  signIns.push(await signInFor(app, administrator, ADMINISTRATOR.email, first));
  const youngPeople = await register(app, workers, today);
  return { cast: { unitId, beds, managers, staff, workers, youngPeople }, signIns };
}

async function actorOf(app: INestApplicationContext, email: string): Promise<Actor> {
  const [{ id }] = await app.get(DataSource).query<[{ id: string }]>(`SELECT id FROM users WHERE email = $1`, [email]);
  const known = await app.get(ActorsService, { strict: false }).byUserId(id, SYSTEM);
  return known!.actor;
}

/** A password of their own, so that nobody is asked for another at the first look. */
async function signInFor(app: INestApplicationContext, actor: Actor, email: string, once: string): Promise<SignIn> {
  const password = oneTimePassword();
  await app.get(OwnAccountService, { strict: false }).changePassword(actor, once, password);
  return { role: actor.role, email, password };
}

/** Each by their key worker, of twelve to seventeen years throughout the demonstration. */
async function register(
  app: INestApplicationContext,
  workers: Actor[],
  today: PlainDate,
): Promise<Cast['youngPeople']> {
  const people: Cast['youngPeople'] = [];
  const everybody = [...YOUNG_PEOPLE.map(([first, last], place) => [first, last, place] as const), ...STORY_PEOPLE];
  for (const [place, [firstName, lastName, whose]] of everybody.entries()) {
    const worker = workers[whose % workers.length]!;
    const days = SHORTEST_AGE + (((place * 17) % YOUNG_PEOPLE.length) / YOUNG_PEOPLE.length) * AGES;
    const id = await app.get(RegistrationService, { strict: false }).create(worker, {
      caseNumber: `DEMO-${1001 + place * 7}`,
      firstName,
      lastName,
      dateOfBirth: addDays(today, -Math.round(days)),
    });
    people.push({ id, firstName, worker });
  }
  for (const [support, places] of Object.entries(SUPPORT))
    await app
      .get(DataSource)
      .query(`UPDATE young_people SET support_level = $2 WHERE id = ANY ($1::uuid[])`, [
        places.map((place) => people[place]!.id),
        support,
      ]);
  return people;
}
