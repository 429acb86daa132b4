import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepMovesOfOffers1796090000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Whoever signs an offer signs the moves that were made for it, too.
    await queryRunner.query(`
      ALTER TABLE offers ADD COLUMN moves jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(moves) = 'array')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE offers DROP COLUMN moves`);
  }
}
