import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

export const PAIR_DECISIONS = ['never_together', 'only_with_mitigation', 'works_well'] as const;
export type PairVerdict = (typeof PAIR_DECISIONS)[number];

export const PAIR_VERDICT_TEXT: Record<PairVerdict, string> = {
  never_together: 'Never together',
  only_with_mitigation: 'Only with a plan',
  works_well: 'Works well',
};

/** Days from the decision until somebody looks at it again, at most. */
export const LONGEST_UNTIL_REVIEW = 365;

export interface Decided {
  youngPeople: string[];
  decision: PairVerdict;
  evidence: string;
  /** What makes it possible; of *only with mitigation* alone. */
  mitigation?: string | undefined;
  reviewBy: PlainDate;
  /** The standing decision that it takes the place of, and why. */
  supersedes?: string | undefined;
  supersedesWhy?: string | undefined;
  /** *Never together* about brothers or sisters who are on record as together: they stay apart from now on. */
  againstSiblings?: boolean | undefined;
}

/**
 * What is wrong with a decision about two, by the names of the API; empty when nothing is. A plan belongs to *only with
 * mitigation* and to nothing else; the review date is today or later, and within a year: what was decided of two who grow
 * and change is not left alone for longer. What is superseded is superseded for a reason.
 */
export function faultsOfPair(decided: Decided, today: PlainDate): FieldError[] {
  const { decision, mitigation, reviewBy, supersedes, supersedesWhy } = decided;
  const found: FieldError[] = [];
  const add = (field: string, message: string) => found.push({ field, message });
  if (decision === 'only_with_mitigation' && !mitigation)
    add('mitigation', 'Say what makes it possible for them to be there together.');
  if (decision !== 'only_with_mitigation' && mitigation)
    add('mitigation', 'Only “only with a plan” has one. Leave it out, or choose that.');
  if (reviewBy < today) add('reviewBy', 'This date has passed. Enter today or a later date.');
  else if (reviewBy > addDays(today, LONGEST_UNTIL_REVIEW))
    add(
      'reviewBy',
      `This is too far ahead: a decision about two is looked at again within a year. Enter ${sayDate(addDays(today, LONGEST_UNTIL_REVIEW))} or an earlier date.`,
    );
  if (supersedes && !supersedesWhy) add('supersedesWhy', 'Say why the decision in force no longer holds.');
  return found;
}

/** A veto is only ever lifted by a named manager: superseding one with anything but a veto lifts it. */
export function liftsVeto(standing: Pick<Decided, 'decision'>, next: Pick<Decided, 'decision'>): boolean {
  return standing.decision === 'never_together' && next.decision !== 'never_together';
}
