import type { EntityManager } from 'typeorm';
import type { ColumnPlaces } from './domain/columns.js';
import type { DiaryRow } from './domain/diary-row.js';
import type { Format } from './domain/file-read.js';
import type { Landing, NameAnswer } from './domain/landing.js';
import type { Cell } from './domain/rows-of-table.js';

/** `open`: it is looked at; `landed`: its rows are on the calendar; `undone`: they have been taken back; `discarded`: none ever was. */
export const IMPORT_STATES = ['open', 'landed', 'undone', 'discarded'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

interface Named {
  id: string;
  name: string;
}

export interface ImportView {
  id: string;
  unit: Named & { zone: string };
  format: Format;
  /** The same each time for the same file. Its name is not kept: it may be that of a child. */
  mark: string;
  sheet: string | null;
  otherSheets: string[];
  /** Of a table; null of a calendar. */
  headings: string[] | null;
  places: ColumnPlaces | null;
  rows: number;
  state: ImportState;
  madeAt: Date;
  madeBy: Named;
  landedAt: Date | null;
  landedBy: Named | null;
  endedAt: Date | null;
  endedBy: Named | null;
  /** How many rows landed, and how many of them with something that does not go together. */
  landed: number | null;
  clashes: number | null;
}

const named = (alias: string) =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

const IMPORTS = `
  SELECT i.id, json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit, i.format,
         left(encode(i.digest, 'hex'), 8) AS mark, i.sheet,
         i.other_sheets AS "otherSheets", i.headings, i.places, i.rows, i.state, i.made_at AS "madeAt",
         ${named('m')} AS "madeBy", i.landed_at AS "landedAt", ${named('l')} AS "landedBy", i.ended_at AS "endedAt",
         ${named('e')} AS "endedBy", i.landed, i.clashes
    FROM diary_imports i JOIN units u ON u.id = i.unit_id JOIN users m ON m.id = i.made_by
    LEFT JOIN users l ON l.id = i.landed_by LEFT JOIN users e ON e.id = i.ended_by`;

export async function readImport(manager: EntityManager, id: string): Promise<ImportView | undefined> {
  const [found] = await manager.query<ImportView[]>(`${IMPORTS} WHERE i.id = $1`, [id]);
  return found;
}

/** Of a unit, the latest first. */
export function readImports(
  manager: EntityManager,
  unitId: string,
  { limit, after }: { limit: number; after: { madeAt: string; id: string } | undefined },
): Promise<ImportView[]> {
  const beyond = after ? `AND (i.made_at, i.id) < ($3::timestamptz, $4::uuid)` : '';
  return manager.query(`${IMPORTS} WHERE i.unit_id = $1 ${beyond} ORDER BY i.made_at DESC, i.id DESC LIMIT $2`, [
    unitId,
    limit,
    ...(after ? [after.madeAt, after.id] : []),
  ]);
}

export interface StoredRow {
  place: number;
  cells: Cell[] | null;
  /** What was read from it; null until somebody has said which column is which. */
  entry: DiaryRow | null;
  number: number;
  /** How it landed; null until then. */
  landing: Landing | null;
  stayId: string | null;
  closureId: string | null;
}

export function readRows(manager: EntityManager, importId: string): Promise<StoredRow[]> {
  return manager.query(
    `SELECT place, number, cells, entry, landing, stay_id AS "stayId", closure_id AS "closureId" FROM diary_rows
      WHERE import_id = $1 ORDER BY place`,
    [importId],
  );
}

export async function readAnswers(manager: EntityManager, importId: string): Promise<Map<string, NameAnswer>> {
  const rows = await manager.query<{ key: string; youngPersonId: string | null }[]>(
    `SELECT key, young_person_id AS "youngPersonId" FROM diary_names WHERE import_id = $1`,
    [importId],
  );
  return new Map(rows.map(({ key, youngPersonId }) => [key, youngPersonId ? { youngPersonId } : 'left_out']));
}

/** The rows of an import, in one statement. */
export async function writeRows(
  manager: EntityManager,
  importId: string,
  rows: readonly { number: number; cells: readonly Cell[] | null; entry: DiaryRow | null }[],
): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await manager.query(
    `INSERT INTO diary_rows (import_id, place, number, cells, entry)
     SELECT $1, r.place - 1, r.number, r.cells, r.entry
       FROM unnest($2::integer[], $3::jsonb[], $4::jsonb[]) WITH ORDINALITY AS r (number, cells, entry, place)`,
    [
      importId,
      rows.map(({ number }) => number),
      rows.map(({ cells }) => json(cells)),
      rows.map(({ entry }) => json(entry)),
    ],
  );
}

/** What is read from the rows, anew; null for none. */
export async function writeEntries(
  manager: EntityManager,
  importId: string,
  entries: readonly { place: number; entry: DiaryRow | null }[],
): Promise<void> {
  await manager.query(
    `UPDATE diary_rows r SET entry = e.entry FROM unnest($2::integer[], $3::jsonb[]) AS e (place, entry)
      WHERE r.import_id = $1 AND r.place = e.place`,
    [importId, entries.map(({ place }) => place), entries.map(({ entry }) => entry && JSON.stringify(entry))],
  );
}
