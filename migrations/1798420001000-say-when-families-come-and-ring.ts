import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SayWhenFamiliesComeAndRing1798420001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE units
        ADD telephone text CHECK (telephone = btrim(telephone) AND length(telephone) BETWEEN 1 AND 40),
        ADD arrive_at time CHECK (arrive_at < '24:00'),
        ADD leave_at time CHECK (leave_at < '24:00')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE units DROP leave_at, DROP arrive_at, DROP telephone`);
  }
}
