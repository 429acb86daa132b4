import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { carrierOf } from '../platform/post/carrier.js';
import { ChoicesService } from './choices.service.js';
import { howOf } from './domain/choices.js';
import { isUrgent, type NoticeKind } from './domain/notice-kinds.js';
import { GATHER_MS, whenToSend } from './domain/when-to-send.js';

interface Owed {
  notice: string;
  kind: NoticeKind;
}

/**
 * Decides of each new notice of a person when it is sent, as they have chosen, and puts what goes at the same time into the
 * same message. Where nothing carries messages it is in the page alone, and is not sent when something does later.
 */
@Injectable()
@HandlesJob('plan-messages')
export class PlanMessages implements JobHandler<'plan-messages'> {
  constructor(
    private readonly choices: ChoicesService,
    private readonly outbox: OutboxService,
    private readonly env: Env,
    private readonly clock: Clock,
  ) {}

  async handle({ user }: { user: string }, manager: EntityManager): Promise<void> {
    // One at a time of each person, so that two plans fill one message.
    await manager.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [user]);
    const now = this.clock.now();
    const owed = await manager.query<Owed[]>(
      `SELECT n.id AS notice, n.kind FROM deliveries d JOIN notices n ON n.id = d.notice_id
        WHERE d.user_id = $1 AND d.looked_at IS NULL ORDER BY n.made_at, n.id`,
      [user],
    );
    if (owed.length === 0) return;
    const notices = owed.map(({ notice }) => notice);
    await manager.query(
      `UPDATE deliveries SET looked_at = $3 WHERE user_id = $1 AND notice_id = ANY ($2::uuid[]) AND looked_at IS NULL`,
      [user, notices, now],
    );
    if (!carrierOf(this.env)) return;
    const choices = await this.choices.of(manager, user);
    if (choices.whileAway === 'deputy' && (await this.handToDeputies(manager, user, notices))) return;
    const times = new Map<number, string[]>();
    for (const { notice, kind } of owed) {
      const at = whenToSend(howOf(choices, kind), now, {
        ...{ quiet: choices.quiet, morning: this.env.MORNING_MESSAGE, isUrgent: isUrgent(kind) },
      });
      if (at) times.set(at.getTime(), [...(times.get(at.getTime()) ?? []), notice]);
    }
    for (const [time, together] of times) await this.put(manager, user, { now, at: new Date(time), notices: together });
  }

  /**
   * Whether somebody stands in for them now. Then those hear of it in their place: most notices are made for the deputy as
   * well, so that only of the others, such as those of work with others, a message is owed in addition.
   */
  private async handToDeputies(manager: EntityManager, user: string, notices: string[]): Promise<boolean> {
    const deputies = await manager.query<{ id: string }[]>(
      `SELECT d.deputy_id AS id FROM deputies d JOIN users u ON u.id = d.deputy_id
        WHERE d.absent_id = $1 AND d.ended_at IS NULL AND d.begins_at <= $2 AND d.ends_at > $2 AND u.ended_at IS NULL`,
      [user, this.clock.now()],
    );
    for (const { id } of deputies) {
      const added = await manager.query<unknown[]>(
        `INSERT INTO deliveries (notice_id, user_id)
         SELECT n.id, $1 FROM notices n
          WHERE n.id = ANY ($2::uuid[]) AND n.kind <> 'joint_work_ended' AND NOT EXISTS (
            SELECT 1 FROM notices m WHERE m.user_id = $1 AND m.kind = n.kind
               AND (m.offer_id, m.stay_id, m.co_work_id, m.information_id, m.enquiry_id, m.alert_id, m.alert_grade)
                   IS NOT DISTINCT FROM (n.offer_id, n.stay_id, n.co_work_id, n.information_id, n.enquiry_id, n.alert_id, n.alert_grade))
         ON CONFLICT DO NOTHING RETURNING 1`,
        [id, notices],
      );
      if (added.length > 0) await this.outbox.write(manager, 'notices.made', { user: id });
    }
    return deputies.length > 0;
  }

  /**
   * Puts notices into the message that goes to the person at that instant, which is made where there is none yet. What is
   * gathered goes into the one that goes next within the minute, so that nothing waits for longer.
   */
  private async put(
    manager: EntityManager,
    user: string,
    { now, at, notices }: { now: Date; at: Date; notices: string[] },
  ): Promise<void> {
    const from = at.getTime() - now.getTime() <= GATHER_MS ? now : at;
    const [there] = await manager.query<{ id: string }[]>(
      `SELECT id FROM messages WHERE user_id = $1 AND due_at BETWEEN $3 AND $2 AND state = 'waiting' AND tries = 0
        ORDER BY due_at LIMIT 1 FOR UPDATE`,
      [user, at, from],
    );
    const [made] = there
      ? []
      : await manager.query<{ id: string }[]>(
          `INSERT INTO messages (user_id, made_at, due_at) VALUES ($1, $2, $3) RETURNING id`,
          [user, now, at],
        );
    const message = (there ?? made)!.id;
    await manager.query(`UPDATE deliveries SET message_id = $3 WHERE user_id = $1 AND notice_id = ANY ($2::uuid[])`, [
      user,
      notices,
      message,
    ]);
    if (made) await this.outbox.write(manager, 'message.due', { message }, { dueAt: at });
  }
}
