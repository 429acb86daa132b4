import type { PlainDate } from '../../kernel/nights.js';

/** What follows from new information, as the person says who looked at it for a unit. It decides nothing itself. */
export const LOOK_OUTCOMES = ['nothing', 'assessment', 'group'] as const;
export type LookOutcome = (typeof LOOK_OUTCOMES)[number];

export const LOOK_OUTCOME_TEXT: Record<LookOutcome, string> = {
  nothing: 'Nothing changes',
  assessment: 'A new version of the assessment is needed',
  group: 'The assessment stands, and who stays with whom is looked at again',
};

/** One sentence, not a report. */
export const LONGEST_INFORMATION = 500;

/** That something was reported of a young person at which a unit has not looked, and their next stay there. */
export interface NotLookedAt {
  id: string;
  youngPersonId: string;
  at: Date;
  stayId: string;
  arrival: PlainDate;
}

/** That something was reported of a young person, without its words. */
export interface ReportedSince {
  id: string;
  youngPersonId: string;
  at: Date;
  /** The units of which somebody has looked at it and says that nothing changes. */
  settledFor: string[];
}
