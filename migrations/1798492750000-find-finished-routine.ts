import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindFinishedRoutine1798492750000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // It is kept for a day, in the midst of what is kept for a month.
    await queryRunner.query(`
      CREATE INDEX outbox_finished_routine ON outbox (finished_at)
       WHERE state IN ('done', 'dismissed') AND topic IN ('alerts.look', 'alerts.go-on', 'clean-up.go-on')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX outbox_finished_routine`);
  }
}
