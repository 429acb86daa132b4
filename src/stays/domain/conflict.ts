import type { PlainDate } from '../../kernel/nights.js';
import { sayDay } from '../../kernel/say-date.js';
import type { StayState } from './stay-state.js';

/**
 * Why somebody has to decide: the bed was needed by somebody who is really there, they themselves are staying somewhere
 * else on those nights, there is none, or of the company.
 */
export const CONFLICT_REASONS = ['displaced', 'staying_already', 'no_bed', 'kept_apart'] as const;
export type ConflictReason = (typeof CONFLICT_REASONS)[number];

/** Something that happened and cannot stay as it is. */
export interface StayConflict {
  /** The first of the reasons. */
  why: ConflictReason;
  /** Each of them has to be solved by itself: a bed for them, and what is decided about the company. */
  reasons: readonly ConflictReason[];
  since: Date;
  /** In words, for whoever reads it. */
  text: string;
}

/** For a key worker: what concerns their own young person, and no other. */
export const UNCERTAIN = 'The bed for this stay is no longer certain. The unit is looking for another.';

/** For the unit's people. */
export const CONFLICT_TEXT: Record<ConflictReason, string> = {
  displaced: 'Their bed is needed by somebody who is really there.',
  staying_already: 'They are staying already, on some of these nights.',
  no_bed: 'No bed was free for all of their nights.',
  kept_apart: 'Kept apart from somebody staying: decide tonight.',
};

/** Said to whoever may know of the young person, of whom alone it is. @example stayingAlready('Oak House') */
export const stayingAlready = (unit: string): string =>
  `They are staying at ${unit} already, on some of these nights. Cancel this stay, or wait until they leave.`;

/** Noted with an arrival or a departure, for the unit's people alone. */
export const CLASH = 'There was no bed for all of these nights: solve this today.';

/**
 * What somebody without a bed for all of their nights has: no bed tonight, or one until a day.
 *
 * @example bedUntil({ state: 'in_residence', bed: { name: 'Bed 4', until: '2027-03-12' } }, '2027-03-10'); // 'Bed 4 until Friday 12 March, and no bed after that.'
 */
export function bedUntil(
  { state, bed }: { state: StayState; bed: { name: string; until: PlainDate } | null },
  today: PlainDate,
): string {
  if (state === 'in_residence' && (!bed || bed.until <= today)) return 'No bed tonight.';
  return bed ? `${bed.name} until ${sayDay(bed.until)}, and no bed after that.` : CONFLICT_TEXT.no_bed;
}
