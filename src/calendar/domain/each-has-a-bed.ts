/** Somebody who waits for a bed: which would do, and by when it has to be free. */
export interface Waiting {
  start: number;
  fits: Uint8Array;
}

/**
 * Whether each can have a bed that would do and is free in time, no two the same one. What is true of every night of a
 * re-arrangement, and cheap to see (Kuhn's augmenting paths).
 *
 * @param free by bed: the day from which it is free
 */
export function eachHasABed(waiting: readonly Waiting[], free: Int32Array): boolean {
  // Asked thousands of times for few beds: plain arrays are made quicker than typed ones.
  const holder = new Array<number>(free.length).fill(-1);
  const tried = new Array<boolean>(free.length);
  const seat = (one: number): boolean => {
    const { fits, start } = waiting[one]!;
    for (let bed = 0; bed < free.length; bed += 1) {
      if (!fits[bed] || tried[bed] || free[bed]! > start) continue;
      tried[bed] = true;
      const other = holder[bed]!;
      if (other < 0 || seat(other)) {
        holder[bed] = one;
        return true;
      }
    }
    return false;
  };
  return waiting.every((_, one) => {
    tried.fill(false);
    return seat(one);
  });
}
