import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BoundPosts1798490100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A channel is told only so often within an hour: a post that had to wait tells of what else waited, by number.
    await queryRunner.query(`ALTER TABLE messages ADD COLUMN more int NOT NULL DEFAULT 0 CHECK (more >= 0)`);
    await queryRunner.query(
      `CREATE INDEX messages_posted ON messages (webhook_id, tried_at) WHERE webhook_id IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX messages_posted`);
    await queryRunner.query(`ALTER TABLE messages DROP COLUMN more`);
  }
}
