import type { EntityManager } from 'typeorm';
import type { SiblingRelation } from './domain/sibling.js';

/** Two young people in the order of their ids. */
export type PairOfIds = readonly [string, string];

/** What is on record of two as brothers and sisters: the last word; `none` where nothing is. Both rows are locked by the caller. */
export async function siblingRelation(manager: EntityManager, [a, b]: PairOfIds): Promise<SiblingRelation> {
  const [last]: { relation: SiblingRelation }[] = await manager.query(
    `SELECT relation FROM siblings WHERE young_person_a = $1 AND young_person_b = $2 ORDER BY id DESC LIMIT 1`,
    [a, b],
  );
  return last?.relation ?? 'none';
}

/** A new last word about two; what was said before stays on record. */
export async function writeSiblings(
  manager: EntityManager,
  [a, b]: PairOfIds,
  said: { relation: SiblingRelation; note: string; at: Date; by: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO siblings (young_person_a, young_person_b, relation, note, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)`,
    [a, b, said.relation, said.note, said.at, said.by],
  );
}
