import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindRunsOfSchedules1798487000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What is written once is written by the clock: by a schedule, or due at its minute.
    await queryRunner.query(`
      CREATE INDEX outbox_of_schedules ON outbox (topic, written_at DESC, entry_id DESC) WHERE once IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX outbox_of_schedules`);
  }
}
