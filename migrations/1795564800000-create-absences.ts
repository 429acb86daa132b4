import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAbsences1795564800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Somebody who is staying and not there tonight keeps the bed.
    await queryRunner.query(`
      CREATE TABLE absences (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        stay_id uuid NOT NULL REFERENCES stays,
        kind text NOT NULL CHECK (kind IN ('home', 'hospital', 'missing')),
        since timestamptz NOT NULL,
        note text NOT NULL DEFAULT '',
        back_at timestamptz,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES users,
        back_recorded_by uuid REFERENCES users,
        CHECK (back_at >= since),
        CHECK ((back_at IS NULL) = (back_recorded_by IS NULL))
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX one_absence_at_a_time ON absences (stay_id) WHERE back_at IS NULL`);
    await queryRunner.query(`CREATE INDEX absences_by_stay ON absences (stay_id, since)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE absences`);
  }
}
