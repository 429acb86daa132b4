import type { PlannedStay, Run } from './bed-plan.js';

/** How many beds were tried in one search. */
export interface Steps {
  take: () => void;
}

/** One that waits for a bed: which it fits, and from when the bed has to be free. */
export interface Waiting {
  start: number;
  fits: Uint8Array;
}

/** Whether the runs that are not placed yet can each have a bed of their own, night by night: if not, no search is needed. */
export class Lookahead {
  /** By night: the places of the runs that are there, in order. */
  private readonly there = new Map<number, number[]>();

  constructor(private readonly runs: readonly (Run & { stay: PlannedStay })[]) {
    runs.forEach(({ start, end }, index) => {
      for (let night = start; night < end; night += 1) {
        const there = this.there.get(night);
        if (there) there.push(index);
        else this.there.set(night, [index]);
      }
    });
  }

  holds(index: number, free: Int32Array, from: number, to: number): boolean {
    for (let night = from; night < to; night += 1) {
      const waiting = this.waiting(index, night);
      if (waiting.length > 0 && !eachHasABed(waiting, free)) return false;
    }
    return true;
  }

  /** Those at that place or later who are there on the night. */
  waiting(index: number, night: number): Waiting[] {
    const waiting: Waiting[] = [];
    for (const at of this.there.get(night) ?? []) {
      if (at >= index) waiting.push({ start: this.runs[at]!.start, fits: this.runs[at]!.stay.fits });
    }
    return waiting;
  }
}

/** Whether each can have a bed that fits and is free in time, no two the same one (Kuhn's augmenting paths). */
export function eachHasABed(waiting: readonly Waiting[], free: Int32Array): boolean {
  const holder = new Int32Array(free.length).fill(-1);
  const tried = new Uint8Array(free.length);
  const seat = (one: number): boolean => {
    const { fits, start } = waiting[one]!;
    for (let bed = 0; bed < free.length; bed += 1) {
      if (!fits[bed] || tried[bed] || free[bed]! > start) continue;
      tried[bed] = 1;
      const other = holder[bed]!;
      if (other < 0 || seat(other)) {
        holder[bed] = one;
        return true;
      }
    }
    return false;
  };
  return waiting.every((_, one) => {
    tried.fill(0);
    return seat(one);
  });
}
