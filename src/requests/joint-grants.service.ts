import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';

interface CoWork {
  userId: string;
  youngPersonId: string;
}

/** How long whoever worked on a request may look back on it once the stay is over. */
const LOOKING_BACK = 30 * 86_400_000;

/** The right to read a young person's record that working on a request of theirs gives, and its end. */
@Injectable()
export class JointGrants {
  constructor(private readonly access: AccessService) {}

  /** All young people whom the request is about. */
  async youngPeopleOf(manager: EntityManager, requestId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT young_person_id AS id FROM request_parts WHERE request_id = $1`,
      [requestId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Nobody, or one person no more, works on the request from that moment on; with `whenOver` only where none of its parts
   * goes on. `by` is null for what follows by itself.
   */
  async endOf(
    manager: EntityManager,
    requestId: string,
    {
      at,
      by,
      userId = null,
      whenOver = false,
    }: { at: Date; by: string | null; userId?: string | null; whenOver?: boolean },
  ): Promise<void> {
    const [ended] = await manager.query<[{ userId: string }[], number]>(
      `UPDATE request_co_workers SET ended_at = greatest($2, named_at), ended_by = $3
        WHERE request_id = $1 AND ($4::uuid IS NULL OR user_id = $4::uuid) AND (ended_at IS NULL OR ended_at > $2)
          AND (NOT $5 OR NOT EXISTS (
            SELECT 1 FROM request_parts WHERE request_id = $1 AND state NOT IN ('withdrawn', 'declined')))
        RETURNING user_id AS "userId"`,
      [requestId, at, by, userId, whenOver],
    );
    if (ended.length === 0) return;
    for (const youngPersonId of await this.youngPeopleOf(manager, requestId))
      for (const one of ended) await this.endUnlessElsewhere(manager, { ...one, youngPersonId }, at);
  }

  /** The stay that the request led to is over: who worked on it looks back for a month, and then no more. */
  endAfterStay(manager: EntityManager, requestId: string, now: Date): Promise<void> {
    return this.endOf(manager, requestId, { at: new Date(now.getTime() + LOOKING_BACK), by: null });
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
  private async endUnlessElsewhere(manager: EntityManager, { userId, youngPersonId }: CoWork, at: Date): Promise<void> {
    const [other] = await manager.query<unknown[]>(
      `SELECT 1 FROM request_co_workers c JOIN request_parts p ON p.request_id = c.request_id
        WHERE c.user_id = $1 AND p.young_person_id = $2 AND (c.ended_at IS NULL OR c.ended_at > $3)
          AND (p.state = 'draft' OR p.submitted_at IS NOT NULL) LIMIT 1`,
      [userId, youngPersonId, at],
    );
    if (!other) await this.access.end(manager, { youngPersonId, userId, why: 'joint_work', at });
  }
}
