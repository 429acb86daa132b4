import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { refuseLookingOn, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { sayInstant } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction } from '../platform/transaction.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { Upload } from '../web/uploads.js';
import { readImport, readImports, readRows, writeEntries, writeRows, type ImportView } from './diary-reader.js';
import { missingColumns, placesOf, type ColumnPlaces } from './domain/columns.js';
import { FileRefused, type FileRead } from './domain/file-read.js';
import { rowOfTable } from './domain/rows-of-table.js';
import { readInThread } from './files/read-in-thread.js';

/** Bringing in the diary that a unit had before: the file is read, never kept; its rows wait until somebody says that they land. */
@Injectable()
export class DiaryImports {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** Whoever works at the unit may bring its diary in; for everybody else the unit is not there. */
  requireWork(actor: Actor, unitId: string): void {
    if (!worksAt(actor, unitId)) throw notFound();
    refuseLookingOn(actor, unitId);
  }

  /**
   * Reads the file and keeps its rows. One that was brought in before is refused, unless it is asked for `again`: then what
   * is on record by now is left out row by row. Returns the id of the import.
   */
  async begin(actor: Actor, unitId: string, { name, bytes }: Upload, again = false): Promise<string> {
    this.requireWork(actor, unitId);
    const { manager } = this.dataSource;
    const digest = createHash('sha256').update(bytes).digest();
    await this.refuseTwice(manager, unitId, digest, again);
    const { zone } = await this.calendar.unitOf(manager, unitId);
    const { horizon } = this.calendar.horizon(zone);
    const read = await this.read(bytes, name, { zone, dayBegins: this.tonight.dayBegins, horizon });
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
      await this.refuseTwice(manager, unitId, digest, again);
      return this.keep(manager, actor, unitId, digest, read);
    });
  }

  async list(actor: Actor, unitId: string, { limit, cursor }: PageQuery): Promise<Page<ImportView>> {
    if (!worksAt(actor, unitId)) throw notFound();
    const after = readCursor(cursor, ['instant', 'id'], unitId);
    const rows = await readImports(this.dataSource.manager, unitId, {
      limit: limit + 1,
      after: after && { madeAt: String(after[0]), id: String(after[1]) },
    });
    return pageOf(rows, limit, (last) => [last.madeAt.toISOString(), last.id], unitId);
  }

  async open(actor: Actor, id: string): Promise<ImportView> {
    return this.find(this.dataSource.manager, actor, id);
  }

  /** In the caller's transaction. */
  async find(manager: EntityManager, actor: Actor, id: string): Promise<ImportView> {
    const found = await readImport(manager, id);
    if (!found || !worksAt(actor, found.unit.id)) throw notFound();
    return found;
  }

  /** An import that is still looked at, and that nobody else changes until this transaction ends. */
  async hold(manager: EntityManager, actor: Actor, id: string): Promise<ImportView> {
    await manager.query(`SELECT 1 FROM diary_imports WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    const found = await this.find(manager, actor, id);
    refuseLookingOn(actor, found.unit.id);
    if (found.state !== 'open') throw conflict('import-over', OVER);
    return found;
  }

  /** Which column is which, as somebody says it: the rows are read anew. */
  async chooseColumns(actor: Actor, id: string, places: ColumnPlaces): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const { headings } = await this.hold(manager, actor, id);
      if (!headings)
        throw conflict(
          'no-columns',
          'A calendar, or a sheet of beds and nights, has no columns to choose: it is read as it is.',
        );
      const wrong = Object.entries(places).find(([, place]) => place >= headings.length);
      if (wrong) throw invalidField(wrong[0], 'The file has no such column. Choose another.');
      const missing = missingColumns(places);
      if (missing.length > 0)
        throw invalid(
          'columns-missing',
          missing.join(' '),
          missing.map((message) => ({
            field: message.includes('name') ? 'name' : message.includes('arrival') ? 'arrival' : 'departure',
            message,
          })),
        );
      await manager.query(`UPDATE diary_imports SET places = $2 WHERE id = $1`, [id, JSON.stringify(places)]);
      const rows = await readRows(manager, id);
      const entries = rows.map(({ place, number, cells }) => ({
        place,
        entry: rowOfTable({ number, cells: cells ?? [] }, places),
      }));
      await writeEntries(manager, id, entries);
      await this.trail(manager, actor, id, 'diary.columns_chosen');
    });
  }

  /** Nothing of it lands, and nothing that was read is kept. */
  async discard(actor: Actor, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await this.hold(manager, actor, id);
      await forget(manager, [id], actor.id, this.clock.now());
      await this.trail(manager, actor, id, 'diary.discarded');
    });
  }

  trail(
    manager: EntityManager,
    actor: Actor,
    id: string,
    action: string,
    more: { youngPeople?: string[]; details?: Record<string, unknown> } = {},
  ) {
    return this.audit.record(manager, actor, { action, subject: 'diary_import', subjectId: id, ...more });
  }

  private async read(...[bytes, name, readFor]: Parameters<typeof readInThread>): Promise<FileRead> {
    try {
      return await readInThread(bytes, name, readFor);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      throw invalidField('file', error.sentence);
    }
  }

  private async keep(
    manager: EntityManager,
    actor: Actor,
    unitId: string,
    digest: Buffer,
    read: FileRead,
  ): Promise<string> {
    const table = 'entries' in read ? null : read;
    const places = table && placesOf(table.headings);
    const isKnown = places && missingColumns(places).length === 0;
    const rows =
      'entries' in read
        ? read.entries.map((entry) => ({ number: entry.number, cells: null, entry }))
        : read.rows.map((row) => ({ ...row, entry: isKnown ? rowOfTable(row, places) : null }));
    if (rows.length === 0)
      throw invalidField('file', 'Below its headings the file holds no rows: there is nothing to bring in.');
    const [{ id }] = await manager.query<[{ id: string }]>(
      `INSERT INTO diary_imports (unit_id, format, digest, sheet, other_sheets, headings, places, rows, state, made_at, made_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10) RETURNING id`,
      [
        ...[unitId, read.format, digest, read.sheet, read.otherSheets, table?.headings ?? null],
        ...[places && JSON.stringify(places), rows.length, this.clock.now(), actor.id],
      ],
    );
    await writeRows(manager, id, rows);
    await this.trail(manager, actor, id, 'diary.read', { details: { unitId, format: read.format, rows: rows.length } });
    return id;
  }

  private async refuseTwice(manager: EntityManager, unitId: string, digest: Buffer, again: boolean): Promise<void> {
    const [known] = await manager.query<{ state: string; at: Date; zone: string }[]>(
      `SELECT i.state, coalesce(i.landed_at, i.made_at) AS at, u.zone FROM diary_imports i JOIN units u ON u.id = i.unit_id
        WHERE i.unit_id = $1 AND i.digest = $2 AND i.state IN ('open', 'landed') ORDER BY i.state = 'open' DESC, at DESC LIMIT 1`,
      [unitId, digest],
    );
    if (!known || (again && known.state === 'landed')) return;
    const when = sayInstant(known.at, known.zone);
    throw known.state === 'open'
      ? conflict(
          'file-open',
          `This file was read on ${when} and is still being looked at. Go on with that import, or discard it.`,
          [
            {
              field: 'file',
              message: `This file was read on ${when} and is still being looked at. Go on with that import, or discard it.`,
            },
          ],
        )
      : conflict('file-twice', sayTwice(when), [{ field: 'again', message: sayTwice(when) }]);
  }
}

const OVER = 'This import is over: it has landed, or was discarded. Nothing more can be changed in it.';
const sayTwice = (when: string) =>
  `This very file was brought in on ${when}. To bring it in once more, say so: what is on record by now is left out.`;

/** Removes what was read for these imports, and says who ended them; nobody, when time did. */
export async function forget(
  manager: EntityManager,
  ids: readonly string[],
  by: string | null,
  at: Date,
): Promise<void> {
  await manager.query(`DELETE FROM diary_rows WHERE import_id = ANY ($1::uuid[])`, [ids]);
  await manager.query(`DELETE FROM diary_names WHERE import_id = ANY ($1::uuid[])`, [ids]);
  await manager.query(
    `UPDATE diary_imports SET state = 'discarded', ended_at = $2, ended_by = $3, sheet = NULL, other_sheets = '{}',
            headings = CASE WHEN headings IS NOT NULL THEN '{}'::text[] END, places = NULL WHERE id = ANY ($1::uuid[])`,
    [ids, at, by],
  );
}
