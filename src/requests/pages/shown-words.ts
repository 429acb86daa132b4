/**
 * What a page shows of several, for a hidden field of each: whose it is and its word, with a space between.
 *
 * @example shownFields(['bed'], ['a.b.c']); // ['bed a.b.c']
 */
export const shownFields = (ids: readonly string[], words: readonly string[]): string[] =>
  ids.map((id, place) => `${id} ${words[place]}`);

/**
 * What such fields say, by whose it is. What the page did not show is no word that was given out, and nothing is signed by it.
 *
 * @example readShown(['bed a.b.c']).get('bed'); // 'a.b.c'
 */
export const readShown = (fields: readonly string[] = []): { get: (id: string) => string } => {
  const words = new Map(
    fields.map((field) => {
      const [id = '', word = ''] = field.split(' ');
      return [id, word] as const;
    }),
  );
  return { get: (id) => words.get(id) ?? '' };
};
