import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import type { ConflictReason } from './domain/conflict.js';

/**
 * A stay whose bed somebody needed who was really there, and that has none yet: from the first night without one through the
 * last, of who is there from tonight on.
 */
export interface Waiting extends Nights {
  stayId: string;
  unitId: string;
  isThere: boolean;
  bedId: string;
  youngPersonId: string;
  requestId: string | null;
}

/** What somebody has to solve today: written down and taken off the list in the transaction that made or solved it. */
@Injectable()
export class Conflicts {
  constructor(
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** One more for the list, unless it is on it. */
  async open(
    manager: EntityManager,
    by: string | null,
    conflict: { stayId: string; why: ConflictReason; bedId?: string | null; becauseOf?: string | null },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO stay_conflicts (unit_id, stay_id, why, bed_id, because_of, opened_at, opened_by)
       SELECT unit_id, id, $2, $3::uuid, $4::uuid, $5, $6::uuid FROM stays WHERE id = $1 ON CONFLICT DO NOTHING`,
      [conflict.stayId, conflict.why, conflict.bedId ?? null, conflict.becauseOf ?? null, this.clock.now(), by],
    );
  }

  /**
   * Puts the list right for these stays, whatever was done to them: one that has its bed on every night again, or has
   * ended, is solved; one that is to come or is there and lacks a bed is opened. Only nights from tonight on count.
   */
  async settle(manager: EntityManager, by: string | null, stayIds: readonly string[], how: string): Promise<void> {
    await inOneGo(
      this.takeOff(manager, by, stayIds, how),
      manager.query(
        `INSERT INTO stay_conflicts (unit_id, stay_id, why, opened_at, opened_by)
         SELECT s.unit_id, s.id, 'no_bed', $2, $3::uuid FROM (${standing(this.tonight)}) s WHERE s.open AND s.lacking
         ON CONFLICT DO NOTHING`,
        [stayIds, this.clock.now(), by],
      ),
    );
  }

  private async takeOff(
    manager: EntityManager,
    by: string | null,
    stayIds: readonly string[],
    how: string,
  ): Promise<void> {
    await manager.query(
      `UPDATE stay_conflicts c SET solved_at = $2, solved_by = $3, solved_how = $4
         FROM (${standing(this.tonight)}) s
        WHERE c.stay_id = s.id AND c.solved_at IS NULL AND (NOT s.open OR (c.why <> 'kept_apart' AND NOT s.lacking))`,
      [stayIds, this.clock.now(), by, how],
    );
  }

  /** Takes off the list what time has solved: no night from tonight on lacks a bed. Whose company is to be looked at again. */
  async passTime(manager: EntityManager): Promise<string[]> {
    const open = await manager.query<{ stayId: string; why: ConflictReason }[]>(
      `SELECT stay_id AS "stayId", why FROM stay_conflicts WHERE solved_at IS NULL ORDER BY stay_id, why`,
    );
    const of = (isCompany: boolean) =>
      open.filter(({ why }) => (why === 'kept_apart') === isCompany).map(({ stayId }) => stayId);
    await this.takeOff(manager, null, of(false), 'nights_over');
    return of(true);
  }

  /** What was open about the company is decided; whether anything was. */
  async decide(manager: EntityManager, by: string, stayId: string): Promise<boolean> {
    const [, changed] = await manager.query<[unknown, number]>(
      `UPDATE stay_conflicts SET solved_at = $2, solved_by = $3, solved_how = 'decided'
        WHERE stay_id = $1 AND why = 'kept_apart' AND solved_at IS NULL`,
      [stayId, this.clock.now(), by],
    );
    return changed > 0;
  }

  /** The beds that these stays wait for, and the stays that needed them. */
  async waitFor(
    manager: EntityManager,
    stayIds: readonly string[],
  ): Promise<{ stayId: string; bedId: string; becauseOf: string }[]> {
    return manager.query(
      `SELECT stay_id AS "stayId", bed_id AS "bedId", because_of AS "becauseOf" FROM stay_conflicts
        WHERE stay_id = ANY ($1::uuid[]) AND why = 'displaced' AND solved_at IS NULL AND bed_id IS NOT NULL
          AND because_of IS NOT NULL`,
      [stayIds],
    );
  }

  /** Those whose bed was needed by this stay and who are still waiting for one, at whichever unit: who is there already first. */
  async waitingFor(manager: EntityManager, becauseOf: string): Promise<Waiting[]> {
    return this.waiting(manager, 'c.because_of = $1', [becauseOf, this.clock.now()]);
  }

  /**
   * The same, and those at the unit whose bed was needed by a stay that by now has neither that bed nor the young person on
   * their nights: what stood in their way besides may have gone with this one.
   */
  async waitingAfter(manager: EntityManager, stay: { id: string; unit: { id: string } }): Promise<Waiting[]> {
    const isGone = `NOT EXISTS (
      SELECT FROM bed_claims k JOIN stays o ON o.id = k.stay_id
       WHERE k.stay_id = c.because_of AND k.live AND (k.bed_id = c.bed_id OR o.young_person_id = s.young_person_id)
         AND k.arrival < n.departure AND k.departure > n.arrival)`;
    const which = `(c.because_of = $1 OR (c.unit_id = $3 AND ${isGone}))`;
    return this.waiting(manager, which, [stay.id, this.clock.now(), stay.unit.id]);
  }

  private waiting(manager: EntityManager, which: string, parameters: unknown[]): Promise<Waiting[]> {
    return manager.query(
      `SELECT s.id AS "stayId", s.unit_id AS "unitId", c.bed_id AS "bedId", n.arrival, n.departure,
              s.young_person_id AS "youngPersonId", p.request_id AS "requestId", s.state = 'in_residence' AS "isThere"
         FROM stay_conflicts c JOIN stays s ON s.id = c.stay_id JOIN units u ON u.id = s.unit_id
         LEFT JOIN request_parts p ON p.id = s.part_id
        CROSS JOIN LATERAL (SELECT ${this.tonight.sql('$2')} AS tonight) d
        CROSS JOIN LATERAL (
          SELECT CASE WHEN s.state = 'in_residence' THEN greatest(min(n.arrival), d.tonight) ELSE min(n.arrival) END AS arrival,
                 max(n.departure) AS departure
            FROM ${this.tonight.withoutBedSql('s.id', '$2')} n WHERE s.state = 'booked' OR n.departure > d.tonight) n
        WHERE ${which} AND c.solved_at IS NULL AND c.why = 'displaced' AND s.state IN ('booked', 'in_residence')
          AND c.bed_id IS NOT NULL AND n.arrival < n.departure
        ORDER BY s.state = 'booked', s.arrival, s.id`,
      parameters,
    );
  }
}

/** How the stays stand: whether they go on, and whether a night of them from tonight on has no bed. */
const standing = (tonight: Tonight) => `
  SELECT s.id, s.unit_id, s.state IN ('booked', 'in_residence') AS open,
         EXISTS (SELECT 1 FROM ${tonight.withoutBedSql('s.id', '$2')} n
                  WHERE n.departure > ${tonight.sql('$2')}) AS lacking
    FROM stays s JOIN units u ON u.id = s.unit_id WHERE s.id = ANY ($1::uuid[])`;
