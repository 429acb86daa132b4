import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'arrival_incomplete', 'request_late', 'offer_about_to_lapse', 'bed_back', 'group_changed', 'new_information',
  'waiting_would_fit', 'empty_bed_soon', 'low_occupancy', 'record_about_to_expire', 'allocation_unused',
  'closure_meets_demand', 'staff_short', 'reserve_about_to_go'`;

/** Told as in TellOfChanges: to the unit, and to whoever reads the young person by a grant of their own. */
const TELL = `
  CREATE FUNCTION tell_of_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_of_change('alerts', array_agg(DISTINCT found.unit_id), array_agg(DISTINCT found.young_person_id))
       FROM (SELECT unit_id, young_person_id FROM changed) found;
    RETURN NULL;
  END $$`;

export class CreateAlerts1798481000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a manager set of a kind for a unit; what nobody set is as for a new unit.
    await queryRunner.query(`
      CREATE TABLE alert_settings (
        unit_id uuid NOT NULL REFERENCES units,
        kind text NOT NULL CHECK (kind IN (${KINDS})),
        is_on boolean NOT NULL,
        audience text[] NOT NULL CHECK (audience <@ ARRAY['manager', 'unit_staff', 'key_worker']),
        numbers jsonb NOT NULL CHECK (jsonb_typeof(numbers) = 'object'),
        set_by uuid NOT NULL REFERENCES users,
        set_at timestamptz NOT NULL,
        PRIMARY KEY (unit_id, kind)
      )`);
    // When a unit was looked at last. Whoever looks holds the row, so that two looks come one after the other.
    await queryRunner.query(`
      CREATE TABLE alert_looks (
        unit_id uuid PRIMARY KEY REFERENCES units,
        looked_at timestamptz NOT NULL
      )`);
    // Something worth acting on: ids, figures and instants, no words and no names. As long as its cause lasts there is no
    // second one of it, also where somebody has resolved it by hand.
    await queryRunner.query(`
      CREATE TABLE alerts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        kind text NOT NULL CHECK (kind IN (${KINDS})),
        key text NOT NULL CHECK (key <> ''),
        young_person_id uuid REFERENCES young_people,
        request_id uuid REFERENCES requests,
        part_id uuid REFERENCES request_parts ON DELETE SET NULL,
        offer_id uuid REFERENCES offers,
        stay_id uuid REFERENCES stays,
        claim_id uuid REFERENCES bed_claims,
        pair_decision_id uuid REFERENCES pair_decisions,
        closure_id uuid REFERENCES closures,
        figures jsonb NOT NULL CHECK (jsonb_typeof(figures) = 'object'),
        grade integer NOT NULL CHECK (grade >= 0),
        due_at timestamptz,
        opened_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        taken_by uuid REFERENCES users,
        taken_at timestamptz,
        snoozed_by uuid REFERENCES users,
        snoozed_until timestamptz,
        ended_at timestamptz,
        ended_why text CHECK (ended_why IN ('cause_gone', 'by_hand', 'switched_off')),
        ended_by uuid REFERENCES users,
        reason text CHECK (reason <> ''),
        cause_until timestamptz,
        CONSTRAINT taken_by_somebody CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
        CONSTRAINT snoozed_by_somebody CHECK ((snoozed_by IS NULL) = (snoozed_until IS NULL)),
        CONSTRAINT ended_for_a_reason CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
        CONSTRAINT ended_by_whom CHECK ((ended_by IS NOT NULL) = coalesce(ended_why = 'by_hand', false)),
        CONSTRAINT reason_by_hand CHECK ((reason IS NOT NULL) = coalesce(ended_why = 'by_hand', false)),
        CONSTRAINT ended_after_it_opened CHECK (ended_at >= opened_at AND cause_until >= ended_at),
        CONSTRAINT open_while_its_cause_lasts CHECK (ended_at IS NOT NULL OR cause_until IS NULL),
        CONSTRAINT only_by_hand_before_its_cause CHECK (ended_at IS NULL OR ended_why = 'by_hand' OR cause_until IS NOT NULL)
      )`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX one_alert_of_a_cause ON alerts (unit_id, kind, key) WHERE cause_until IS NULL`,
    );
    await queryRunner.query(`CREATE INDEX alerts_open ON alerts (unit_id, opened_at) WHERE ended_at IS NULL`);
    await queryRunner.query(
      `CREATE INDEX alerts_ended ON alerts (unit_id, ended_at DESC, id DESC) WHERE ended_at IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX alerts_of_young_person ON alerts (young_person_id) WHERE ended_at IS NULL`);
    await queryRunner.query(
      `CREATE INDEX alerts_ended_of_young_person ON alerts (young_person_id, ended_at DESC, id DESC) WHERE ended_at IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX alerts_of_part ON alerts (part_id) WHERE part_id IS NOT NULL`);
    // What became of it, step by step.
    await queryRunner.query(`
      CREATE TABLE alert_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        alert_id uuid NOT NULL REFERENCES alerts,
        at timestamptz NOT NULL,
        what text NOT NULL CHECK (what IN ('opened', 'opened_again', 'worse', 'better', 'taken', 'given_back', 'snoozed',
          'woke', 'resolved', 'cause_gone', 'switched_off')),
        by_user uuid REFERENCES users,
        until timestamptz CHECK ((until IS NOT NULL) = (what = 'snoozed')),
        CONSTRAINT somebody_or_the_service CHECK (
          (by_user IS NOT NULL) = (what IN ('taken', 'given_back', 'snoozed', 'resolved')) OR (what = 'woke'))
      )`);
    await queryRunner.query(`CREATE INDEX alert_events_by_alert ON alert_events (alert_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER alert_events_stay BEFORE UPDATE OR DELETE ON alert_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // Of a unit that is to be looked at soon anyhow it is not written again.
    await queryRunner.query(`
      CREATE INDEX outbox_looks ON outbox (unit_id)
       WHERE topic = 'alerts.look' AND state = 'waiting' AND handed_at IS NULL`);
    await queryRunner.query(TELL);
    for (const event of ['INSERT', 'UPDATE'])
      await queryRunner.query(`
        CREATE TRIGGER alerts_tell_${event.toLowerCase()} AFTER ${event} ON alerts
          REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_alerts()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX outbox_looks`);
    await queryRunner.query(`DELETE FROM outbox WHERE topic IN ('alerts.due', 'alerts.look')`);
    await queryRunner.query(`DROP TABLE alert_events`);
    await queryRunner.query(`DROP TABLE alerts`);
    await queryRunner.query(`DROP FUNCTION tell_of_alerts()`);
    await queryRunner.query(`DROP TABLE alert_looks`);
    await queryRunner.query(`DROP TABLE alert_settings`);
  }
}
