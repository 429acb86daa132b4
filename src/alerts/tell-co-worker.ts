import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';

/**
 * Who was named to work on a request with others hears of it, as does whoever stands in for them now; and of its end, unless
 * they ended it themself.
 */
@Injectable()
@HandlesJob('tell-of-joint-work')
export class TellOfJointWork implements JobHandler<'tell-of-joint-work'> {
  constructor(private readonly clock: Clock) {}

  async handle({ coWork }: { coWork: string }, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO notices (user_id, kind, young_person_id, request_id, co_work_id, made_at)
       SELECT w.id, CASE WHEN c.ended_at IS NULL THEN 'joint_work_begun' ELSE 'joint_work_ended' END,
              p.young_person_id, c.request_id, c.id, $1
         FROM request_co_workers c
        CROSS JOIN LATERAL (SELECT q.young_person_id FROM request_parts q
                             WHERE q.request_id = c.request_id ORDER BY q.position LIMIT 1) p
        CROSS JOIN LATERAL (
          SELECT c.user_id AS id UNION
          SELECT d.deputy_id FROM deputies d
           WHERE d.absent_id = c.user_id AND d.ended_at IS NULL AND d.begins_at <= $1 AND d.ends_at > $1) w
        WHERE c.id = $2 AND c.ended_by IS DISTINCT FROM w.id
       ON CONFLICT ON CONSTRAINT one_notice_of_joint_work DO NOTHING`,
      [this.clock.now(), coWork],
    );
  }
}
