/** Under which part of the law a stay is (Children Act 1989, the Care Planning regulations). */
export const LEGAL_STATUSES = ['s17', 's20_short_break', 's20', 'police_protection', 'other'] as const;
export type LegalStatus = (typeof LEGAL_STATUSES)[number];

const SHORT_BREAKS: readonly LegalStatus[] = ['s17', 's20_short_break'];

/**
 * Whether the nights of a stay count towards the limits of short breaks. They do unless somebody decided that it is no
 * short break: plain section 20, police protection and any other part of the law, such as a remand, have rules of their
 * own. What is undecided counts, so that nothing passes a limit only because nobody has decided yet. The same decides
 * whether a stay is warned of: what does not count is not beyond.
 *
 * @example countsAsShortBreak(null); // true
 */
export function countsAsShortBreak(status: LegalStatus | null | undefined): boolean {
  return status === null || status === undefined || SHORT_BREAKS.includes(status);
}
