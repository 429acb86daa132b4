import { tooMany, tooManyWith, type StaffedNight } from '../../calendar/domain/staffing.js';
import type { Nights } from '../../kernel/nights.js';
import { sayDay } from '../../kernel/say-date.js';
import { isHighSupport, type SupportLevel } from '../../people/domain/stay-needs.js';

/** Nights that are named one by one; of more, only how many they are. */
const NAMED = 3;

export interface BeyondStaff {
  sentence: string;
  /** What would open the nights; true only where nothing else stands against them. */
  wouldOpen: string;
}

/**
 * Why the staff on duty cannot take one more on these nights, or as many more as support levels are given; `undefined`
 * when they can. With each night the figure and what would be booked against it, so that whoever reads it knows what
 * would have to change. `staffed` leaves these young people out; an `undefined` level means anybody, of whom only the
 * number counts.
 *
 * @example beyondStaff([{ night: '2027-03-19', figure: { take: 4, high: 2 }, from: 'pattern', booked: 2, highBooked: 2 }], { arrival: '2027-03-19', departure: '2027-03-20' }, 'one_to_one'); // { sentence: 'On Friday 19 March there would be 3 young people at high support, and staff for 2.', wouldOpen: 'More staff that night would open it.' }
 */
export function beyondStaff(
  staffed: readonly StaffedNight[],
  wanted: Nights,
  ...each: readonly (SupportLevel | undefined)[]
): BeyondStaff | undefined {
  const within = staffed.filter(({ night }) => wanted.arrival <= night && night < wanted.departure);
  const beyond = tooManyWith(within, ...each);
  if (beyond.length === 0) return undefined;
  const isHigh = each.some((support) => support !== undefined && isHighSupport(support));
  const said = beyond.slice(0, NAMED).map((one) => sayBeyond(one, isHigh));
  const rest = beyond.length - said.length;
  const more = rest > 0 ? `; and on ${rest} more ${rest === 1 ? 'night' : 'nights'}` : '';
  return {
    sentence: `On ${said.join('; on ')}${more}.`,
    wouldOpen:
      beyond.length === 1 ? 'More staff that night would open it.' : 'More staff on these nights would open them.',
  };
}

/** The night as it would be with all of them. */
function sayBeyond(night: StaffedNight, isHigh: boolean): string {
  const { booked, highBooked, figure } = night;
  const isOfHigh = isHigh && tooMany(night).high > 0;
  const [count, most] = isOfHigh ? [highBooked, figure!.high] : [booked, figure!.take];
  const people = count === 1 ? '1 young person' : `${count} young people`;
  return `${sayDay(night.night)} there would be ${people}${isOfHigh ? ' at high support' : ''}, and staff for ${most}`;
}
