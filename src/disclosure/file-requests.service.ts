import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { addMonths, dateIn, type PlainDate } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { WorkingDays } from '../people/working-days.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { dueBy, needsName, type Asker } from './domain/release.js';

/** That somebody asked for a young person's own file, and what became of it. */
export interface FileRequest {
  id: string;
  askedBy: Asker;
  asker: string;
  askedOn: PlainDate;
  /** The last day on which the council has to answer. */
  dueBy: PlainDate;
  by: { id: string; name: string };
  at: Date;
  /** Null until a manager has checked the copy and released it. */
  released: { by: { id: string; name: string }; at: Date; withheld: number; putIn: number; takenOut: number } | null;
}

export interface AskedFor {
  askedBy: Asker;
  asker: string;
  askedOn: PlainDate;
}

export type StoredRequest = FileRequest & { number: number; putInKeys: string[] | null };

const ZONE = 'Europe/London';

/** Who asked for a copy of a young person's own file, when and why: without a reason nobody gets one. */
@Injectable()
export class FileRequests {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly workingDays: WorkingDays,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Of a young person, the latest first. */
  async list(actor: Actor, youngPersonId: string, { limit, cursor }: PageQuery): Promise<Page<FileRequest>> {
    const { manager } = this.dataSource;
    await this.people.find(manager, withoutJointWork(actor), youngPersonId);
    const [below = null] = readCursor(cursor, ['number'], youngPersonId) ?? [];
    const rows = await this.read(
      manager,
      `r.young_person_id = $1 AND ($2::bigint IS NULL OR r.number < $2) ORDER BY r.number DESC LIMIT $3`,
      [youngPersonId, below, limit + 1],
    );
    await this.trail(manager, actor, 'own_file.list', youngPersonId);
    const page = pageOf(rows, limit, ({ number }) => [number], youngPersonId);
    return { items: page.items.map(shown), next: page.next };
  }

  /** Somebody asks: recorded by who may release it. */
  async ask(actor: Actor, youngPersonId: string, { askedBy, asker, askedOn }: AskedFor): Promise<FileRequest> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      refuseIfChanged(await this.people.find(manager, withoutJointWork(actor), youngPersonId));
      await this.requireRelease(manager, actor, youngPersonId);
      if (needsName(askedBy) && !asker) throw invalidField('asker', 'Enter who asks for it.');
      if (askedOn > dateIn(this.clock.now(), ZONE))
        throw invalidField('askedOn', 'This date is in the future. Enter the day on which they asked.');
      const [written] = await manager.query<[{ id: string }]>(
        `INSERT INTO own_file_requests (young_person_id, asked_by, asker, asked_on, by_user, at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
        [youngPersonId, askedBy, asker, askedOn, actor.id, this.clock.now()],
      );
      await this.trail(manager, actor, 'own_file.asked', youngPersonId, written.id, { askedBy });
      return shown(await this.find(manager, youngPersonId, written.id));
    });
  }

  /** One, without what is in the copy. */
  async open(actor: Actor, youngPersonId: string, id: string): Promise<FileRequest> {
    const { manager } = this.dataSource;
    await this.people.find(manager, withoutJointWork(actor), youngPersonId);
    return shown(await this.find(manager, youngPersonId, id));
  }

  /** One, of a young person whom the caller knows to be the actor's to read. */
  async find(manager: EntityManager, youngPersonId: string, id: string): Promise<StoredRequest> {
    const [found] = await this.read(manager, `r.young_person_id = $1 AND r.id = $2`, [youngPersonId, id]);
    if (!found) throw notFound();
    return found;
  }

  /** Whether the actor is of those who release this young person's file. */
  mayRelease(actor: Actor, youngPersonId: string): Promise<boolean> {
    return this.access.signsFor(this.dataSource.manager, actor, youngPersonId);
  }

  async requireRelease(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<void> {
    if (!(await this.access.signsFor(manager, actor, youngPersonId))) throw forbidden(MANAGERS);
  }

  trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    youngPersonId: string,
    id?: string,
    details: Record<string, unknown> = {},
    others: readonly string[] = [],
  ): Promise<void> {
    return this.audit.record(manager, actor, {
      ...{ action, subject: 'own_file', details, youngPeople: [...new Set([youngPersonId, ...others])] },
      ...(id && { subjectId: id }),
    });
  }

  private async read(manager: EntityManager, where: string, parameters: unknown[]): Promise<StoredRequest[]> {
    const rows = await manager.query<(Omit<StoredRequest, 'dueBy'> & { releasedAt: Date | null })[]>(
      `SELECT r.id, r.number::int, r.asked_by AS "askedBy", r.asker, r.asked_on AS "askedOn", r.at, l.put_in AS "putInKeys",
              json_build_object('id', u.id, 'name', u.name) AS by, l.at AS "releasedAt",
              CASE WHEN l.at IS NOT NULL THEN json_build_object('by', json_build_object('id', w.id, 'name', w.name),
                'withheld', l.withheld, 'putIn', cardinality(l.put_in),
                'takenOut', jsonb_array_length(l.taken_out)) END AS released
         FROM own_file_requests r JOIN users u ON u.id = r.by_user
         LEFT JOIN own_file_releases l ON l.request_id = r.id LEFT JOIN users w ON w.id = l.by_user
        WHERE ${where}`,
      parameters,
    );
    const days = rows.map(({ askedOn }) => askedOn).toSorted();
    const [first, last = first] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return [];
    const work = await this.workingDays.holidays(first, addMonths(last, 2));
    return rows.map(({ releasedAt, ...row }) => ({
      ...row,
      dueBy: dueBy(row.askedOn, work),
      released: row.released && { ...row.released, at: releasedAt! },
    }));
  }
}

/** As others read it: which words were put in is between the two rows. */
export const shown = ({ number: _, putInKeys: __, ...request }: StoredRequest): FileRequest => request;

const MANAGERS =
  'A copy of a young person’s own file is released by the registered manager of a unit that knows them, or a delegate. Tell them who asks for it.';
