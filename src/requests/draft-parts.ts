import type { EntityManager } from 'typeorm';
import { conflict, invalidField } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { MOST_BREAKS, planParts, type DraftPart } from './domain/parts.js';
import type { Window } from './domain/windows.js';
import { RequestPart } from './request-part.entity.js';

/** What every part of a draft has in common. */
export interface PartRow {
  nights: number | null;
  earliestArrival: PlainDate | null;
  latestDeparture: PlainDate | null;
  weekdays: number[];
  windows: string[];
}

/** What is wanted of a draft now, by whom, and the parts that they see. */
interface Wanted {
  people: string[];
  breaks: number;
  row: PartRow;
  seen: string[];
  by: string;
  now: Date;
}

/** The stretches as the database keeps them: none where there is only one. */
export const rangesOf = (windows: readonly Window[]): string[] =>
  windows.length > 1 ? windows.map(({ from, to }) => `[${from},${to})`) : [];

/**
 * The parts of a draft as they are wanted now: what is wanted no more is deleted, for nobody was ever asked for it. The
 * database keeps every part of which something is written: such a one is given up. Refuses where one of them is not among
 * those that the actor sees, and more breaks than one request can have. Returns those for whom it is no more.
 */
export async function putDraftParts(
  manager: EntityManager,
  requestId: string,
  { people, breaks, row, seen, by, now }: Wanted,
): Promise<string[]> {
  const all = await lockDraftParts(manager, requestId, seen);
  const { kept, added, left, givenUp, last } = planParts(all, people, breaks);
  if (last > MOST_BREAKS) throw invalidField('breaks', TOO_MANY);
  if (left.length > 0) await manager.delete(RequestPart, left);
  if (givenUp.length > 0) await giveUp(manager, requestId, givenUp, { by, now });
  await manager.query(
    `UPDATE request_parts p SET position = k.position FROM unnest($1::uuid[], $2::int[]) AS k (id, position) WHERE p.id = k.id`,
    [kept.map(({ id }) => id), kept.map(({ position }) => position)],
  );
  if (kept.length > 0)
    await manager.update(
      RequestPart,
      kept.map(({ id }) => id),
      row,
    );
  const begun = { requestId, state: 'draft', stateSince: now } as const;
  if (added.length > 0)
    await manager.insert(
      RequestPart,
      added.map((part) => ({ ...row, ...begun, ...part })),
    );
  const before = all.filter(({ isDraft }) => isDraft).map(({ youngPersonId }) => youngPersonId);
  return [...new Set(before)].filter((id) => !people.includes(id));
}

/** Withdraws them, as if somebody had given up each by itself. */
async function giveUp(
  manager: EntityManager,
  requestId: string,
  parts: readonly string[],
  { by, now }: Pick<Wanted, 'by' | 'now'>,
): Promise<void> {
  await manager.query(
    `WITH given AS (
       UPDATE request_parts SET state = 'withdrawn', state_since = $3 WHERE id = ANY ($2::uuid[]) RETURNING id)
     INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user)
     SELECT $1, id, $3, 'withdraw', 'draft', 'withdrawn', $4 FROM given`,
    [requestId, parts, now, by],
  );
}

/** Every part, given up or not; refuses where one of the draft's is not among those that the actor sees. */
export async function lockDraftParts(manager: EntityManager, requestId: string, seen: readonly string[]) {
  const all = await manager.query<DraftPart[]>(
    `SELECT id, young_person_id AS "youngPersonId", position, state = 'draft' AS "isDraft",
            EXISTS (SELECT 1 FROM request_events e WHERE e.request_id = p.request_id AND e.part_id = p.id) AS "isNoted"
       FROM request_parts p WHERE request_id = $1 ORDER BY position FOR UPDATE`,
    [requestId],
  );
  if (all.some(({ id, isDraft }) => isDraft && !seen.includes(id))) throw conflict('not-possible-now', NOT_ALL_SEEN);
  return all;
}

const TOO_MANY = `One request is for at most ${MOST_BREAKS} breaks, those of brothers and sisters and those that were given up counted. Ask for fewer, or make two requests.`;
const NOT_ALL_SEEN =
  'This request is also for somebody whose records you may not see. Whoever may see both can change and submit it.';
