import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SayWhatTheHouseDoes1798340000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE units ADD waking_night boolean NOT NULL DEFAULT false`);
    await queryRunner.query(
      `ALTER TABLE beds ADD area text CHECK (area = btrim(area) AND length(area) BETWEEN 1 AND 60)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE beds DROP area`);
    await queryRunner.query(`ALTER TABLE units DROP waking_night`);
  }
}
