import type { EntityManager } from 'typeorm';
import type { Nights } from '../kernel/nights.js';
import type { AskedBreak } from './domain/equality-figures.js';

/** The breaks that were asked of a unit on some days, each with what its young person says they are now: one query. */
export function readAsked(
  manager: EntityManager,
  unitId: string,
  { arrival, departure }: Nights,
  zone: string,
): Promise<AskedBreak[]> {
  return manager.query(
    `SELECT p.young_person_id AS "youngPersonId",
            coalesce(c.answers, '{}') AS answers,
            (p.state = 'declined' OR coalesce(d.not_suitable, false)) AS refused,
            (SELECT min(o.signed_at AT TIME ZONE $4)::date FROM offers o WHERE o.part_id = p.id AND o.signed_at >= p.submitted_at)
              - (p.submitted_at AT TIME ZONE $4)::date AS waited,
            d.score
       FROM request_parts p
       LEFT JOIN LATERAL (
         SELECT json_object_agg(kind, answer) AS answers
           FROM (SELECT DISTINCT ON (kind) kind, answer FROM characteristics
                  WHERE young_person_id = p.young_person_id ORDER BY kind, id DESC) last) c ON true
       LEFT JOIN LATERAL (
         SELECT bool_or(m.decision = 'not_suitable') AS not_suitable,
                (array_agg(m.score::int ORDER BY m.id DESC) FILTER (WHERE m.verdict <> 'not_assessed'))[1] AS score
           FROM match_decisions m WHERE m.request_id = p.request_id AND m.part_id = p.id) d ON true
      WHERE p.unit_id = $1 AND p.submitted_at >= ($2::date)::timestamp AT TIME ZONE $4
        AND p.submitted_at < ($3::date)::timestamp AT TIME ZONE $4`,
    [unitId, arrival, departure, zone],
  );
}
