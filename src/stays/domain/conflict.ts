import type { Nights, PlainDate } from '../../kernel/nights.js';
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
  /** From whom they are kept apart, for the unit's people who may know of both; nobody else is told. */
  apart: KeptApart | null;
}

/** Somebody from whom a young person is kept apart, and the stay of theirs that shares nights. */
export interface KeptApart extends Nights {
  stay: string;
  state: StayState;
  youngPerson: { id: string; firstName: string; lastName: string };
}

/** For a key worker: what concerns their own young person, and no other. */
export const UNCERTAIN = 'The bed for this stay is no longer certain. The unit is looking for another.';

/** For the unit's people. */
export const CONFLICT_TEXT: Record<Exclude<ConflictReason, 'kept_apart'>, string> = {
  displaced: 'Their bed is needed by somebody who is really there.',
  staying_already: 'They are staying already, on some of these nights.',
  no_bed: 'No bed was free for all of their nights.',
};

/** Both are there; or one is still to come. */
export const KEPT_APART_TEXT = {
  now: 'Kept apart from somebody staying: decide tonight.',
  to_come: 'Kept apart from somebody who is to be here on some of the same nights: decide before they meet.',
};

/** Said to whoever may know of the young person, of whom alone it is. @example stayingAlready('Oak House') */
export const stayingAlready = (unit: string): string =>
  `They are staying at ${unit} already, on some of these nights. Cancel this stay, or wait until they leave.`;

/** Noted with an arrival or a departure, for the unit's people alone. */
export const CLASH = 'There was no bed for all of these nights: solve this today.';

/** Where a stay is from today on, or from its arrival, in order: in the bed, or without one. */
export interface Whereabouts extends Nights {
  bed: string | null;
}

/**
 * What somebody without a bed for all of their nights has: no bed tonight, or one until a day, and what comes after it.
 *
 * @example bedsSaid('in_residence', [{ bed: 'Bed 4', arrival: '2027-03-10', departure: '2027-03-12' }, { bed: null, arrival: '2027-03-12', departure: '2027-03-14' }], '2027-03-10'); // 'Bed 4 until Friday 12 March, and no bed after that.'
 */
export function bedsSaid(state: StayState, runs: readonly Whereabouts[], today: PlainDate): string {
  if (runs.every(({ bed }) => bed === null)) return state === 'in_residence' ? 'No bed tonight.' : CONFLICT_TEXT.no_bed;
  const [first, second] = runs;
  if (state === 'in_residence' && first!.bed === null && first!.arrival <= today)
    return `No bed tonight. ${second!.bed} from ${sayDay(second!.arrival)}${said(runs.slice(1), { isFrom: true })}.`;
  return `${said(runs)}.`;
}

function said(runs: readonly Whereabouts[], { isFrom = false } = {}): string {
  const parts = runs.map(({ bed, departure }, place) => {
    const isLast = place === runs.length - 1;
    if (isFrom && place === 0) return isLast ? '' : ` until ${sayDay(departure)}`;
    if (isLast) return bed === null ? ', and no bed after that' : `, then ${bed}`;
    return `${place === 0 ? '' : ', '}${bed ?? (place === 0 ? 'No bed' : 'no bed')} until ${sayDay(departure)}`;
  });
  return parts.join('');
}

/** The bed that a page names: tonight's of who is there, the one that is planned of who is to come. */
export function bedName({ state, bed }: { state: StayState; bed: { name: string } | null }): string {
  if (bed) return bed.name;
  return state === 'in_residence' ? 'No bed tonight' : state === 'booked' ? 'No bed yet' : 'None';
}
