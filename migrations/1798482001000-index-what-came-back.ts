import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexWhatCameBack1798482001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What came back lately is few, whatever years of nights that were given back lie behind.
    await queryRunner.query(`
      CREATE INDEX bed_claims_given_back ON bed_claims (unit_id, released_at) WHERE NOT live`);
    // What was granted and ends soon, among all that ever was.
    await queryRunner.query(`CREATE INDEX allocations_by_end ON allocations (last_day) WHERE ended_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX bed_claims_given_back, allocations_by_end`);
  }
}
