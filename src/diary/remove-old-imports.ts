import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { forget } from './diary-imports.service.js';

/** How long rows wait for somebody to say that they land, and how long those that did not land are shown. */
const KEPT_OPEN_DAYS = 14;
const KEPT_LANDED_DAYS = 90;
const AT_ONCE = 50;

/** What was read from a file is removed in time: of an import that nobody brought in all of it, of others what did not land. */
@Injectable()
@HandlesJob('remove-old-imports')
export class RemoveOldImports implements JobHandler<'remove-old-imports'> {
  constructor(private readonly clock: Clock) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const now = this.clock.now();
    const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
    const open = await manager.query<{ id: string }[]>(
      `SELECT id FROM diary_imports WHERE state = 'open' AND made_at < $1 ORDER BY made_at LIMIT ${AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED`,
      [before(KEPT_OPEN_DAYS)],
    );
    await forget(
      manager,
      open.map(({ id }) => id),
      null,
      now,
    );
    const over = await manager.query<{ id: string }[]>(
      `SELECT id FROM diary_imports i WHERE state IN ('landed', 'undone') AND landed_at < $1
          AND (EXISTS (SELECT 1 FROM diary_rows r WHERE r.import_id = i.id AND r.stay_id IS NULL AND r.closure_id IS NULL)
            OR EXISTS (SELECT 1 FROM diary_names n WHERE n.import_id = i.id))
        ORDER BY landed_at LIMIT ${AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED`,
      [before(KEPT_LANDED_DAYS)],
    );
    const ids = over.map(({ id }) => id);
    await manager.query(
      `DELETE FROM diary_rows WHERE import_id = ANY ($1::uuid[]) AND stay_id IS NULL AND closure_id IS NULL`,
      [ids],
    );
    await manager.query(`DELETE FROM diary_names WHERE import_id = ANY ($1::uuid[])`, [ids]);
  }
}
