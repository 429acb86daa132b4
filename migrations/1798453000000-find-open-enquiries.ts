import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindOpenEnquiries1798453000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Those of nights to come stand on the day of who answers them, and of the unit that asked.
    await queryRunner.query(`CREATE INDEX enquiries_of_young_person ON enquiries (young_person_id, arrival)`);
    await queryRunner.query(`CREATE INDEX enquiries_of_unit ON enquiries (unit_id, arrival)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX enquiries_of_unit`);
    await queryRunner.query(`DROP INDEX enquiries_of_young_person`);
  }
}
