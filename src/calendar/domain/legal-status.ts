/** Under which part of the law a stay is (Children Act 1989, the Care Planning regulations). */
export const LEGAL_STATUSES = ['s17', 's20_short_break', 's20', 'police_protection', 'other'] as const;
export type LegalStatus = (typeof LEGAL_STATUSES)[number];

/**
 * Whether the nights of a stay count towards the limits of short breaks. They do unless somebody decided that it is no
 * short break: plain section 20 and police protection have rules of their own. What is undecided counts, so that
 * nothing passes a limit only because nobody has decided yet.
 *
 * @example countsAsShortBreak(null); // true
 */
export function countsAsShortBreak(status: LegalStatus | null | undefined): boolean {
  return status !== 's20' && status !== 'police_protection';
}
