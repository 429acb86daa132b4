import type { Nights } from '../../kernel/nights.js';
import { anyRearrangement, sidesOf, type Sides } from './any-rearrangement.js';
import { layOut, runOf, type BedPlan, type Run, type Standing } from './bed-plan.js';
import type { Bed } from './claim.js';
import { exchangeTwo } from './exchange-two.js';
import { fewMoves, meeting, type Rearranged } from './few-moves.js';
import { fewerMoves } from './fewer-moves.js';
import { eachHasABed } from './each-has-a-bed.js';
import { NEVER } from './side.js';
import type { Steps } from './walk.js';
export type { Standing } from './bed-plan.js';

/** Somebody who is to have a bed: what it must have. */
export interface Seeking {
  needs: readonly string[];
  /** Asks for one of these beds and no other. */
  bedIds?: readonly string[];
}

export type Wanted = Nights & Seeking;

/** A stay that changes beds. Its nights stay what they are. */
export interface Move extends Nights {
  claimId: string;
  from: Bed;
  to: Bed;
}

/** The bed that is free on every night once the moves are made. None are needed where it is free as things are. */
export interface Proof {
  bed: Bed;
  moves: Move[];
}

/** The same for several at once: a bed of their own for each, in their order. */
export interface ProofForAll {
  beds: Bed[];
  moves: Move[];
}

/** `not_looked_through` is no answer: nothing was found within the bound, and there may be something. */
type Unproven = 'none' | 'not_looked_through';
export type Answer = Proof | Unproven;

/** The most moves for which the fewest are found exactly; beyond it there are as few as can be had cheaply. */
export const FEWEST_UP_TO = 3;

/** How much one question may try, beds and nights looked at together; many times what the hardest of the bench takes. */
const BOUND = 100_000;
/** And all the questions to one prover together: no call keeps the others waiting for seconds. */
const BOUND_OF_ALL = 300_000;

/**
 * Answers, for one house, whether nights can be had in a single bed, and which stays have to change beds for it.
 *
 * @example vacancyProver(beds, claims)({ arrival: '2027-05-04', departure: '2027-05-06', needs: [] }); // { bed: two, moves: [{ claimId, from: two, to: one, … }] }
 */
export function vacancyProver(
  beds: readonly Bed[],
  claims: readonly Standing[],
  bound = BOUND,
): (wanted: Wanted) => Answer {
  const prove = proverForAll(beds, claims, bound);
  return (wanted) => {
    const answer = prove(wanted, [wanted]);
    return typeof answer === 'string' ? answer : { bed: answer.beds[0]!, moves: answer.moves };
  };
}

/**
 * The same for several who want the same nights together, brothers and sisters say: whether each can have a bed of their
 * own throughout, and which stays have to change beds for it.
 *
 * Sound: no bed is ever given to two on one night, each stay keeps its nights and gets what it needs, and what may not
 * move stays where it is. Complete: if any re-arrangement of the stays that may move makes room for all, one is found. No
 * order of the input makes a difference. One prover answers many questions about the same house, and remembers what
 * it found hopeless.
 *
 * @example proverForAll(beds, claims)({ arrival: '2027-05-04', departure: '2027-05-06' }, [{ needs: [] }, { needs: ['wheelchair'] }]); // { beds: [one, four], moves: [] }
 */
export function proverForAll(
  beds: readonly Bed[],
  claims: readonly Standing[],
  bound = BOUND,
): (wanted: Nights, all: readonly Seeking[]) => ProofForAll | Unproven {
  let plan: BedPlan | undefined;
  let sides: Sides | undefined;
  const together = boundedBy(Math.max(bound, BOUND_OF_ALL));
  return (wanted, all) => {
    plan ??= layOut(beds, claims);
    const { fitsFor } = plan;
    const run = runOf(wanted);
    const fits = all.map(({ needs, bedIds }) => fitsFor(wanted, needs, bedIds));
    if (!everyNightHolds(plan, run, fits)) return 'none';
    const few = fewMoves(plan, run, fits, FEWEST_UP_TO) ?? (fits.length === 1 && exchangeTwo(plan, run, fits[0]!));
    if (few) return proofOf(plan, few);
    sides ??= sidesOf(plan);
    const steps = boundedBy(bound, together);
    try {
      const any = anyRearrangement(plan, sides, run, fits, steps);
      return any ? proofOf(plan, fewerMoves(plan, run, fits, any)) : 'none';
    } catch (error) {
      if (error instanceof Exhausted) return 'not_looked_through';
      throw error;
    }
  };
}

/** On each night wanted, everybody there and those asked for could have a bed: what is necessary, and cheap to see. */
function everyNightHolds({ rows, beds }: BedPlan, { start, end }: Run, fits: readonly Uint8Array[]): boolean {
  const free = new Int32Array(beds.length).fill(NEVER);
  const asked = fits.map((its) => ({ start, fits: its }));
  for (let night = start; night < end; night += 1) {
    const there = rows.flatMap((row) => meeting(row, { start: night, end: night + 1 }));
    if (asked.length + there.length > beds.length || !eachHasABed([...asked, ...there], free)) return false;
  }
  return true;
}

/** The re-arrangement in the unit's words: who really changes beds, by arrival. */
export function proofOf({ beds }: BedPlan, { beds: given, moved }: Rearranged): ProofForAll {
  const moves = [...moved]
    .filter(([{ home }, to]) => to !== home)
    .map(([{ claim, home }, to]) => ({
      claimId: claim.id,
      from: beds[home]!,
      to: beds[to]!,
      arrival: claim.arrival,
      departure: claim.departure,
    }));
  const inOrder = (a: Move, b: Move) =>
    a.arrival === b.arrival ? a.from.number - b.from.number : a.arrival < b.arrival ? -1 : 1;
  return { beds: given.map((bed) => beds[bed]!), moves: moves.toSorted(inOrder) };
}

class Exhausted extends Error {}

function boundedBy(bound: number, within?: Steps): Steps {
  let taken = 0;
  return {
    take: () => {
      taken += 1;
      if (taken > bound) throw new Exhausted();
      within?.take();
    },
  };
}
