import type { DataSource, EntityManager } from 'typeorm';

/**
 * Lends `work` one connection, without a transaction: what it sends without waiting in between goes over it in one write,
 * where the pool would take a connection, and a journey, for each.
 */
export async function onOneConnection<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work(runner.manager);
  } finally {
    await runner.release();
  }
}
