import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';

interface CoWork {
  id: string;
  unitId: string;
  userId: string;
  youngPersonId: string;
}

/** How long whoever worked on a request may look back on it once the stay is over. */
const LOOKING_BACK = 30 * 86_400_000;

/** The right to read a young person's record that working on a request of theirs gives, and its end. */
@Injectable()
export class JointGrants {
  constructor(
    private readonly access: AccessService,
    private readonly outbox: OutboxService,
  ) {}

  /** All young people whom the request is about. */
  async youngPeopleOf(manager: EntityManager, requestId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT young_person_id AS id FROM request_parts WHERE request_id = $1`,
      [requestId],
    );
    return rows.map(({ id }) => id);
  }

  /** Nobody, or one person no more, works on the request from that moment on. `by` is null for what follows by itself. */
  async endOf(
    manager: EntityManager,
    requestId: string,
    { at, by, userId = null }: { at: Date; by: string | null; userId?: string | null },
  ): Promise<void> {
    const [ended] = await manager.query<[Omit<CoWork, 'youngPersonId'>[], number]>(
      `UPDATE request_co_workers c SET ended_at = greatest($2, c.named_at), ended_by = $3 FROM requests r
        WHERE r.id = $1 AND c.request_id = r.id AND ($4::uuid IS NULL OR c.user_id = $4::uuid)
          AND (c.ended_at IS NULL OR c.ended_at > $2)
        RETURNING c.id, c.user_id AS "userId", r.unit_id AS "unitId"`,
      [requestId, at, by, userId],
    );
    if (ended.length === 0) return;
    for (const { id, unitId } of ended)
      await this.outbox.write(manager, 'joint-work.changed', { coWork: id }, { unitId });
    for (const youngPersonId of await this.youngPeopleOf(manager, requestId))
      for (const one of ended) await this.endUnlessElsewhere(manager, { ...one, youngPersonId }, at);
  }

  /**
   * Where none of the request's parts goes on, whoever worked on it reads no more: at once where all were withdrawn or
   * declined, and after a month of looking back where there was a stay, whether it took place or not.
   */
  async endWhenOver(manager: EntityManager, requestId: string, now: Date): Promise<void> {
    const [{ goesOn, hadStay }] = await manager.query<[{ goesOn: boolean; hadStay: boolean }]>(
      `SELECT coalesce(bool_or(NOT is_ended AND NOT is_over), false) AS "goesOn",
              coalesce(bool_or(NOT is_ended AND is_over), false) AS "hadStay"
         FROM (SELECT p.state IN ('withdrawn', 'declined') AS is_ended,
                      p.state = 'booked' AND EXISTS (SELECT 1 FROM stays s WHERE s.part_id = p.id)
                      AND NOT EXISTS (SELECT 1 FROM stays s WHERE s.part_id = p.id AND s.state IN ('booked', 'in_residence'))
                        AS is_over
                 FROM request_parts p WHERE p.request_id = $1) parts`,
      [requestId],
    );
    if (goesOn) return;
    const at = hadStay ? new Date(now.getTime() + LOOKING_BACK) : now;
    await this.endOf(manager, requestId, { at, by: null });
  }

  /**
   * These young people are among those for whom a draft is from now on: whoever works on it reads them, too, as far as whoever
   * added them sees them for another reason than joint work.
   */
  async beginForAdded(
    manager: EntityManager,
    actor: Actor,
    requestId: string,
    youngPeople: readonly string[],
    at: Date,
  ): Promise<void> {
    const workers = await this.workersOn(manager, requestId, at);
    if (workers.length === 0) return;
    for (const youngPersonId of await this.access.seen(manager, withoutJointWork(actor), youngPeople))
      for (const { userId } of workers)
        await this.access.grant(manager, { youngPersonId, userId, why: 'joint_work', grantedBy: actor.id, at });
  }

  /** These young people are no more among those for whom a draft is: whoever works on it reads them no more by that. */
  async endForDropped(manager: EntityManager, requestId: string, youngPeople: readonly string[], at: Date) {
    if (youngPeople.length === 0) return;
    const workers = await this.workersOn(manager, requestId, at);
    for (const youngPersonId of youngPeople)
      for (const one of workers) await this.endUnlessElsewhere(manager, { ...one, youngPersonId }, at);
  }

  private workersOn(manager: EntityManager, requestId: string, at: Date): Promise<{ userId: string }[]> {
    return manager.query(
      `SELECT DISTINCT user_id AS "userId" FROM request_co_workers
        WHERE request_id = $1 AND (ended_at IS NULL OR ended_at > $2)`,
      [requestId, at],
    );
  }

  /** The right stays with whoever works on another request of the same young person; not for what was given up unsent. */
  private async endUnlessElsewhere(
    manager: EntityManager,
    { userId, youngPersonId }: Pick<CoWork, 'userId' | 'youngPersonId'>,
    at: Date,
  ): Promise<void> {
    const [other] = await manager.query<unknown[]>(
      `SELECT 1 FROM request_co_workers c JOIN request_parts p ON p.request_id = c.request_id
        WHERE c.user_id = $1 AND p.young_person_id = $2 AND (c.ended_at IS NULL OR c.ended_at > $3)
          AND (p.state = 'draft' OR p.submitted_at IS NOT NULL) LIMIT 1`,
      [userId, youngPersonId, at],
    );
    if (!other) await this.access.end(manager, { youngPersonId, userId, why: 'joint_work', at });
  }
}
