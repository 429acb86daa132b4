import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldMessagesBack1798492600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What waits only because so many went within the hour goes along with whatever goes first.
    await queryRunner.query(`ALTER TABLE messages ADD COLUMN is_held boolean NOT NULL DEFAULT false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE messages DROP COLUMN is_held`);
  }
}
