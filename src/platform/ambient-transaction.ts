import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import { DomainError } from '../kernel/domain-error.js';
import { sqlState } from './transaction.js';

const ambient = new AsyncLocalStorage<QueryRunner>();

/**
 * Lets everything that a request does share one transaction. Within `inOneTransaction`, whatever asks the data source
 * for a connection gets the one of that transaction: queries join it, and a transaction inside it is a savepoint.
 */
export function shareTransactions(dataSource: DataSource): DataSource {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => ambient.getStore() ?? saysWhenUnknown(create(mode));
  return dataSource;
}

/** Whether what runs now is part of one, and so sees what nobody else does yet. */
export const isInOneTransaction = (): boolean => ambient.getStore() !== undefined;

/** How the transaction ends when `work` has thrown: its error decides. */
type Ending = (error: unknown) => 'commit' | 'roll back';

/**
 * Runs `work` in one transaction on one connection. What it throws is passed on, after a commit if `onError` says so:
 * what a service had rolled back by then stays rolled back.
 */
export async function inOneTransaction<T>(dataSource: DataSource, work: () => Promise<T>, onError: Ending): Promise<T> {
  const runner = dataSource.createQueryRunner();
  // Whoever releases what they think is their own connection must not give away everybody's.
  const release = runner.release.bind(runner);
  runner.release = async () => undefined;
  try {
    await runner.startTransaction();
    const result = await ambient.run(runner, work).catch(async (error: unknown) => {
      if (onError(error) === 'commit') await runner.commitTransaction();
      throw error;
    });
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await release();
  }
}

/** A connection that breaks while it commits leaves open whether it has: nobody may be told that nothing changed. */
function saysWhenUnknown(runner: QueryRunner): QueryRunner {
  const commit = runner.commitTransaction.bind(runner);
  runner.commitTransaction = async () => {
    const isOutermost = (runner as unknown as { transactionDepth: number }).transactionDepth <= 1;
    try {
      await commit();
    } catch (error) {
      if (!isOutermost || isRefusal(error)) throw error;
      throw new DomainError('unavailable', 'outcome-unknown', UNKNOWN);
    }
  };
  return runner;
}

const UNKNOWN =
  'The database went away just as this was saved, so we cannot say whether it was. Look whether it is there before you try again; programs repeat the call with the same Idempotency-Key.';

/** The commit was never sent, or the server itself said no to it; the codes of a server that is stopping or gone say nothing. */
function isRefusal(error: unknown): boolean {
  if ((error as Error).name.includes('AlreadyReleased')) return true;
  const state = sqlState(error) ?? '';
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(state) && !/^(57P|08)/.test(state);
}
