import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'offer_half_way', 'offer_lapsed', 'offer_taken_back', 'stay_over', 'review_overdue', 'emergency_placed',
  'joint_work_begun', 'joint_work_ended', 'information_reported', 'nights_free', 'offer_decided'`;
const NEW = `'bed_put_forward', 'nights_offered'`;

export class TellOfFreedBeds1798485000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Who signs hears of a bed that came back and is held, the key worker that a family is to be asked. Both about an offer.
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}, ${NEW}))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind IN (${NEW})`);
    await queryRunner.query(`DELETE FROM outbox WHERE topic IN ('bed.put-forward', 'offer.signed')`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}))`);
  }
}
