import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEscorts1796169601000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Who brings and collects a child, and who must not: added, taken off with a reason, confirmed; never changed.
    await queryRunner.query(`
      CREATE TABLE escorts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        stay_id uuid NOT NULL REFERENCES stays,
        parts text[] NOT NULL CHECK (cardinality(parts) > 0 AND parts <@ ARRAY['brings', 'collects', 'must_not_collect']),
        name text NOT NULL CHECK (name <> ''),
        relationship text NOT NULL CHECK (relationship <> ''),
        phone text NOT NULL,
        carried_from uuid REFERENCES escorts,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CONSTRAINT nobody_collects_who_must_not CHECK (NOT parts @> ARRAY['collects', 'must_not_collect']),
        CONSTRAINT carried_over_once UNIQUE (stay_id, carried_from)
      )`);
    await queryRunner.query(`CREATE INDEX escorts_by_stay ON escorts (stay_id, number)`);
    await queryRunner.query(`
      CREATE TABLE escort_removals (
        escort_id uuid PRIMARY KEY REFERENCES escorts,
        why text NOT NULL CHECK (why <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`
      CREATE TABLE escort_checks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stay_id uuid NOT NULL REFERENCES stays,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX escort_checks_by_stay ON escort_checks (stay_id, id)`);
    for (const table of ['escorts', 'escort_removals', 'escort_checks']) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE escort_checks, escort_removals, escorts`);
  }
}
