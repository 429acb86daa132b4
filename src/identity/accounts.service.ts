import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../kernel/domain-error.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { Actor, Capacity, Role } from './domain/actor.js';

/** An account as its administrator sees it. */
export interface Account {
  id: string;
  name: string;
  email: string;
  role: Role;
  mustChangePassword: boolean;
  endedAt: Date | null;
  unit: { id: string; name: string; capacity: Capacity } | null;
  /** Of how many young people this is the key worker: a number, nothing about them. */
  keyWorkerOf: number;
}

const COLUMNS = `u.id, u.name, u.email, u.role, u.must_change_password AS "mustChangePassword", u.ended_at AS "endedAt",
  (SELECT json_build_object('id', n.id, 'name', n.name, 'capacity', m.capacity)
   FROM unit_members m JOIN units n ON n.id = m.unit_id WHERE m.user_id = u.id ORDER BY n.name, n.id LIMIT 1) AS unit,
  (SELECT count(*)::int FROM access_grants g
   WHERE g.user_id = u.id AND g.why = 'key_worker' AND g.valid_until IS NULL) AS "keyWorkerOf"`;

/** Reading accounts, those of the administrator's organisation. */
@Injectable()
export class AccountsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<Account>> {
    const after = readCursor(cursor, ['text', 'id'], actor.organisationId);
    const rows = await this.dataSource.query<Account[]>(
      `SELECT ${COLUMNS} FROM users u
       WHERE u.organisation_id = $1 ${after ? 'AND (u.name, u.id) > ($3, $4::uuid)' : ''}
       ORDER BY u.name, u.id LIMIT $2`,
      [actor.organisationId, limit + 1, ...(after ?? [])],
    );
    return pageOf(rows, limit, (last) => [last.name, last.id], actor.organisationId);
  }

  async open(actor: Actor, id: string, manager: EntityManager = this.dataSource.manager): Promise<Account> {
    const [account] = await manager.query<Account[]>(
      `SELECT ${COLUMNS} FROM users u WHERE u.id = $1 AND u.organisation_id = $2`,
      [id, actor.organisationId],
    );
    if (!account) throw notFound('We could not find this account.');
    return account;
  }

  /** The units that an account can belong to. */
  async units(actor: Actor): Promise<{ id: string; name: string }[]> {
    return this.dataSource.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM units WHERE organisation_id = $1 ORDER BY name, id LIMIT 500`,
      [actor.organisationId],
    );
  }
}
