import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { checkEntries, REGISTER_FIELDS, type RegisterField } from './domain/register.js';
import { StaysService } from './stays.service.js';

export interface RegisterStep {
  field: RegisterField;
  value: string;
  reason: string;
  at: Date;
  by: { id: string; name: string };
}

/** What the register says of a stay, and everything that was written down for it, the latest first. */
export interface RegisterEntry extends Record<RegisterField, string> {
  events: RegisterStep[];
}

/** In SQL, the names of the fields as they are stored. */
export const STORED: Record<RegisterField, string> = {
  addressBefore: 'address_before',
  addressAfter: 'address_after',
  authority: 'authority',
};

/** What the register of children asks of a stay: written down at the door, and put right with a reason. */
@Injectable()
export class RegisterEntries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<RegisterEntry> {
    const stay = await this.stays.open(actor, stayId);
    return this.read(this.dataSource.manager, stay.id);
  }

  async correct(
    actor: Actor,
    stayId: string,
    { reason = '', ...given }: Partial<Record<RegisterField, string | undefined>> & { reason?: string | undefined },
  ): Promise<RegisterEntry> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stayId]);
      const stay = await this.stays.find(manager, actor, stayId);
      const { events: _, ...before } = await this.read(manager, stay.id);
      refuseIfChanged(before);
      refuseLookingOn(actor, stay.unit.id);
      if (stay.arrivedAt === null)
        throw conflict('not-possible-now', 'They have not come, so the register has no row of this stay.');
      const { changed, errors } = checkEntries(before, given, reason);
      if (errors.length > 0) throw invalid('invalid-register-entry', errors[0]!.message, errors);
      for (const field of changed)
        await manager.query(
          `INSERT INTO register_entries (stay_id, field, value, reason, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
          [stay.id, STORED[field], given[field], reason, this.clock.now(), actor.id],
        );
      if (changed.length > 0) await this.stays.trail(manager, actor, 'stay.register_corrected', [stay]);
      return this.read(manager, stay.id);
    });
  }

  private async read(manager: EntityManager, stayId: string): Promise<RegisterEntry> {
    const rows = await manager.query<
      (Omit<RegisterStep, 'field'> & { stored: string; council: string; hasLeft: boolean })[]
    >(
      `SELECT e.field AS stored, e.value, e.reason, e.at, json_build_object('id', u.id, 'name', u.name) AS by, g.name AS council,
              s.departed_at IS NOT NULL AS "hasLeft"
         FROM stays s JOIN young_people y ON y.id = s.young_person_id JOIN organisations g ON g.id = y.organisation_id
         LEFT JOIN register_entries e ON e.stay_id = s.id LEFT JOIN users u ON u.id = e.by_user
        WHERE s.id = $1 ORDER BY e.id DESC LIMIT 200`,
      [stayId],
    );
    const fieldOf = (stored: string) => REGISTER_FIELDS.find((field) => STORED[field] === stored)!;
    const events = rows
      .filter(({ stored }) => stored !== null)
      .map(({ stored, council: _, hasLeft: __, ...row }) => ({ field: fieldOf(stored), ...row }));
    const last = (field: RegisterField) => events.find((event) => event.field === field)?.value ?? '';
    return {
      addressBefore: last('addressBefore'),
      // Of a departure that was undone nothing is left but what is on record of it.
      addressAfter: rows[0]?.hasLeft ? last('addressAfter') : '',
      // The council places its own young people, unless somebody says otherwise.
      authority: last('authority') || (rows[0]?.council ?? ''),
      events,
    };
  }
}
