import type { DataSource } from 'typeorm';
import { AuditService, THE_SERVICE } from '../audit/audit.service.js';
import { hashPassword, oneTimePassword } from '../identity/passwords.js';
import { conflict } from '../kernel/domain-error.js';
import type { Clock } from '../platform/clock.js';
import type { SetUpOptions } from './options.js';

const KEY = 7_390_243;
export const ZONE = 'Europe/London';

/** Makes the organisation, its unit with beds, and its first administrator, all or nothing. Answers with the password for once. */
export async function makeFirstRecords(dataSource: DataSource, clock: Clock, options: SetUpOptions): Promise<string> {
  const password = oneTimePassword();
  const hashed = await hashPassword(password);
  const now = clock.now();
  await dataSource.transaction(async (manager) => {
    const insert = async (sql: string, values: unknown[]) =>
      (await manager.query<[{ id: string }]>(`${sql} RETURNING id`, values))[0].id;
    await manager.query(`SELECT pg_advisory_xact_lock($1)`, [KEY]);
    const [existing] = await manager.query<{ name: string }[]>(`SELECT name FROM organisations LIMIT 1`);
    if (existing) {
      throw conflict('set-up-already', `This database is set up already, for ${existing.name}. Nothing was changed.`);
    }
    const organisationId = await insert(`INSERT INTO organisations (name, created_at) VALUES ($1, $2)`, [
      options.organisation,
      now,
    ]);
    const unitId = await insert(
      `INSERT INTO units (organisation_id, name, zone, youngest, oldest, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [organisationId, options.unit, ZONE, options.youngest, options.oldest, now],
    );
    await manager.query(
      `INSERT INTO beds (unit_id, number, name, registered_from)
       SELECT $1::uuid, number, 'Bed ' || number, $3::date FROM generate_series(1, $2::int) AS number`,
      [unitId, options.beds, options['registered-since']],
    );
    const administratorId = await insert(
      `INSERT INTO users (organisation_id, email, name, role, password_hash, must_change_password, created_at)
       VALUES ($1, $2, $3, 'administrator', $4, true, $5)`,
      [organisationId, options.email, options.name, hashed, now],
    );
    await new AuditService(clock).record(manager, THE_SERVICE, {
      action: 'service.set_up',
      subject: 'organisation',
      subjectId: organisationId,
      details: { unitId, administratorId, beds: options.beds, registeredSince: options['registered-since'] },
    });
  });
  return password;
}
