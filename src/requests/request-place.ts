import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { MOST_PARTS } from './domain/parts.js';
import { readable } from './request-filter.js';
import type { RequestPlace } from './request-view.js';

export type By = 'request' | 'offer' | 'stay';

/** The request that an id means, and the part. `$1` is the id; a request is also known by those of its parts. */
export const REQUEST_BY: Record<By, string> = {
  request: 'coalesce((SELECT request_id FROM request_parts WHERE id = $1::uuid), $1::uuid)',
  offer: '(SELECT q.request_id FROM offers x JOIN request_parts q ON q.id = x.part_id WHERE x.id = $1::uuid)',
  stay: '(SELECT q.request_id FROM stays x JOIN request_parts q ON q.id = x.part_id WHERE x.id = $1::uuid)',
};
export const PART_BY: Record<By, string> = {
  request: '$1::uuid',
  offer: '(SELECT part_id FROM offers WHERE id = $1::uuid)',
  stay: '(SELECT part_id FROM stays WHERE id = $1::uuid)',
};

/** Where the parts stand that the id means: every one that the actor may read of a request, else the one; none when it is unseen. */
export async function locateRequest(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  by: By,
  id: string,
): Promise<RequestPlace[]> {
  const parameters: unknown[] = [id];
  return manager.query<RequestPlace[]>(
    `SELECT r.id, p.id AS "partId", r.unit_id AS "unitId", p.young_person_id AS "youngPersonId"
       FROM requests r JOIN request_parts p ON p.request_id = r.id
      WHERE (p.id = ${PART_BY[by]}${by === 'request' ? ' OR p.request_id = $1::uuid' : ''})
        AND ${readable(actor, parameters, now)} ORDER BY p.position LIMIT ${MOST_PARTS}`,
    parameters,
  );
}
