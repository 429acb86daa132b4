import type { PlannedStay, Run } from './bed-plan.js';
import { dividedBy, LookedThrough, stateOf, type Division } from './looked-through.js';

/** A stay as its side sees it. */
export interface SideRun extends Run {
  stay: PlannedStay;
  fits: Uint8Array;
}

/** The day from which a bed is free that nobody holds. */
export const NEVER = -1_000_000;

/**
 * The stays that may move, in the direction in which the nights are gone through: forwards as they are, or backwards
 * with each day negated, so that one search does for both.
 */
export class Side {
  readonly runs: readonly SideRun[];
  private readonly days: number[];
  private readonly starts: number[][];
  private readonly longest: number;
  private readonly known: LookedThrough[] = [];
  private readonly divisions: Division[][] = [];
  private readonly there = new Map<number, number[]>();
  private readonly present = new Map<number, string>();

  constructor(
    stays: readonly PlannedStay[],
    readonly beds: number,
    private readonly isBackwards: boolean,
  ) {
    const turned = stays.map((stay) => this.turned(stay));
    this.runs = isBackwards ? turned.toSorted((a, b) => a.start - b.start || a.end - b.end) : turned;
    this.days = this.runs.map(({ start }) => start);
    this.starts = Array.from({ length: beds }, () => []);
    for (const { stay, start } of this.runs) this.starts[stay.home]!.push(start);
    this.longest = this.runs.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    this.divisions[this.runs.length] = [{ classes: new Uint8Array(beds), through: Infinity }];
    for (let index = this.runs.length - 1; index >= 0; index -= 1)
      this.divisions[index] = dividedBy(this.runs[index]!.stay.fits, this.fromNone(index + 1));
    this.runs.forEach(({ start, end }, index) => {
      for (let night = start; night < end; night += 1) {
        const there = this.there.get(night);
        if (there) there.push(index);
        else this.there.set(night, [index]);
      }
    });
  }

  turned(stay: PlannedStay): SideRun {
    const [start, end] = this.isBackwards ? [-stay.end, -stay.start] : [stay.start, stay.end];
    return { stay, fits: stay.fits, start, end };
  }

  /** The place of the first run that starts on the day or later. */
  from(day: number): number {
    return firstAt(this.days, day);
  }

  /** The divisions of the beds from this run on, and before them the one by nothing yet. */
  fromNone(index: number): Division[] {
    return [{ classes: new Uint8Array(this.beds), through: index - 1 }, ...this.divisions[index]!];
  }

  /** What was looked through from this run on. It holds for every question about the house. */
  lookedThrough(index: number): LookedThrough {
    return (this.known[index] ??= new LookedThrough(this.divisions[index]!));
  }

  /** When, from the day on, the next of the bed's own is due. */
  nextAt(bed: number, day: number): number {
    const starts = this.starts[bed]!;
    return starts[firstAt(starts, day)] ?? Infinity;
  }

  /** The runs from that place on that are there on the night, by their places. */
  waiting(index: number, night: number): number[] {
    return this.there.get(night)?.filter((at) => at >= index) ?? [];
  }

  /** The state before this run of the present arrangement: from there on, everything can stay as it is. */
  presentState(index: number): string {
    let state = this.present.get(index);
    if (state === undefined) {
      const { classes } = this.lookedThrough(index);
      state = stateOf(classes, this.presentFree(index), this.runs[index]?.start ?? Infinity);
      this.present.set(index, state);
    }
    return state;
  }

  /** By bed: when it gets free, in the present arrangement, of those before this run. */
  presentFree(index: number): Int32Array {
    const free = new Int32Array(this.beds).fill(NEVER);
    const now = this.runs[index]?.start ?? Infinity;
    for (let at = index - 1; at >= 0 && this.runs[at]!.start + this.longest > now; at -= 1) {
      const { stay, end } = this.runs[at]!;
      free[stay.home] = Math.max(free[stay.home]!, end);
    }
    return free;
  }
}

/** The place of the first that is the day or later. */
function firstAt(days: readonly number[], day: number): number {
  let low = 0;
  for (let high = days.length; low < high;) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
