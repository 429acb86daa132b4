import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LookBackOnStaysThatAreOver1798100001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A stay whose departure was undone goes on: what is owed on how it went begins anew with the next departure.
    await queryRunner.query(
      `UPDATE stays SET reviewed_at = NULL, review_due_at = NULL
        WHERE state <> 'completed' AND num_nonnulls(reviewed_at, review_due_at) > 0`,
    );
    await queryRunner.query(
      `ALTER TABLE stays ADD CONSTRAINT looked_back_on_once_over
       CHECK (state = 'completed' OR num_nonnulls(reviewed_at, review_due_at) = 0)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE stays DROP CONSTRAINT looked_back_on_once_over`);
  }
}
