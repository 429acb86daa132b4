import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessages1798475000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // How somebody wants to hear of what is new; who has not chosen hears as usual.
    await queryRunner.query(`
      CREATE TABLE notification_choices (
        user_id uuid PRIMARY KEY REFERENCES users,
        how jsonb NOT NULL CHECK (jsonb_typeof(how) = 'object'),
        quiet_from text CHECK (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        quiet_until text CHECK (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        while_away text NOT NULL CHECK (while_away IN ('deputy', 'both')),
        chosen_at timestamptz NOT NULL,
        CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until)
      )`);
    // A message to one person, of one notice or of several. It holds no words and no address: both are read when it is sent.
    // A try is written down (sending) before it is made, so that one whose end nobody saw is known to be one.
    await queryRunner.query(`
      CREATE TABLE messages (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users,
        made_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN (
          'waiting', 'sending', 'sent', 'refused', 'given_up', 'dismissed', 'not_needed', 'joined')),
        tries smallint NOT NULL DEFAULT 0,
        times_unknown smallint NOT NULL DEFAULT 0,
        tried_at timestamptz CHECK ((tries = 0) = (tried_at IS NULL)),
        ended_at timestamptz CHECK ((state IN ('waiting', 'sending')) = (ended_at IS NULL)),
        error text CHECK (state NOT IN ('refused', 'given_up') OR error IS NOT NULL),
        dismissed_by uuid REFERENCES users CHECK ((dismissed_by IS NULL) = (state <> 'dismissed'))
      )`);
    await queryRunner.query(`
      CREATE INDEX messages_to_send ON messages (user_id, due_at) WHERE state = 'waiting'`);
    await queryRunner.query(`CREATE INDEX messages_tried ON messages (user_id, tried_at)`);
    await queryRunner.query(`
      CREATE INDEX messages_to_see_to ON messages (made_at, id)
       WHERE state IN ('refused', 'given_up') OR (state IN ('waiting', 'sending') AND tries > 0)`);
    await queryRunner.query(`CREATE INDEX messages_open ON messages (due_at) WHERE state IN ('waiting', 'sending')`);
    await queryRunner.query(`CREATE INDEX messages_ended ON messages (ended_at) WHERE ended_at IS NOT NULL`);
    // Which notice is owed to whom, and in which message; in none when it is in the page alone.
    await queryRunner.query(`
      CREATE TABLE deliveries (
        notice_id uuid NOT NULL REFERENCES notices ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users,
        looked_at timestamptz,
        message_id uuid REFERENCES messages ON DELETE SET NULL CHECK (message_id IS NULL OR looked_at IS NOT NULL),
        PRIMARY KEY (notice_id, user_id)
      )`);
    await queryRunner.query(`CREATE INDEX deliveries_to_look_at ON deliveries (user_id) WHERE looked_at IS NULL`);
    await queryRunner.query(
      `CREATE INDEX deliveries_of_message ON deliveries (message_id) WHERE message_id IS NOT NULL`,
    );
    // Whoever makes a notice owes it to its person in the same statement: no handler can forget to. A restore brings what
    // was owed along with the notices.
    await queryRunner.query(`
      CREATE FUNCTION owe_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('short_breaks.restoring', true) = 'on' THEN RETURN NULL; END IF;
        INSERT INTO deliveries (notice_id, user_id) SELECT id, user_id FROM made WHERE read_at IS NULL;
        INSERT INTO outbox (entry_id, handler, topic, payload, written_at, due_at)
        SELECT nextval('outbox_entry_ids'), 'plan-messages', 'notices.made', jsonb_build_object('user', user_id),
               min(made_at), min(made_at)
          FROM made WHERE read_at IS NULL GROUP BY user_id;
        IF FOUND THEN PERFORM pg_notify('short_breaks_outbox', ''); END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER notices_owe AFTER INSERT ON notices
        REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION owe_deliveries()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION owe_deliveries() CASCADE`);
    await queryRunner.query(`DELETE FROM outbox WHERE topic IN ('notices.made', 'message.due')`);
    await queryRunner.query(`DROP TABLE deliveries`);
    await queryRunner.query(`DROP TABLE messages`);
    await queryRunner.query(`DROP TABLE notification_choices`);
  }
}
