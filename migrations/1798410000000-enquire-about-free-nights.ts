import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_OFFERS = `'offer_half_way', 'offer_lapsed', 'offer_taken_back'`;
const OF_JOINT_WORK = `'joint_work_begun', 'joint_work_ended'`;
const OF_STAYS = `'stay_over', 'review_overdue', 'emergency_placed'`;
const BY_THEMSELVES = `'information_reported', 'nights_free'`;

export class EnquireAboutFreeNights1798410000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The unit asks a key worker whether a family would want free nights: of one young person once for a night.
    await queryRunner.query(`
      CREATE TABLE enquiries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        young_person_id uuid NOT NULL REFERENCES young_people,
        arrival date NOT NULL,
        departure date NOT NULL CHECK (departure > arrival),
        nights daterange GENERATED ALWAYS AS (daterange(arrival, departure)) STORED,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CONSTRAINT asked_once_for_a_night EXCLUDE USING gist (unit_id WITH =, young_person_id WITH =, nights WITH &&)
      )`);
    // What the key worker says: a request that they began, or why not. Said once.
    await queryRunner.query(`
      CREATE TABLE enquiry_answers (
        enquiry_id uuid PRIMARY KEY REFERENCES enquiries,
        request_id uuid REFERENCES requests,
        reason text CHECK (reason IN ('other_plans', 'too_soon', 'unwell', 'not_ready', 'not_wanted', 'other')),
        note text NOT NULL DEFAULT '',
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CONSTRAINT yes_or_no CHECK (num_nonnulls(request_id, reason) = 1)
      )`);
    for (const table of ['enquiries', 'enquiry_answers'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await queryRunner.query(`
      ALTER TABLE notices ADD COLUMN enquiry_id uuid REFERENCES enquiries,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}, ${OF_STAYS}, ${OF_JOINT_WORK}, ${BY_THEMSELVES})),
        DROP CONSTRAINT about_one_thing,
        ADD CONSTRAINT about_one_thing CHECK (
          (kind = 'information_reported') = (information_id IS NOT NULL) AND
          (kind = 'nights_free') = (enquiry_id IS NOT NULL) AND
          CASE WHEN kind IN (${BY_THEMSELVES}) THEN num_nonnulls(offer_id, co_work_id, stay_id, request_id) = 0
               WHEN kind IN (${OF_STAYS}) THEN stay_id IS NOT NULL AND num_nonnulls(offer_id, co_work_id) = 0
               WHEN kind IN (${OF_JOINT_WORK}) THEN num_nonnulls(co_work_id, request_id) = 2 AND num_nonnulls(offer_id, stay_id) = 0
               ELSE num_nonnulls(offer_id, request_id) = 2 AND num_nonnulls(stay_id, co_work_id) = 0 END),
        ADD CONSTRAINT one_notice_of_an_enquiry UNIQUE (enquiry_id, user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'nights_free'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT about_one_thing, DROP COLUMN enquiry_id,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}, ${OF_STAYS}, ${OF_JOINT_WORK}, 'information_reported')),
        ADD CONSTRAINT about_one_thing CHECK (
          (kind = 'information_reported') = (information_id IS NOT NULL) AND
          CASE WHEN kind = 'information_reported' THEN num_nonnulls(offer_id, co_work_id, stay_id, request_id) = 0
               WHEN kind IN (${OF_STAYS}) THEN stay_id IS NOT NULL AND num_nonnulls(offer_id, co_work_id) = 0
               WHEN kind IN (${OF_JOINT_WORK}) THEN num_nonnulls(co_work_id, request_id) = 2 AND num_nonnulls(offer_id, stay_id) = 0
               ELSE num_nonnulls(offer_id, request_id) = 2 AND num_nonnulls(stay_id, co_work_id) = 0 END)`);
    await queryRunner.query(`DROP TABLE enquiry_answers, enquiries`);
  }
}
