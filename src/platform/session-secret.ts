import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** The secret that signs session cookies: the setting, or one that all processes share through the database. */
export async function sessionSecret(dataSource: DataSource, setting: string | undefined): Promise<string> {
  return setting ?? serviceSecret(dataSource, 'session');
}

/** A secret of the service's own, the same for all its processes; made by whichever asks first. */
export async function serviceSecret(dataSource: DataSource, name: string): Promise<string> {
  await dataSource.query(`INSERT INTO service_secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    name,
    randomBytes(48).toString('base64url'),
  ]);
  const [row] = await dataSource.query<{ value: string }[]>(`SELECT value FROM service_secrets WHERE name = $1`, [
    name,
  ]);
  return row!.value;
}
