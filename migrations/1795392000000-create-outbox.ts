import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutbox1795392000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // One row for each entry and each of its handlers. `state` is the record of done work: a handler sets it in the
    // transaction of its effect, so that the effect happens once however often the job runs.
    await queryRunner.query(`CREATE SEQUENCE outbox_entry_ids`);
    await queryRunner.query(`
      CREATE TABLE outbox (
        entry_id bigint NOT NULL,
        handler text NOT NULL,
        topic text NOT NULL,
        payload jsonb NOT NULL,
        unit_id uuid REFERENCES units,
        once text,
        written_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed', 'dismissed')),
        handed_at timestamptz,
        times_lost smallint NOT NULL DEFAULT 0,
        times_failed smallint NOT NULL DEFAULT 0,
        error text,
        finished_at timestamptz,
        dismissed_by uuid REFERENCES users,
        PRIMARY KEY (entry_id, handler),
        CONSTRAINT payload_holds_ids_only CHECK (jsonb_typeof(payload) = 'object' AND NOT payload @?
          'strict $.keyvalue() ? (!(@.key like_regex "^[a-zA-Z]{1,30}$") || @.value.type() != "string"
            || !(@.value like_regex "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"))'),
        CHECK ((state = 'waiting') = (finished_at IS NULL)),
        CHECK (state <> 'failed' OR error IS NOT NULL),
        CHECK ((state = 'dismissed') = (dismissed_by IS NOT NULL))
      )`);
    await queryRunner.query(`
      CREATE INDEX outbox_to_hand_over ON outbox (due_at, entry_id) WHERE state = 'waiting' AND handed_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX outbox_handed_over ON outbox (handed_at) WHERE state = 'waiting' AND handed_at IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX outbox_failed ON outbox (finished_at, entry_id) WHERE state = 'failed'`);
    await queryRunner.query(`
      CREATE INDEX outbox_finished ON outbox (finished_at) WHERE state IN ('done', 'dismissed')`);
    await queryRunner.query(`CREATE UNIQUE INDEX outbox_once ON outbox (once, handler) WHERE once IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE outbox`);
    await queryRunner.query(`DROP SEQUENCE outbox_entry_ids`);
  }
}
