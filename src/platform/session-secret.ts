import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

const NAME = 'session';

/** The secret that signs session cookies: the setting, or one that all processes share through the database. */
export async function sessionSecret(dataSource: DataSource, setting: string | undefined): Promise<string> {
  if (setting) return setting;
  await dataSource.query(`INSERT INTO service_secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    NAME,
    randomBytes(48).toString('base64url'),
  ]);
  const [row] = await dataSource.query<{ value: string }[]>(`SELECT value FROM service_secrets WHERE name = $1`, [
    NAME,
  ]);
  return row!.value;
}
