import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DropAllocationsByEnd1798492800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Most of a council's end on the same day: they are found by whose they are.
    await queryRunner.query(`DROP INDEX allocations_by_end`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX allocations_by_end ON allocations (last_day) WHERE ended_at IS NULL`);
  }
}
