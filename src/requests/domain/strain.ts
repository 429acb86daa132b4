import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/** Strain on the family, 0 to 10, as they put it last; `null` where nobody has recorded it. */
export type Strain = { value: number; on: PlainDate } | null;

/** Strain counts in three steps, so that one point on a scale that families read differently decides nothing. */
const MUCH_STRAIN = 8;
const SOME_STRAIN = 4;
/** The highest step. */
export const MOST_STRAIN = 2;
/** A word on strain that is older is no word on how things are now. */
export const STRAIN_DAYS = 365;

/**
 * The step of the strain on a family, 0 to 2: 8 and above, 4 to 7, below. Where nobody has recorded it in the last year it
 * is the middle one: nobody is put last for want of a number.
 *
 * @example strainStep({ value: 9, on: '2027-05-01' }, '2027-05-07'); // 2
 */
export function strainStep(strain: Strain, today: PlainDate): number {
  if (!counts(strain, today)) return 1;
  return strain.value >= MUCH_STRAIN ? MOST_STRAIN : strain.value >= SOME_STRAIN ? 1 : 0;
}

/** The strain as a sentence, also what nobody has recorded. */
export const sayStrain = (strain: Strain, today: PlainDate): string =>
  counts(strain, today)
    ? `The family put the strain at ${strain.value} of 10 on ${sayDate(strain.on)}.`
    : 'Nobody has recorded the strain on the family in the last year.';

const counts = (strain: Strain, today: PlainDate): strain is NonNullable<Strain> =>
  strain !== null && daysBetween(strain.on, today) <= STRAIN_DAYS;
