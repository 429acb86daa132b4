import type { EntityManager } from 'typeorm';
import type { Obstacle, ObstacleCode } from './domain/options.js';

/** What a manager has gone over for an offer. It holds for that offer alone. */
export async function readOverruled(manager: EntityManager, offerId: string): Promise<Set<ObstacleCode>> {
  const rows = await manager.query<{ code: ObstacleCode }[]>(
    `SELECT DISTINCT code FROM overrules WHERE offer_id = $1`,
    [offerId],
  );
  return new Set(rows.map(({ code }) => code));
}

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
