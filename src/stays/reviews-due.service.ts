import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { workingDeadline } from '../kernel/working-time.js';
import { WorkingDays } from '../people/working-days.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';

/** From a departure on somebody owes a word on how the stay went: by when, and who is told of it. */
@Injectable()
export class ReviewsDue {
  constructor(
    private readonly workingDays: WorkingDays,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  /** In the transaction in which a departure is written down. Working days count from when it is, however late that is. */
  async begin(manager: EntityManager, stay: string, unit: { id: string; zone: string }): Promise<void> {
    const now = this.clock.now();
    const due = workingDeadline(now, this.env.REVIEW_DAYS, await this.workingDays.from(now, unit.zone));
    await inOneGo(
      manager.query(`UPDATE stays SET review_due_at = $2 WHERE id = $1`, [stay, due]),
      this.outbox.write(manager, 'stay.over', { stay }, { unitId: unit.id }),
      this.outbox.write(manager, 'review.due', { stay }, { unitId: unit.id, dueAt: due }),
    );
  }
}
