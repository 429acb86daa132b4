import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';

/** Two beats of the hourly look: if one is missed, the other is in time. */
const AHEAD_MS = 2 * 3_600_000;

/** When nights that are kept for emergencies are anybody's again: an entry of the outbox for each unit and minute. */
@Injectable()
export class ReserveReleases {
  constructor(
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /** Of one unit or of all, once for each minute, however often it is called. What is overdue is due now. */
  async plan(manager: EntityManager, unitId: string | null = null): Promise<void> {
    const now = this.clock.now();
    const soon = new Date(now.getTime() + AHEAD_MS);
    const releases = await manager.query<{ unit: string; at: Date }[]>(
      `SELECT DISTINCT unit_id AS unit, greatest(release_at, $1) AS at FROM bed_claims
        WHERE live AND purpose = 'reserve' AND release_at <= $2 AND ($3::uuid IS NULL OR unit_id = $3) ORDER BY 2, 1`,
      [now, soon, unitId],
    );
    const entries = releases.map(({ unit, at }) => ({
      payload: { unit },
      dueAt: at,
      unitId: unit,
      once: `reserves-${unit}-${at.toISOString()}`,
    }));
    await this.outbox.writeEach(manager, 'reserves.due', entries);
  }
}
