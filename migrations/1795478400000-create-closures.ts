import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateClosures1795478400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE closures (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        bed_id uuid,
        arrival date NOT NULL,
        departure date NOT NULL,
        rule text CHECK (rule <> ''),
        reason text NOT NULL CHECK (reason IN
          ('planned_closure', 'damage', 'deep_clean', 'planned_works', 'cooling_off', 'staffing', 'other')),
        note text NOT NULL DEFAULT '',
        ended_on date,
        made_at timestamptz NOT NULL,
        made_by uuid NOT NULL REFERENCES users,
        FOREIGN KEY (bed_id, unit_id) REFERENCES beds (id, unit_id),
        CHECK (departure > arrival AND departure - arrival <= 600),
        CHECK (reason <> 'other' OR note <> ''),
        CHECK (CASE WHEN bed_id IS NULL THEN reason NOT IN ('damage', 'cooling_off') ELSE reason <> 'planned_closure' END)
      )`);
    await queryRunner.query(`CREATE INDEX closures_of_unit ON closures (unit_id, arrival DESC, id)`);
    await queryRunner.query(`CREATE INDEX closures_that_repeat ON closures (unit_id) WHERE rule IS NOT NULL`);
    await queryRunner.query(`
      CREATE TABLE closure_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        closure_id uuid NOT NULL REFERENCES closures,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        action text NOT NULL CHECK (action IN ('made', 'revised', 'ended')),
        arrival date NOT NULL,
        departure date NOT NULL,
        rule text,
        reason text NOT NULL,
        note text NOT NULL,
        ended_on date
      )`);
    await queryRunner.query(`CREATE INDEX closure_events_by_closure ON closure_events (closure_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER closure_events_stay BEFORE UPDATE OR DELETE ON closure_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await queryRunner.query(`ALTER TABLE bed_claims ADD COLUMN closure_id uuid REFERENCES closures`);
    await queryRunner.query(`
      ALTER TABLE bed_claims ADD CONSTRAINT a_closure_has_claims_of_its_own
        CHECK ((closure_id IS NOT NULL) = (purpose IN ('closed', 'out_of_service')))`);
    await queryRunner.query(
      `CREATE INDEX bed_claims_of_closure ON bed_claims (closure_id) WHERE closure_id IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // What was closed is free again: there is nothing left to say why.
    await queryRunner.query(`DELETE FROM bed_claims WHERE closure_id IS NOT NULL`);
    await queryRunner.query(`ALTER TABLE bed_claims DROP COLUMN closure_id`);
    await queryRunner.query(`DROP TABLE closure_events, closures`);
  }
}
