import { addDays, addMonths, type Nights, type PlainDate } from '../../kernel/nights.js';

/** What a feed says of one stay: its nights, and which edition of them this is. No name, no room, no reason. */
export interface FeedStay extends Nights {
  id: string;
  /** It was called off, or nobody came: said for as long as it lies in the range, so that programs take it away. */
  isCancelled: boolean;
  /** Rises with each step that may change the nights or whether they stand, and never falls. */
  sequence: number;
  changedAt: Date;
}

/** How far back a feed goes. */
export const FEED_MONTHS_BACK = 3;

/**
 * The nights that a feed tells of: from three months back to the last date on which a planned stay may end. Bounded, so
 * that it costs the same however many years lie behind. Today may be that of another zone: a day makes no difference here.
 *
 * @example feedRange('2027-03-31', 18); // { arrival: '2026-12-31', departure: '2028-10-01' }
 */
export function feedRange(today: PlainDate, horizonMonths: number): Nights {
  return { arrival: addMonths(today, -FEED_MONTHS_BACK), departure: addDays(addMonths(today, horizonMonths), 1) };
}

/**
 * Steps of a stay that leave its nights, and whether it stands, as they are: what is said, decided and looked back on, and
 * being away for a while. Every other step makes a new edition of what a feed says, those to come, too.
 */
export const LEAVES_NIGHTS = [
  ...['away', 'back', 'absence_told', 'absence_corrected', 'absence_taken_back'],
  ...['legal_status', 'emergency_decided', 'looked_at_again', 'countersigned', 'countersigned_otherwise', 'decided'],
  ...['young_person_said', 'family_said', 'reviewed'],
] as const;

/**
 * What a stay is called in a feed: to whoever asks for breaks a short break, to the unit's own people an occupied bed.
 * Never more, as calendars are shown on screens, shared with families and read over shoulders.
 */
export function feedTitle(role: string): 'Short break' | 'Occupied' {
  return role === 'cas_worker' ? 'Short break' : 'Occupied';
}
