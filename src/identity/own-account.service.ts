import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { CredentialsService } from './credentials.service.js';
import type { Actor } from './domain/actor.js';
import { passwordFault } from './domain/password-rules.js';
import { endFeed } from './feed-addresses.service.js';
import { hashPassword } from './passwords.js';

/** What somebody does with their own account. */
@Injectable()
export class OwnAccountService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly credentials: CredentialsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async details(actor: Actor): Promise<{ email: string; mustChangePassword: boolean }> {
    const [row] = await this.dataSource.query<[{ email: string; mustChangePassword: boolean }]>(
      `SELECT email, must_change_password AS "mustChangePassword" FROM users WHERE id = $1`,
      [actor.id],
    );
    return row;
  }

  /** Replaces the password. Every session and token ends: whoever knew the old one is out. */
  async changePassword(actor: Actor, current: string, password: string): Promise<void> {
    const { email } = await this.details(actor);
    if (!(await this.credentials.confirm(actor, current))) {
      throw invalidField('currentPassword', 'This is not your current password. Try again.');
    }
    const fault = passwordFault(password, email);
    if (fault) throw invalidField('newPassword', fault);
    if (password === current) throw invalidField('newPassword', 'Choose a password that you do not use already.');
    const hashed = await hashPassword(password);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(`UPDATE users SET password_hash = $2, must_change_password = false WHERE id = $1`, [
        actor.id,
        hashed,
      ]);
      const ended = await endAccess(manager, actor.id, this.clock.now());
      const entry = { action: 'password.changed', subject: 'user', subjectId: actor.id, details: ended };
      await this.audit.record(manager, actor, entry);
    });
  }

  /** Ends every session and token of the actor, this one too. */
  async signOutEverywhere(actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const ended = await endAccess(manager, actor.id, this.clock.now());
      const entry = { action: 'session.ended_everywhere', subject: 'user', subjectId: actor.id, details: ended };
      await this.audit.record(manager, actor, entry);
    });
  }
}

/**
 * Ends the user's sessions and tokens and the address of their feed at once, and says how many there were. No PIN works
 * before they give a password.
 */
export async function endAccess(
  manager: EntityManager,
  userId: string,
  at: Date,
): Promise<{ sessions: number; tokens: number; feeds: number }> {
  const [, sessions] = await manager.query<[unknown, number]>(`DELETE FROM sessions WHERE user_id = $1`, [userId]);
  await manager.query(`DELETE FROM shared_computer_people WHERE user_id = $1`, [userId]);
  const [, tokens] = await manager.query<[unknown, number]>(
    `UPDATE api_tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL`,
    [userId, at],
  );
  return { sessions, tokens, feeds: await endFeed(manager, userId, at) };
}
