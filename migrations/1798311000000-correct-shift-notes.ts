import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CorrectShiftNotes1798311000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A note of the house is never edited: another puts it right, or it is taken back with a reason.
    await queryRunner.query(`ALTER TABLE shift_notes ADD COLUMN corrects uuid REFERENCES shift_notes`);
    await queryRunner.query(`CREATE UNIQUE INDEX one_correction_a_shift_note ON shift_notes (corrects)`);
    await queryRunner.query(`
      CREATE TABLE shift_notes_taken_back (
        note_id uuid PRIMARY KEY REFERENCES shift_notes,
        why text NOT NULL CHECK (why <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`
      CREATE TRIGGER shift_notes_taken_back_stay BEFORE UPDATE OR DELETE ON shift_notes_taken_back
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  // Without the column a note and what puts it right stand beside each other.
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE shift_notes_taken_back`);
    await queryRunner.query(`ALTER TABLE shift_notes DROP COLUMN corrects`);
  }
}
