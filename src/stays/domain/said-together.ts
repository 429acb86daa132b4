/** What stands on the record of each young person of whom something was said at once: what was said may be about the others. */
const WITH_THE_REQUEST = 'Said of several young people at once: the words stand with the request.';
const WITH_THE_FIRST = 'Recorded together with a brother or sister: the words stand on that stay.';

/** @returns the words themselves where they were said of one young person alone, and none where nobody said any */
export function wordsOnEach(words: string, people: readonly { id: string }[]): string {
  return words && new Set(people.map(({ id }) => id)).size > 1 ? WITH_THE_REQUEST : words;
}

/** What stands with those for whom a step was recorded besides; the words stand with the first. */
export const wordsBeside = (words: string | undefined): string | undefined => words && WITH_THE_FIRST;
