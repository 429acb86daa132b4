import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { invalidField, notFound } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { exactFacts, type ExactFacts } from './domain/exact-facts.js';
import type { StayNeeds } from './domain/stay-needs.js';
import { readYoungPeople, type YoungPersonDetails } from './young-person-details.js';

/** Reading young people, always within what the actor may see and always written to the trail. */
@Injectable()
export class PeopleService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those whom the actor may read, by last name; `search` finds parts of names and case numbers. */
  async list(
    actor: Actor,
    { search, limit, cursor }: PageQuery & { search?: string },
  ): Promise<Page<YoungPersonDetails>> {
    const filter = search ?? null;
    // The id alone: names do not belong into an address.
    const after = readCursor(cursor, ['id'], filter)?.[0];
    const { manager } = this.dataSource;
    const rows = await readYoungPeople(manager, actor, this.clock.now(), { search, after, limit: limit + 1 });
    const page = pageOf(rows, limit, (last) => [last.id], filter);
    if (page.items.length > 0) {
      const youngPeople = page.items.map(({ id }) => id);
      await this.audit.record(manager, actor, { action: 'young_people.list', subject: 'young_person', youngPeople });
    }
    return page;
  }

  /** One record, whose reading is written to the trail; 404 for one that is not there or may not be seen. */
  async open(actor: Actor, id: string): Promise<YoungPersonDetails> {
    const person = await this.find(this.dataSource.manager, actor, id);
    await this.audit.record(this.dataSource.manager, actor, {
      action: 'young_person.read',
      subject: 'young_person',
      subjectId: id,
      youngPeople: [id],
    });
    return person;
  }

  /**
   * A child of the council who has come and whom the unit may not know: found only by what names one child exactly, and
   * written to the trail, whatever comes of it. Who finds them has not seen their record yet.
   */
  async findForEmergency(actor: Actor, facts: ExactFacts): Promise<string> {
    const exact = exactFacts(facts);
    if (!exact) throw invalidField('caseNumber', EXACTLY);
    const parameters: unknown[] = [actor.organisationId, ...Object.values(exact)];
    const { manager } = this.dataSource;
    const found = await manager.query<{ id: string }[]>(
      `SELECT id FROM young_people WHERE organisation_id = $1 AND ${
        'caseNumber' in exact
          ? 'lower(case_number) = lower($2)'
          : 'lower(first_name) = lower($2) AND lower(last_name) = lower($3) AND date_of_birth = $4::date'
      } LIMIT 2`,
      parameters,
    );
    const [person, another] = found;
    const field = 'caseNumber' in exact ? 'caseNumber' : 'lastName';
    if (!person) throw invalidField(field, NO_SUCH);
    if (another)
      throw invalidField('caseNumber', 'Two children have this name and date of birth: enter the case number.');
    await this.audit.record(manager, actor, {
      ...{ action: 'young_person.found_for_emergency', subject: 'young_person', subjectId: person.id },
      youngPeople: [person.id],
    });
    return person.id;
  }

  /** Whether the actor reads them for more than joint work on a request: only then what is on record is theirs to change. */
  async worksWith(actor: Actor, id: string): Promise<boolean> {
    if (actor.role !== 'cas_worker') return true;
    const { manager } = this.dataSource;
    return (await readYoungPeople(manager, withoutJointWork(actor), this.clock.now(), { ids: [id] })).length > 0;
  }

  /** What a stay of theirs asks of the house, for a decision about them. */
  async stayNeeds(manager: EntityManager, id: string): Promise<StayNeeds> {
    const found = (await this.stayNeedsOfEach(manager, [id])).get(id);
    if (!found) throw notFound();
    return found;
  }

  /** The same of several at once, in one query; with when they were born, as a unit takes young people of some ages only. */
  async stayNeedsOfEach(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, StayNeeds & { dateOfBirth: PlainDate }>> {
    const found = await manager.query<(StayNeeds & { id: string; dateOfBirth: PlainDate })[]>(
      `SELECT id, support_level AS support, room_needs AS needs, keeps_room AS "keepsRoom", date_of_birth AS "dateOfBirth"
         FROM young_people WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(found.map(({ id, ...needs }) => [id, needs]));
  }

  /** One record, for a step that writes its own line to the trail. */
  async find(manager: EntityManager, actor: Actor, id: string): Promise<YoungPersonDetails> {
    const [person] = await readYoungPeople(manager, actor, this.clock.now(), { ids: [id] });
    if (!person) throw notFound();
    return person;
  }
}

const EXACTLY = 'Enter the case number, or the first name, the last name and the date of birth.';
const NO_SUCH =
  'No child of the council is on record with this. Check it; when nobody has a record of them, record a new child.';
