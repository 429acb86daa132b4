import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateShiftNotes1796530000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What the next shift should know of the house, signed and never edited; and who has read which note.
    await queryRunner.query(`
      CREATE TABLE shift_notes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        text text NOT NULL CHECK (text <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX shift_notes_of_unit ON shift_notes (unit_id, at DESC)`);
    await queryRunner.query(`
      CREATE TABLE note_reads (
        stay_note_id uuid REFERENCES stay_notes,
        shift_note_id uuid REFERENCES shift_notes,
        user_id uuid NOT NULL REFERENCES users,
        read_at timestamptz NOT NULL,
        CHECK ((stay_note_id IS NULL) <> (shift_note_id IS NULL))
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX one_read_a_stay_note ON note_reads (stay_note_id, user_id)`);
    await queryRunner.query(`CREATE UNIQUE INDEX one_read_a_shift_note ON note_reads (shift_note_id, user_id)`);
    for (const table of ['shift_notes', 'note_reads'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // What was noted lately, over all the stays of a unit.
    await queryRunner.query(`CREATE INDEX stay_notes_by_time ON stay_notes (at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX stay_notes_by_time`);
    await queryRunner.query(`DROP TABLE note_reads, shift_notes`);
  }
}
