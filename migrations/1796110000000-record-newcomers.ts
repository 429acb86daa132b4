import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordNewcomers1796110000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The number that stood in for the council's own stays on record, so that none is given twice and papers that bear it
    // still lead to the child.
    await queryRunner.query(`
      ALTER TABLE young_people
        ADD COLUMN provisional_number text CHECK (provisional_number <> ''),
        ADD COLUMN date_of_birth_guessed boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX young_people_provisional_number ON young_people (organisation_id, provisional_number)
      WHERE provisional_number IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE young_people DROP COLUMN provisional_number, DROP COLUMN date_of_birth_guessed`,
    );
  }
}
