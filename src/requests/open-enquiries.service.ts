import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { Deadlines } from './deadlines.service.js';
import { readOpenEnquiries, type Enquiry } from './enquiry-reader.js';

/** An enquiry that waits for its answer, and by when that is owed. */
export interface OpenEnquiry extends Enquiry {
  due: Date;
}

/** How many stand on somebody’s day. */
const ON_A_DAY = 20;
const ZONE = 'Europe/London';

/**
 * Questions about free nights that nobody has answered: the key worker’s to answer, and the unit’s to wait for. Answered ones
 * and those whose nights have begun are not among them.
 */
@Injectable()
export class OpenEnquiries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The first of them for somebody’s day, what is due first at the top. */
  async ofDay(actor: Actor): Promise<OpenEnquiry[]> {
    const { items } = await this.list(actor, { limit: ON_A_DAY });
    return items.toSorted((one, other) => one.due.getTime() - other.due.getTime());
  }

  /** By the nights that are asked about, the soonest first. */
  async list(actor: Actor, { limit, cursor }: Pick<PageQuery, 'limit' | 'cursor'>): Promise<Page<OpenEnquiry>> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const after = readCursor(cursor, ['date', 'id'], 'enquiries');
    const wanted = { now, today: dateIn(now, ZONE), limit: limit + 1, after };
    const rows = await readOpenEnquiries(manager, withoutJointWork(actor), wanted);
    const { items, next } = pageOf(rows, limit, ({ arrival, id }) => [arrival, id], 'enquiries');
    if (items.length === 0) return { items: [], next };
    const youngPeople = [...new Set(items.map(({ youngPerson }) => youngPerson.id))];
    await this.audit.record(manager, actor, { action: 'enquiries.list', subject: 'enquiry', youngPeople });
    const each = items.map(async (one): Promise<OpenEnquiry> => {
      const { asked, arrival, unit } = one;
      return { ...one, due: await this.deadlines.ofEnquiry(asked.at, arrival, unit.zone) };
    });
    return { items: await Promise.all(each), next };
  }
}
