import pg from 'pg';
import supertest from 'supertest';
import { TestClock } from './test-clock.js';
import type { TestApp } from './test-app.js';

/** What the builders need of a service that runs in a process of its own: its address, and its database as a superuser. */
export function servedApp(address: string, database: string): TestApp & { end(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: database, max: 2 });
  pool.on('error', () => undefined);
  const sql = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await pool.query<T>(text, values)).rows;
  const known = { address, http: supertest(address), clock: new TestClock(), sql, asAdmin: sql };
  return { ...known, end: () => pool.end() } as unknown as TestApp & { end(): Promise<void> };
}
