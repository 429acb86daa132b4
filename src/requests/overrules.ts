import type { EntityManager } from 'typeorm';
import type { Obstacle } from './domain/obstacles.js';

/**
 * What a manager has gone over for an offer: exactly that, with the nights and the figures that it named, and for that
 * offer alone. What has grown since is asked about again.
 */
export async function readOverruled(
  manager: EntityManager,
  offerIds: readonly string[],
): Promise<(offerId: string) => Overruled> {
  const rows = await manager.query<(Pick<Obstacle, 'code' | 'sentence'> & { offer: string })[]>(
    `SELECT DISTINCT offer_id AS offer, code, sentence FROM overrules WHERE offer_id = ANY ($1::uuid[])`,
    [offerIds],
  );
  const known = new Set(rows.map((row) => `${row.offer} ${key(row)}`));
  return (offerId) => (obstacle) => known.has(`${offerId} ${key(obstacle)}`);
}

/** Whether it has been gone over already. */
export type Overruled = (obstacle: Obstacle) => boolean;

const key = ({ code, sentence }: Pick<Obstacle, 'code' | 'sentence'>) => `${code} ${sentence}`;

/** Puts on record what was gone over, of each: what stood against it then, who did it and why. */
export async function writeOverruled(
  manager: EntityManager,
  each: readonly { of: { offerId: string } | { stayId: string }; goneOver: readonly Obstacle[] }[],
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> {
  const rows = each.flatMap(({ of, goneOver }) => goneOver.map(({ code, sentence }) => ({ of, code, sentence })));
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO overrules (offer_id, stay_id, code, sentence, reason, by_user, at)
     SELECT offer, stay, code, sentence, $5, $6, $7
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS gone (offer, stay, code, sentence)`,
    [
      rows.map(({ of }) => ('offerId' in of ? of.offerId : null)),
      rows.map(({ of }) => ('stayId' in of ? of.stayId : null)),
      ...[rows.map(({ code }) => code), rows.map(({ sentence }) => sentence), reason, by, at],
    ],
  );
}
