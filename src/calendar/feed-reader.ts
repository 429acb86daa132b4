import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead, ofUnits } from '../identity/visibility.js';
import type { Nights } from '../kernel/nights.js';
import type { Tonight } from '../platform/tonight.js';
import { LEAVES_NIGHTS, type FeedStay } from './domain/feed.js';

/** No claim is longer: a stay that began earlier before a range is over, unless somebody is still there. */
const LONGEST = 400;

/**
 * What somebody's feed tells of: one query, however many stays. A CAS worker's has those of the young people whom they may
 * read, wherever they stay; that of a unit's own people all that take its beds; and both only where the unit allows feeds.
 *
 * The nights are those that the stay's claims, and its nights without a bed, make up together: see the calendar's claims.
 * Somebody who should have left and has not is there through tonight.
 */
export function readFeed(
  manager: EntityManager,
  actor: Actor,
  { arrival, departure }: Nights,
  tonight: Tonight,
  at: Date,
): Promise<FeedStay[]> {
  const parameters: unknown[] = [arrival, departure, at, LEAVES_NIGHTS];
  const isSeen =
    actor.role === 'cas_worker'
      ? mayRead(actor, 's.young_person_id', parameters, at)
      : `s.unit_id ${ofUnits(actor, parameters)}`;
  const isOverdue = tonight.overdueSql('$3');
  return manager.query(
    `SELECT s.id, s.arrival, CASE WHEN ${isOverdue} THEN ${tonight.sql('$3')} + 1 ELSE s.departure END AS departure,
            s.state IN ('cancelled', 'no_show') AS "isCancelled",
            greatest(e.steps - 1, 0) AS sequence, coalesce(e.last, s.booked_at) AS "changedAt"
       FROM stays s JOIN units u ON u.id = s.unit_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS steps, max(at) AS last FROM stay_events
         WHERE stay_id = s.id AND action <> ALL ($4::text[])) e
      WHERE u.feeds_allowed AND ${isSeen} AND s.arrival < $2::date
        AND (s.departure > $1::date AND s.arrival > $1::date - ${LONGEST} OR s.state = 'in_residence')
      ORDER BY s.arrival, s.id`,
    parameters,
  );
}
