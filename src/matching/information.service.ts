import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { looksOnAt, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { NotLookedAt, ReportedSince } from './domain/information.js';
import {
  readInformation,
  readNotLookedAt,
  readReportedSince,
  readTouched,
  type Information,
  type TouchedStay,
} from './information-reader.js';
import { WordsOfReports, type Looked } from './words-of-reports.service.js';

export interface OpenedInformation extends Information {
  touches: TouchedStay[];
  /** It seems to name another young person, and nobody of a unit has said that it does not. */
  namesOthers: boolean;
}

const ZONE = 'Europe/London';
/** On the first page; the rest comes up as these are looked at. */
const OPEN = 20;

/** New information about young people: one sentence by anybody who may read them, looked at by a named person of each unit. */
@Injectable()
export class InformationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly words: WordsOfReports,
    private readonly clock: Clock,
  ) {}

  /** What was reported of a young person, the latest first. */
  async list(
    actor: Actor,
    youngPersonId: string,
    { limit, cursor }: Pick<PageQuery, 'limit' | 'cursor'>,
  ): Promise<Page<Information>> {
    const { manager } = this.dataSource;
    await this.access.requireSight(manager, actor, youngPersonId);
    const [below] = readCursor(cursor, ['number'], youngPersonId) ?? [];
    const rows = await readInformation(manager, actor, this.clock.now(), {
      ...{ youngPersonId, limit: limit + 1 },
      ...(typeof below === 'number' && { below }),
    });
    await this.trail(manager, actor, 'information.read', youngPersonId);
    const page = pageOf(rows, limit, ({ number }) => [number], youngPersonId);
    return { items: await this.words.toldTo(manager, actor, page.items.map(unnumbered)), next: page.next };
  }

  /** One, with the stays that it touches. */
  async open(actor: Actor, id: string): Promise<OpenedInformation> {
    const { manager } = this.dataSource;
    const found = await this.find(manager, actor, id);
    await this.trail(manager, actor, 'information.read', found.youngPerson.id, id);
    return this.opened(manager, actor, found);
  }

  /** What touches stays at the actor's own units, which have not looked at it yet: the latest first. */
  async toLookAt(actor: Actor): Promise<Information[]> {
    const openAt = ownUnits(actor);
    if (openAt.length === 0) return [];
    const { manager } = this.dataSource;
    const today = this.today();
    const found = await readInformation(manager, actor, this.clock.now(), { openAt, today, limit: OPEN });
    if (found.length > 0) {
      const youngPeople = [...new Set(found.map(({ youngPerson }) => youngPerson.id))];
      await this.audit.record(manager, actor, { action: 'information.list', subject: 'information', youngPeople });
    }
    return this.words.toldTo(manager, actor, found.map(unnumbered));
  }

  /** That something was reported of any of these since a moment, where the actor may read it: not what. One query. */
  reportedSince(
    manager: EntityManager,
    actor: Actor,
    youngPeople: readonly string[],
    since: Date,
  ): Promise<ReportedSince[]> {
    return readReportedSince(manager, actor, this.clock.now(), youngPeople, since);
  }

  /**
   * That something was reported of somebody with a stay at the unit from a day on, at which nobody of the unit has looked, each
   * with their next such stay: not what. One query.
   */
  notLookedAt(manager: EntityManager, actor: Actor, unitId: string, from: PlainDate): Promise<NotLookedAt[]> {
    return readNotLookedAt(manager, actor, this.clock.now(), unitId, from);
  }

  /** The words of some of them, of those whom the actor may read, the latest first; read by name, so it is on the trail. */
  async those(actor: Actor, ids: readonly string[]): Promise<Information[]> {
    if (ids.length === 0) return [];
    const { manager } = this.dataSource;
    const found = await readInformation(manager, actor, this.clock.now(), { ids, limit: OPEN });
    if (found.length > 0) {
      const youngPeople = [...new Set(found.map(({ youngPerson }) => youngPerson.id))];
      await this.audit.record(manager, actor, { action: 'information.list', subject: 'information', youngPeople });
    }
    return this.words.toldTo(manager, actor, found.map(unnumbered));
  }

  /** Whoever may read a young person says what they have learnt. Those who must look again hear of it at once. */
  async report(actor: Actor, youngPersonId: string, text: string): Promise<OpenedInformation> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      refuseIfChanged(await this.people.find(manager, actor, youngPersonId));
      const id = await this.reportIn(manager, actor, youngPersonId, text);
      const found = await this.find(manager, actor, id);
      return this.opened(manager, actor, found);
    });
  }

  /** The same as part of another step, of somebody whom the actor may read. Returns its id. */
  async reportIn(manager: EntityManager, actor: Actor, youngPersonId: string, text: string): Promise<string> {
    const [written] = await manager.query<[{ id: string }]>(
      `INSERT INTO information (young_person_id, text, at, by_user) VALUES ($1, $2, $3, $4) RETURNING id`,
      [youngPersonId, text, this.clock.now(), actor.id],
    );
    await this.outbox.write(manager, 'information.reported', { information: written.id });
    await this.trail(manager, actor, 'information.reported', youngPersonId, written.id);
    return written.id;
  }

  /** A named person of a unit has looked at it, for every unit they work at, and says what follows. */
  async look(actor: Actor, id: string, said: Looked): Promise<OpenedInformation> {
    return inTransaction(this.dataSource, async (manager) => {
      const found = await this.find(manager, actor, id);
      const units = ownUnits(actor);
      if (units.length === 0)
        throw forbidden('The people of the unit look at it. Ask them, if it is urgent by telephone.');
      const clears = await this.words.checkLook(manager, actor, found, said);
      const written = await manager.query<{ unit_id: string }[]>(
        `INSERT INTO information_looks
           (information_id, unit_id, outcome, note, at, by_user, note_names_nobody, clears_report)
         SELECT $1, unit, $3, $4, $5, $6, $7, $8 FROM unnest($2::uuid[]) AS unit
         ON CONFLICT (information_id, unit_id) DO NOTHING RETURNING unit_id`,
        [id, units, said.outcome, said.note, this.clock.now(), actor.id, said.namesNobodyElse ?? false, clears],
      );
      if (written.length === 0)
        throw conflict(
          'already-looked-at',
          `${found.looks[0]?.by ?? 'Somebody'} has looked at it for the unit already.`,
        );
      await this.trail(manager, actor, 'information.looked_at', found.youngPerson.id, id);
      return this.opened(manager, actor, await this.find(manager, actor, id));
    });
  }

  private async find(manager: EntityManager, actor: Actor, id: string): Promise<Information> {
    const [found] = await readInformation(manager, actor, this.clock.now(), { id, limit: 1 });
    if (!found) throw notFound();
    return unnumbered(found);
  }

  private async opened(manager: EntityManager, actor: Actor, found: Information): Promise<OpenedInformation> {
    const touches = await readTouched(manager, actor, this.clock.now(), found.youngPerson.id, this.today());
    const { told, namesOthers } = await this.words.open(manager, actor, found);
    return { ...told, touches, namesOthers };
  }

  private today(): PlainDate {
    return dateIn(this.clock.now(), ZONE);
  }

  private trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    youngPersonId: string,
    information?: string,
  ): Promise<void> {
    const subject = information
      ? { subject: 'information', subjectId: information }
      : { subject: 'young_person', subjectId: youngPersonId };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: [youngPersonId] });
  }
}

const unnumbered = ({ number: _, ...one }: Information & { number: number }): Information => one;

/** The units for which somebody looks at what is new: where they work, and do not only look on. */
export function ownUnits(actor: Actor): string[] {
  return actor.units.filter(({ id }) => worksAt(actor, id) && !looksOnAt(actor, id)).map(({ id }) => id);
}
