import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { AccountsService, type Account } from './accounts.service.js';
import type { Actor, Capacity, Role } from './domain/actor.js';
import { isEmailAddress, membershipFor, type Membership } from './domain/membership.js';
import { endAccess } from './own-account.service.js';
import { hashPassword, oneTimePassword } from './passwords.js';

export interface AccountInput {
  name: string;
  role: Role;
  unit?: string;
  capacity?: Capacity;
}

/** What an administrator does with accounts. Every step takes effect with the next page or call of that person. */
@Injectable()
export class AccountChangesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** A new account and the password with which its owner signs in once. */
  async create(actor: Actor, input: AccountInput & { email: string }): Promise<{ id: string; password: string }> {
    const email = input.email.toLowerCase();
    if (!isEmailAddress(email)) {
      throw invalidField('email', 'Enter an email address in the right format, like name@example.org.');
    }
    const membership = membershipOf(input);
    const password = oneTimePassword();
    const hashed = await hashPassword(password);
    const id = await this.change(async (manager) => {
      await requireUnit(manager, actor, membership);
      const [row] = await manager.query<[{ id: string }]>(
        `INSERT INTO users (organisation_id, email, name, role, password_hash, must_change_password, created_at)
         VALUES ($1, $2, $3, $4, $5, true, $6) RETURNING id`,
        [actor.organisationId, email, input.name, input.role, hashed, this.clock.now()],
      );
      await setMembership(manager, row.id, membership);
      await this.record(manager, actor, 'account.created', row.id, { role: input.role, ...membership });
      return row.id;
    });
    return { id, password };
  }

  async edit(actor: Actor, id: string, input: AccountInput): Promise<void> {
    const membership = membershipOf(input);
    await this.change(async (manager) => {
      const before = await this.lock(manager, actor, id);
      refuseIfChanged(before);
      if (before.endedAt) throw conflict('account-ended', 'This account has ended. Reopen it before you change it.');
      if (before.role !== input.role) checkNewRole(before);
      await requireUnit(manager, actor, membership);
      await manager.query(`UPDATE users SET name = $2, role = $3 WHERE id = $1`, [id, input.name, input.role]);
      await setMembership(manager, id, membership);
      const changed = [
        ...(before.name === input.name ? [] : ['name']),
        ...(before.role === input.role ? [] : ['role']),
        ...(before.unit?.id === membership?.unitId && before.unit?.capacity === membership?.capacity ? [] : ['unit']),
      ];
      await this.record(manager, actor, 'account.edited', id, { changed, role: input.role, ...membership });
      if (before.role === 'administrator' && input.role !== 'administrator') await requireAdministrator(manager, actor);
    });
  }

  /** A password to hand over, for once; everything that knew the old one is signed out. */
  async setPassword(actor: Actor, id: string): Promise<string> {
    const password = oneTimePassword();
    const hashed = await hashPassword(password);
    await this.change(async (manager) => {
      await this.lock(manager, actor, id);
      await manager.query(`UPDATE users SET password_hash = $2, must_change_password = true WHERE id = $1`, [
        id,
        hashed,
      ]);
      const ended = await endAccess(manager, id, this.clock.now());
      await this.record(manager, actor, 'account.password_set', id, ended);
    });
    return password;
  }

  /** Ends the account at once. A registered manager's seat becomes free for the next. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.change(async (manager) => {
      const account = await this.lock(manager, actor, id);
      if (account.endedAt) throw conflict('already-ended', 'This account has ended already.');
      const now = this.clock.now();
      await manager.query(`UPDATE users SET ended_at = $2 WHERE id = $1`, [id, now]);
      await manager.query(
        `UPDATE unit_members SET capacity = 'watcher' WHERE user_id = $1 AND capacity = 'registered_manager'`,
        [id],
      );
      const ended = await endAccess(manager, id, now);
      await this.record(manager, actor, 'account.ended', id, ended);
      if (account.role === 'administrator') await requireAdministrator(manager, actor);
    });
  }

  /** The account works again, with a new password for once. */
  async reopen(actor: Actor, id: string): Promise<string> {
    const password = oneTimePassword();
    const hashed = await hashPassword(password);
    await this.change(async (manager) => {
      const account = await this.lock(manager, actor, id);
      if (!account.endedAt) throw conflict('not-ended', 'This account is open already.');
      await manager.query(
        `UPDATE users SET ended_at = NULL, password_hash = $2, must_change_password = true WHERE id = $1`,
        [id, hashed],
      );
      await this.record(manager, actor, 'account.reopened', id, {});
    });
    return password;
  }

  /** Locks every administrator's row and then the account's, so that two changes cannot both leave the other one. */
  private async lock(manager: EntityManager, actor: Actor, id: string): Promise<Account> {
    await manager.query(
      `SELECT id FROM users WHERE organisation_id = $1 AND (id = $2 OR role = 'administrator') ORDER BY id FOR UPDATE`,
      [actor.organisationId, id],
    );
    return this.accounts.open(actor, id, manager);
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: string,
    id: string,
    details: object,
  ): Promise<void> {
    await this.audit.record(manager, actor, { action, subject: 'user', subjectId: id, details: { ...details } });
  }

  private async change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'users_email') {
        throw invalidField('email', 'Another account has this email address. Open that one, or use another address.');
      }
      if (constraint === 'one_registered_manager_a_unit') {
        const sentence = 'This unit has a registered manager already. Make that account a delegate or end it first.';
        throw invalidField('capacity', sentence);
      }
      throw error;
    }
  }
}

function membershipOf(input: AccountInput): Membership {
  const answer = membershipFor(input.role, input.unit, input.capacity);
  if ('field' in answer) throw invalidField(answer.field, answer.sentence);
  return answer.membership;
}

function checkNewRole(before: Account): void {
  if (before.keyWorkerOf === 0) return;
  const many = before.keyWorkerOf === 1 ? 'one young person' : `${before.keyWorkerOf} young people`;
  throw invalidField(
    'role',
    `${before.name} is key worker of ${many}. A manager has to give them another key worker before the role can change.`,
  );
}

async function requireUnit(manager: EntityManager, actor: Actor, membership: Membership): Promise<void> {
  if (!membership) return;
  const found = await manager.query<unknown[]>(`SELECT 1 FROM units WHERE id = $1 AND organisation_id = $2`, [
    membership.unitId,
    actor.organisationId,
  ]);
  if (found.length === 0) throw invalidField('unit', 'We do not know this unit. Choose another.');
}

async function setMembership(manager: EntityManager, userId: string, membership: Membership): Promise<void> {
  await manager.query(`DELETE FROM unit_members WHERE user_id = $1 AND unit_id IS DISTINCT FROM $2::uuid`, [
    userId,
    membership?.unitId ?? null,
  ]);
  if (!membership) return;
  await manager.query(
    `INSERT INTO unit_members (user_id, unit_id, capacity) VALUES ($1, $2, $3)
     ON CONFLICT (user_id, unit_id) DO UPDATE SET capacity = EXCLUDED.capacity`,
    [userId, membership.unitId, membership.capacity],
  );
}

async function requireAdministrator(manager: EntityManager, actor: Actor): Promise<void> {
  const left = await manager.query<unknown[]>(
    `SELECT 1 FROM users WHERE organisation_id = $1 AND role = 'administrator' AND ended_at IS NULL LIMIT 1`,
    [actor.organisationId],
  );
  if (left.length === 0) {
    throw conflict('last-administrator', 'Somebody has to administer the accounts. Make another administrator first.');
  }
}
