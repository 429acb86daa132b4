/** Fewer than this are not shown: somebody could be recognised among them. */
export const FEWEST = 5;

/** A figure that may be shown; null where it is hidden, of which nobody is told why. */
export type Shown = number | null;

/**
 * Figures of the groups that a whole is made of, with the small ones hidden, and so many others beside them that no hidden
 * figure can be worked out from the whole. The whole itself is always taken to be known.
 *
 * - What is below five is hidden, nought among it: *nobody* of a group tells of everybody in it.
 * - Where anything is hidden, the smallest of the others is hidden with it, and every one that is as large. The hidden ones
 *   are then marked alike, and hold one small figure at least and one that is not: any of them could be either, so even who
 *   knows this rule cannot tell which. Putting the hidden figures in another order gives the same answer.
 * - So nothing is in sight where all are small, and where one alone is not: these look alike, too.
 *
 * Source: secondary suppression as in the guidance on disclosure control of the Office for National Statistics; the
 * threshold of five as in the Department for Education's figures of children in need.
 *
 * @example hideSmall([12, 3, 9, 20]); // [12, null, null, 20]
 */
export function hideSmall(figures: readonly number[]): Shown[] {
  if (figures.every((one) => one >= FEWEST)) return [...figures];
  const alike = Math.min(...figures.filter((one) => one >= FEWEST));
  return figures.map((one) => (one > alike ? one : null));
}

/** The same of a figure that is a part of another of the same group, such as the refused of those who asked. */
export function hideSmallParts(parts: readonly number[], wholes: readonly Shown[]): Shown[] {
  const order = parts.map((_, place) => place).toSorted((a, b) => parts[b]! - parts[a]!);
  const shown = new Set(order.filter((place) => wholes[place] !== null && parts[place]! >= FEWEST));
  while (shown.size > 0 && shown.size < parts.length && !isSafe(parts, wholes, shown)) hideSmallest(parts, shown);
  return parts.map((one, place) => (shown.has(place) ? one : null));
}

function hideSmallest(parts: readonly number[], shown: Set<number>): void {
  const least = Math.min(...[...shown].map((place) => parts[place]!));
  for (const place of [...shown]) if (parts[place] === least) shown.delete(place);
}

/**
 * Whether each hidden part could be anything from none to four, or to its whole where that is known and smaller, given what
 * is shown and the sum of all: what is hidden holds a part that takes up whatever another has less or more.
 */
function isSafe(parts: readonly number[], wholes: readonly Shown[], shown: ReadonlySet<number>): boolean {
  const hidden = parts.map((_, place) => place).filter((place) => !shown.has(place));
  const sum = hidden.reduce((total, place) => total + parts[place]!, 0);
  return hidden.every((place) => {
    const others = hidden.reduce((total, one) => (one === place ? total : total + (wholes[one] ?? sum)), 0);
    return sum <= others && sum >= Math.min(wholes[place] ?? Infinity, FEWEST - 1);
  });
}

/** The one in the middle of figures in whatever order, or halfway between two; null of fewer than five. @example medianOf([3, 1, 8, 2, 9]); // 3 */
export function medianOf(figures: readonly number[]): Shown {
  if (figures.length < FEWEST) return null;
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}
