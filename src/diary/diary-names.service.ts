import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { DiaryImports } from './diary-imports.service.js';
import { readAnswers, type ImportView } from './diary-reader.js';
import type { NameAnswer } from './domain/landing.js';
import { nameKey, suggester, type Known } from './domain/names.js';

/** A name of the diary, as it stands in its first row, and whom somebody said it means. */
export interface SaidInDiary {
  /** The place of the first row that has it: names do not belong into an address. */
  place: number;
  key: string;
  name: string;
  dateOfBirth: PlainDate | null;
  rows: number;
  answer: NameAnswer | undefined;
}

export interface DiaryName extends SaidInDiary {
  /** Whom it means, when somebody has said so. */
  who: Known | undefined;
  suggestions: Known[];
}

/** More people than a council has young people in short breaks. */
const MOST_KNOWN = 5_000;

/** Whom the names of a diary mean: a person says it, once for each name. Nobody is matched by a machine alone. */
@Injectable()
export class DiaryNames {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: DiaryImports,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  /** Each name once, in the order in which they come. */
  async all(one: Pick<ImportView, 'id'>): Promise<SaidInDiary[]> {
    return this.read(this.dataSource.manager, one.id);
  }

  /** The same names with whom they mean or may mean: those who are shown are on the trail. */
  async withPeople(actor: Actor, one: ImportView, names: readonly SaidInDiary[]): Promise<DiaryName[]> {
    const { manager } = this.dataSource;
    const known = names.length > 0 ? await this.known(manager, actor) : [];
    const suggest = suggester(known);
    const all = names.map((name) => ({ ...name, suggestions: suggest(name), who: whoOf(name.answer, known) }));
    const youngPeople = [
      ...new Set(all.flatMap(({ suggestions, who }) => [...suggestions, ...(who ? [who] : [])].map(({ id }) => id))),
    ];
    if (youngPeople.length > 0) await this.imports.trail(manager, actor, one.id, 'diary.names_read', { youngPeople });
    return all;
  }

  /** What somebody says of a name: this young person, or nobody, so that its rows are left out. */
  async answer(
    actor: Actor,
    id: string,
    place: number,
    said: { youngPersonId: string } | { caseNumber: string } | 'left_out',
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await this.imports.hold(manager, actor, id);
      const name = (await this.read(manager, id)).find((one) => one.place === place);
      if (!name) throw notFound();
      const whom =
        said === 'left_out'
          ? null
          : 'caseNumber' in said
            ? await this.numbered(manager, actor, said.caseNumber)
            : said.youngPersonId;
      if (whom) await this.access.requireSight(manager, actor, whom);
      await manager.query(
        `INSERT INTO diary_names (import_id, key, young_person_id, answered_at, answered_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (import_id, key) DO UPDATE SET young_person_id = excluded.young_person_id,
           answered_at = excluded.answered_at, answered_by = excluded.answered_by`,
        [id, name.key, whom, this.clock.now(), actor.id],
      );
      await this.imports.trail(manager, actor, id, 'diary.name_answered', { youngPeople: whom ? [whom] : [] });
    });
  }

  /** Of each spelling one row is read, however many rows have it. */
  private async read(manager: EntityManager, id: string): Promise<SaidInDiary[]> {
    const [spellings, answers] = await inOneGo(
      manager.query<Omit<SaidInDiary, 'key' | 'answer'>[]>(
        `SELECT min(place) AS place, entry->>'name' AS name, entry->>'dateOfBirth' AS "dateOfBirth", count(*)::int AS rows
           FROM diary_rows WHERE import_id = $1 AND entry->>'kind' = 'stay' AND entry->'problems' = '[]'
          GROUP BY 2, 3 ORDER BY 1`,
        [id],
      ),
      readAnswers(manager, id),
    );
    const names = new Map<string, SaidInDiary>();
    for (const { rows, ...spelling } of spellings) {
      const key = nameKey(spelling);
      const known = names.get(key);
      if (known) known.rows += rows;
      else names.set(key, { ...spelling, key, rows, answer: answers.get(key) });
    }
    return [...names.values()];
  }

  private known(manager: EntityManager, actor: Actor): Promise<Known[]> {
    const parameters: unknown[] = [];
    const seen = mayRead(actor, 'y.id', parameters, this.clock.now());
    return manager.query(
      `SELECT y.id, y.first_name AS "firstName", y.last_name AS "lastName", y.date_of_birth AS "dateOfBirth",
              y.case_number AS "caseNumber" FROM young_people y WHERE ${seen} ORDER BY y.last_name, y.first_name, y.id LIMIT ${MOST_KNOWN}`,
      parameters,
    );
  }

  private async numbered(manager: EntityManager, actor: Actor, caseNumber: string): Promise<string> {
    const parameters: unknown[] = [caseNumber];
    const [found] = await manager.query<{ id: string }[]>(
      `SELECT y.id FROM young_people y WHERE lower(y.case_number) = lower($1) AND ${mayRead(actor, 'y.id', parameters, this.clock.now())} LIMIT 1`,
      parameters,
    );
    if (!found) throw invalidField('caseNumber', NO_SUCH);
    return found.id;
  }
}

const NO_SUCH =
  'Nobody whom you may see has this case number. Check it. Who is not on record yet is added by their key worker first.';

const whoOf = (answer: NameAnswer | undefined, known: readonly Known[]) =>
  answer === undefined || answer === 'left_out' ? undefined : known.find(({ id }) => id === answer.youngPersonId);
