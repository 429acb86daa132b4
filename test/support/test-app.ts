import { createHash, randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import pg from 'pg';
import supertest from 'supertest';
import { readEnv } from '../../config/env.js';
import { createLogger } from '../../src/platform/log.js';
import { createService } from '../../src/service.js';
import { TestClock } from './test-clock.js';
import { createTestDatabase } from './test-database.js';

/** The whole service on a database of its own, under the service's own role, with a clock that can be moved. */
export interface TestApp {
  app: NestExpressApplication;
  clock: TestClock;
  /** Where it listens. */
  address: string;
  /** A client that signs nobody in. */
  http: ReturnType<typeof supertest>;
  /** The addresses of its database: the service's own role's, and its owner's. */
  serviceUrl: string;
  ownerUrl: string;
  /** As the owner of the tables, past the service. */
  sql<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** As the superuser, in its database. */
  asAdmin<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function startTestApp(settings: Record<string, string> = {}, { work = false } = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const env = readEnv({ DATABASE_URL: database.serviceUrl, LOG_LEVEL: 'silent', ...settings });
  const clock = new TestClock();
  const app = await createService(env, createLogger(env.LOG_LEVEL), { clock, work });
  const server: Server = await app.listen(0, '127.0.0.1');
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // Dropping the database may reach a connection that is still saying goodbye.
  owner.on('error', () => undefined);
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
  admin.on('error', () => undefined);
  return {
    app,
    clock,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    http: supertest(server),
    serviceUrl: database.serviceUrl,
    ownerUrl: database.ownerUrl,
    sql: async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await owner.query<T>(text, values)).rows,
    asAdmin: async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await admin.query<T>(text, values)).rows,
    close: async () => {
      await app.close();
      await admin.end();
      await owner.end();
      await database.drop();
    },
  };
}

/** A bearer token for a user, as the service would have made it. */
export async function aToken(app: Pick<TestApp, 'sql'>, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await app.sql(
    `INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at)
     VALUES ($1, 'test', $2, now(), now() + interval '400 days')`,
    [userId, createHash('sha256').update(token).digest()],
  );
  return token;
}
