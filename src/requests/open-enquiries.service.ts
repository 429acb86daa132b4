import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Deadlines } from './deadlines.service.js';
import { readOpenEnquiries, type Enquiry } from './enquiry-reader.js';

/** An enquiry that waits for its answer, and by when that is owed. */
export interface OpenEnquiry extends Enquiry {
  due: Date;
}

/** How many stand on somebody's day. */
const MOST = 20;

/** Questions about free nights that nobody has answered: the key worker's to answer, and the unit's to wait for. */
@Injectable()
export class OpenEnquiries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** What is due first, first. Answered ones and those whose nights have begun are not among them. */
  async of(actor: Actor, today: PlainDate): Promise<OpenEnquiry[]> {
    const { manager } = this.dataSource;
    const wanted = { now: this.clock.now(), today, limit: MOST };
    const rows = await readOpenEnquiries(manager, withoutJointWork(actor), wanted);
    if (rows.length === 0) return [];
    const youngPeople = [...new Set(rows.map(({ youngPerson }) => youngPerson.id))];
    await this.audit.record(manager, actor, { action: 'enquiries.list', subject: 'enquiry', youngPeople });
    const each = await Promise.all(
      rows.map(async (row) => ({
        ...row,
        due: await this.deadlines.ofEnquiry(row.asked.at, row.arrival, row.unit.zone),
      })),
    );
    return each.toSorted((one, other) => one.due.getTime() - other.due.getTime());
  }
}
