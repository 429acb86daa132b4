import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = `'draft', 'submitted', 'in_review', 'more_information_needed', 'proposed', 'offered', 'waitlisted', 'offer_lapsed'`;
const OPEN_BEFORE = `'draft', 'submitted', 'in_review', 'proposed', 'offered', 'waitlisted', 'offer_lapsed'`;
const ENDED = `'booked', 'declined', 'withdrawn'`;

export class DateTheStepsOfRequests1796111000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE requests ADD COLUMN urgency text NOT NULL DEFAULT 'standard'
        CHECK (urgency IN ('standard', 'short_notice', 'emergency'))`);
    // When the step that somebody owes is due, where neither an offer nor a stay says it.
    await queryRunner.query(`ALTER TABLE request_parts ADD COLUMN due_at timestamptz`);
    await queryRunner.query(`ALTER TABLE request_parts DROP CONSTRAINT request_parts_state_check`);
    await queryRunner.query(
      `ALTER TABLE request_parts ADD CONSTRAINT request_parts_state_check CHECK (state IN (${OPEN}, ${ENDED}))`,
    );
    await queryRunner.query(`DROP INDEX request_parts_open`);
    await queryRunner.query(
      `CREATE INDEX request_parts_open ON request_parts (state, request_id) WHERE state IN (${OPEN})`,
    );
    // What is open now is due as the usual ten working days, here without the holidays: once, for what is there already.
    await queryRunner.query(`
      UPDATE request_parts SET due_at = state_since + interval '14 days'
       WHERE state IN ('submitted', 'in_review', 'waitlisted', 'offer_lapsed')`);
    await queryRunner.query(`ALTER TABLE request_events ADD COLUMN code text`);
    await queryRunner.query(`ALTER TABLE offers ADD COLUMN extended_at timestamptz`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE offers DROP COLUMN extended_at`);
    await queryRunner.query(`ALTER TABLE request_events DROP COLUMN code`);
    await queryRunner.query(`UPDATE request_parts SET state = 'in_review' WHERE state = 'more_information_needed'`);
    await queryRunner.query(`DROP INDEX request_parts_open`);
    await queryRunner.query(
      `CREATE INDEX request_parts_open ON request_parts (state, request_id) WHERE state IN (${OPEN_BEFORE})`,
    );
    await queryRunner.query(`ALTER TABLE request_parts DROP CONSTRAINT request_parts_state_check`);
    await queryRunner.query(
      `ALTER TABLE request_parts ADD CONSTRAINT request_parts_state_check CHECK (state IN (${OPEN_BEFORE}, ${ENDED}))`,
    );
    await queryRunner.query(`ALTER TABLE request_parts DROP COLUMN due_at`);
    await queryRunner.query(`ALTER TABLE requests DROP COLUMN urgency`);
  }
}
