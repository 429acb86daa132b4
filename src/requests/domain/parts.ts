import { MOST_OCCURRENCES } from './series.js';
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

/** How many stays one request may want that are asked for one by one: two children and twelve weekends, say. */
export const MOST_BREAKS = 24;
/** How many parts one request may have: those of a series, and what was given up while it was a draft. */
export const MOST_PARTS = MOST_OCCURRENCES + MOST_BREAKS;

/** How far a part is from its end, where nothing else says which comes first: what is still to be done before what is over. */
const RANK: Record<RequestState, number> = {
  draft: 0,
  submitted: 1,
  in_review: 1,
  more_information_needed: 1,
  proposed: 1,
  offered: 1,
  agreed: 1,
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
  /** As in `ActedOn`. */
  submittedAt?: Date | null;
  isOver?: boolean;
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
  const answerFor = ({ state, submittedAt, isOver }: Standing) =>
    mayTake(
      action,
      { ...on, state, ...(submittedAt !== undefined && { submittedAt }), ...(isOver !== undefined && { isOver }) },
      actor,
    );
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

/** A part of a request of which some are drafts yet. */
export interface DraftPart {
  id: string;
  youngPersonId: string;
  position: number;
  isDraft: boolean;
  /** Whether something is written of it by itself: then it is kept, and given up where it is wanted no more. */
  isNoted: boolean;
}

/**
 * What becomes of the parts of a draft when it is wanted for these young people, so many breaks each: a part stays the part
 * of its young person, one of which something is written before others; one that is missing is added; one too many goes
 * (`left`), or is `givenUp` where something is written of it. They stand in the order of the young people, in the places
 * that parts which are given up do not have; `last` is the last of them.
 *
 * @example planParts([first], ['ash', 'bo'], 1); // { kept: [first at 1], added: [{ youngPersonId: 'bo', position: 2 }], … }
 */
export function planParts(all: readonly DraftPart[], people: readonly string[], breaks: number) {
  const drafts = all.filter(({ isDraft }) => isDraft);
  const goesOn = people.flatMap((person) =>
    drafts
      .filter(({ youngPersonId }) => youngPersonId === person)
      .toSorted((a, b) => Number(b.isNoted) - Number(a.isNoted) || a.position - b.position)
      .slice(0, breaks)
      .toSorted((a, b) => a.position - b.position),
  );
  const tooMany = drafts.filter((part) => !goesOn.includes(part));
  const stays = (part: DraftPart) => !part.isDraft || (part.isNoted && tooMany.includes(part));
  const taken = new Set(all.filter(stays).map(({ position }) => position));
  const kept: { id: string; position: number }[] = [];
  const added: { youngPersonId: string; position: number }[] = [];
  let position = 0;
  for (const youngPersonId of people.flatMap((person) => Array.from({ length: breaks }, () => person))) {
    do position += 1;
    while (taken.has(position));
    const at = goesOn.findIndex((part) => part.youngPersonId === youngPersonId);
    const [part] = at < 0 ? [] : goesOn.splice(at, 1);
    if (part) kept.push({ id: part.id, position });
    else added.push({ youngPersonId, position });
  }
  const gone = (isNoted: boolean) => tooMany.filter((part) => part.isNoted === isNoted).map(({ id }) => id);
  return { kept, added, left: gone(false), givenUp: gone(true), last: position };
}

/**
 * What the parts of a draft want together: the stretches of dates where there are several, how many breaks, who else, and
 * the aims of each of them that it is for.
 */
export function wantedByAll({
  youngPerson,
  windows,
  parts,
}: {
  youngPerson: { id: string };
  windows: readonly Window[];
  parts: readonly { state: RequestState; youngPerson: { id: string }; aims: readonly { id: string }[] }[];
}): { windows: Window[]; breaks: number; siblings: string[]; aims: string[] } {
  const drafts = parts.filter(({ state }) => state === 'draft').map((part) => part.youngPerson.id);
  return {
    windows: windows.length > 1 ? [...windows] : [],
    breaks: Math.max(1, drafts.filter((id) => id === youngPerson.id).length),
    siblings: [...new Set(drafts)].filter((id) => id !== youngPerson.id),
    aims: [...new Set(parts.flatMap((part) => (part.state === 'draft' ? part.aims.map(({ id }) => id) : [])))],
  };
}

/** Those for whom the parts are, each once, in the order of the parts. */
export function peopleOf<Person extends { id: string }>(parts: readonly { youngPerson: Person }[]): Person[] {
  return [...new Map(parts.map(({ youngPerson }) => [youngPerson.id, youngPerson])).values()];
}

/** Of each young person the first part for which nothing is held yet, or else the first. */
export function oneOfEach<Part extends Pick<Called, 'youngPerson'> & { offers: readonly unknown[] }>(
  parts: readonly Part[],
): Part[] {
  const free = parts.toSorted((a, b) => a.offers.length - b.offers.length);
  return peopleOf(parts).map(({ id }) => free.find(({ youngPerson }) => youngPerson.id === id)!);
}
