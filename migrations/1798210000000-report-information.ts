import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_OFFERS = `'offer_half_way', 'offer_lapsed', 'offer_taken_back'`;
const OF_JOINT_WORK = `'joint_work_begun', 'joint_work_ended'`;
const OF_STAYS = `'stay_over', 'review_overdue', 'emergency_placed'`;

export class ReportInformation1798210000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What somebody has learnt of a young person, in their words: kept as it was said.
    await queryRunner.query(`
      CREATE TABLE information (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        young_person_id uuid NOT NULL REFERENCES young_people,
        text text NOT NULL CHECK (text <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX information_of_young_person ON information (young_person_id, number DESC)`);
    // A named person of a unit has looked at it, and says what follows: once for each unit.
    await queryRunner.query(`
      CREATE TABLE information_looks (
        information_id uuid NOT NULL REFERENCES information,
        unit_id uuid NOT NULL REFERENCES units,
        outcome text NOT NULL CHECK (outcome IN ('nothing', 'assessment', 'group')),
        note text NOT NULL CHECK (note <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        PRIMARY KEY (information_id, unit_id)
      )`);
    for (const table of ['information', 'information_looks'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await queryRunner.query(`
      ALTER TABLE notices ADD COLUMN information_id uuid REFERENCES information,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}, ${OF_STAYS}, ${OF_JOINT_WORK}, 'information_reported')),
        DROP CONSTRAINT about_one_thing,
        ADD CONSTRAINT about_one_thing CHECK (
          (kind = 'information_reported') = (information_id IS NOT NULL) AND
          CASE WHEN kind = 'information_reported' THEN num_nonnulls(offer_id, co_work_id, stay_id, request_id) = 0
               WHEN kind IN (${OF_STAYS}) THEN stay_id IS NOT NULL AND num_nonnulls(offer_id, co_work_id) = 0
               WHEN kind IN (${OF_JOINT_WORK}) THEN num_nonnulls(co_work_id, request_id) = 2 AND num_nonnulls(offer_id, stay_id) = 0
               ELSE num_nonnulls(offer_id, request_id) = 2 AND num_nonnulls(stay_id, co_work_id) = 0 END),
        ADD CONSTRAINT one_notice_of_information UNIQUE (information_id, user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'information_reported'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT about_one_thing, DROP COLUMN information_id,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}, ${OF_STAYS}, ${OF_JOINT_WORK})),
        ADD CONSTRAINT about_one_thing CHECK (
          CASE WHEN kind IN (${OF_STAYS}) THEN stay_id IS NOT NULL AND num_nonnulls(offer_id, co_work_id) = 0
               WHEN kind IN (${OF_JOINT_WORK}) THEN num_nonnulls(co_work_id, request_id) = 2 AND num_nonnulls(offer_id, stay_id) = 0
               ELSE num_nonnulls(offer_id, request_id) = 2 AND num_nonnulls(stay_id, co_work_id) = 0 END)`);
    await queryRunner.query(`DROP TABLE information_looks, information`);
  }
}
