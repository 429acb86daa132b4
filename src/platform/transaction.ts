import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';

const WORTH_ANOTHER_TRY = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

const joined = new AsyncLocalStorage<EntityManager>();

/** The PostgreSQL error code (SQLSTATE) behind an error, or `undefined`. */
export function sqlState(error: unknown): string | undefined {
  const driverError = (error as { driverError?: { code?: unknown } } | undefined)?.driverError;
  const code = driverError?.code ?? (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The name of the constraint that refused a row, or `undefined`. */
export function violatedConstraint(error: unknown): string | undefined {
  const driverError = (error as { driverError?: { constraint?: unknown } } | undefined)?.driverError;
  return typeof driverError?.constraint === 'string' ? driverError.constraint : undefined;
}

/**
 * Runs `work` in one transaction, and again when PostgreSQL chose it as the victim of a deadlock or a
 * serialization failure: such a transaction has changed nothing. Everything else it throws is passed on. Within
 * `allOrNone` it is part of that transaction.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const whole = joined.getStore();
  if (whole) return work(whole);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !WORTH_ANOTHER_TRY.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** Runs `work` so that every transaction in it is part of the one that is under way. */
export const asPartOf = <T>(manager: EntityManager, work: () => Promise<T>): Promise<T> => joined.run(manager, work);

/**
 * Runs `work` so that every transaction in it is part of one: what it calls one after the other happens all or none. It
 * must not call two of them at the same time, and reads outside of them see nothing of it yet.
 */
export function allOrNone<T>(dataSource: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return inTransaction(dataSource, (manager) => joined.run(manager, () => work(manager)));
}
