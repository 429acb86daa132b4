import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'offer_half_way', 'offer_lapsed', 'offer_taken_back', 'stay_over', 'review_overdue', 'emergency_placed',
  'joint_work_begun', 'joint_work_ended', 'information_reported', 'nights_free', 'offer_decided', 'bed_put_forward',
  'nights_offered', 'alert_opened', 'yes_waits', 'nights_booked'`;

export class TellOfUnsignedOffers1798492700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Who could have signed, and who proposed, hear that nobody signed in time.
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}, 'offer_unsigned'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'offer_unsigned'`);
    await queryRunner.query(`DELETE FROM messages WHERE notice_kind = 'offer_unsigned'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}))`);
  }
}
