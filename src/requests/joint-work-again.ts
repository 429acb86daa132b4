import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { UndoEnding } from '../stays/undo-ending.service.js';

/**
 * Whoever worked on a request jointly ends with its stay, and is back when the stay is to take place after all: named anew, by
 * whoever undid its ending, and reading again whom they read. Whoever was ended by hand stays ended.
 */
@Injectable()
export class JointWorkAgain implements OnModuleInit {
  constructor(
    private readonly endings: UndoEnding,
    private readonly access: AccessService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.endings.whenUndone((manager, actor, stay) => this.goOn(manager, actor, stay));
  }

  private async goOn(
    manager: EntityManager,
    actor: Actor,
    { id: stayId, unit }: { id: string; unit: { id: string } },
  ): Promise<void> {
    const at = this.clock.now();
    const back = await manager.query<{ id: string; userId: string; youngPeople: string[] }[]>(
      `WITH called_off AS (
         SELECT p.request_id, max(e.at) AS at FROM stays s JOIN request_parts p ON p.id = s.part_id
           JOIN stay_events e ON e.stay_id = s.id AND e.action IN ('cancelled', 'no_show')
          WHERE s.id = $1 GROUP BY p.request_id),
       ended AS (
         UPDATE request_co_workers c SET ended_at = least(c.ended_at, greatest($2::timestamptz, c.named_at)) FROM called_off o
          WHERE c.request_id = o.request_id AND c.ended_by IS NULL AND c.ended_at >= o.at
            AND NOT EXISTS (SELECT 1 FROM request_co_workers n
                             WHERE n.request_id = c.request_id AND n.user_id = c.user_id AND n.ended_at IS NULL)
          RETURNING c.request_id, c.user_id, o.at),
       named AS (
         INSERT INTO request_co_workers (request_id, user_id, named_by, named_at)
         SELECT DISTINCT request_id, user_id, $3::uuid, $2::timestamptz FROM ended RETURNING id, user_id)
       SELECT n.id, n.user_id AS "userId",
              ARRAY(SELECT DISTINCT g.young_person_id FROM access_grants g
                      JOIN ended d ON d.user_id = g.user_id
                      JOIN request_parts p ON p.request_id = d.request_id AND p.young_person_id = g.young_person_id
                     WHERE g.user_id = n.user_id AND g.why = 'joint_work' AND g.valid_until >= d.at) AS "youngPeople"
         FROM named n`,
      [stayId, at, actor.id],
    );
    for (const { id: coWork, userId, youngPeople } of back) {
      await this.access.grant(manager, {
        youngPersonId: youngPeople,
        userId,
        why: 'joint_work',
        grantedBy: actor.id,
        at,
      });
      await this.outbox.write(manager, 'joint-work.changed', { coWork }, { unitId: unit.id });
    }
  }
}
