import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWhatWasShown1798491500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Of each on a list that was signed as a whole, what whoever signed was shown of them: a word that names nobody.
    await queryRunner.query(`ALTER TABLE signed_places ADD COLUMN seen_group text CHECK (seen_group <> '')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE signed_places DROP COLUMN seen_group`);
  }
}
