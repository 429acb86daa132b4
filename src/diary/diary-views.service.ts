import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { DiaryImports } from './diary-imports.service.js';
import { DiaryPreview, type Decided, type RowDecided } from './diary-preview.service.js';
import { readRows, type ImportView } from './diary-reader.js';
import { DiaryUndo } from './diary-undo.service.js';
import { within } from './domain/bounds.js';
import type { Named } from './pages/diary-sentence.js';
import { rowItem } from './pages/diary.page.js';

const SAMPLES = 2;
const MOST_LISTED = 50;

/** An import as people look at it: its rows with the names that they may see; who was named is written to the trail. */
@Injectable()
export class DiaryViews {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: DiaryImports,
    private readonly preview: DiaryPreview,
    private readonly undoing: DiaryUndo,
    private readonly calendar: CalendarService,
  ) {}

  /** `goesOver`: as it would be if whoever signs went over what can be gone over; for others it is as it is. */
  async open(
    actor: Actor,
    id: string,
    goesOver = false,
  ): Promise<{ one: ImportView; decided: Decided; goesOver: boolean }> {
    const one = await this.imports.open(actor, id);
    const goes = goesOver && one.state === 'open' && maySign(actor, one.unit.id);
    return { one, goesOver: goes, decided: await this.preview.of(this.dataSource.manager, actor, one, goes) };
  }

  /** The names of beds, and of those whom these rows are about or meet. */
  async named(actor: Actor, one: ImportView, rows: readonly RowDecided[]): Promise<Named> {
    const { manager } = this.dataSource;
    const whom = rows.flatMap(({ landing }) =>
      landing.outcome === 'lands'
        ? [
            landing.youngPersonId,
            ...landing.clashes.flatMap((clash) =>
              'met' in clash ? (clash.met ?? []).map(({ youngPersonId }) => youngPersonId) : [],
            ),
          ]
        : landing.outcome === 'left_out'
          ? landing.met.map(({ youngPersonId }) => youngPersonId)
          : [],
    );
    const beds = await this.calendar.bedsOf(manager, one.unit.id);
    const people = await this.calendar.guests(
      manager,
      actor,
      whom.map((youngPersonId) => ({ youngPersonId, announced: true })),
    );
    if (people.size > 0)
      await this.imports.trail(manager, actor, one.id, 'diary.rows_read', { youngPeople: [...people.keys()] });
    return { beds: new Map(beds.map(({ id, name }) => [id, name])), people };
  }

  /** The first cells of each column, to know it by. */
  async samples(id: string): Promise<string[][]> {
    const rows = (await readRows(this.dataSource.manager, id)).slice(0, 20);
    const width = Math.max(0, ...rows.map(({ cells }) => cells?.length ?? 0));
    return Array.from({ length: width }, (_, column) =>
      rows
        .map(({ cells }) => cells?.[column] ?? '')
        .map((cell) => (typeof cell === 'string' ? cell : cell.text).trim())
        .filter((text) => text !== '')
        .slice(0, SAMPLES)
        .map((text) => within(text, 30)),
    );
  }

  /** What taking it back means, and what would stay because somebody has worked on it. */
  async undo(actor: Actor, id: string) {
    const { one, goes, workedOn } = await this.undoing.look(actor, id);
    const rows = workedOn
      .slice(0, MOST_LISTED)
      .flatMap(({ place, entry, landing, stayId, closureId }) =>
        entry && landing ? [{ place, entry, landing, stayId, closureId }] : [],
      );
    const named = await this.named(actor, one, rows);
    return { one, goes, workedOn: rows.map((row) => rowItem(one, row, named)) };
  }
}
