import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepHistoryOfVisits1796220000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Each step of a visit with what the visit was after it: what is corrected can be read as it was before.
    await queryRunner.query(`
      CREATE TABLE visit_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        visit_id uuid NOT NULL REFERENCES visits,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        action text NOT NULL CHECK (action IN ('planned', 'happened', 'cancelled', 'moved', 'decided', 'corrected')),
        reason text NOT NULL DEFAULT '',
        date date NOT NULL,
        starts_at time(0) NOT NULL,
        ends_at time(0) NOT NULL,
        note text NOT NULL,
        who_was_there text NOT NULL,
        CONSTRAINT said_why CHECK (action NOT IN ('cancelled', 'decided', 'corrected') OR reason <> '')
      )`);
    await queryRunner.query(`CREATE INDEX visit_events_of_visit ON visit_events (visit_id, id)`);
    await queryRunner.query(`
      INSERT INTO visit_events (visit_id, at, by_user, action, date, starts_at, ends_at, note, who_was_there)
      SELECT id, made_at, made_by, 'planned', date, starts_at, ends_at, note, '' FROM visits ORDER BY made_at, id`);
    await queryRunner.query(`
      INSERT INTO visit_events (visit_id, at, by_user, action, reason, date, starts_at, ends_at, note, who_was_there)
      SELECT id, recorded_at, recorded_by, state, cancelled_why, date, starts_at, ends_at, note, who_was_there
        FROM visits WHERE state <> 'planned' ORDER BY recorded_at, id`);
    await queryRunner.query(`
      CREATE TRIGGER visit_events_stay BEFORE UPDATE OR DELETE ON visit_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // What took place on a day on which the unit was closed is on record like the rest.
    await queryRunner.query(`
      ALTER TABLE visits DROP CONSTRAINT visits_against_check,
        ADD CONSTRAINT visits_against_check CHECK (against <@ ARRAY['kept_apart', 'closed', 'staffing'])`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE visits SET against = array_remove(against, 'closed')`);
    await queryRunner.query(`
      ALTER TABLE visits DROP CONSTRAINT visits_against_check,
        ADD CONSTRAINT visits_against_check CHECK (against <@ ARRAY['kept_apart', 'staffing'])`);
    await queryRunner.query(`DROP TABLE visit_events`);
  }
}
