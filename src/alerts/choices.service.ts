import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalid } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { carrierOf } from '../platform/post/carrier.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { choicesOf, quietFrom, type Choices, type ChoicesChange, type WhileAway } from './domain/choices.js';

interface Row {
  how: Partial<Choices['how']>;
  quiet_from: string | null;
  quiet_until: string | null;
  while_away: WhileAway;
}

/** What somebody has chosen, as they see it. */
export interface ChoicesView {
  how: Choices['how'];
  quiet: { on: boolean; from: string | null; until: string | null };
  whileAway: WhileAway;
  /** Whether anything carries messages; where nothing does, what is chosen holds from when something does. */
  byMail: boolean;
}

/** How people want to hear of what is new. */
@Injectable()
export class ChoicesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly env: Env,
    private readonly clock: Clock,
  ) {}

  async of(manager: EntityManager, userId: string): Promise<Choices> {
    const [row] = await manager.query<Row[]>(
      `SELECT how, quiet_from, quiet_until, while_away FROM notification_choices WHERE user_id = $1`,
      [userId],
    );
    if (!row) return choicesOf();
    const quiet = row.quiet_from && row.quiet_until ? { from: row.quiet_from, until: row.quiet_until } : null;
    return choicesOf({ how: row.how, quiet, whileAway: row.while_away });
  }

  async view(actor: Actor): Promise<ChoicesView> {
    return this.viewOf(await this.of(this.dataSource.manager, actor.id));
  }

  /** Whether they hear what key workers do: every key worker, and whoever at a unit is one beside it, as of a child in an emergency. */
  async isKeyWorker({ id, role }: Pick<Actor, 'id' | 'role'>): Promise<boolean> {
    if (role === 'cas_worker') return true;
    const found = await this.dataSource.query<object[]>(`SELECT 1 FROM young_people WHERE key_worker_id = $1 LIMIT 1`, [
      id,
    ]);
    return found.length > 0;
  }

  /** What is left out stays as it is. It holds for what is new from now on, and for what has not been sent yet. */
  async revise(actor: Actor, change: ChoicesChange): Promise<ChoicesView> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [actor.id]);
      const before = await this.of(manager, actor.id);
      refuseIfChanged(this.viewOf(before));
      const asked = quietFrom(before.quiet, change.quiet);
      if ('errors' in asked) throw invalid('invalid-quiet', 'Look at the quiet hours again.', asked.errors);
      const after = { how: { ...before.how, ...change.how }, whileAway: change.whileAway ?? before.whileAway };
      const { quiet } = asked;
      await manager.query(
        `INSERT INTO notification_choices (user_id, how, quiet_from, quiet_until, while_away, chosen_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (user_id) DO UPDATE SET how = EXCLUDED.how,
           quiet_from = EXCLUDED.quiet_from, quiet_until = EXCLUDED.quiet_until, while_away = EXCLUDED.while_away,
           chosen_at = EXCLUDED.chosen_at`,
        [actor.id, after.how, quiet?.from ?? null, quiet?.until ?? null, after.whileAway, this.clock.now()],
      );
      await this.audit.record(manager, actor, {
        ...{ action: 'notifications.chosen', subject: 'user', subjectId: actor.id },
        details: { ...after, quiet: quiet ? `${quiet.from}-${quiet.until}` : null },
      });
      await this.planAnew(manager, actor.id);
      return this.viewOf({ ...after, quiet });
    });
  }

  /** What has not been sent is planned as they choose now: it may go at once, in the morning, or not. */
  private async planAnew(manager: EntityManager, userId: string): Promise<void> {
    const [undone] = await manager.query<[{ id: string }[], number]>(
      `UPDATE messages SET state = 'joined', ended_at = $2
        WHERE user_id = $1 AND state = 'waiting' AND tries = 0 AND times_unknown = 0 RETURNING id`,
      [userId, this.clock.now()],
    );
    if (undone.length === 0) return;
    await manager.query(
      `UPDATE deliveries SET looked_at = NULL, message_id = NULL WHERE user_id = $1 AND message_id = ANY ($2::uuid[])`,
      [userId, undone.map(({ id }) => id)],
    );
    await this.outbox.write(manager, 'notices.made', { user: userId });
  }

  private viewOf({ how, quiet, whileAway }: Choices): ChoicesView {
    const hours = { on: quiet !== null, from: quiet?.from ?? null, until: quiet?.until ?? null };
    return { how, quiet: hours, whileAway, byMail: carrierOf(this.env) !== undefined };
  }
}
