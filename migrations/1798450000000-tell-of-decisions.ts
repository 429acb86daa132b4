import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'offer_half_way', 'offer_lapsed', 'offer_taken_back', 'stay_over', 'review_overdue', 'emergency_placed',
  'joint_work_begun', 'joint_work_ended', 'information_reported', 'nights_free'`;

export class TellOfDecisions1798450000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The key worker hears what was decided on nights that were looked at for their young person. About an offer.
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}, 'offer_decided'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'offer_decided'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}))`);
  }
}
