import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { URGENT_KINDS } from './domain/notice-kinds.js';
import { GATHER_MS } from './domain/when-to-send.js';

/**
 * Something is new: the addresses of its unit and of the council are owed a post about it, once, however many people have a
 * notice of it, and once more for each step by which an alert gets worse. What nobody waits on goes a minute later, with what
 * comes meanwhile. What was reported is of every unit where a stay of the young person is booked or on. Who works with whom on
 * a request is nobody else's business.
 */
@Injectable()
@HandlesJob('plan-posts')
export class PlanPosts implements JobHandler<'plan-posts'> {
  constructor(
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  async handle({ notice }: { notice: string }, manager: EntityManager): Promise<void> {
    const now = this.clock.now();
    const made = await manager.query<{ id: string; dueAt: Date }[]>(
      `INSERT INTO messages (webhook_id, notice_kind, cause, cause_grade, made_at, due_at)
       SELECT w.id, n.kind, coalesce(n.offer_id, n.stay_id, n.information_id, n.enquiry_id, n.alert_id),
              coalesce(n.alert_grade, 0), $2, CASE WHEN n.kind = ANY ($3::text[]) THEN $2 ELSE $4 END::timestamptz
         FROM notices n LEFT JOIN young_people y ON y.id = n.young_person_id
         LEFT JOIN requests r ON r.id = n.request_id LEFT JOIN stays s ON s.id = n.stay_id
         LEFT JOIN enquiries e ON e.id = n.enquiry_id
         LEFT JOIN alerts a ON a.id = n.alert_id LEFT JOIN units u ON u.id = a.unit_id
         JOIN webhooks w ON w.organisation_id = coalesce(u.organisation_id, y.organisation_id) AND w.ended_at IS NULL AND (
           w.unit_id IS NULL OR w.unit_id = coalesce(r.unit_id, s.unit_id, e.unit_id, a.unit_id) OR EXISTS (
             SELECT 1 FROM bed_claims c
              WHERE n.information_id IS NOT NULL AND c.young_person_id = y.id AND c.unit_id = w.unit_id AND c.live
                AND c.purpose = 'stay' AND c.departure >= ($2::timestamptz AT TIME ZONE 'Europe/London')::date))
        WHERE n.id = $1 AND n.co_work_id IS NULL
       ON CONFLICT ON CONSTRAINT one_message_of_a_cause DO NOTHING RETURNING id, due_at AS "dueAt"`,
      [notice, now, URGENT_KINDS, new Date(now.getTime() + GATHER_MS)],
    );
    for (const { id, dueAt } of made) await this.outbox.write(manager, 'post.due', { message: id }, { dueAt });
  }
}
