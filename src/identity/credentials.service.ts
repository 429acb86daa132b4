import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { DomainError } from '../kernel/domain-error.js';
import type { Actor, Role } from './domain/actor.js';
import { accountKey } from './limit-keys.js';
import { verifyPassword } from './passwords.js';
import { SignInLimits } from './sign-in-limits.service.js';

interface Account {
  id: string;
  role: Role;
  mustChangePassword: boolean;
}

@Injectable()
export class CredentialsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly limits: SignInLimits,
    private readonly audit: AuditService,
  ) {}

  /**
   * The account whose email address and password these are. Refuses with one answer for an unknown address,
   * an ended account and a wrong password, after the same work.
   */
  async check(email: string, password: string, from: Actor['from']): Promise<Account> {
    const address = email.trim().toLowerCase();
    let found: (Account & { passwordHash: string }) | undefined;
    const account = await this.limits.within(address, from.ip, async () => {
      [found] = await this.dataSource.query<(Account & { passwordHash: string })[]>(
        `SELECT id, role, must_change_password AS "mustChangePassword", password_hash AS "passwordHash"
         FROM users WHERE lower(email) = $1 AND ended_at IS NULL`,
        [address],
      );
      return (await verifyPassword(password, found?.passwordHash)) ? found : undefined;
    });
    if (account) return account;
    await this.audit.record(
      this.dataSource.manager,
      { id: null, from },
      {
        action: 'session.refused',
        subject: 'user',
        ...(found ? { subjectId: found.id } : { details: { account: accountKey(address) } }),
      },
    );
    throw new DomainError(
      'unauthenticated',
      'wrong-sign-in',
      'This email address and password do not go together. Check both and try again.',
    );
  }

  /** Passes when it is the password of the signed-in user: what changes an account asks for it again. */
  async confirm(actor: Actor, password: string): Promise<boolean> {
    const [user] = await this.dataSource.query<{ email: string }[]>(`SELECT email FROM users WHERE id = $1`, [
      actor.id,
    ]);
    if (!user) return false;
    try {
      return (await this.check(user.email, password, actor.from)).id === actor.id;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated') return false;
      throw error;
    }
  }

  /** `at`: the shared computer, and whether the person came back there with their PIN. */
  async recordSignIn(
    userId: string,
    from: Actor['from'],
    at?: { computer: string; by: 'password' | 'pin' },
  ): Promise<void> {
    const entry = {
      ...{ action: at?.by === 'pin' ? 'session.unlocked' : 'session.started', subject: 'user', subjectId: userId },
      ...(at && { details: { computer: at.computer } }),
    };
    await this.audit.record(this.dataSource.manager, { id: userId, from }, entry);
  }

  /** A shared computer was locked, by hand or because nobody had used it. */
  async recordLock(who: Pick<Actor, 'id' | 'from'>, computer: string | undefined): Promise<void> {
    const entry = { action: 'session.locked', subject: 'user', subjectId: who.id, details: { computer } };
    await this.audit.record(this.dataSource.manager, who, entry);
  }

  async recordSignOut(actor: Actor): Promise<void> {
    const entry = { action: 'session.ended', subject: 'user', subjectId: actor.id };
    await this.audit.record(this.dataSource.manager, actor, entry);
  }
}
