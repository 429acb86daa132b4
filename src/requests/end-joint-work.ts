import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { JointGrants } from './joint-grants.service.js';

/** Once the last stay of a request is over, whoever worked on it jointly has a month to look back on it. */
@Injectable()
@HandlesJob('end-joint-work')
export class EndJointWork implements JobHandler<'end-joint-work'> {
  constructor(
    private readonly grants: JointGrants,
    private readonly clock: Clock,
  ) {}

  async handle({ stay }: { stay: string }, manager: EntityManager): Promise<void> {
    const [over] = await manager.query<{ request: string }[]>(
      `SELECT p.request_id AS request FROM stays s JOIN request_parts p ON p.id = s.part_id
        WHERE s.id = $1 AND s.state = 'completed' AND NOT EXISTS (
          SELECT 1 FROM request_parts o WHERE o.request_id = p.request_id AND o.state NOT IN ('withdrawn', 'declined')
             AND NOT EXISTS (SELECT 1 FROM stays t WHERE t.part_id = o.id AND t.state = 'completed'))`,
      [stay],
    );
    if (over) await this.grants.endAfterStay(manager, over.request, this.clock.now());
  }
}
