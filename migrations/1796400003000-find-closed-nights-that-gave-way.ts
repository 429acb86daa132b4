import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindClosedNightsThatGaveWay1796400003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Looked for at the end of each change of a stay: few, whatever was closed in all the years.
    await queryRunner.query(`
      CREATE INDEX bed_claims_that_gave_way ON bed_claims (unit_id, departure)
      WHERE released_why = 'gave_way' AND closure_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX bed_claims_that_gave_way`);
  }
}
