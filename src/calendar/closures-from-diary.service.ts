import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { ClaimsService } from './claims.service.js';
import { ReserveClaims } from './reserve-claims.service.js';

/** Closed nights of a diary, and the beds and nights that they take: see `landClosure`. */
export interface BroughtClosure extends Nights {
  id: string;
  /** Null for the whole unit. */
  bedId: string | null;
  note: string;
  pieces: readonly (Nights & { bedId: string })[];
}

const NOTHING_SAID = 'From the diary';

/**
 * Closures that the unit had in its diary before: brought in together and taken back together, in as many statements as one.
 * The unit is locked by the caller, who has decided whose nights they go around.
 */
@Injectable()
export class ClosuresFromDiary {
  constructor(
    private readonly claims: ClaimsService,
    private readonly reserves: ReserveClaims,
    private readonly clock: Clock,
  ) {}

  async bring(manager: EntityManager, by: string, unitId: string, closures: readonly BroughtClosure[]): Promise<void> {
    if (closures.length === 0) return;
    await manager.query(
      `INSERT INTO closures (id, unit_id, bed_id, arrival, departure, reason, note, made_at, made_by)
       SELECT c.id, $1, c.bed, c.arrival, c.departure, CASE WHEN c.bed IS NULL THEN 'planned_closure' ELSE 'other' END, c.note, $2, $3
         FROM unnest($4::uuid[], $5::uuid[], $6::date[], $7::date[], $8::text[]) AS c (id, bed, arrival, departure, note)`,
      [
        ...[unitId, this.clock.now(), by],
        ...[closures.map(({ id }) => id), closures.map(({ bedId }) => bedId)],
        ...[closures.map(({ arrival }) => arrival), closures.map(({ departure }) => departure)],
        closures.map(({ note }) => note || NOTHING_SAID),
      ],
    );
    const ids = closures.map(({ id }) => id);
    await this.write(manager, by, ids, 'made');
    const pieces = closures.flatMap(({ pieces }) => pieces);
    await this.claims.letGiveWay(manager, by, pieces, ['reserve'], 'closed');
    const made = closures.flatMap(({ id, bedId, pieces }) =>
      pieces.map((piece) => ({
        ...{ bedId: piece.bedId, arrival: piece.arrival, departure: piece.departure, closureId: id },
        purpose: bedId === null ? ('closed' as const) : ('out_of_service' as const),
      })),
    );
    await this.claims.makeAll(manager, by, unitId, made);
  }

  /** Those of them that somebody has changed or ended since. */
  async changed(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
    const found = await manager.query<{ id: string }[]>(
      `SELECT c.id FROM closures c WHERE c.id = ANY ($1::uuid[])
          AND (SELECT count(*) FROM closure_events e WHERE e.closure_id = c.id) > 1`,
      [ids],
    );
    return found.map(({ id }) => id);
  }

  /** As if they had never been: each ends on its own first night, and nights that were kept for emergencies are kept again. */
  async takeBack(manager: EntityManager, by: string, unitId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await manager.query(`UPDATE closures SET ended_on = arrival WHERE id = ANY ($1::uuid[])`, [ids]);
    await this.write(manager, by, ids, 'ended');
    await manager.query(
      `UPDATE bed_claims SET released_at = $2, released_by = $3, released_why = 'import_undone'
        WHERE closure_id = ANY ($1::uuid[]) AND live`,
      [ids, this.clock.now(), by],
    );
    await this.reserves.keepAll(manager, by, unitId);
  }

  private async write(manager: EntityManager, by: string, ids: readonly string[], action: 'made' | 'ended') {
    await manager.query(
      `INSERT INTO closure_events (closure_id, at, by_user, action, arrival, departure, rule, reason, note, ended_on)
       SELECT id, $2, $3, $4, arrival, departure, rule, reason, note, ended_on FROM closures WHERE id = ANY ($1::uuid[])`,
      [ids, this.clock.now(), by, action],
    );
  }
}
