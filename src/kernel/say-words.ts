/**
 * A count as people write it: tablets are halved, and so are points of support. Counts are of whole things and halves.
 *
 * @example sayCount(1.5); // '1½'
 */
export function sayCount(count: number): string {
  const whole = Math.trunc(count);
  return whole === count ? `${count}` : `${whole || ''}½`;
}

/**
 * A list as people say it; nothing of none.
 *
 * @example sayList(['Ash', 'Bo', 'Kit']); // 'Ash, Bo and Kit'
 */
export function sayList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** @example sayOrdinal(22); // '22nd' */
export function sayOrdinal(count: number): string {
  const ending = count % 100 > 10 && count % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}
