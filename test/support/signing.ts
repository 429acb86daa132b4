import type { builders, TestUser } from './builders.js';

/** What a manager chooses of each offer on the page on which nights are decided, where the advice is another. */
export const suitable = (...offers: string[]): Record<string, string> =>
  Object.fromEntries(
    offers.flatMap((id) => [
      [`decision-${id}`, 'suitable'],
      [`against-${id}`, 'They know the house'],
      [`reasons-${id}`, 'Suits the group'],
    ]),
  );

type Make = Pick<ReturnType<typeof builders>, 'as'>;

/** The word of what is shown at an address to whoever decides now; what nobody gives out, where there is nothing to decide. */
export async function seenNow(make: Make, by: TestUser, path: string): Promise<string> {
  const { body } = await make.as(by).get(path);
  return (body as { seenGroup?: string }).seenGroup ?? 'nothing';
}

/** Decides as a script does that looks first, at the advice on an offer or at what has changed of it or of a stay. */
export const lookedFirst = (make: Make, by: TestUser, path: string, said: object) => ({
  expect: async (status: number) => {
    const seenGroup = await seenNow(make, by, path.replace(/sign$/, 'advice').replace(/confirm$/, 'look-again'));
    return make
      .as(by)
      .post(path, { seenGroup, ...said })
      .expect(status);
  },
});
