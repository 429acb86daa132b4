import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { PlainDate } from '../kernel/nights.js';
import type { PairVerdict } from './domain/pair-decision.js';
import type { KnownPerson } from './information-reader.js';

/** A decision about two, as those see it who may read them both. */
export interface PairView {
  id: string;
  youngPeople: [KnownPerson, KnownPerson];
  decision: PairVerdict;
  evidence: string;
  mitigation: string | null;
  reviewBy: PlainDate;
  decidedBy: string;
  decidedAt: Date;
  supersedes: string | null;
  ended: { by: string; at: Date; why: string } | null;
  /** The first night from today on for which one of them has a bed where both are known: from then on the two could meet. */
  couldMeet: PlainDate | null;
}

interface Which {
  id?: string;
  /** Those about this young person, ended ones as well, the latest first. */
  youngPersonId?: string;
  /** Those in force about these two. */
  standing?: readonly [string, string];
  /** After this one in the list of reviews: due date, first night, id. */
  after?: readonly [PlainDate, PlainDate, string];
  limit: number;
}

/** Later than any night. */
export const NEVER = '9999-12-31';

const person = (
  y: string,
) => `json_build_object('id', ${y}.id, 'firstName', ${y}.first_name, 'lastName', ${y}.last_name,
  'dateOfBirth', ${y}.date_of_birth, 'caseNumber', ${y}.case_number, 'keyWorker',
  (SELECT json_build_object('id', k.id, 'name', k.name) FROM users k WHERE k.id = ${y}.key_worker_id))`;

/**
 * Decisions about two of whom the actor may read both, in one query: as reviews (in force, by due date, then by how soon the
 * two could meet), or about one young person.
 */
export async function readPairs(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  today: PlainDate,
  { id, youngPersonId, standing, after, limit }: Which,
): Promise<PairView[]> {
  const parameters: unknown[] = [today];
  const value = (one: unknown) => `$${parameters.push(one)}`;
  const conditions = [
    mayRead(actor, 'p.young_person_a', parameters, now),
    mayRead(actor, 'p.young_person_b', parameters, now),
  ];
  if (id) conditions.push(`p.id = ${value(id)}`);
  if (youngPersonId) conditions.push(`${value(youngPersonId)} IN (p.young_person_a, p.young_person_b)`);
  else if (!id) conditions.push('p.ended_at IS NULL');
  if (standing)
    conditions.push(`p.young_person_a = ${value(standing[0])} AND p.young_person_b = ${value(standing[1])}`);
  if (after) {
    const [reviewBy, meets, last] = after.map(value);
    conditions.push(
      `(p.review_by, coalesce(m.night, '${NEVER}'), p.id) > (${reviewBy}::date, ${meets}::date, ${last}::uuid)`,
    );
  }
  const rows = await manager.query<(Omit<PairView, 'ended' | 'youngPeople'> & Row)[]>(
    `SELECT p.id, ${person('a')} AS one, ${person('b')} AS other, p.decision, p.evidence, p.mitigation,
            p.review_by AS "reviewBy", d.name AS "decidedBy", p.decided_at AS "decidedAt", p.supersedes,
            p.ended_at AS "endedAt", p.ended_why AS "endedWhy", e.name AS "endedBy", m.night AS "couldMeet"
       FROM pair_decisions p JOIN young_people a ON a.id = p.young_person_a JOIN young_people b ON b.id = p.young_person_b
       JOIN users d ON d.id = p.decided_by LEFT JOIN users e ON e.id = p.ended_by
       LEFT JOIN LATERAL (
         SELECT min(greatest(c.arrival, $1::date)) AS night FROM bed_claims c
          WHERE c.young_person_id IN (p.young_person_a, p.young_person_b) AND c.live AND c.departure > $1::date) m ON true
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${youngPersonId ? 'p.ended_at IS NOT NULL, p.decided_at DESC' : `p.review_by, coalesce(m.night, '${NEVER}')`}, p.id
      LIMIT ${value(limit)}`,
    parameters,
  );
  return rows.map(({ one, other, endedBy, endedAt, endedWhy, ...row }) => ({
    ...row,
    youngPeople: [one, other],
    ended: endedBy && endedAt ? { by: endedBy, at: endedAt, why: endedWhy ?? '' } : null,
  }));
}

interface Row {
  one: KnownPerson;
  other: KnownPerson;
  endedBy: string | null;
  endedAt: Date | null;
  endedWhy: string | null;
}
