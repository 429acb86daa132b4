import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsersAndSessions1795305601000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        email text NOT NULL CHECK (email <> ''),
        name text NOT NULL CHECK (name <> ''),
        role text NOT NULL CHECK (role IN ('cas_worker', 'unit_staff', 'manager', 'administrator')),
        password_hash text NOT NULL,
        must_change_password boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX users_email ON users (lower(email))`);
    await queryRunner.query(`CREATE INDEX users_by_name ON users (organisation_id, name, id)`);
    await queryRunner.query(`
      CREATE TABLE unit_members (
        user_id uuid NOT NULL REFERENCES users,
        unit_id uuid NOT NULL REFERENCES units,
        capacity text NOT NULL CHECK (capacity IN ('referrer', 'staff', 'registered_manager', 'delegate', 'watcher')),
        PRIMARY KEY (user_id, unit_id)
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_registered_manager_a_unit ON unit_members (unit_id) WHERE capacity = 'registered_manager'`);
    await queryRunner.query(`
      CREATE TABLE sessions (
        sid varchar PRIMARY KEY,
        sess json NOT NULL,
        expire timestamptz NOT NULL,
        user_id uuid GENERATED ALWAYS AS ((sess ->> 'userId')::uuid) STORED
      )`);
    await queryRunner.query(`CREATE INDEX sessions_by_expiry ON sessions (expire)`);
    await queryRunner.query(`CREATE INDEX sessions_by_user ON sessions (user_id)`);
    await queryRunner.query(`
      CREATE TABLE api_tokens (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users,
        label text NOT NULL,
        token_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz
      )`);
    await queryRunner.query(`CREATE INDEX api_tokens_by_user ON api_tokens (user_id, created_at DESC)`);
    await queryRunner.query(`
      CREATE TABLE sign_in_failures (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE sign_in_failures, api_tokens, sessions, unit_members, users`);
  }
}
