import type { EntityManager } from 'typeorm';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { Pattern, Staffing } from './domain/staffing.js';

/**
 * What is known of the staff on the range's nights, and who visits on its dates, in one query, however many nights and
 * however many years lie behind: of the patterns only those that hold within it. Visitors of the last date are told,
 * too: whoever leaves on it meets them.
 */
export async function readStaffing(manager: EntityManager, unitId: string, range: Nights): Promise<Staffing> {
  const [row] = await manager.query<[Staffing]>(
    `SELECT
       coalesce((SELECT json_agg(json_build_object('validFrom', valid_from, 'take', take, 'high', high) ORDER BY valid_from, id)
          FROM staffing_patterns WHERE unit_id = $1 AND valid_from < $3::date
           AND valid_from >= coalesce((SELECT max(valid_from) FROM staffing_patterns
                                        WHERE unit_id = $1 AND valid_from <= $2::date), $2::date)), '[]') AS patterns,
       coalesce((SELECT json_agg(json_build_object('night', night, 'figure',
                          CASE WHEN take IS NOT NULL THEN json_build_object('take', take, 'high', high) END) ORDER BY night)
          FROM (SELECT DISTINCT ON (night) night, take, high FROM staffing_nights
                 WHERE unit_id = $1 AND night >= $2::date AND night < $3::date ORDER BY night, id DESC) latest), '[]') AS changed,
       coalesce((SELECT json_agg(json_build_object('date', v.date, 'youngPersonId', v.young_person_id,
                          'support', y.support_level) ORDER BY v.date, v.starts_at, v.id)
          FROM visits v JOIN young_people y ON y.id = v.young_person_id
         WHERE v.unit_id = $1 AND v.date >= $2::date AND v.date <= $3::date AND v.state <> 'cancelled'), '[]') AS visitors`,
    [unitId, range.arrival, range.departure],
  );
  return row;
}

/** A night that was changed by hand: by whom, when and why. */
export interface NightChange {
  night: PlainDate;
  note: string;
  by: string;
  at: Date;
}

/** The last change of each night of the range that still holds. */
export async function readNightChanges(manager: EntityManager, unitId: string, range: Nights): Promise<NightChange[]> {
  return manager.query(
    `SELECT night, note, u.name AS by, set_at AS at
       FROM (SELECT DISTINCT ON (night) night, take, note, set_by, set_at FROM staffing_nights
              WHERE unit_id = $1 AND night >= $2::date AND night < $3::date ORDER BY night, id DESC) latest
       JOIN users u ON u.id = latest.set_by WHERE take IS NOT NULL ORDER BY night`,
    [unitId, range.arrival, range.departure],
  );
}

/** A pattern with who set it; the last to be set of those that begin on one night. */
export interface SetPattern extends Pattern {
  by: string;
  at: Date;
}

/** The pattern that holds on the date, and those that are to come, earliest first; at most so many. */
export async function readPatterns(
  manager: EntityManager,
  unitId: string,
  today: PlainDate,
  limit: number,
): Promise<SetPattern[]> {
  return manager.query(
    `SELECT valid_from AS "validFrom", take, high, u.name AS by, set_at AS at
       FROM (SELECT DISTINCT ON (valid_from) valid_from, take, high, set_by, set_at FROM staffing_patterns
              WHERE unit_id = $1
                AND valid_from >= coalesce((SELECT max(valid_from) FROM staffing_patterns
                                             WHERE unit_id = $1 AND valid_from <= $2::date), $2::date)
              ORDER BY valid_from, id DESC) latest
       JOIN users u ON u.id = latest.set_by ORDER BY valid_from LIMIT $3::int`,
    [unitId, today, limit],
  );
}
