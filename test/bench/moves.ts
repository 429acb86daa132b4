import type { Bed } from '../../src/calendar/domain/claim.js';
import { vacancyProver, type Standing } from '../../src/calendar/domain/prove-vacancy.js';
import { addDays, addMonths, daysBetween } from '../../src/kernel/nights.js';
import { sayFigure } from './frame.js';

const FIRST = '2027-01-01';
const MONTHS = 18;
const MARGIN = 60;
const NIGHTS = 2;
const TAKEN = 0.95;
const LONGEST = 7;
const LONGEST_GAP = 3;
const GOAL_MS = 200;
/** What a bed has, three beds of each; what a young person needs is one of the same four. */
const CLASSES: string[][] = [[], ['wheelchair'], ['en-suite'], ['wheelchair', 'en-suite']];

export interface Load {
  beds: Bed[];
  claims: Standing[];
}

/**
 * The hard load: 12 beds of four classes, 95 of 100 bed nights taken by stays of 1 to 7 nights, all of which may move,
 * for 18 months and a margin on either side. The same for the same seed.
 */
export function hardLoad(seed: number): Load {
  const next = randomFrom(seed);
  const upTo = (count: number) => Math.floor(next() * count);
  const beds = CLASSES.flatMap((attributes) => [attributes, attributes, attributes]).map((attributes, place): Bed => ({
    id: `bed-${place + 1}`,
    number: place + 1,
    name: `Bed ${place + 1}`,
    attributes,
    registeredFrom: '2020-01-01',
    registeredUntil: null,
  }));
  const end = addDays(addMonths(FIRST, MONTHS), MARGIN);
  const gaps = (((1 + LONGEST) / 2) * (1 - TAKEN)) / TAKEN / ((1 + LONGEST_GAP) / 2);
  const claims = beds.flatMap((bed) => {
    const row: Standing[] = [];
    for (let arrival = addDays(FIRST, -MARGIN - upTo(LONGEST)); arrival < end;) {
      const departure = addDays(arrival, 1 + upTo(LONGEST));
      const needs = bed.attributes.filter(() => next() < 0.5);
      row.push({ id: `${bed.id} ${arrival}`, bedId: bed.id, arrival, departure, mayMove: true, needs });
      arrival = addDays(departure, next() < gaps ? 1 + upTo(LONGEST_GAP) : 0);
    }
    return row;
  });
  return { beds, claims };
}

/** Every start in 18 months and each class of needs: with a bed free, by moves, or none; and what a start takes. */
export async function movesBench(): Promise<void> {
  const { beds, claims } = hardLoad(1);
  const counts = { free: 0, moves: 0, none: 0, not_looked_through: 0 };
  const times: number[] = [];
  let most = 0;
  for (const needs of CLASSES) {
    for (let start = 0; start < daysBetween(FIRST, addMonths(FIRST, MONTHS)); start += 1) {
      const arrival = addDays(FIRST, start);
      const wanted = { arrival, departure: addDays(arrival, NIGHTS), needs };
      const margin = { arrival: addDays(arrival, -MARGIN), departure: addDays(wanted.departure, MARGIN) };
      const near = claims.filter((claim) => claim.arrival < margin.departure && margin.arrival < claim.departure);
      const begun = performance.now();
      const answer = vacancyProver(beds, near)(wanted);
      times.push(performance.now() - begun);
      if (typeof answer === 'string') counts[answer] += 1;
      else counts[answer.moves.length === 0 ? 'free' : 'moves'] += 1;
      if (typeof answer !== 'string') most = Math.max(most, answer.moves.length);
    }
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]!;
  const starts = `${times.length} starts: ${counts.free} free, ${counts.moves} by moves (at most ${most}), ${counts.none} none`;
  sayFigure('moves, 12 beds of 4 classes, 95% taken, all may move', starts);
  const isReached = at(0.99) < GOAL_MS && counts.not_looked_through === 0;
  const figures = `p50 ${at(0.5).toFixed(1)}, p99 ${at(0.99).toFixed(1)}, most ${at(1).toFixed(1)} ms`;
  sayFigure('', `${figures}   p99 under ${GOAL_MS}: ${isReached ? 'reached' : 'NOT REACHED'}`);
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
