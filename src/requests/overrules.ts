import type { EntityManager } from 'typeorm';
import type { Obstacle } from './domain/options.js';

/**
 * What a manager has gone over for an offer: exactly that, with the nights and the figures that it named, and for that
 * offer alone. What has grown since is asked about again.
 */
export async function readOverruled(manager: EntityManager, offerId: string): Promise<Overruled> {
  const rows = await manager.query<Pick<Obstacle, 'code' | 'sentence'>[]>(
    `SELECT DISTINCT code, sentence FROM overrules WHERE offer_id = $1`,
    [offerId],
  );
  const known = new Set(rows.map(key));
  return (obstacle) => known.has(key(obstacle));
}

/** Whether it has been gone over already. */
export type Overruled = (obstacle: Obstacle) => boolean;

const key = ({ code, sentence }: Pick<Obstacle, 'code' | 'sentence'>) => `${code} ${sentence}`;

/** Puts on record what was gone over: what stood against it then, who did it and why. */
export async function writeOverruled(
  manager: EntityManager,
  offerId: string,
  goneOver: readonly Obstacle[],
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> {
  if (goneOver.length === 0) return;
  await manager.query(
    `INSERT INTO overrules (offer_id, code, sentence, reason, by_user, at)
     SELECT $1, code, sentence, $4, $5, $6 FROM unnest($2::text[], $3::text[]) AS gone (code, sentence)`,
    [offerId, goneOver.map(({ code }) => code), goneOver.map(({ sentence }) => sentence), reason, by, at],
  );
}
