import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowWhoWroteAssessments1798484000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Everybody whose answers are in what is being written, and in what was signed of it beside its author.
    await queryRunner.query(`ALTER TABLE assessment_drafts ADD COLUMN written_by uuid[] NOT NULL DEFAULT '{}'`);
    await queryRunner.query(`UPDATE assessment_drafts SET written_by = ARRAY[changed_by] WHERE changed_at > begun_at`);
    await queryRunner.query(`
      ALTER TABLE assessments ADD COLUMN also_written_by uuid[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT also_written_by_others CHECK (signed_by <> ALL (also_written_by))`);
    await queryRunner.query(`
      CREATE FUNCTION refuse_own_countersignature() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM assessments a WHERE a.id = NEW.assessment_id AND NEW.by_user = ANY (a.also_written_by)) THEN
          RAISE EXCEPTION 'countersigned_by_who_did_not_write_it' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER countersigned_by_who_did_not_write_it BEFORE INSERT ON assessment_countersignatures
      FOR EACH ROW EXECUTE FUNCTION refuse_own_countersignature()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION refuse_own_countersignature() CASCADE`);
    await queryRunner.query(`ALTER TABLE assessments DROP COLUMN also_written_by`);
    await queryRunner.query(`ALTER TABLE assessment_drafts DROP COLUMN written_by`);
  }
}
