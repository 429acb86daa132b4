import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConflicts1795824000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE stay_conflicts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        stay_id uuid NOT NULL REFERENCES stays,
        why text NOT NULL CHECK (why IN ('displaced', 'no_bed', 'kept_apart')),
        bed_id uuid REFERENCES beds,
        because_of uuid REFERENCES stays,
        opened_at timestamptz NOT NULL,
        opened_by uuid REFERENCES users,
        solved_at timestamptz,
        solved_by uuid REFERENCES users,
        solved_how text CHECK (solved_how <> ''),
        CHECK ((solved_at IS NULL) = (solved_how IS NULL)),
        CHECK (solved_by IS NULL OR solved_at IS NOT NULL)
      )`);
    // One about the bed and one about the company, whoever writes them down at the same moment.
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_conflict_a_stay ON stay_conflicts (stay_id, (why = 'kept_apart'))
      WHERE solved_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX stay_conflicts_open ON stay_conflicts (unit_id, opened_at, id) WHERE solved_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX stay_conflicts_because ON stay_conflicts (because_of) WHERE solved_at IS NULL`);
    // The service itself writes on those who are still there.
    await queryRunner.query(`ALTER TABLE stay_events ALTER COLUMN by_user DROP NOT NULL`);
    await queryRunner.query(`
      ALTER TABLE stays
        ADD COLUMN kind text NOT NULL DEFAULT 'planned' CHECK (kind IN ('planned', 'emergency')),
        ADD COLUMN authority text NOT NULL DEFAULT '',
        ADD COLUMN overdue_since date,
        ADD CONSTRAINT an_emergency_has_an_authority CHECK (kind = 'planned' OR authority <> '')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE stays DROP COLUMN kind, DROP COLUMN authority, DROP COLUMN overdue_since`);
    // What nobody did has no place in the older table.
    await queryRunner.query(`ALTER TABLE stay_events DISABLE TRIGGER stay_events_stay`);
    await queryRunner.query(`DELETE FROM stay_events WHERE by_user IS NULL`);
    await queryRunner.query(`ALTER TABLE stay_events ENABLE TRIGGER stay_events_stay`);
    await queryRunner.query(`ALTER TABLE stay_events ALTER COLUMN by_user SET NOT NULL`);
    await queryRunner.query(`DROP TABLE stay_conflicts`);
  }
}
