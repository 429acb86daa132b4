import type { RequestState } from './states.js';
import type { Window } from './windows.js';
import type { Action } from './transitions.js';
import { mayTake, type ActedOn, type Availability } from './workflow.js';

/** The steps that only move a part on: no nights, at most a reason. */
export const PLAIN_ACTIONS = [
  'review',
  'ask_information',
  'give_information',
  'answer_late',
  'waitlist',
  'decline',
  'reopen',
] as const satisfies Action[];
export type PlainAction = (typeof PLAIN_ACTIONS)[number];

/** How many stays one request may want: two children and twelve weekends, say. */
export const MOST_PARTS = 24;

/** How far a part is from its end, where nothing else says which comes first: what is still to be done before what is over. */
const RANK: Record<RequestState, number> = {
  draft: 0,
  submitted: 1,
  in_review: 1,
  more_information_needed: 1,
  proposed: 1,
  offered: 1,
  offer_lapsed: 1,
  waitlisted: 2,
  in_residence: 3,
  booked: 4,
  completed: 5,
  reviewed: 6,
  no_show: 7,
  cancelled: 8,
  declined: 9,
  withdrawn: 10,
};

/** A part as far as it matters to where its request stands. */
export interface Standing {
  state: RequestState;
  nextAction: { due: Date | null } | null;
}

/**
 * The part from which the state of its request is read: the one whose next step is most pressing.
 *
 * A draft is a draft as long as one part is. Then come the parts for which somebody owes a step before there is a stay,
 * those that wait for free nights last of them; then who is staying, who is booked; then what is over, a stay that took
 * place first and a withdrawal last. Among equals the step that is due first wins, one without a date comes after those
 * with one, and the first part comes first. At least one part must be given.
 *
 * @example leadOf([booked, inReview]); // inReview: the request is being looked at
 */
export function leadOf<Part extends Standing>(parts: readonly Part[]): Part {
  const due = ({ nextAction }: Part) => nextAction?.due?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return parts.toSorted((a, b) => RANK[a.state] - RANK[b.state] || due(a) - due(b))[0]!;
}

/**
 * Whether the step can be taken now for one of the parts at least; where for none, why not for the part from which the
 * request's state is read.
 */
export function mayTakeForAny(
  action: Action,
  on: Omit<ActedOn, 'state'>,
  parts: readonly Standing[],
  actor: Parameters<typeof mayTake>[2],
): Availability {
  const answerFor = ({ state }: Standing) => mayTake(action, { ...on, state }, actor);
  return parts.map(answerFor).find(({ available }) => available) ?? answerFor(leadOf(parts));
}

/** Whose a part is, and its place. */
export interface Called {
  position: number;
  youngPerson: { id: string; firstName: string; lastName: string };
}

/**
 * A part as people tell it from the others of its request: its number, and of brothers and sisters whose it is.
 *
 * @example partName(second, parts); // 'Break 2 of 3'
 */
export function partName({ position, youngPerson }: Called, parts: readonly Called[]): string {
  const people = new Set(parts.map((part) => part.youngPerson.id));
  const place = `Break ${position} of ${parts.length}`;
  return people.size > 1 ? `${place}, for ${youngPerson.firstName} ${youngPerson.lastName}` : place;
}

/**
 * What becomes of the parts of a draft when it is wanted for these young people, so many breaks each: a part stays the part
 * of its young person, one that is missing is added, one too many goes. They stand in the order of the young people, in
 * the places that parts which were given up before do not have.
 *
 * @example planParts([first], ['ash', 'bo'], 1); // { kept: [first at 1], added: [{ youngPersonId: 'bo', position: 2 }], left: [] }
 */
export function planParts(
  all: readonly { id: string; youngPersonId: string; position: number; isDraft: boolean }[],
  people: readonly string[],
  breaks: number,
) {
  const left = all.filter(({ isDraft }) => isDraft).map(({ id, youngPersonId }) => ({ id, youngPersonId }));
  const taken = new Set(all.filter(({ isDraft }) => !isDraft).map(({ position }) => position));
  const kept: { id: string; position: number }[] = [];
  const added: { youngPersonId: string; position: number }[] = [];
  let position = 0;
  for (const youngPersonId of people.flatMap((person) => Array.from({ length: breaks }, () => person))) {
    do position += 1;
    while (taken.has(position));
    const at = left.findIndex((part) => part.youngPersonId === youngPersonId);
    const [part] = at < 0 ? [] : left.splice(at, 1);
    if (part) kept.push({ id: part.id, position });
    else added.push({ youngPersonId, position });
  }
  return { kept, added, left: left.map(({ id }) => id) };
}

/** What the parts of a draft want together: the stretches of dates where there are several, how many breaks, and who else. */
export function wantedByAll({
  youngPerson,
  windows,
  parts,
}: {
  youngPerson: { id: string };
  windows: readonly Window[];
  parts: readonly { state: RequestState; youngPerson: { id: string } }[];
}): { windows: Window[]; breaks: number; siblings: string[] } {
  const drafts = parts.filter(({ state }) => state === 'draft').map((part) => part.youngPerson.id);
  return {
    windows: windows.length > 1 ? [...windows] : [],
    breaks: Math.max(1, drafts.filter((id) => id === youngPerson.id).length),
    siblings: [...new Set(drafts)].filter((id) => id !== youngPerson.id),
  };
}
