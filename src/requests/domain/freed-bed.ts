import type { Bed } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayStay } from '../../kernel/say-date.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import { fitted, type Fits, type FittedOption } from './fit.js';
import type { Guest, ObstacleCode } from './obstacles.js';
import { bedsBrokenUp, optionsFor, suits, type House, type Question, type Unavailable } from './options.js';
import type { Window } from './windows.js';

/** Why somebody who waits was passed over: what stands against the nights, the days that suit, or the advice. */
export type PassedCode = ObstacleCode | 'weekdays' | 'asked_before' | Extract<Verdict, 'unsuitable' | 'not_assessed'>;

export interface PassedOver {
  code: PassedCode;
  /** For those who work at the unit. */
  sentence: string;
}

/** Nights for one who waits, or why they are passed over; nothing of one who does not ask for these nights. */
export type Answer = { option: FittedOption } | { passed: PassedOver } | undefined;

/**
 * The stretches of dates in which a stay of so many nights would have to lie to take at least one of the freed nights; none
 * where what is asked for does not meet them.
 *
 * @example stretchesWith({ arrival: '2027-05-14', departure: '2027-05-16' }, { nights: 2, windows: [{ from: '2027-05-01', to: '2027-05-31' }] }); // [{ from: '2027-05-13', to: '2027-05-17' }]
 */
export function stretchesWith(
  freed: Nights,
  { nights, windows }: { nights: number; windows: readonly Window[] },
): Window[] {
  const first = addDays(freed.arrival, 1 - nights);
  const last = addDays(freed.departure, nights - 1);
  return windows.flatMap(({ from, to }) => {
    const stretch = { from: from > first ? from : first, to: to < last ? to : last };
    return addDays(stretch.from, nights) <= stretch.to ? [stretch] : [];
  });
}

/** What is looked at of one who waits: `question` within the stretches that meet the freed nights. */
export interface Looked {
  /** The bed that came back, and on which nights. */
  freed: Nights & { bed: Bed };
  question: Question;
  guest: Guest;
  fits: Fits;
  /** Nights to which the answer for this stay was no already: of the family, which may have said nothing, or of the manager. */
  refused: readonly Nights[];
}

/** The advice under which a bed is put before a manager: a no, and what nobody can say yet, are left to people. */
export const PUT_FORWARD: readonly Verdict[] = ['suitable', 'only_with_mitigation'];

/**
 * The nights that would suit one who waits best in the bed that came back, or why there are none. Another bed that is free
 * is no answer: it was free before, and may be the only one that has what somebody else needs.
 * No booked stay is moved for it. The safest come first, then what takes most of the freed
 * nights, then what leaves the calendar least broken up, then the earliest; nights of the week that the family did not ask for are not put to it,
 * nor those to which it, or the manager, said no already.
 */
export function answerFor({ freed, question, guest, fits, refused }: Looked, house: Omit<House, 'room'>): Answer {
  const { options, unavailable } = optionsFor(question, { ...house, beds: [freed.bed] }, guest);
  const onTheirWeekdays = options.filter(({ suitsWeekdays }) => suitsWeekdays);
  const suiting = onTheirWeekdays.filter((option) => !wasRefused(option, refused));
  if (suiting.length === 0 && onTheirWeekdays.length > 0)
    return { passed: { code: 'asked_before', sentence: ASKED_BEFORE } };
  if (suiting.length === 0) {
    const onTheirDays = unavailable.filter((one) => nightsOfAll(one).every((night) => suits(question.weekdays, night)));
    const [nearest] = onTheirDays.toSorted(
      (a, b) => nightsIn(b, freed) - nightsIn(a, freed) || a.reasons.length - b.reasons.length,
    );
    const first = nearest?.reasons[0];
    if (nearest && first) return { passed: { code: first.code, sentence: sayAgainst(nearest, freed) } };
    return options.length + unavailable.length > 0
      ? { passed: { code: 'weekdays', sentence: OTHER_WEEKDAYS } }
      : undefined;
  }
  const looked = suiting.map((option) => fitted(option, fits));
  const placeOf = ({ fit }: FittedOption) => VERDICTS.indexOf(fit.compatibility.verdict);
  const [best] = looked.toSorted(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      nightsIn(b, freed) - nightsIn(a, freed) ||
      bedsBrokenUp(a, [a.bed], house.claims) - bedsBrokenUp(b, [b.bed], house.claims) ||
      (a.arrival < b.arrival ? -1 : 1),
  ) as [FittedOption];
  const { verdict } = best.fit.compatibility;
  if (PUT_FORWARD.includes(verdict)) return { option: best };
  return {
    passed: { code: verdict as 'unsuitable' | 'not_assessed', sentence: ADVISED[verdict as keyof typeof ADVISED] },
  };
}

const nightsOfAll = (stay: Nights): PlainDate[] => [...nightsOf(stay)];

/** What stands against nights in one bed; that of a house whose every bed is taken would be about others. */
const sayAgainst = ({ arrival, departure, reasons }: Unavailable, { bed }: { bed: Bed }): string =>
  reasons
    .map(({ code, sentence }) =>
      code === 'no_bed' ? `${bed.name} is not free on all nights of ${sayStay({ arrival, departure })}.` : sentence,
    )
    .join(' ');

/** How many nights the two share. */
const nightsIn = (stay: Nights, freed: Nights): number =>
  [...nightsOf(stay)].filter((night) => freed.arrival <= night && night < freed.departure).length;

/** Whether the answer to just these nights was no already. */
export const wasRefused = ({ arrival, departure }: Nights, refused: readonly Nights[]): boolean =>
  refused.some((nights) => nights.arrival === arrival && nights.departure === departure);

const ASKED_BEFORE = 'These nights were thought of for them before, and were not taken up.';
const OTHER_WEEKDAYS = 'None of the free nights are on the days that suit the family.';
const ADVISED = {
  unsuitable: 'The advice is “Not suitable” with those who will be there.',
  not_assessed: 'Nobody can say yet how they fit: they, or somebody who will be there, are not assessed.',
};

/** The first in the order who could come, and everybody before them who asks for the nights and is passed over, with why. */
export interface Chosen<T> {
  chosen: { one: T; option: FittedOption } | undefined;
  passed: { one: T; passed: PassedOver }[];
}

/**
 * Whom a bed that has come back is put forward for: the first in the order, best placed first, whom `look` finds nights for.
 * Nobody after them is looked at. It is put before a manager, who decides; so are those who were passed over.
 *
 * @example chooseFirst([ash, bo], (one) => answers.get(one)); // { chosen: { one: bo, option }, passed: [{ one: ash, passed }] }
 */
export function chooseFirst<T>(inOrder: readonly T[], look: (one: T) => Answer): Chosen<T> {
  const passed: Chosen<T>['passed'] = [];
  for (const one of inOrder) {
    const answer = look(one);
    if (!answer) continue;
    if ('option' in answer) return { chosen: { one, option: answer.option }, passed };
    passed.push({ one, passed: answer.passed });
  }
  return { chosen: undefined, passed };
}

/** So many are read about at first: most beds go to one of the best placed. */
const FIRST_BATCH = 32;

/**
 * The same where it takes reading to know what each could have: `read` is given some of them at a time, each time four times
 * as many as before, and those after whoever is chosen are never read about, but for the rest of their batch.
 */
export async function chooseInBatches<T>(
  inOrder: readonly T[],
  read: (some: readonly T[]) => Promise<(one: T) => Answer>,
): Promise<Chosen<T>> {
  const passed: Chosen<T>['passed'] = [];
  for (let rest = inOrder, size = FIRST_BATCH; rest.length > 0; rest = rest.slice(size), size *= 4) {
    const some = rest.slice(0, size);
    const found = chooseFirst(some, await read(some));
    passed.push(...found.passed);
    if (found.chosen) return { chosen: found.chosen, passed };
  }
  return { chosen: undefined, passed };
}

/** The nights of a claim that nobody has taken again, from tonight on, as runs; those of its own bed. */
export function stillFree(claim: Nights, taken: readonly Nights[], tonight: PlainDate): Nights[] {
  const runs: Nights[] = [];
  for (const night of nightsOf(claim)) {
    if (night < tonight || taken.some(({ arrival, departure }) => arrival <= night && night < departure)) continue;
    const last = runs.at(-1);
    if (last?.departure === night) last.departure = addDays(night, 1);
    else runs.push({ arrival: night, departure: addDays(night, 1) });
  }
  return runs;
}
