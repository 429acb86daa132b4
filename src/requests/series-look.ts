import type { PlainDate } from '../kernel/nights.js';
import type { Occurrence } from './domain/occurrences.js';
import type { Series } from './domain/series.js';
import type { BreakAnswer } from './domain/series-advice.js';
import type { PartView, SeriesView } from './request-view.js';

/** One break of a series with how it comes out. */
export interface LookedOccurrence extends Pick<Occurrence, 'date' | 'wanted' | 'skipped'>, Omit<BreakAnswer, 'answer'> {
  /** Once it has been sent. */
  part: PartView | null;
  /** Null where nothing is to be judged: it has nights, or has come to its end. */
  answer: BreakAnswer['answer'] | null;
  /** For those who work at the unit: what they are shown of each offer that waits for a signature, in a word. */
  seenGroups: SeenOffer[];
  /** For those who work at the unit: the decision on its nights is to be looked at again. */
  lookAgain: LookAgainAt | null;
}

/** An offer with the word of what whoever signs was shown of it. */
export interface SeenOffer {
  offer: string;
  seenGroup: string;
}

/** Why a decision is to be looked at again: what it went by has changed since, or it was decided that the nights do not suit. */
export const LOOK_AGAIN = ['changed', 'decided_against'] as const;

export interface LookAgainAt {
  why: (typeof LOOK_AGAIN)[number];
  /** Of what: the stay, or else the offer. */
  stay: string | null;
  offer: string | null;
}

export interface SeriesLook {
  series: SeriesView & Series;
  /** The first date around which nobody has written down the school terms. */
  termsUnknown: PlainDate | null;
  occurrences: LookedOccurrence[];
}
