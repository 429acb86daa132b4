import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { queueConnection } from '../../src/platform/jobs/queue-connection.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

it('survives the end of a connection that is in use between two statements', async () => {
  const { connection, close } = queueConnection({ DATABASE_URL: app.serviceUrl }, 'worker');
  const pool = connection as Pool;
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let isEnded = false;
    client.on('end', () => (isEnded = true));
    // Where nobody hears of it, it ends the process.
    expect(client.listenerCount('error')).toBeGreaterThan(0);
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await until(async () => isEnded, 'the connection did not end');
    await expect(client.query('SELECT 1')).rejects.toThrow();
  } finally {
    client.release(true);
    await close();
  }
});
