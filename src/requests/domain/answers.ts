import type { Urgency } from './deadlines.js';
import type { WantedSoFar } from './check-request.js';
import { wantedByAll } from './parts.js';
import { hullOf, inOrder, type Window } from './windows.js';

/** What is asked for. Null, or empty, is what a draft does not say yet. */
export interface Asked extends WantedSoFar {
  windows: Window[];
  breaks: number;
  /** Brothers and sisters for whom the same is asked. */
  siblings: string[];
  weekdays: number[];
  purpose: string;
  /** The ids of aims of the family plans of all for whom it is asked. */
  aims: string[];
  wishes: string;
  familyWishes: string;
  unitShouldKnow: string;
  /** Whether it is decided by the hours on the clock. */
  emergency: boolean;
}

/** What is left out has not been said, or stays as it is. */
export type Answers = { [Answer in keyof Asked]?: Asked[Answer] | undefined };

/** A draft as far as it is asked about. */
type Draft = Omit<Asked, 'windows' | 'breaks' | 'siblings' | 'aims' | 'emergency'> & {
  windows: Window[];
  urgency: Urgency;
} & Parameters<typeof wantedByAll>[0];

/** A draft in which nothing is said yet. */
export const NOTHING_SAID: Asked = {
  ...{ nights: null, from: null, to: null, windows: [], breaks: 1, siblings: [], weekdays: [], purpose: '', aims: [] },
  ...{ wishes: '', familyWishes: '', unitShouldKnow: '', emergency: false },
};

export const urgencyOf = ({ emergency }: Asked): Urgency => (emergency ? 'emergency' : 'standard');

/** What a draft says so far. */
export function askedSoFar(request: Draft): Asked {
  const { nights, from, to, weekdays, purpose, wishes, familyWishes, unitShouldKnow, urgency } = request;
  return {
    ...{ nights, from, to, weekdays, purpose, wishes, familyWishes, unitShouldKnow },
    ...{ emergency: urgency === 'emergency' },
    ...wantedByAll(request),
  };
}

/**
 * What is asked once these answers are given. Stretches of dates stand for the two dates between which they lie, and two
 * dates for the only stretch: whichever is said last.
 */
export function changed(before: Asked, answers: Answers): Asked {
  const said = Object.entries(answers).filter(([, answer]) => answer !== undefined);
  const asked = { ...before, ...(Object.fromEntries(said) as Partial<Asked>) };
  if (answers.windows === undefined) return answers.from || answers.to ? { ...asked, windows: [] } : asked;
  // One stretch of dates is the one between the two dates.
  const windows = inOrder(answers.windows);
  return { ...asked, windows: windows.length > 1 ? windows : [], ...(windows.length > 0 && hullOf(windows)) };
}
