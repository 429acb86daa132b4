import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead, ofUnits } from '../identity/visibility.js';
import type { Called } from '../people/domain/names-in-text.js';
import type { Column } from './domain/columns.js';
import { isInFile, type InFile, type Row } from './table.js';
import { TABLES } from './tables.js';

/** Most rows of one table that are in a file: more than a childhood of breaks. Beyond it the file says that it is not whole. */
export const MOST_ROWS = 20_000;

/**
 * In SQL, whether a row of a table is of the young person whose id is `$1`: by the ways that the list of tables names, one
 * behind the other up to the young person.
 */
export function isTheirs(table: string, alias = 't', depth = 0): string {
  const listed = TABLES[table];
  if (!listed || !isInFile(listed)) throw new Error(`${table} is not in a young person’s file.`);
  const ways = listed.whose.map(({ by, of, key = 'id' }) => {
    const parent = `p${depth}`;
    return of
      ? `${alias}.${by} IN (SELECT ${parent}.${key} FROM ${of} ${parent} WHERE ${isTheirs(of, parent, depth + 1)})`
      : `${alias}.${by} = $1`;
  });
  return `(${ways.join(' OR ')})`;
}

/** The query for what the file says of one table, in one statement. */
export function queryOf(name: string, table: InFile): string {
  const columns = Object.entries(table.columns).map(([column, kind]) => `${expressionOf(column, kind)} AS "${column}"`);
  const also = Object.entries(table.also ?? {}).map(([as, sql]) => `${sql} AS "${as}"`);
  const marked = `coalesce(${table.aboutOthers ?? 'false'}, false) AS "is_about_others"`;
  const place = table.whose[0].of === 'stays' && 'stay_id' in table.columns ? 't.stay_id' : 'NULL';
  const only = table.only ? ` AND (${table.only.where})` : '';
  return `SELECT ${[...columns, ...also, marked, `${place} AS "of_stay"`].join(', ')} FROM ${name} t
    WHERE ${isTheirs(name)}${only} ORDER BY ${sorted(table.order)} LIMIT ${MOST_ROWS + 1}`;
}

const sorted = (order: string): string =>
  order
    .split(', ')
    .map((column) => `t.${column}`)
    .join(', ');

function expressionOf(column: string, { as }: Column): string {
  if (as === 'user') return `(SELECT u.name FROM users u WHERE u.id = t.${column})`;
  if (as === 'unit') return `(SELECT u.name FROM units u WHERE u.id = t.${column})`;
  if (as === 'bed') return `(SELECT b.name FROM beds b WHERE b.id = t.${column})`;
  return `t.${column}`;
}

/** Another young person who may be named in the records. */
export interface Other extends Called {
  /** Null of somebody for whom a place was asked in an emergency, and who has no record. */
  id: string | null;
  /** They were there at the same time, are related, were asked for together, or something was decided about the two. */
  isNear: boolean;
  /** Whether the actor may read them. */
  isSeen: boolean;
}

/**
 * Those who may be named in a young person's records, by the names they have and had: whoever is known to a unit that knows
 * them, whoever was near them, and whoever was asked for at such a unit in an emergency and got no record; of everybody else
 * of the council both names together, for a first name alone is that of many. One query.
 */
export async function readOthers(manager: EntityManager, actor: Actor, id: string, now: Date): Promise<Other[]> {
  const parameters: unknown[] = [id];
  const seen = mayRead(actor, 'o.id', parameters, now);
  const theirUnits = `SELECT w.unit_id FROM access_grants w WHERE w.young_person_id = $1`;
  const rows = await manager.query<(Omit<Other, 'isElsewhere'> & { isKnown: boolean })[]>(
    `WITH near AS (
       SELECT o.young_person_id AS id FROM stays m
         JOIN stays o ON o.unit_id = m.unit_id AND o.arrival <= m.departure AND m.arrival <= o.departure
        WHERE m.young_person_id = $1
       UNION SELECT young_person_b FROM siblings WHERE young_person_a = $1
       UNION SELECT young_person_a FROM siblings WHERE young_person_b = $1
       UNION SELECT young_person_b FROM pair_decisions WHERE young_person_a = $1
       UNION SELECT young_person_a FROM pair_decisions WHERE young_person_b = $1
       UNION SELECT o.young_person_id FROM request_parts m JOIN request_parts o ON o.request_id = m.request_id
        WHERE m.young_person_id = $1),
     known AS (
       SELECT n.id FROM near n UNION SELECT g.young_person_id FROM access_grants g WHERE g.unit_id IN (${theirUnits})),
     others AS (
       SELECT o.id, o.first_name, o.last_name, o.case_number, o.id IN (SELECT n.id FROM near n) AS is_near,
              o.id IN (SELECT k.id FROM known k) AS is_known, ${seen} AS is_seen
         FROM young_people o JOIN young_people me ON me.id = $1 AND o.organisation_id = me.organisation_id
        WHERE o.id <> $1)
     SELECT id, first_name AS "firstName", last_name AS "lastName", case_number AS "caseNumber", is_near AS "isNear", is_known AS "isKnown",
            is_seen AS "isSeen" FROM others
     UNION ALL
     SELECT o.id, CASE f.field WHEN 'firstName' THEN f.was ELSE o.first_name END,
            CASE f.field WHEN 'lastName' THEN f.was ELSE o.last_name END, o.case_number, o.is_near, o.is_known, o.is_seen
       FROM others o JOIN past_facts f ON f.young_person_id = o.id WHERE f.field IN ('firstName', 'lastName')
     UNION ALL
     SELECT NULL, e.newcomer ->> 'firstName', e.newcomer ->> 'lastName', NULL, false, true, e.unit_id ${ofUnits(actor, parameters)}
       FROM emergencies e WHERE e.young_person_id IS NULL AND e.stay_id IS NULL AND e.unit_id IN (${theirUnits})`,
    parameters,
  );
  return rows.map(({ isKnown, ...one }) => (isKnown ? one : { ...one, isElsewhere: true }));
}

/** What the rows of one table were, and whether there are more than the file can hold. */
export interface Rows {
  name: string;
  table: InFile;
  rows: Row[];
  hasMore: boolean;
}

/** Every table of the file, a query each, one behind the other. */
export function readTables(
  manager: EntityManager,
  id: string,
  tables: readonly (readonly [string, InFile])[],
): Promise<Rows>[] {
  return tables.map(async ([name, table]) => {
    const rows = await manager.query<Row[]>(queryOf(name, table), [id]);
    return { name, table, rows: rows.slice(0, MOST_ROWS), hasMore: rows.length > MOST_ROWS };
  });
}
