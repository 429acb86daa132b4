import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = `'draft', 'submitted', 'in_review', 'more_information_needed', 'proposed', 'offered', 'waitlisted', 'offer_lapsed'`;

export class FindOpenPartsOfAUnit1798440000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What is open in a unit is found at once, however much is behind it there and open elsewhere.
    await queryRunner.query(`DROP INDEX request_parts_open`);
    await queryRunner.query(
      `CREATE INDEX request_parts_open ON request_parts (unit_id, state, request_id) WHERE state IN (${OPEN})`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX request_parts_open`);
    await queryRunner.query(
      `CREATE INDEX request_parts_open ON request_parts (state, request_id) WHERE state IN (${OPEN})`,
    );
  }
}
