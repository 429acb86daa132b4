import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** The service's role, as in production: it owns nothing. */
  serviceUrl: string;
  /** Whoever owns the tables. */
  ownerUrl: string;
  /** The superuser, for what nobody else may: ending other connections. */
  adminUrl: string;
  drop(): Promise<void>;
}

interface Server {
  adminUrl: string;
  ownerUrl: string;
  serviceUrl: string;
  template: string;
}

/** An empty, migrated database for one suite: a copy of the one that the run has made. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = JSON.parse(process.env.TEST_DATABASE_SERVER ?? 'null') as Server | null;
  if (!server) throw new Error('Run this suite through npm test: it brings the database up.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const asAdmin = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.adminUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const inside = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).href;
  // File by file: half the work of writing each page to the log, and nothing here outlives a crash.
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY OWNER short_breaks_owner`);
  return {
    serviceUrl: inside(server.serviceUrl),
    ownerUrl: inside(server.ownerUrl),
    adminUrl: inside(server.adminUrl),
    drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
