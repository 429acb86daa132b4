import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { ageOn, dateIn, type PlainDate } from '../kernel/nights.js';
import type { Provisional } from './domain/completion.js';
import type { SupportLevel } from './domain/stay-needs.js';
import { onOneLine, likePattern } from './domain/new-person.js';

export interface PersonName {
  id: string;
  name: string;
}

/** A young person as those who may see them see them. */
export interface YoungPersonDetails extends Provisional {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
  age: number;
  keyWorker: PersonName;
  coWorkers: PersonName[];
  supportLevel: SupportLevel;
  /** What their room must have, each in the words of the beds' attributes. */
  roomNeeds: string[];
  /** No stay of theirs is moved to make room for another. */
  keepsRoom: boolean;
  /** Days of notice that the family needs before a break; null where nobody has recorded it. */
  noticeDays: number | null;
}

interface Conditions {
  ids?: readonly string[];
  /** Only those whose case number or key worker stands in for the real one. */
  toComplete?: boolean;
  search?: string;
  /** The id of the last one shown. */
  after?: string | number;
  limit?: number;
}

const ZONE = 'Europe/London';
const MOST_WORDS = 5;
const NUMBER_IS_PROVISIONAL = `(y.case_number IS NOT DISTINCT FROM y.provisional_number)`;
const KEY_WORKER_STANDS_IN = `(k.role <> 'cas_worker')`;

/** The young people whom the actor may read and who meet the conditions, by last name, in one query. */
export async function readYoungPeople(
  manager: EntityManager,
  actor: Actor,
  at: Date,
  { ids, toComplete, search, after, limit }: Conditions,
): Promise<YoungPersonDetails[]> {
  const parameters: unknown[] = [at];
  const conditions = [mayRead(actor, 'y.id', parameters, at)];
  const value = (one: unknown) => `$${parameters.push(one)}`;
  if (ids) conditions.push(`y.id = ANY (${value(ids)}::uuid[])`);
  if (toComplete)
    conditions.push(`y.provisional_number IS NOT NULL AND (${NUMBER_IS_PROVISIONAL} OR ${KEY_WORKER_STANDS_IN})`);
  for (const word of searchWords(search)) {
    conditions.push(`(y.first_name || ' ' || y.last_name || ' ' || y.case_number) ILIKE ${value(likePattern(word))}`);
  }
  if (after) {
    conditions.push(
      `(y.last_name, y.first_name, y.id) >
         (SELECT p.last_name, p.first_name, p.id FROM young_people p WHERE p.id = ${value(after)}::uuid)`,
    );
  }
  const rows = await manager.query<Omit<YoungPersonDetails, 'age'>[]>(
    `SELECT y.id, y.first_name AS "firstName", y.last_name AS "lastName", y.date_of_birth AS "dateOfBirth",
       y.case_number AS "caseNumber", y.support_level AS "supportLevel", y.room_needs AS "roomNeeds",
       y.keeps_room AS "keepsRoom", y.notice_days AS "noticeDays", ${NUMBER_IS_PROVISIONAL} AS "caseNumberIsProvisional",
       ${KEY_WORKER_STANDS_IN} AS "keyWorkerStandsIn", y.date_of_birth_guessed AS "dateOfBirthIsGuess", json_build_object('id', k.id, 'name', k.name) AS "keyWorker",
       (SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id), '[]')
        FROM access_grants c JOIN users u ON u.id = c.user_id
        WHERE c.young_person_id = y.id AND c.why = 'co_worker' AND c.valid_from <= $1::timestamptz
          AND (c.valid_until IS NULL OR c.valid_until > $1::timestamptz)) AS "coWorkers"
     FROM young_people y JOIN users k ON k.id = y.key_worker_id
     WHERE ${conditions.join(' AND ')}
     ORDER BY y.last_name, y.first_name, y.id ${limit === undefined ? '' : `LIMIT ${value(limit)}`}`,
    parameters,
  );
  const today = dateIn(at, ZONE);
  return rows.map((row) => ({ ...row, age: ageOn(row.dateOfBirth, today) }));
}

function searchWords(search: string | undefined): string[] {
  return search ? onOneLine(search).split(' ').filter(Boolean).slice(0, MOST_WORDS) : [];
}
