import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditTrail1795305602000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await queryRunner.query(`
      CREATE TABLE audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_id uuid,
        via text NOT NULL CHECK (via IN ('page', 'api', 'system')),
        ip inet,
        trace_id text,
        action text NOT NULL,
        subject text NOT NULL,
        subject_id uuid,
        young_people uuid[] NOT NULL DEFAULT '{}',
        details jsonb NOT NULL DEFAULT '{}'
      )`);
    await queryRunner.query(`CREATE INDEX audit_entries_by_young_person ON audit_entries USING gin (young_people)`);
    await queryRunner.query(`CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, id)`);
    await queryRunner.query(`CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_are_kept BEFORE TRUNCATE ON audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE audit_entries`);
    await queryRunner.query(`DROP FUNCTION refuse_change()`);
  }
}
