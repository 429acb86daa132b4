import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWordsOutOfOwnFiles1798462000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Words that name nobody and tell of another all the same, which whoever released the copy kept out of it: by which
    // they are found, and why.
    await queryRunner.query(`
      ALTER TABLE own_file_releases ADD COLUMN taken_out jsonb NOT NULL DEFAULT '[]'
        CONSTRAINT taken_out_with_a_reason CHECK (
          jsonb_typeof(taken_out) = 'array'
          AND NOT jsonb_path_exists(taken_out, '$[*] ? (!(@.key != "") || !(@.reason != ""))'))`);
    await queryRunner.query(`ALTER TABLE own_file_releases ALTER COLUMN taken_out DROP DEFAULT`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE own_file_releases DROP COLUMN taken_out`);
  }
}
