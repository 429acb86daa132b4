import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PostWhatGetsWorse1798491400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // An alert is told of once for each step by which it gets worse, to a channel as to people.
    await queryRunner.query(`
      ALTER TABLE messages ADD COLUMN cause_grade integer NOT NULL DEFAULT 0,
        DROP CONSTRAINT one_message_of_a_cause,
        ADD CONSTRAINT one_message_of_a_cause UNIQUE (webhook_id, notice_kind, cause, cause_grade)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM messages m USING messages first
       WHERE first.webhook_id = m.webhook_id AND first.notice_kind = m.notice_kind AND first.cause = m.cause
         AND first.cause_grade < m.cause_grade`);
    await queryRunner.query(`
      ALTER TABLE messages DROP CONSTRAINT one_message_of_a_cause, DROP COLUMN cause_grade,
        ADD CONSTRAINT one_message_of_a_cause UNIQUE (webhook_id, notice_kind, cause)`);
  }
}
