/** What a manager chooses of each offer on the page on which nights are decided, where the advice is another. */
export const suitable = (...offers: string[]): Record<string, string> =>
  Object.fromEntries(
    offers.flatMap((id) => [
      [`decision-${id}`, 'suitable'],
      [`against-${id}`, 'They know the house'],
      [`reasons-${id}`, 'Suits the group'],
    ]),
  );
