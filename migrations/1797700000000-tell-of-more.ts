import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_OFFERS = `'offer_half_way', 'offer_lapsed', 'offer_taken_back'`;
const OF_JOINT_WORK = `'joint_work_begun', 'joint_work_ended'`;
const OF_STAYS = `'stay_over', 'review_overdue', 'emergency_placed'`;

export class TellOfMore1797700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Somebody is told once that they were named, and once of the end of it, whatever else ends with it.
    await queryRunner.query(`
      ALTER TABLE notices ADD COLUMN co_work_id uuid REFERENCES request_co_workers,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}, ${OF_STAYS}, ${OF_JOINT_WORK})),
        DROP CONSTRAINT about_an_offer_or_a_stay,
        ADD CONSTRAINT about_one_thing CHECK (
          CASE WHEN kind IN (${OF_STAYS}) THEN stay_id IS NOT NULL AND num_nonnulls(offer_id, co_work_id) = 0
               WHEN kind IN (${OF_JOINT_WORK}) THEN num_nonnulls(co_work_id, request_id) = 2 AND num_nonnulls(offer_id, stay_id) = 0
               ELSE num_nonnulls(offer_id, request_id) = 2 AND num_nonnulls(stay_id, co_work_id) = 0 END),
        ADD CONSTRAINT one_notice_of_joint_work UNIQUE (co_work_id, kind, user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // Of what the older service cannot say nobody is told.
    await queryRunner.query(
      `DELETE FROM notices WHERE kind IN ('review_overdue', 'emergency_placed', ${OF_JOINT_WORK})`,
    );
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT about_one_thing, DROP COLUMN co_work_id,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}, 'stay_over')),
        ADD CONSTRAINT about_an_offer_or_a_stay CHECK (
          CASE kind WHEN 'stay_over' THEN stay_id IS NOT NULL AND offer_id IS NULL
                    ELSE stay_id IS NULL AND num_nonnulls(offer_id, request_id) = 2 END)`);
  }
}
