import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Env } from '../../config/env.js';
import { AuditService } from '../audit/audit.service.js';
import { DomainError, forbidden, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { CredentialsService } from './credentials.service.js';
import type { Actor } from './domain/actor.js';
import { pinFault, WRONG_PINS } from './domain/pin-rules.js';
import { hashPassword, verifyPassword } from './passwords.js';
import type { SharedComputer } from './shared-computers.service.js';
import { SignInLimits } from './sign-in-limits.service.js';

export interface Person {
  id: string;
  name: string;
}

/** The people of the unit who may come back at the computer `$1` with their PIN, since `$2`. */
const MAY_COME_BACK = `
  FROM shared_computer_people p JOIN shared_computers c ON c.id = p.computer_id AND c.ended_at IS NULL
  JOIN users u ON u.id = p.user_id AND u.ended_at IS NULL AND u.pin_hash IS NOT NULL AND NOT u.must_change_password
  JOIN unit_members m ON m.user_id = u.id AND m.unit_id = c.unit_id AND (u.role, m.capacity) IN (${[
    `('unit_staff', 'staff')`,
    ...['registered_manager', 'delegate', 'watcher'].map((capacity) => `('manager', '${capacity}')`),
  ].join(', ')})
 WHERE p.computer_id = $1 AND p.signed_in_at > $2 AND p.wrong_pins < ${WRONG_PINS}`;

/**
 * Coming back at a shared computer with a personal PIN. It works only with the cookie of that computer, only for who has
 * signed in there with their password within some hours, and only until it was wrong a few times.
 */
@Injectable()
export class Pins {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly credentials: CredentialsService,
    private readonly limits: SignInLimits,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  /** When the actor's PIN was set; null without one. */
  async setAt(actor: Actor): Promise<Date | null> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `SELECT pin_set_at AS at FROM users WHERE id = $1`,
      [actor.id],
    );
    return row?.at ?? null;
  }

  /** A new PIN for the actor, who gives their password for it. */
  async set(actor: Actor, password: string, pin: string): Promise<void> {
    if (actor.role !== 'unit_staff' && actor.role !== 'manager')
      throw forbidden('PINs are for the people of a unit, at its shared computer.');
    if (!(await this.credentials.confirm(actor, password)))
      throw invalidField('currentPassword', 'This is not your current password. Try again.');
    const fault = pinFault(pin);
    if (fault) throw invalidField('newPin', fault);
    await this.replace(actor, await hashPassword(pin), 'pin.set');
  }

  async remove(actor: Actor): Promise<void> {
    await this.replace(actor, null, 'pin.removed');
  }

  /** Who may choose their name on this computer, by name. */
  people({ id }: Pick<SharedComputer, 'id'>): Promise<Person[]> {
    return this.dataSource.query(`SELECT u.id, u.name ${MAY_COME_BACK} ORDER BY u.name, u.id`, [id, this.since()]);
  }

  /** Somebody signed in at the computer with their password: from now on their PIN works there for some hours. */
  async signedIn({ id }: Pick<SharedComputer, 'id'>, userId: string): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO shared_computer_people (computer_id, user_id, signed_in_at)
       SELECT c.id, m.user_id, $3 FROM shared_computers c JOIN unit_members m ON m.unit_id = c.unit_id
        WHERE c.id = $1 AND m.user_id = $2 AND m.capacity <> 'referrer'
       ON CONFLICT (computer_id, user_id) DO UPDATE SET signed_in_at = excluded.signed_in_at, wrong_pins = 0`,
      [id, userId, this.clock.now()],
    );
  }

  /** Somebody signed out there: next time they give their password. */
  async signedOut(computerId: string, userId: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM shared_computer_people WHERE computer_id = $1 AND user_id = $2`, [
      ...[computerId, userId],
    ]);
  }

  /**
   * Passes when it is the PIN of this person and they may come back here. One answer for everything else, after the same
   * work. A try is counted before it is made, so that tries made at the same moment cannot slip past.
   */
  async check(computer: SharedComputer, userId: string, pin: string, from: Actor['from']): Promise<void> {
    const [user] = await this.dataSource.query<{ email: string }[]>(`SELECT email FROM users WHERE id = $1`, [userId]);
    const right = await this.limits.within(user?.email ?? userId, from.ip, async () => {
      const [counted] = await this.dataSource.query<[{ hash: string }[], number]>(
        `WITH may AS (SELECT u.id, u.pin_hash ${MAY_COME_BACK} AND u.id = $3)
         UPDATE shared_computer_people p SET wrong_pins = p.wrong_pins + 1 FROM may
          WHERE p.computer_id = $1 AND p.user_id = may.id AND p.wrong_pins < ${WRONG_PINS} RETURNING may.pin_hash AS hash`,
        [computer.id, this.since(), userId],
      );
      return (await verifyPassword(pin, counted[0]?.hash)) ? true : undefined;
    });
    if (right) {
      await this.dataSource.query(
        `UPDATE shared_computer_people SET wrong_pins = 0 WHERE computer_id = $1 AND user_id = $2`,
        [computer.id, userId],
      );
      return;
    }
    await this.audit.record(
      this.dataSource.manager,
      { id: null, from },
      {
        ...{ action: 'pin.refused', subject: 'user', details: { computer: computer.id } },
        ...(user && { subjectId: userId }),
      },
    );
    throw new DomainError(
      'unauthenticated',
      'wrong-pin',
      `This is not the PIN. Try again; after ${WRONG_PINS} wrong ones in a row, sign in with your password.`,
    );
  }

  private since(): Date {
    return new Date(this.clock.now().getTime() - this.env.SHARED_SIGN_IN_HOURS * 3_600_000);
  }

  private async replace(actor: Actor, hash: string | null, action: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(`UPDATE users SET pin_hash = $2, pin_set_at = $3 WHERE id = $1`, [
        ...[actor.id, hash, hash === null ? null : this.clock.now()],
      ]);
      await this.audit.record(manager, actor, { action, subject: 'user', subjectId: actor.id });
    });
  }
}
