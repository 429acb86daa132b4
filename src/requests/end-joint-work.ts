import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { JointGrants } from './joint-grants.service.js';

/** Once the last stay of a request is over, or came to nothing, whoever worked on it jointly has a month to look back on it. */
@Injectable()
@HandlesJob('end-joint-work')
export class EndJointWork implements JobHandler<'end-joint-work'> {
  constructor(
    private readonly grants: JointGrants,
    private readonly clock: Clock,
  ) {}

  async handle({ stay }: { stay: string }, manager: EntityManager): Promise<void> {
    const [of] = await manager.query<{ request: string }[]>(
      `SELECT p.request_id AS request FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
      [stay],
    );
    if (of) await this.grants.endWhenOver(manager, of.request, this.clock.now());
  }
}
