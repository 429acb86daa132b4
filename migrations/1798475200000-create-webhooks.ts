import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebhooks1798475200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Where a unit, or the whole council, wants to be told that something is new: a channel of Teams and the like.
    await queryRunner.query(`
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        unit_id uuid REFERENCES units,
        name text NOT NULL,
        url text NOT NULL CHECK (url LIKE 'https://%'),
        secret bytea NOT NULL CHECK (octet_length(secret) = 32),
        made_by uuid NOT NULL REFERENCES users,
        made_at timestamptz NOT NULL,
        ended_by uuid REFERENCES users,
        ended_at timestamptz CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      )`);
    await queryRunner.query(`CREATE INDEX webhooks_open ON webhooks (organisation_id) WHERE ended_at IS NULL`);
    // A message goes to a person or to such an address, to that of one kind and one cause and once.
    await queryRunner.query(`
      ALTER TABLE messages ALTER COLUMN user_id DROP NOT NULL,
        ADD COLUMN webhook_id uuid REFERENCES webhooks,
        ADD COLUMN notice_kind text,
        ADD COLUMN cause uuid,
        ADD CONSTRAINT to_a_person_or_an_address CHECK (num_nonnulls(user_id, webhook_id) = 1),
        ADD CONSTRAINT of_one_cause CHECK (num_nonnulls(webhook_id, notice_kind, cause) IN (0, 3)),
        ADD CONSTRAINT one_message_of_a_cause UNIQUE (webhook_id, notice_kind, cause)`);
    // Of the notices that one statement makes for several people, one stands for all that are about the same.
    await queryRunner.query(`
      CREATE FUNCTION owe_posts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('short_breaks.restoring', true) = 'on' THEN RETURN NULL; END IF;
        INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
        SELECT nextval('outbox_entry_ids'), 'plan-posts', 'notices.caused', jsonb_build_object('notice', (array_agg(id))[1]),
               min(made_at), min(made_at)
          FROM made
         WHERE read_at IS NULL AND EXISTS (SELECT 1 FROM webhooks WHERE ended_at IS NULL)
         GROUP BY kind, coalesce(offer_id, stay_id, co_work_id, information_id, enquiry_id);
        IF FOUND THEN PERFORM pg_notify('short_breaks_outbox', ''); END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER notices_owe_posts AFTER INSERT ON notices
        REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION owe_posts()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION owe_posts() CASCADE`);
    await queryRunner.query(`DELETE FROM outbox WHERE topic IN ('notices.caused', 'post.due')`);
    await queryRunner.query(`DELETE FROM messages WHERE user_id IS NULL`);
    await queryRunner.query(`
      ALTER TABLE messages DROP CONSTRAINT to_a_person_or_an_address, DROP CONSTRAINT of_one_cause,
        DROP CONSTRAINT one_message_of_a_cause, DROP COLUMN webhook_id, DROP COLUMN notice_kind, DROP COLUMN cause,
        ALTER COLUMN user_id SET NOT NULL`);
    await queryRunner.query(`DROP TABLE webhooks`);
  }
}
