import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'offer_half_way', 'offer_lapsed', 'offer_taken_back', 'stay_over', 'review_overdue', 'emergency_placed',
  'joint_work_begun', 'joint_work_ended', 'information_reported', 'nights_free', 'offer_decided', 'bed_put_forward',
  'nights_offered'`;
const OF_STAYS = `'stay_over', 'review_overdue', 'emergency_placed'`;
const OF_JOINT_WORK = `'joint_work_begun', 'joint_work_ended'`;
const BY_THEMSELVES = (more: string) => `'information_reported', 'nights_free'${more}`;

const ABOUT = (more: string, alone: string) => `
  (kind = 'information_reported') = (information_id IS NOT NULL) AND
  (kind = 'nights_free') = (enquiry_id IS NOT NULL) AND ${more}
  CASE WHEN kind IN (${BY_THEMSELVES(alone)}) THEN num_nonnulls(offer_id, co_work_id, stay_id, request_id) = 0
       WHEN kind IN (${OF_STAYS}) THEN stay_id IS NOT NULL AND num_nonnulls(offer_id, co_work_id) = 0
       WHEN kind IN (${OF_JOINT_WORK}) THEN num_nonnulls(co_work_id, request_id) = 2 AND num_nonnulls(offer_id, stay_id) = 0
       ELSE num_nonnulls(offer_id, request_id) = 2 AND num_nonnulls(stay_id, co_work_id) = 0 END`;

/** Of the notices that one statement makes for several people, one stands for all that are about the same. */
const OWE = (cause: string) => `
  CREATE OR REPLACE FUNCTION owe_posts() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('short_breaks.restoring', true) = 'on' THEN RETURN NULL; END IF;
    INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
    SELECT nextval('outbox_entry_ids'), 'plan-posts', 'notices.caused', jsonb_build_object('notice', (array_agg(id))[1]),
           min(made_at), min(made_at)
      FROM made
     WHERE read_at IS NULL AND EXISTS (SELECT 1 FROM webhooks WHERE ended_at IS NULL)
     GROUP BY kind, coalesce(${cause});
    IF FOUND THEN PERFORM pg_notify('short_breaks_outbox', ''); END IF;
    RETURN NULL;
  END $$`;
const CAUSES = 'offer_id, stay_id, co_work_id, information_id, enquiry_id';

export class TellOfAlerts1798488481000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // An alert is not always about a young person. Of each step by which it gets worse somebody is told once.
    await queryRunner.query(`
      ALTER TABLE notices ALTER COLUMN young_person_id DROP NOT NULL,
        ADD COLUMN alert_id uuid REFERENCES alerts,
        ADD COLUMN alert_grade integer,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE}, 'alert_opened')),
        DROP CONSTRAINT about_one_thing,
        ADD CONSTRAINT about_one_thing CHECK (
          (kind = 'alert_opened') = (alert_id IS NOT NULL) AND (kind = 'alert_opened') = (alert_grade IS NOT NULL) AND
          ${ABOUT(`(kind = 'alert_opened' OR young_person_id IS NOT NULL) AND`, `, 'alert_opened'`)}),
        ADD CONSTRAINT one_notice_of_an_alert UNIQUE (alert_id, alert_grade, user_id)`);
    await queryRunner.query(OWE(`${CAUSES}, alert_id`));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'alert_opened'`);
    await queryRunner.query(OWE(CAUSES));
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT about_one_thing, DROP COLUMN alert_id, DROP COLUMN alert_grade,
        ALTER COLUMN young_person_id SET NOT NULL,
        DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${BEFORE})),
        ADD CONSTRAINT about_one_thing CHECK (${ABOUT('', '')})`);
  }
}
