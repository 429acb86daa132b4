import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { addDays, dateIn, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { readAllocations, type AllocationView } from './allocation-reader.js';
import { bankHolidays } from './bank-holidays.js';
import { checkAllocation, type Allocation, type NightsByKind } from './domain/allocation.js';
import { kindsOfNights, type KindOfNight, type SchoolTerm } from './domain/night-kinds.js';
import { PeopleService } from './people.service.js';
import type { YoungPersonDetails } from './young-person-details.js';

export type { AllocationView } from './allocation-reader.js';

export interface Granting {
  firstDay: PlainDate;
  lastDay: PlainDate;
  granted: NightsByKind;
  note: string;
}

/** What is granted to a young person, and of which kind each night is. */
export interface Granted {
  allocations: Allocation[];
  kindOf: (night: PlainDate) => KindOfNight;
}

const ZONE = 'Europe/London';
/** Most that are looked at for a unit in one go. */
const MOST_ENDING = 1000;
/** No holidays are longer: of so many days around, terms are needed to tell whether a night is one. */
const AROUND_TERMS = 100;

/** Nights granted to young people: each grant on record, one at a time for each of them. */
@Injectable()
export class AllocationsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Of a young person whom the actor may read, the latest grant first; those that ended with why. */
  async list(actor: Actor, youngPersonId: string, { limit, cursor }: PageQuery): Promise<Page<AllocationView>> {
    const { manager } = this.dataSource;
    await this.people.open(actor, youngPersonId);
    const after = readCursor(cursor, ['id'], youngPersonId)?.[0];
    const rows = await readAllocations(manager, {
      youngPeople: [youngPersonId],
      limit: limit + 1,
      ...(after && { after: String(after) }),
    });
    return pageOf(rows, limit, (last) => [last.id], youngPersonId);
  }

  /** Those that stand of each, the one that begins first, first; the caller has seen to it that the actor may read them. */
  async standing(youngPeople: readonly string[]): Promise<AllocationView[]> {
    const limit = 100 * youngPeople.length;
    const rows = await readAllocations(this.dataSource.manager, { youngPeople, standing: true, limit });
    return rows.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay));
  }

  /** Those that stand of whom the actor reads and that end within these days, in one query. */
  ending(manager: EntityManager, actor: Actor, lastDay: { from: PlainDate; to: PlainDate }): Promise<AllocationView[]> {
    const readBy = { actor, at: this.clock.now() };
    return readAllocations(manager, { standing: true, lastDay, readBy, limit: MOST_ENDING });
  }

  async open(actor: Actor, id: string): Promise<AllocationView> {
    const [allocation] = await readAllocations(this.dataSource.manager, { id, limit: 1 });
    if (!allocation) throw notFound();
    await this.people.open(actor, allocation.youngPersonId);
    return allocation;
  }

  async grant(actor: Actor, youngPersonId: string, granting: Granting): Promise<string> {
    return this.change(actor, youngPersonId, (manager, person) => {
      refuseIfChanged(person);
      return this.insert(manager, actor, youngPersonId, granting);
    });
  }

  /** Another takes its place, from its first day on; the one before stays on record as ended. Returns the new one's id. */
  async revise(
    actor: Actor,
    id: string,
    { reason, ...changes }: Partial<Granting> & { reason: string },
  ): Promise<string> {
    const { youngPersonId } = await this.open(actor, id);
    return this.change(actor, youngPersonId, async (manager) => {
      const { firstDay, lastDay, granted, note } = await this.endIn(manager, actor, id, reason);
      return this.insert(manager, actor, youngPersonId, { firstDay, lastDay, granted, note, ...changes });
    });
  }

  async end(actor: Actor, id: string, reason: string): Promise<void> {
    const { youngPersonId } = await this.open(actor, id);
    await this.change(actor, youngPersonId, async (manager) => {
      await this.endIn(manager, actor, id, reason);
      await this.trail(manager, actor, 'allocation.ended', youngPersonId, { allocationId: id });
    });
  }

  /** What a decision about nights in the range needs: what is granted for them, and the kind of each, in one query. */
  async entitlement(manager: EntityManager, youngPersonId: string, range: Nights): Promise<Granted> {
    return (await this.entitlements(manager, [youngPersonId], range)).get(youngPersonId)!;
  }

  /** The same of several young people at once, in one query. */
  async entitlements(
    manager: EntityManager,
    youngPeople: readonly string[],
    range: Nights,
  ): Promise<Map<string, Granted>> {
    const rows = await manager.query<{ id: string; allocations: Allocation[]; terms: SchoolTerm[] }[]>(
      `SELECT g.id, g.allocations, t.terms
         FROM (SELECT young_person_id AS id, min(first_day) AS first_day, max(last_day) AS last_day,
                      json_agg(json_build_object('id', id, 'firstDay', first_day, 'lastDay', last_day, 'granted',
                        json_build_object('weekday', weekday, 'weekend', weekend, 'holiday', holiday)) ORDER BY first_day)
                        AS allocations
                 FROM allocations WHERE young_person_id = ANY ($1::uuid[]) AND ended_at IS NULL
                  AND daterange(first_day, last_day, '[]') && daterange($2::date, $3::date)
                GROUP BY young_person_id) g
        CROSS JOIN LATERAL (
               SELECT coalesce(json_agg(json_build_object('firstDay', t.first_day, 'lastDay', t.last_day)), '[]') AS terms
                 FROM school_terms t JOIN young_people y ON y.organisation_id = t.organisation_id AND y.id = g.id
                WHERE t.removed_at IS NULL AND t.last_day >= g.first_day - ${AROUND_TERMS}
                  AND t.first_day <= g.last_day + ${AROUND_TERMS}) t`,
      [youngPeople, range.arrival, range.departure],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const granted = new Map<string, Granted>();
    for (const id of youngPeople) granted.set(id, await entitlementOf(byId.get(id)));
    return granted;
  }

  /** Nobody books for the young person while their allocation changes. */
  private async change<T>(
    actor: Actor,
    youngPersonId: string,
    work: (manager: EntityManager, person: YoungPersonDetails) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      const person = await this.people.find(manager, actor, youngPersonId);
      if (!signsSomewhere(actor)) throw forbidden('Only a registered manager or a named delegate can grant nights.');
      return work(manager, person);
    });
  }

  private async insert(
    manager: EntityManager,
    actor: Actor,
    youngPersonId: string,
    { firstDay, lastDay, granted, note }: Granting,
  ): Promise<string> {
    const now = this.clock.now();
    const errors = checkAllocation({ firstDay, lastDay, granted }, dateIn(now, ZONE));
    if (errors.length > 0) throw invalid('invalid-allocation', errors[0]!.message, errors);
    const { weekday, weekend, holiday } = granted;
    try {
      const [{ id }] = await manager.query<[{ id: string }]>(
        `INSERT INTO allocations
           (young_person_id, first_day, last_day, weekday, weekend, holiday, note, granted_by, granted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
        [youngPersonId, firstDay, lastDay, weekday, weekend, holiday, note, actor.id, now],
      );
      await this.trail(manager, actor, 'allocation.granted', youngPersonId, { allocationId: id });
      return id;
    } catch (error) {
      if (violatedConstraint(error) !== 'one_allocation_at_a_time') throw error;
      throw invalidField('firstDay', 'Another allocation is on record for some of these days. Change or end that one.');
    }
  }

  private async endIn(manager: EntityManager, actor: Actor, id: string, reason: string): Promise<AllocationView> {
    const [allocation] = await readAllocations(manager, { id, limit: 1 });
    refuseIfChanged(allocation!);
    if (allocation!.ended)
      throw conflict('allocation-ended', 'This allocation has ended. Look at the one that stands now.');
    await manager.query(`UPDATE allocations SET ended_by = $2, ended_at = $3, ended_why = $4 WHERE id = $1`, [
      ...[id, actor.id, this.clock.now(), reason],
    ]);
    return allocation!;
  }

  private trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    youngPersonId: string,
    details: Record<string, string>,
  ): Promise<void> {
    const record = { action, subject: 'young_person', subjectId: youngPersonId, youngPeople: [youngPersonId] };
    return this.audit.record(manager, actor, { ...record, details });
  }
}

async function entitlementOf(row?: { allocations: Allocation[]; terms: SchoolTerm[] }): Promise<Granted> {
  if (!row) return { allocations: [], kindOf: kindsOfNights([], new Set()) };
  const last = row.allocations.reduce((day, { lastDay }) => (lastDay > day ? lastDay : day), '');
  const holidays = await bankHolidays(row.allocations[0]!.firstDay, addDays(last, 1));
  return { allocations: row.allocations, kindOf: kindsOfNights(row.terms, new Set(holidays.keys())) };
}
