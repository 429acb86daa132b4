import { keyOf, type Change, type LiveKind } from '../platform/live/told.js';
import { capacityIn, worksAt, type Actor } from './domain/actor.js';

type Looker = Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>;

/** What may change before somebody's eyes, and what their pages call it. */
export interface Seen {
  key: string;
  /** `calendar:<unit>` for a unit; the kind alone for what is theirs at whichever. */
  token: string;
}

/** What whoever may ask a unit for breaks sees of it: its calendar. What its own people do there is not told to others. */
const OF_A_REFERRER: readonly LiveKind[] = ['calendar'];
const OF_STAFF: readonly LiveKind[] = ['calendar', 'requests', 'house', 'alerts'];
/** Work that keeps failing is for managers to look at. */
const OF_A_MANAGER: readonly LiveKind[] = [...OF_STAFF, 'stuck'];
const OF_ONESELF: readonly LiveKind[] = ['calendar', 'requests', 'house', 'notices', 'alerts'];

/**
 * Everything of which somebody is told that it changed. Of a unit at which they work: all of it. Of one that they may ask: its
 * calendar. Of themselves, and of those for whom they stand in: what changes about young people whom those read by a right of
 * their own. Of a unit that is none of theirs, nothing.
 *
 * @example seenBy(keyWorker).map(({ token }) => token); // ['calendar:5f0c…', 'calendar', 'requests', 'house', 'notices', 'alerts']
 */
export function seenBy(actor: Looker): Seen[] {
  if (actor.role === 'administrator') return [];
  const ofUnits = actor.units
    .filter((unit) => capacityIn(actor, unit.id))
    .flatMap(({ id }) =>
      kindsOf(actor, id).map((kind) => ({
        key: keyOf({ kind, of: 'unit', id }),
        token: `${kind}:${id}`,
      })),
    );
  const ofPeople = [actor.id, ...(actor.standsInFor ?? []).map(({ id }) => id)].flatMap((id) =>
    OF_ONESELF.map((kind) => ({ key: keyOf({ kind, of: 'user', id }), token: kind })),
  );
  return [...ofUnits, ...ofPeople];
}

function kindsOf(actor: Looker, unitId: string): readonly LiveKind[] {
  if (!worksAt(actor, unitId)) return OF_A_REFERRER;
  return actor.role === 'manager' ? OF_A_MANAGER : OF_STAFF;
}

/** Whether the right on which a change is told is not over yet. */
export function isStillTold({ until }: Pick<Change, 'until'>, now: Date): boolean {
  return until === undefined || until > now.getTime();
}
