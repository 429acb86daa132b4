import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowTheNoticeAFamilyNeeds1798410001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE young_people ADD notice_days smallint CHECK (notice_days BETWEEN 0 AND 90)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE young_people DROP notice_days`);
  }
}
