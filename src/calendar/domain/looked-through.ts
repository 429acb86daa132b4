/** A division of the beds into classes by what is to come up to a horizon: within it, beds of one class can be exchanged. */
export interface Division {
  classes: Uint8Array;
  /** The last place that is counted in. */
  through: number;
}

/** The divisions by somebody else as well, from the coarsest to the finest. Never more than there are beds. */
export function dividedBy(fits: Uint8Array, divisions: readonly Division[]): Division[] {
  return divisions
    .map(({ classes, through }) => ({ classes: parted(classes, fits), through }))
    .filter(({ classes }, at, all) => at === all.length - 1 || count(classes) < count(all[at + 1]!.classes));
}

/** The classes, parted further by another division of the beds; the same array when that parts none. */
export function parted(classes: Uint8Array, by: Uint8Array): Uint8Array {
  const seen = new Map<number, number>();
  const finer = classes.map((one, bed) => {
    const key = one * 256 + by[bed]!;
    if (!seen.has(key)) seen.set(key, seen.size);
    return seen.get(key)!;
  });
  return count(classes) === seen.size ? classes : finer;
}

/** They are numbered from 0 on. */
const count = (classes: Uint8Array): number => classes.reduce((most, one) => Math.max(most, one + 1), 0);

/** The first of the beds of each class, in their order. */
export const oneOfEach = (beds: readonly number[], classes: Uint8Array): number[] =>
  beds.filter((bed, place) => beds.findIndex((other) => classes[other] === classes[bed]) === place);

/**
 * What is known of one place of a search: the states from which there is no way on, and those from which there is one.
 *
 * A state is, of each class of beds, when each gets free: who is in them until then makes no difference any more. A
 * failure is remembered by the coarsest division that covers what it came of, so that beds which differ only in what
 * comes long after are not gone through one for the other.
 */
export class LookedThrough {
  private readonly hopeful = new Set<string>();
  private readonly hopeless: (Map<string, number> | undefined)[] = [];

  constructor(readonly divisions: readonly Division[]) {}

  /** By everything to come. */
  get classes(): Uint8Array {
    return this.divisions.at(-1)!.classes;
  }

  /** The last place that the failure came of, where it is known that there is no way on. */
  failure(free: Int32Array, now: number): number | undefined {
    for (const [at, failures] of this.hopeless.entries()) {
      const found = failures?.get(stateOf(this.divisions[at]!.classes, free, now));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  fail(free: Int32Array, now: number, horizon: number): void {
    const at = this.divisions.findIndex(({ through }) => horizon <= through);
    (this.hopeless[at] ??= new Map()).set(stateOf(this.divisions[at]!.classes, free, now), horizon);
  }

  isHopeful(state: string): boolean {
    return this.hopeful.has(state);
  }

  succeed(state: string): void {
    this.hopeful.add(state);
  }
}

export function stateOf(classes: Uint8Array, free: Int32Array, now: number): string {
  const codes: number[] = [];
  for (let bed = 0; bed < free.length; bed += 1) {
    const code = classes[bed]! * SPAN + Math.max(free[bed]! - now, 0);
    let place = bed;
    for (; place > 0 && codes[place - 1]! > code; place -= 1) codes[place] = codes[place - 1]!;
    codes[place] = code;
  }
  let state = '';
  for (const code of codes) state += String.fromCharCode(code >> 16, code & 0xffff);
  return state;
}

const SPAN = 100_000;
