import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepNamesFromReports1798461000000 implements MigrationInterface {
  /** Who has looked at what was reported says where a name that was found is nobody else's: in the note, or in the report. */
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE information_looks ADD COLUMN note_names_nobody boolean NOT NULL DEFAULT false,
                                    ADD COLUMN clears_report boolean NOT NULL DEFAULT false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE information_looks DROP COLUMN note_names_nobody, DROP COLUMN clears_report`);
  }
}
