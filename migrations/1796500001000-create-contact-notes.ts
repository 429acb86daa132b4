import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateContactNotes1796500001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // How a family is reached without harm: the last one holds, those before it stay on record.
    await queryRunner.query(`
      CREATE TABLE contact_notes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_id uuid NOT NULL REFERENCES young_people,
        safe_to_contact text NOT NULL,
        interpreter text NOT NULL,
        written_by uuid NOT NULL REFERENCES users,
        written_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX contact_notes_of_young_person ON contact_notes (young_person_id, id DESC)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE contact_notes`);
  }
}
