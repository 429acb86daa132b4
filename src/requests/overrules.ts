import type { EntityManager } from 'typeorm';
import type { Obstacle } from './domain/obstacles.js';

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
  subject: { offerId: string } | { stayId: string },
  goneOver: readonly Obstacle[],
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> {
  if (goneOver.length === 0) return;
  const [offer, stay] = 'offerId' in subject ? [subject.offerId, null] : [null, subject.stayId];
  await manager.query(
    `INSERT INTO overrules (offer_id, stay_id, code, sentence, reason, by_user, at)
     SELECT $1, $2, code, sentence, $5, $6, $7 FROM unnest($3::text[], $4::text[]) AS gone (code, sentence)`,
    [offer, stay, goneOver.map(({ code }) => code), goneOver.map(({ sentence }) => sentence), reason, by, at],
  );
}
