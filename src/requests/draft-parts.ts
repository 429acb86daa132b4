import type { EntityManager } from 'typeorm';
import { conflict } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { planParts } from './domain/parts.js';
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

/** The stretches as the database keeps them: none where there is only one. */
export const rangesOf = (windows: readonly Window[]): string[] =>
  windows.length > 1 ? windows.map(({ from, to }) => `[${from},${to})`) : [];

/**
 * The parts of a draft as they are wanted now: what is wanted no more is deleted, for nobody was ever asked for it; the
 * database keeps every part that has been sent. Refuses where one of them is not among those that the actor sees.
 */
export async function putDraftParts(
  manager: EntityManager,
  requestId: string,
  { people, breaks, row, seen, now }: { people: string[]; breaks: number; row: PartRow; seen: string[]; now: Date },
): Promise<void> {
  const all = await lockDraftParts(manager, requestId, seen);
  const { kept, added, left } = planParts(all, people, breaks);
  if (left.length > 0) await manager.delete(RequestPart, left);
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
}

/** Every part, given up or not; refuses where one of the draft's is not among those that the actor sees. */
export async function lockDraftParts(manager: EntityManager, requestId: string, seen: readonly string[]) {
  const all = await manager.query<{ id: string; youngPersonId: string; position: number; isDraft: boolean }[]>(
    `SELECT id, young_person_id AS "youngPersonId", position, state = 'draft' AS "isDraft"
       FROM request_parts WHERE request_id = $1 ORDER BY position FOR UPDATE`,
    [requestId],
  );
  if (all.some(({ id, isDraft }) => isDraft && !seen.includes(id))) throw conflict('not-possible-now', NOT_ALL_SEEN);
  return all;
}

const NOT_ALL_SEEN =
  'This request is also for somebody whose records you may not see. Whoever may see both can change and submit it.';
