import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, nightsOf, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { SharedReads } from '../platform/shared-reads.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { bankHolidays } from './bank-holidays.js';
import { onOneLine } from './domain/new-person.js';
import { kindsOfNights, type KindOfNight } from './domain/night-kinds.js';
import { checkTerm, sharesDays, type NamedTerm } from './domain/school-terms.js';
import { MOST_ROWS, readTerms, sayTerm, type ReadRow } from './read-terms.js';

export interface TermView extends NamedTerm {
  id: string;
}

/** What a day is for schools, where it is not a day like others. */
export interface DayMark {
  bankHoliday?: string;
  schoolHoliday?: boolean;
}

const ZONE = 'Europe/London';
const FIELDS = `id, name, first_day AS "firstDay", last_day AS "lastDay"`;

/** The council's school terms: what tells a school holiday from a weekday. */
@Injectable()
export class SchoolTermsService {
  private readonly shared = new SharedReads();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The latest first. */
  async list(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<TermView>> {
    const after = readCursor(cursor, ['date'])?.[0] ?? null;
    const rows = await this.dataSource.query<TermView[]>(
      `SELECT ${FIELDS} FROM school_terms
        WHERE organisation_id = $1 AND removed_at IS NULL AND ($2::date IS NULL OR first_day < $2::date)
        ORDER BY first_day DESC LIMIT $3`,
      [actor.organisationId, after, limit + 1],
    );
    return pageOf(rows, limit, (last) => [last.firstDay]);
  }

  async open(actor: Actor, id: string): Promise<TermView> {
    return this.find(this.dataSource.manager, actor, id);
  }

  async add(actor: Actor, term: NamedTerm): Promise<TermView> {
    return this.change(actor, async (manager, terms) => this.insert(manager, actor, this.checked(term, terms)));
  }

  async revise(actor: Actor, id: string, changes: Partial<NamedTerm>): Promise<TermView> {
    return this.change(actor, async (manager, terms) => {
      const before = await this.find(manager, actor, id);
      refuseIfChanged(before);
      const others = terms.filter((one) => one.id !== id);
      const term = this.checked({ ...before, ...changes }, others);
      await manager.query(`UPDATE school_terms SET name = $2, first_day = $3, last_day = $4 WHERE id = $1`, [
        ...[id, term.name, term.firstDay, term.lastDay],
      ]);
      const { firstDay, lastDay } = before;
      await this.trail(manager, actor, 'school_term.revised', id, { firstDay, lastDay });
      return this.find(manager, actor, id);
    });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.change(actor, async (manager) => {
      refuseIfChanged(await this.find(manager, actor, id));
      await manager.query(`UPDATE school_terms SET removed_by = $2, removed_at = $3 WHERE id = $1`, [
        ...[id, actor.id, this.clock.now()],
      ]);
      await this.trail(manager, actor, 'school_term.removed', id);
    });
  }

  /** What a list would add, row by row; nothing is saved. */
  async preview(actor: Actor, csv: string): Promise<ReadRow[]> {
    this.requireSigner(actor);
    return this.read(csv, await this.all(this.dataSource.manager, actor));
  }

  /** Adds the terms of a list: all of them, or none where a row is wrong. What is on record already stays. */
  async import(actor: Actor, csv: string): Promise<{ added: TermView[]; known: number }> {
    return this.change(actor, async (manager, terms) => {
      const rows = this.read(csv, terms);
      const wrong = rows.filter(({ problem }) => problem !== undefined);
      if (wrong.length > 0) {
        const errors = wrong
          .slice(0, 20)
          .map(({ line, problem }) => ({ field: 'csv', message: `Line ${line}: ${problem}` }));
        throw invalid('invalid-terms', `Nothing was saved: ${errors[0]!.message}`, errors);
      }
      const added: TermView[] = [];
      for (const { term, isKnown } of rows) if (term && !isKnown) added.push(await this.insert(manager, actor, term));
      return { added, known: rows.length - added.length };
    });
  }

  /** The kind of each night of a range, by the council's terms and the bank holidays. One query, however long. */
  async kinds(
    organisationId: string,
    range: Nights,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(night: PlainDate) => KindOfNight> {
    return (await this.daysOf(organisationId, range, manager)).kindOf;
  }

  private async daysOf(organisationId: string, range: Nights, manager: EntityManager) {
    const terms = await manager.query<TermView[]>(
      `SELECT ${FIELDS} FROM school_terms WHERE organisation_id = $1 AND removed_at IS NULL
          AND last_day >= $2::date - 100 AND first_day <= $3::date + 100`,
      [organisationId, range.arrival, range.departure],
    );
    const named = await bankHolidays(range.arrival, range.departure);
    return { named, kindOf: kindsOfNights(terms, new Set(named.keys())) };
  }

  /** The bank and school holidays among the days of a range, for a calendar. Two queries at most, however long. */
  async marks(organisationId: string, range: Nights): Promise<Map<PlainDate, DayMark>> {
    const { named, kindOf } = await this.shared.read(`${organisationId} ${range.arrival} ${range.departure}`, () =>
      this.daysOf(organisationId, range, this.dataSource.manager),
    );
    const marks = new Map<PlainDate, DayMark>();
    for (const day of nightsOf(range)) {
      const bankHoliday = named.get(day);
      // The kind of a night is told by the morning after it; what is marked is the day itself.
      const schoolHoliday = kindOf(addDays(day, -1)).kind === 'holiday';
      if (bankHoliday || schoolHoliday)
        marks.set(day, { ...(bankHoliday && { bankHoliday }), ...(schoolHoliday && { schoolHoliday }) });
    }
    return marks;
  }

  private read(csv: string, terms: readonly TermView[]): ReadRow[] {
    const rows = readTerms(csv, terms, this.today());
    if (rows.length > MOST_ROWS) throw invalidField('csv', `Import at most ${MOST_ROWS} rows at a time.`);
    if (rows.length === 0) throw invalidField('csv', 'There is no row in it. Write one term a line.');
    return rows;
  }

  private checked(term: NamedTerm, others: readonly TermView[]): NamedTerm {
    const errors = checkTerm(term, this.today());
    const clash = errors.length === 0 ? sharesDays(term, others) : undefined;
    if (clash) errors.push({ field: 'firstDay', message: `It shares days with ${clash.name}: ${sayTerm(clash)}.` });
    if (errors.length > 0) throw invalid('invalid-term', errors[0]!.message, errors);
    return { ...term, name: onOneLine(term.name) };
  }

  /** One change of the table at a time, so that the terms seen are those that it is added to. */
  private async change<T>(actor: Actor, work: (manager: EntityManager, terms: TermView[]) => Promise<T>): Promise<T> {
    this.requireSigner(actor);
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE`, [actor.organisationId]);
      return work(manager, await this.all(manager, actor));
    });
  }

  private async insert(
    manager: EntityManager,
    actor: Actor,
    { name, firstDay, lastDay }: NamedTerm,
  ): Promise<TermView> {
    const [made] = await manager.query<[TermView]>(
      `INSERT INTO school_terms (organisation_id, name, first_day, last_day, made_by, made_at)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${FIELDS}`,
      [actor.organisationId, name, firstDay, lastDay, actor.id, this.clock.now()],
    );
    await this.trail(manager, actor, 'school_term.added', made.id);
    return made;
  }

  private all(manager: EntityManager, actor: Actor): Promise<TermView[]> {
    return manager.query(
      `SELECT ${FIELDS} FROM school_terms WHERE organisation_id = $1 AND removed_at IS NULL ORDER BY first_day`,
      [actor.organisationId],
    );
  }

  private async find(manager: EntityManager, actor: Actor, id: string): Promise<TermView> {
    const [term] = await manager.query<TermView[]>(
      `SELECT ${FIELDS} FROM school_terms WHERE id = $1 AND organisation_id = $2 AND removed_at IS NULL`,
      [id, actor.organisationId],
    );
    if (!term) throw notFound();
    return term;
  }

  private requireSigner(actor: Actor): void {
    if (!signsSomewhere(actor))
      throw forbidden('Only a registered manager or a named delegate can change school terms.');
  }

  private today(): PlainDate {
    return dateIn(this.clock.now(), ZONE);
  }

  private trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    id: string,
    details: Record<string, string> = {},
  ) {
    return this.audit.record(manager, actor, { action, subject: 'school_term', subjectId: id, details });
  }
}
