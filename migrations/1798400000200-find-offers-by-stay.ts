import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindOffersByStay1798400000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What was decided on a stay stands with the offer that became it.
    await queryRunner.query(`CREATE INDEX offers_by_stay ON offers (stay_id) WHERE stay_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX offers_by_stay`);
  }
}
