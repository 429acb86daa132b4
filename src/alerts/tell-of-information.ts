import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';

/**
 * Something new was reported: the key worker of the young person hears of it and whoever stands in for them now, and so do
 * the people of every unit where a stay of theirs is booked or on, but not who reported it. The key workers of others who
 * are there on the same nights are told nothing: in a house of four even "somebody" names a child. The unit looks at the
 * group, and speaks to them where that is needed.
 */
@Injectable()
@HandlesJob('tell-of-information')
export class TellOfInformation implements JobHandler<'tell-of-information'> {
  constructor(private readonly clock: Clock) {}

  async handle({ information }: { information: string }, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO notices (user_id, kind, young_person_id, information_id, made_at)
       SELECT w.id, 'information_reported', y.id, i.id, $1
         FROM information i JOIN young_people y ON y.id = i.young_person_id
        CROSS JOIN LATERAL (
          SELECT y.key_worker_id AS id UNION
          SELECT d.deputy_id FROM deputies d
           WHERE d.absent_id = y.key_worker_id AND d.ended_at IS NULL AND d.begins_at <= $1 AND d.ends_at > $1 UNION
          SELECT m.user_id FROM bed_claims c JOIN unit_members m ON m.unit_id = c.unit_id JOIN users p ON p.id = m.user_id
           WHERE c.young_person_id = y.id AND c.live AND c.purpose = 'stay' AND p.ended_at IS NULL
             AND c.departure >= ($1::timestamptz AT TIME ZONE 'Europe/London')::date
             AND m.capacity IN ('staff', 'registered_manager', 'delegate')) w
        WHERE i.id = $2 AND w.id <> i.by_user
       ON CONFLICT ON CONSTRAINT one_notice_of_information DO NOTHING`,
      [this.clock.now(), information],
    );
  }
}
