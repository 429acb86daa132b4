import { sqlState } from './transaction.js';

const TRANSACTION_HAS_FAILED = '25P02';

type Results<Work extends readonly unknown[]> = { -readonly [At in keyof Work]: Awaited<Work[At]> };

/**
 * Waits for statements of one transaction that were sent one behind another, without waiting in between: the server
 * takes them in their order, and a journey there and back is made once. When one fails, those behind it fail too,
 * for their transaction has: thrown is the first of the list that says why. Nothing is under way any more by then.
 *
 * @example `const [beds, claims] = await inOneGo(manager.query(BEDS, …), manager.query(CLAIMS, …));`
 */
export async function inOneGo<Work extends readonly (Promise<unknown> | undefined)[]>(
  ...work: Work
): Promise<Results<Work>> {
  const ended = await Promise.allSettled(work);
  const failed = ended.filter((one) => one.status === 'rejected').map(({ reason }) => reason as unknown);
  if (failed.length > 0) throw failed.find((reason) => sqlState(reason) !== TRANSACTION_HAS_FAILED) ?? failed[0];
  return ended.map((one) => (one as PromiseFulfilledResult<unknown>).value) as Results<Work>;
}
