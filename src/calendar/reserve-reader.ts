import type { EntityManager } from 'typeorm';
import type { PlainDate } from '../kernel/nights.js';

/** A bed that is held back for emergencies, as the unit's people see it. */
export interface ReserveView {
  id: string;
  unit: { id: string; name: string; zone: string };
  bed: { id: string; name: string };
  firstNight: PlainDate;
  lastNight: PlainDate | null;
  weekdays: number[];
  releaseHours: number | null;
  note: string;
  madeBy: string;
  madeAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
}

/** A night that is kept now. */
export interface KeptNight {
  night: PlainDate;
  releaseAt: Date | null;
}

/** A night that is kept now, and anybody's from an instant on. */
export interface AboutToGo {
  claimId: string;
  reserveId: string;
  bed: string;
  night: PlainDate;
  releaseAt: Date;
}

export interface ReserveStep {
  at: Date;
  by: string;
  action: 'made' | 'released' | 'ended';
  night: PlainDate | null;
}

const SELECT = `
  SELECT r.id, json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit,
         json_build_object('id', b.id, 'name', b.name) AS bed, r.first_night AS "firstNight", r.last_night AS "lastNight",
         r.weekdays, r.release_hours AS "releaseHours", r.note, m.name AS "madeBy", r.made_at AS "madeAt",
         e.name AS "endedBy", r.ended_at AS "endedAt"
    FROM reserves r JOIN units u ON u.id = r.unit_id JOIN beds b ON b.id = r.bed_id JOIN users m ON m.id = r.made_by
    LEFT JOIN users e ON e.id = r.ended_by`;

export async function readReserve(manager: EntityManager, id: string): Promise<ReserveView | undefined> {
  const [reserve] = await manager.query<ReserveView[]>(`${SELECT} WHERE r.id = $1`, [id]);
  return reserve;
}

/** The unit's reserves, the latest first; after the given one in that order. */
export async function readReserves(
  manager: EntityManager,
  unitId: string,
  { limit, after }: { limit: number; after?: { madeAt: string; id: string } },
): Promise<ReserveView[]> {
  const parameters: unknown[] = [unitId, limit];
  const older = after
    ? `AND (date_trunc('milliseconds', r.made_at), r.id) < ($${parameters.push(after.madeAt)}::timestamptz, $${parameters.push(after.id)}::uuid)`
    : '';
  return manager.query(
    `${SELECT} WHERE r.unit_id = $1 ${older}
      ORDER BY date_trunc('milliseconds', r.made_at) DESC, r.id DESC LIMIT $2::int`,
    parameters,
  );
}

/** The next nights that it keeps, soonest first. */
export async function readKeptNights(
  manager: EntityManager,
  id: string,
  from: PlainDate,
  now: Date,
  limit: number,
): Promise<KeptNight[]> {
  return manager.query(
    `SELECT arrival AS night, release_at AS "releaseAt" FROM bed_claims
      WHERE reserve_id = $1 AND live AND arrival >= $2::date AND (release_at IS NULL OR release_at > $3)
      ORDER BY arrival LIMIT $4::int`,
    [id, from, now, limit],
  );
}

/** What was decided of it, latest first; the last 100 steps. */
export async function readReserveSteps(manager: EntityManager, id: string): Promise<ReserveStep[]> {
  return manager.query(
    `SELECT e.at, u.name AS by, e.action, e.night FROM reserve_events e JOIN users u ON u.id = e.by_user
      WHERE e.reserve_id = $1 ORDER BY e.id DESC LIMIT 100`,
    [id],
  );
}

/** The nights of a unit that are kept still and anybody's by an instant, the soonest first. */
export async function readAboutToGo(
  manager: EntityManager,
  unitId: string,
  now: Date,
  until: Date,
): Promise<AboutToGo[]> {
  return manager.query(
    `SELECT c.id AS "claimId", c.reserve_id AS "reserveId", b.name AS bed, c.arrival AS night, c.release_at AS "releaseAt"
       FROM bed_claims c JOIN beds b ON b.id = c.bed_id
      WHERE c.unit_id = $1 AND c.live AND c.purpose = 'reserve' AND c.release_at > $2 AND c.release_at <= $3
      ORDER BY c.release_at, b.number, c.id`,
    [unitId, now, until],
  );
}
