import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
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

  /** What a stay of theirs asks of the house, for a decision about them. */
  async stayNeeds(manager: EntityManager, id: string): Promise<StayNeeds> {
    const [found] = await manager.query<StayNeeds[]>(
      `SELECT support_level AS support, room_needs AS needs, keeps_room AS "keepsRoom" FROM young_people WHERE id = $1`,
      [id],
    );
    if (!found) throw notFound();
    return found;
  }

  /** One record, for a step that writes its own line to the trail. */
  async find(manager: EntityManager, actor: Actor, id: string): Promise<YoungPersonDetails> {
    const [person] = await readYoungPeople(manager, actor, this.clock.now(), { ids: [id] });
    if (!person) throw notFound();
    return person;
  }
}
