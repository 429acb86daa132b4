import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUnitsAndBeds1795305600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE EXTENSION IF NOT EXISTS btree_gist`);
    await queryRunner.query(`
      CREATE TABLE organisations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL CHECK (name <> ''),
        created_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE units (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        name text NOT NULL CHECK (name <> ''),
        zone text NOT NULL DEFAULT 'Europe/London',
        youngest smallint NOT NULL CHECK (youngest BETWEEN 0 AND 25),
        oldest smallint NOT NULL CHECK (oldest BETWEEN 0 AND 25),
        created_at timestamptz NOT NULL,
        CHECK (oldest >= youngest)
      )`);
    await queryRunner.query(`
      CREATE TABLE beds (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        number smallint NOT NULL CHECK (number > 0),
        name text NOT NULL CHECK (name <> ''),
        attributes text[] NOT NULL DEFAULT '{}',
        registered_from date NOT NULL,
        registered_until date,
        UNIQUE (unit_id, number),
        UNIQUE (id, unit_id),
        CHECK (registered_until > registered_from)
      )`);
    await queryRunner.query(`CREATE TABLE service_secrets (name text PRIMARY KEY, value text NOT NULL)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE service_secrets, beds, units, organisations`);
  }
}
