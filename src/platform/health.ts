import type { DataSource } from 'typeorm';
import { loadMigrations, pendingMigrations } from './database/migrate.js';

export interface Health {
  status: 'ok' | 'unavailable';
  /** What keeps the service from working, for whoever runs it. */
  problem?: string;
  /** What works and yet is not as it should be. */
  warnings: string[];
}

const PATIENCE_MS = 2_000;

/** Which rights the connected role has that it should not have. */
const RIGHTS = `
  SELECT r.rolsuper AS superuser,
         EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(tableowner, 'MEMBER')) AS owner,
         has_table_privilege('audit_entries', 'UPDATE, DELETE, TRUNCATE') AS changer
  FROM pg_roles r WHERE r.rolname = current_user`;

/** Whether the service can work now: its database answers within two seconds and has every migration. */
export async function readiness(dataSource: Pick<DataSource, 'query'>, patience = PATIENCE_MS): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((answer) => {
    timer = setTimeout(() => answer(unavailable('The database does not answer.')), patience);
  });
  const check = examine(dataSource).catch(() => unavailable('The database cannot be reached.'));
  return Promise.race([check, late]).finally(() => clearTimeout(timer));
}

const unavailable = (problem: string): Health => ({ status: 'unavailable', problem, warnings: [] });

async function examine(dataSource: Pick<DataSource, 'query'>): Promise<Health> {
  const query = (sql: string) => dataSource.query<{ name: string }[]>(sql).catch(driverError);
  const pending = await pendingMigrations(query, await loadMigrations());
  if (pending.length) return unavailable(`The database lacks ${pending.length} migrations: run npm run migrate.`);
  const [rights] = await dataSource.query<Rights[]>(RIGHTS);
  return { status: 'ok', warnings: warningsOf(rights) };
}

const driverError = (error: { driverError?: Error }): never => {
  throw error.driverError ?? error;
};

interface Rights {
  superuser: boolean;
  owner: boolean;
  changer: boolean;
}

export function warningsOf(rights: Rights | undefined): string[] {
  const why = rights?.superuser
    ? 'it is a superuser'
    : rights?.owner
      ? 'it owns tables'
      : rights?.changer
        ? 'it may update or delete its entries'
        : undefined;
  if (!why) return [];
  return [
    `The service's database role can change the audit trail: ${why}. Give the service a role of its own in DATABASE_URL, and run npm run migrate with the owner's address in MIGRATE_DATABASE_URL.`,
  ];
}
