import type { Urgency } from './deadlines.js';
import type { WantedSoFar } from './check-request.js';
import { wantedByAll } from './parts.js';
import type { RequestState } from './states.js';
import { hullOf, inOrder, type Window } from './windows.js';

/** What one of them says, in characters. */
export const LONGEST_WISHES = 4000;
/** Brothers and sisters for whom a break is asked beside the one who is named first. */
export const MOST_SIBLINGS = 5;

/** What one of them says about it, in their own words. */
export interface SaidBy {
  youngPerson: string;
  wishes: string;
}

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
  /** What the one says whom it names first. */
  wishes: string;
  /** What each of the brothers and sisters says. */
  theirWishes: SaidBy[];
  familyWishes: string;
  unitShouldKnow: string;
  /** Whether it is decided by the hours on the clock. */
  emergency: boolean;
}

/** What is left out has not been said, or stays as it is. */
export type Answers = { [Answer in Exclude<keyof Asked, 'theirWishes'>]?: Asked[Answer] | undefined } & {
  /** Whoever is left out says what they said before. */
  theirWishes?: { youngPerson: string; wishes?: string | undefined }[] | undefined;
};

/** A draft as far as it is asked about. */
type Draft = Omit<Asked, 'windows' | 'breaks' | 'siblings' | 'aims' | 'theirWishes' | 'emergency'> & {
  windows: Window[];
  urgency: Urgency;
} & Parameters<typeof wantedByAll>[0] &
  Parameters<typeof wishesOfOthers>[0];

/** A draft in which nothing is said yet. */
export const NOTHING_SAID: Asked = {
  ...{ nights: null, from: null, to: null, windows: [], breaks: 1, siblings: [], weekdays: [], purpose: '', aims: [] },
  ...{ wishes: '', theirWishes: [], familyWishes: '', unitShouldKnow: '', emergency: false },
};

export const urgencyOf = ({ emergency }: Asked): Urgency => (emergency ? 'emergency' : 'standard');

/** What a draft says so far. */
export function askedSoFar(request: Draft): Asked {
  const { nights, from, to, weekdays, purpose, wishes, familyWishes, unitShouldKnow, urgency } = request;
  return {
    ...{ nights, from, to, weekdays, purpose, wishes, familyWishes, unitShouldKnow },
    ...{ emergency: urgency === 'emergency' },
    ...wantedByAll(request),
    theirWishes: wishesOfOthers(request),
  };
}

/**
 * What each brother and sister says for whom a draft is, in the order of its parts; of one with several parts once.
 * Whoever says nothing is among them with no words: each is asked, and none is spoken for by another.
 *
 * @example wishesOfOthers({ youngPerson: ash, parts: [ofAsh, ofBo] }); // [{ youngPerson: 'bo', wishes: 'To swim' }]
 */
export function wishesOfOthers({
  youngPerson,
  parts,
}: {
  youngPerson: { id: string };
  parts: readonly { state: RequestState; youngPerson: { id: string }; wishes: string }[];
}): SaidBy[] {
  const drafts = parts.filter((part) => part.state === 'draft' && part.youngPerson.id !== youngPerson.id);
  return [...new Map(drafts.map((part) => [part.youngPerson.id, part.wishes]))].map(([id, wishes]) => ({
    ...{ youngPerson: id, wishes },
  }));
}

/**
 * What is asked once these answers are given. Stretches of dates stand for the two dates between which they lie, and two
 * dates for the only stretch: whichever is said last.
 */
export function changed(before: Asked, answers: Answers): Asked {
  const said = Object.entries(answers).filter(([, answer]) => answer !== undefined);
  const asked = { ...before, ...(Object.fromEntries(said) as Partial<Asked>) };
  asked.theirWishes = saidNow(before.theirWishes, answers.theirWishes ?? []);
  if (answers.windows === undefined) return answers.from || answers.to ? { ...asked, windows: [] } : asked;
  // One stretch of dates is the one between the two dates.
  const windows = inOrder(answers.windows);
  return { ...asked, windows: windows.length > 1 ? windows : [], ...(windows.length > 0 && hullOf(windows)) };
}

/** What each says now: of whom nothing new is said, what they said before. */
function saidNow(before: readonly SaidBy[], said: NonNullable<Answers['theirWishes']>): SaidBy[] {
  const isNew = ({ youngPerson }: SaidBy) => said.some((one) => one.youngPerson === youngPerson);
  return [
    ...before.filter((one) => !isNew(one)),
    ...said.map(({ youngPerson, wishes = '' }) => ({ youngPerson, wishes })),
  ];
}
