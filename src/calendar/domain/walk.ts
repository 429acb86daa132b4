import type { PlannedStay } from './bed-plan.js';
import { eachHasABed, type Waiting } from './each-has-a-bed.js';
import { dividedBy, LookedThrough, oneOfEach, stateOf } from './looked-through.js';
import type { Side, SideRun } from './side.js';

/** Counts the work of a search, a bed tried or a night looked at, and ends it beyond its bound. */
export interface Steps {
  take: () => void;
}

interface Frame {
  /** By everything to come. */
  state: string;
  beds: number[];
  bed: number;
  before: number;
  /** The last place that the failures so far came of. */
  horizon: number;
}

/**
 * One way from a cut through the nights: first those who are there across the cut, then those after it, one by one.
 *
 * A depth-first search over the beds they could have, which remembers what failed by its state: it leaves out only what
 * has been looked through, and that makes it complete. It ends where the rest can stay as it is.
 */
export class Walk {
  readonly length: number;
  private readonly index: number;
  private readonly first: readonly SideRun[];
  private readonly known: LookedThrough[] = [];

  /** @param cut the day of the cut, as the side sees it */
  constructor(
    private readonly side: Side,
    across: readonly PlannedStay[],
    cut: number,
    private readonly steps: Steps,
  ) {
    const index = side.from(cut);
    // Who is there across the cut can have no bed that somebody else has from the cut on.
    this.first = across.map((stay) => ({ ...side.turned(stay), start: cut - 1 }));
    this.length = across.length + side.runs.length - index;
    this.index = index;
    let divisions = side.fromNone(index);
    for (let at = across.length - 1; at >= 0; at -= 1) {
      divisions = dividedBy(across[at]!.fits, divisions);
      this.known[at] = new LookedThrough(divisions);
    }
  }

  /** By bed: its class. Beds of one class can be exchanged for everything from this place on. */
  classes(at: number): Uint8Array {
    return this.lookedThrough(at).classes;
  }

  /** Whether everything from this place on can be given beds, given when each gets free. */
  isHopeful(at: number, free: Int32Array): boolean {
    return this.search(at, free.slice(), true) !== undefined;
  }

  /** The beds of everything from this place on, which is hopeful: what lies beyond is where it is, or takes another bed's part. */
  place(at: number, free: Int32Array): Map<PlannedStay, number> {
    const then = free.slice();
    const frames = this.search(at, then, false)!;
    const placed = new Map(frames.map(({ bed }, past) => [this.run(at + past).stay, bed]));
    const rest = at + frames.length;
    if (rest === this.length) return placed;
    const parts = partsOf(this.classes(rest), then, this.side.presentFree(this.beyond(rest)), this.run(rest).start);
    if (parts.size > 0)
      for (const { stay } of this.side.runs.slice(this.beyond(rest)))
        placed.set(stay, parts.get(stay.home) ?? stay.home);
    return placed;
  }

  /** The frames of a way on, with `free` as it is in the end. To know that there is one, what was found hopeful is enough. */
  private search(start: number, free: Int32Array, isEnoughToKnow: boolean): Frame[] | undefined {
    const frames: Frame[] = [];
    /** Goes on to the place; true where the end is. */
    const goOn = (at: number): boolean => {
      const known = this.lookedThrough(at);
      const failure = known.failure(free, this.now(at));
      if (failure !== undefined) {
        note(frames, failure);
        return false;
      }
      const state = stateOf(known.classes, free, this.now(at));
      if (this.isBack(at, state) || (isEnoughToKnow && known.isHopeful(state))) return true;
      const horizon = at < this.first.length ? this.index - 1 : this.beyond(at);
      frames.push({ state, beds: this.choices(at, free), bed: -1, before: 0, horizon });
      return false;
    };

    if (goOn(start)) return frames;
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const at = start + frames.length - 1;
      if (frame.bed >= 0) free[frame.bed] = frame.before;
      const bed = frame.beds.shift();
      if (bed === undefined) {
        this.lookedThrough(at).fail(free, this.now(at), frame.horizon);
        frames.pop();
        note(frames, frame.horizon);
        continue;
      }
      this.steps.take();
      frame.bed = bed;
      frame.before = free[bed]!;
      free[bed] = this.run(at).end;
      const failure = this.failure(at + 1, free, this.run(at));
      if (failure !== undefined) note(frames, failure);
      else if (goOn(at + 1)) {
        frames.forEach((one, past) => this.lookedThrough(start + past).succeed(one.state));
        return frames;
      }
    }
    return undefined;
  }

  /** The beds that the run could take, its own first, then where it is least in the way; of beds that are alike, one. */
  private choices(at: number, free: Int32Array): number[] {
    const { stay, start, end } = this.run(at);
    const classes = this.classes(at);
    const open: { bed: number; inTheWay: number }[] = [];
    for (let bed = 0; bed < free.length; bed += 1) {
      if (!stay.fits[bed] || free[bed]! > start) continue;
      open.push({ bed, inTheWay: bed === stay.home ? -Infinity : end - this.side.nextAt(bed, start) });
    }
    open.sort((a, b) => a.inTheWay - b.inTheWay || a.bed - b.bed);
    return oneOfEach(
      open.map(({ bed }) => bed),
      classes,
    );
  }

  /**
   * On each night of the run just placed, everybody still to be placed must be able to have a bed: where not, the last
   * place of those who are there on that night.
   */
  private failure(at: number, free: Int32Array, { start, end }: SideRun): number | undefined {
    let latest = -1;
    for (let night = start; night < end; night += 1) {
      this.steps.take();
      const later = this.side.waiting(this.beyond(at), night);
      // Where nobody has come since the night before there are no more than could have a bed on it.
      if (night > start && (later.at(-1) ?? -1) <= latest) continue;
      latest = later.at(-1) ?? -1;
      const waiting: Waiting[] = later.map((place) => this.side.runs[place]!);
      for (let one = at; one < this.first.length; one += 1)
        if (night < this.first[one]!.end) waiting.push(this.first[one]!);
      if (waiting.length > 0 && !eachHasABed(waiting, free)) return later.at(-1) ?? this.index - 1;
    }
    return undefined;
  }

  private isBack(at: number, state: string): boolean {
    if (at === this.length) return true;
    return at >= this.first.length && state === this.side.presentState(this.beyond(at));
  }

  private now(at: number): number {
    return at === this.length ? Infinity : this.run(at).start;
  }

  private lookedThrough(at: number): LookedThrough {
    return at < this.first.length ? this.known[at]! : this.side.lookedThrough(this.beyond(at));
  }

  private run(at: number): SideRun {
    return this.first[at] ?? this.side.runs[this.beyond(at)]!;
  }

  private beyond(at: number): number {
    return this.index + Math.max(0, at - this.first.length);
  }
}

function note(frames: readonly Frame[], horizon: number): void {
  const frame = frames.at(-1);
  if (frame) frame.horizon = Math.max(frame.horizon, horizon);
}

/** By bed of the present arrangement, where it differs: the bed, alike and free at the same time, that takes its part. */
function partsOf(classes: Uint8Array, free: Int32Array, present: Int32Array, now: number): Map<number, number> {
  const isLike = (bed: number, other: number) =>
    classes[bed] === classes[other] && Math.max(free[bed]!, now) === Math.max(present[other]!, now);
  const beds = [...free.keys()].filter((bed) => !isLike(bed, bed));
  const left = [...beds];
  return new Map(
    beds.map((part) => {
      const taker = left.findIndex((bed) => isLike(bed, part));
      return [part, left.splice(taker, 1)[0]!];
    }),
  );
}
