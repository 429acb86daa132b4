import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';

/** The unit has nights free and asks: the key worker of the young person hears of it, and whoever stands in for them now. */
@Injectable()
@HandlesJob('tell-of-enquiry')
export class TellOfEnquiry implements JobHandler<'tell-of-enquiry'> {
  constructor(private readonly clock: Clock) {}

  async handle({ enquiry }: { enquiry: string }, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO notices (user_id, kind, young_person_id, enquiry_id, made_at)
       SELECT w.id, 'nights_free', y.id, e.id, $1
         FROM enquiries e JOIN young_people y ON y.id = e.young_person_id
        CROSS JOIN LATERAL (
          SELECT y.key_worker_id AS id UNION
          SELECT d.deputy_id FROM deputies d
           WHERE d.absent_id = y.key_worker_id AND d.ended_at IS NULL AND d.begins_at <= $1 AND d.ends_at > $1) w
        WHERE e.id = $2
       ON CONFLICT ON CONSTRAINT one_notice_of_an_enquiry DO NOTHING`,
      [this.clock.now(), enquiry],
    );
  }
}
