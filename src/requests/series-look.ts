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
}

export interface SeriesLook {
  series: SeriesView & Series;
  /** The first date around which nobody has written down the school terms. */
  termsUnknown: PlainDate | null;
  occurrences: LookedOccurrence[];
}
