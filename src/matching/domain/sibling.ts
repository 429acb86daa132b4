/** What is on record of two as brothers and sisters; `none` takes back what was a mistake. */
export const SIBLING_RELATIONS = ['together', 'apart', 'none'] as const;
export type SiblingRelation = (typeof SIBLING_RELATIONS)[number];

export const SIBLING_TEXT: Record<SiblingRelation, string> = {
  together: 'Brothers or sisters: together if it can be done',
  apart: 'Brothers or sisters: apart',
  none: 'No brothers or sisters after all',
};

/**
 * Why the relation cannot be recorded beside what is decided about the two, as a sentence; `undefined` when it can. Only a
 * decision *never together* keeps anybody apart, so there is one veto and one way to lift it: siblings who stay apart have
 * one, and those who stay together have none.
 */
export function siblingsAgainst(relation: SiblingRelation, isVetoed: boolean): string | undefined {
  if (relation === 'apart' && !isVetoed)
    return 'Sign “never together” about the two first: it is that decision which keeps them apart.';
  if (relation === 'together' && isVetoed)
    return '“Never together” is in force about the two. A manager has to end it before they stay together.';
  return undefined;
}

/** How a veto leaves two on record who were to stay together. */
export const APART_BY_VETO = '“Never together” was signed about the two.';

/**
 * The other way round: why two who are on record as staying together cannot be decided *never together* without a word on
 * it; `undefined` where nothing stands against it. Saying so puts them on record as apart in the same step, so that the two
 * records never say the opposite of each other.
 */
export function vetoAgainst(relation: SiblingRelation): string | undefined {
  return relation === 'together'
    ? 'They are on record as brothers or sisters who stay together. Say that they stay apart from now on, or decide something else.'
    : undefined;
}

/** Said once a veto no longer holds: what it put on record of brothers and sisters is theirs to put right who know them. */
export const STILL_APART =
  'They are still on record as brothers or sisters who stay apart. If that no longer holds, change it on their record, too.';
