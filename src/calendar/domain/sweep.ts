import type { PlannedStay, Run } from './bed-plan.js';
import { Lookahead, type Steps } from './lookahead.js';

/**
 * A direction in which the nights are gone through: forwards as they are, or backwards with each day negated, so that
 * one search does for both.
 */
export class Side {
  readonly runs: readonly SideRun[];
  readonly beds: number;
  readonly ahead: Lookahead;
  private readonly longest: number;
  private readonly alike: Uint8Array[];
  private readonly present = new Map<number, string>();
  private readonly hopeless = new Set<string>();

  constructor(stays: readonly PlannedStay[], beds: number, isBackwards: boolean) {
    const turned = stays.map((stay) => ({
      stay,
      start: isBackwards ? -stay.end : stay.start,
      end: isBackwards ? -stay.start : stay.end,
    }));
    this.runs = isBackwards ? turned.toSorted((a, b) => a.start - b.start || a.end - b.end) : turned;
    this.beds = beds;
    this.longest = Math.max(0, ...turned.map(({ start, end }) => end - start));
    this.ahead = new Lookahead(this.runs);
    this.alike = alikeFrom(this.runs, beds);
  }

  /** The place of the first run that starts on the day or later. */
  from(day: number): number {
    let low = 0;
    for (let high = this.runs.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.runs[middle]!.start < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** By bed: its class. Beds of one class can be exchanged for everything from this run on. */
  classes(index: number): Uint8Array {
    return this.alike[index]!;
  }

  /**
   * What the rest depends on: of each class of beds, when each gets free. Who is in them until then makes no
   * difference any more.
   */
  state(index: number, free: Int32Array): string {
    const now = this.runs[index]?.start ?? 0;
    const classes = this.classes(index);
    const codes = Array.from(free, (day, bed) => classes[bed]! * SPAN + Math.max(day - now, 0));
    return `${index}:${codes.toSorted((a, b) => a - b).join()}`;
  }

  /**
   * Places every run from this one on, given when each bed gets free, until everything beyond can stay as it is:
   * `undefined` when that cannot be. Complete: what fails is remembered by its state, and only that is left out.
   */
  place(index: number, free: Int32Array, steps: Steps): Map<PlannedStay, number> | undefined {
    const frames: Frame[] = [];
    for (let state: string | undefined = this.state(index, free); ; ) {
      if (state !== undefined && !this.hopeless.has(state)) {
        const at = index + frames.length;
        if (at === this.runs.length || state === this.presentState(at)) return this.settle(at, free, frames);
        frames.push({ at, state, beds: this.choices(at, free), next: 0, bed: -1, before: 0 });
      }
      const frame = frames.at(-1);
      if (!frame) return undefined;
      if (frame.bed >= 0) free[frame.bed] = frame.before;
      const bed = frame.beds[frame.next++];
      if (bed === undefined) {
        this.hopeless.add(frame.state);
        frames.pop();
        state = undefined;
        continue;
      }
      steps.take();
      const run = this.runs[frame.at]!;
      Object.assign(frame, { bed, before: free[bed]! });
      free[bed] = run.end;
      const holds = this.ahead.holds(frame.at + 1, free, run.start, run.end);
      state = holds ? this.state(frame.at + 1, free) : undefined;
    }
  }

  /** The beds that the run could take, its own first, then those that fewest need; of beds that are alike, one. */
  private choices(index: number, free: Int32Array): number[] {
    const { stay, start } = this.runs[index]!;
    const classes = this.classes(index);
    const { home } = stay;
    const open: number[] = [];
    for (let bed = 0; bed < this.beds; bed += 1) if (stay.fits[bed] && free[bed]! <= start) open.push(bed);
    const order = open.includes(home) ? [home, ...open.filter((bed) => bed !== home)] : open;
    const seen = new Set<number>();
    return order.filter((bed) => !seen.has(classes[bed]!) && seen.add(classes[bed]!));
  }

  private presentState(index: number): string {
    let state = this.present.get(index);
    if (state === undefined) this.present.set(index, (state = this.state(index, this.presentFree(index))));
    return state;
  }

  private presentFree(index: number): Int32Array {
    const free = new Int32Array(this.beds).fill(NEVER);
    const missing = new Set(free.keys());
    const now = this.runs[index]?.start ?? Infinity;
    for (let at = index - 1; at >= 0 && missing.size > 0; at -= 1) {
      const { stay, start, end } = this.runs[at]!;
      if (start + this.longest <= now) break;
      if (missing.delete(stay.home)) free[stay.home] = end;
    }
    return free;
  }

  /** What was placed, and what lies beyond: where it is, or in the bed that took its bed's part. */
  private settle(index: number, free: Int32Array, frames: readonly Frame[]): Map<PlannedStay, number> {
    const placed = new Map(frames.map(({ at, bed }) => [this.runs[at]!.stay, bed]));
    if (index === this.runs.length) return placed;
    const now = this.runs[index]!.start;
    const present = this.presentFree(index);
    const classes = this.classes(index);
    const isLike = (bed: number, other: number) =>
      classes[bed] === classes[other] && Math.max(free[bed]!, now) === Math.max(present[other]!, now);
    const beds = [...free.keys()];
    const left = beds.filter((bed) => !isLike(bed, bed));
    const parts = new Map<number, number>();
    for (const bed of beds.filter((one) => left.includes(one))) {
      const other = left.findIndex((one) => isLike(one, bed));
      parts.set(bed, left.splice(other, 1)[0]!);
    }
    if (parts.size > 0)
      for (const { stay } of this.runs.slice(index)) placed.set(stay, parts.get(stay.home) ?? stay.home);
    return placed;
  }
}

export interface SideRun extends Run {
  stay: PlannedStay;
}

interface Frame {
  at: number;
  state: string;
  beds: number[];
  next: number;
  bed: number;
  before: number;
}

const SPAN = 100_000;
export const NEVER = -1_000_000;

/** From each run on: which beds are alike, because everything from there on fits in the one if it fits in the other. */
function alikeFrom(runs: readonly SideRun[], beds: number): Uint8Array[] {
  const alike: Uint8Array[] = Array.from({ length: runs.length + 1 });
  alike[runs.length] = new Uint8Array(beds);
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    alike[index] = parted(alike[index + 1]!, runs[index]!.stay.fits);
  }
  return alike;
}

/** The classes, parted further by whether a bed fits; the same array when that parts none. */
export function parted(classes: Uint8Array, ...by: readonly Uint8Array[]): Uint8Array {
  const seen = new Map<string, number>();
  let isSame = true;
  const finer = classes.map((one, bed) => {
    const key = [one, ...by.map((fits) => fits[bed])].join();
    if (!seen.has(key)) seen.set(key, seen.size);
    const found = seen.get(key)!;
    if (found !== one) isSame = false;
    return found;
  });
  return isSame ? classes : finer;
}
