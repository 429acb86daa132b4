import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import {
  ALWAYS_ASKED,
  READY_ITEMS,
  READY_OWNER,
  READY_TITLE,
  type ReadyItem,
  type ReadyOwner,
} from './domain/readiness.js';
import type { UnitCheck } from './domain/unit-check.js';

/** What a unit asks for before an arrival: of what the service knows, and its own; and who changed it. */
export interface UnitChecklist {
  items: { item: ReadyItem; title: string; owner: ReadyOwner; applies: boolean }[];
  own: (UnitCheck & { applies: boolean })[];
  /** The latest first. */
  events: { at: Date; by: string; title: string; what: 'added' | 'applies' | 'left_out' }[];
}

/** More of its own are a list that nobody reads. */
const MOST_OWN = 20;

/** Which checks a unit asks for before somebody arrives. */
@Injectable()
export class UnitChecks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, unitId: string): Promise<UnitChecklist> {
    this.access.requireUnit(actor, unitId);
    if (!worksAt(actor, unitId)) throw notFound();
    return this.read(this.dataSource.manager, unitId);
  }

  async add(actor: Actor, unitId: string, { text, owner }: Omit<UnitCheck, 'id'>): Promise<UnitChecklist> {
    return this.change(actor, unitId, 'unit.check_added', async (manager, { own }) => {
      if (own.filter(({ applies }) => applies).length >= MOST_OWN)
        throw conflict(
          'too-many-checks',
          `A unit asks for at most ${MOST_OWN} things of its own. Leave one out first.`,
        );
      if (own.some((one) => one.applies && one.text.toLowerCase() === text.toLowerCase()))
        throw conflict('check-there-already', 'The unit asks for this already.', [
          { field: 'text', message: 'The unit asks for this already.' },
        ]);
      await manager.query(`INSERT INTO unit_checks (unit_id, text, owner, at, by_user) VALUES ($1, $2, $3, $4, $5)`, [
        ...[unitId, text, owner],
        ...[this.clock.now(), actor.id],
      ]);
    });
  }

  /** Asks for it from now on, or leaves it out: an item by its name, one of the unit's own by its id. */
  async choose(actor: Actor, unitId: string, which: string, applies: boolean): Promise<UnitChecklist> {
    return this.change(actor, unitId, 'unit.check_chosen', async (manager, { items, own }) => {
      const item = items.find((one) => one.item === which);
      const check = own.find(({ id }) => id === which);
      const found = item ?? check;
      if (!found) throw notFound();
      if (found.applies === applies)
        throw conflict('so-already', applies ? 'The unit asks for it already.' : 'It is left out already.');
      await manager.query(
        `INSERT INTO unit_check_choices (unit_id, item, check_id, applies, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
        [unitId, item?.item ?? null, check?.id ?? null, applies, this.clock.now(), actor.id],
      );
    });
  }

  private async change(
    actor: Actor,
    unitId: string,
    action: string,
    work: (manager: EntityManager, checklist: UnitChecklist) => Promise<void>,
  ): Promise<UnitChecklist> {
    await this.of(actor, unitId);
    if (!maySign(actor, unitId))
      throw forbidden('Only the registered manager of the unit or a named delegate can change what it asks for.');
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
      await work(manager, await this.read(manager, unitId));
      await this.audit.record(manager, actor, { action, subject: 'unit', subjectId: unitId });
      return this.read(manager, unitId);
    });
  }

  private async read(manager: EntityManager, unitId: string): Promise<UnitChecklist> {
    const own = await manager.query<(UnitCheck & { at: Date; by: string })[]>(
      `SELECT c.id, c.text, c.owner, c.at, u.name AS by FROM unit_checks c JOIN users u ON u.id = c.by_user
        WHERE c.unit_id = $1 ORDER BY c.number LIMIT 500`,
      [unitId],
    );
    const choices = await manager.query<{ which: string; applies: boolean; at: Date; by: string }[]>(
      `SELECT coalesce(c.item, c.check_id::text) AS which, c.applies, c.at, u.name AS by
         FROM unit_check_choices c JOIN users u ON u.id = c.by_user WHERE c.unit_id = $1 ORDER BY c.id DESC LIMIT 1000`,
      [unitId],
    );
    const applies = (which: string) => choices.find((choice) => choice.which === which)?.applies ?? true;
    const title = (which: string) =>
      READY_TITLE[which as ReadyItem] ?? own.find(({ id }) => id === which)?.text ?? which;
    const events = [
      ...own.map(({ at, by, text }) => ({ at, by, title: text, what: 'added' as const })),
      ...choices.map((one) => ({
        ...{ at: one.at, by: one.by, title: title(one.which) },
        what: one.applies ? ('applies' as const) : ('left_out' as const),
      })),
    ];
    return {
      items: READY_ITEMS.filter((item) => !ALWAYS_ASKED.includes(item)).map((item) => ({
        ...{ item, title: READY_TITLE[item], owner: READY_OWNER[item], applies: applies(item) },
      })),
      own: own.map(({ id, text, owner }) => ({ id, text, owner, applies: applies(id) })),
      events: events.toSorted((a, b) => b.at.getTime() - a.at.getTime()),
    };
  }
}
