import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStayNotes1796169600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Signed and dated, and never edited: a note is corrected by one other note of the same stay.
    await queryRunner.query(`
      CREATE TABLE stay_notes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        stay_id uuid NOT NULL REFERENCES stays,
        kind text NOT NULL CHECK (kind IN ('settled', 'incident', 'missing', 'hospital', 'contact')),
        text text NOT NULL CHECK (text <> ''),
        names_others boolean NOT NULL,
        corrects uuid,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        UNIQUE (id, stay_id),
        FOREIGN KEY (corrects, stay_id) REFERENCES stay_notes (id, stay_id),
        CHECK (corrects <> id),
        CONSTRAINT one_correction_a_note UNIQUE (corrects)
      )`);
    await queryRunner.query(`CREATE INDEX stay_notes_by_stay ON stay_notes (stay_id, number DESC)`);
    await queryRunner.query(`
      CREATE TRIGGER stay_notes_stay BEFORE UPDATE OR DELETE ON stay_notes
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE stay_notes`);
  }
}
