import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = (more: string) =>
  `'draft', 'submitted', 'in_review', 'more_information_needed', 'proposed', 'offered', 'waitlisted', 'offer_lapsed'${more}`;
const ENDED = `'booked', 'declined', 'withdrawn'`;
const KINDS = `'offer_half_way', 'offer_lapsed', 'offer_taken_back', 'stay_over', 'review_overdue', 'emergency_placed',
  'joint_work_begun', 'joint_work_ended', 'information_reported', 'nights_free', 'offer_decided', 'bed_put_forward',
  'nights_offered', 'alert_opened'`;
const NEW_KINDS = `'yes_waits', 'nights_booked'`;

/** What is open, by its state: of an offer, of a part that holds nights, and of a part. */
const byState = async (queryRunner: QueryRunner, more: string) => {
  await queryRunner.query(
    `DROP INDEX open_offers_by_part, offers_open_by_end, request_parts_holding, request_parts_open`,
  );
  const held = `'proposed', 'offered'${more}`;
  await queryRunner.query(`CREATE INDEX open_offers_by_part ON offers (part_id, expires_at) WHERE state IN (${held})`);
  await queryRunner.query(`CREATE INDEX offers_open_by_end ON offers (expires_at) WHERE state IN (${held})`);
  await queryRunner.query(`CREATE INDEX request_parts_holding ON request_parts (unit_id) WHERE state IN (${held})`);
  await queryRunner.query(
    `CREATE INDEX request_parts_open ON request_parts (unit_id, state, request_id) WHERE state IN (${OPEN(more)})`,
  );
  await queryRunner.query(`
    ALTER TABLE request_parts DROP CONSTRAINT request_parts_state_check,
      ADD CONSTRAINT request_parts_state_check CHECK (state IN (${OPEN(more)}, ${ENDED}))`);
  await queryRunner.query(`
    ALTER TABLE offers DROP CONSTRAINT offers_state_check, ADD CONSTRAINT offers_state_check
        CHECK (state IN ('proposed', 'offered', 'accepted', 'declined', 'lapsed', 'taken_back', 'not_chosen'${more})),
      DROP CONSTRAINT no_offer_without_a_signature, ADD CONSTRAINT no_offer_without_a_signature
        CHECK (state NOT IN ('offered', 'accepted', 'declined'${more}) OR (signed_by IS NOT NULL AND reasons <> '')),
      DROP CONSTRAINT an_answer_says_whose_it_is, ADD CONSTRAINT an_answer_says_whose_it_is
        CHECK (state NOT IN ('accepted', 'declined'${more})
          OR (answered_by <> '' AND answered_how <> '' AND answered_at IS NOT NULL AND recorded_by IS NOT NULL))`);
};

export class KeepYeses1798491600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A yes to nights of which something has changed since they were signed is kept, with its bed, until they are signed again.
    await byState(queryRunner, `, 'agreed'`);
    await queryRunner.query(`CREATE UNIQUE INDEX one_kept_yes_a_part ON offers (part_id) WHERE state = 'agreed'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${KINDS}, ${NEW_KINDS}))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM notices WHERE kind IN (${NEW_KINDS})`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check,
        ADD CONSTRAINT notices_kind_check CHECK (kind IN (${KINDS}))`);
    await queryRunner.query(`DELETE FROM outbox WHERE topic IN ('offer.agreed', 'offer.confirmed')`);
    await queryRunner.query(`DROP INDEX one_kept_yes_a_part`);
    // The older service asks the family again, and books where nothing has changed. What they said stays in the timeline.
    await queryRunner.query(`
      UPDATE offers SET state = 'offered', answered_by = '', answered_how = '', answered_at = NULL, answer_reason = '',
             recorded_by = NULL, recorded_at = NULL WHERE state = 'agreed'`);
    await queryRunner.query(`UPDATE request_parts SET state = 'offered', due_at = NULL WHERE state = 'agreed'`);
    await byState(queryRunner, '');
  }
}
