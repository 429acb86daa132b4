import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetStaysTakePlaceAfterAll1796400001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A part wants one stay, so one is booked for it at a time. What took place is never refused: somebody who was thought
    // not to have come may have come, though another stay was booked for the same request since.
    await queryRunner.query(`DROP INDEX one_stay_a_part`);
    await queryRunner.query(`CREATE UNIQUE INDEX one_booked_stay_a_part ON stays (part_id) WHERE state = 'booked'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX one_booked_stay_a_part`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX one_stay_a_part ON stays (part_id) WHERE state NOT IN ('no_show', 'cancelled')`,
    );
  }
}
