import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetDiariesBeGrids1798471000000 implements MigrationInterface {
  /** A sheet on which beds and nights cross has no columns to choose, whatever its format. */
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE diary_imports DROP CONSTRAINT diary_imports_check,
        ADD CONSTRAINT diary_imports_check CHECK (format <> 'ics' OR headings IS NULL)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE diary_imports SET headings = '{}' WHERE headings IS NULL AND format <> 'ics'`);
    await queryRunner.query(`
      ALTER TABLE diary_imports DROP CONSTRAINT diary_imports_check,
        ADD CONSTRAINT diary_imports_check CHECK ((headings IS NULL) = (format = 'ics'))`);
  }
}
