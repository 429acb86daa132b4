type Results<Work extends readonly unknown[]> = { -readonly [At in keyof Work]: Awaited<Work[At]> };

/**
 * Waits for statements of one transaction that were sent one behind another, without waiting in between: the server
 * takes them in their order, and a journey there and back is made once. When one fails, those behind it in the
 * transaction fail too, so the first in the list is the one that says why; nothing is under way any more by then.
 *
 * @example `const [beds, claims] = await inOneGo(manager.query(BEDS, …), manager.query(CLAIMS, …));`
 */
export async function inOneGo<Work extends readonly (Promise<unknown> | undefined)[]>(
  ...work: Work
): Promise<Results<Work>> {
  const ended = await Promise.allSettled(work);
  const values = ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return values as Results<Work>;
}
