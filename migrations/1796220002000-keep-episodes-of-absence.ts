import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepEpisodesOfAbsence1796220002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // By what an absence ended: they came back, went missing from where they were, left from there, the stay ended
    // while they were missing, or the arrival was undone. Nobody who is missing is back because their stay has ended.
    await queryRunner.query(`
      ALTER TABLE absences ADD COLUMN ended_by text CHECK (ended_by IN ('back', 'missing', 'left', 'stay_ended', 'undone')),
        ADD COLUMN meets_another boolean NOT NULL DEFAULT false`);
    await queryRunner.query(`
      UPDATE absences a SET ended_by = CASE
          WHEN EXISTS (SELECT 1 FROM absences n WHERE n.stay_id = a.stay_id AND n.id <> a.id AND n.kind = 'missing' AND n.since = a.back_at)
            THEN 'missing'
          WHEN s.departed_at IS NOT NULL AND a.back_at >= s.departed_at
            THEN CASE a.kind WHEN 'missing' THEN 'stay_ended' ELSE 'left' END
          ELSE 'back' END
        FROM stays s WHERE s.id = a.stay_id AND a.back_at IS NOT NULL`);
    await queryRunner.query(`
      ALTER TABLE absences
        ADD CONSTRAINT ended_by_something CHECK ((back_at IS NULL) = (ended_by IS NULL)),
        ADD CONSTRAINT missing_is_not_left CHECK (kind <> 'missing' OR ended_by NOT IN ('missing', 'left')),
        ADD CONSTRAINT stay_ended_while_missing CHECK (ended_by <> 'stay_ended' OR kind = 'missing')`);
    // Nobody is away twice at once. What was written down before this was looked at stays as it is.
    await queryRunner.query(`
      UPDATE absences a SET meets_another = true WHERE EXISTS (
        SELECT 1 FROM absences o WHERE o.stay_id = a.stay_id AND o.id <> a.id
           AND tstzrange(o.since, o.back_at) && tstzrange(a.since, a.back_at))`);
    await queryRunner.query(`
      ALTER TABLE absences ADD CONSTRAINT away_once_at_a_time
        EXCLUDE USING gist (stay_id WITH =, tstzrange(since, back_at) WITH &&) WHERE (NOT meets_another)`);
    // Each step with what the absence was after it: what is corrected can be read as it was before.
    await queryRunner.query(`
      CREATE TABLE absence_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        absence_id uuid NOT NULL REFERENCES absences,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        action text NOT NULL CHECK (action IN ('told', 'ended', 'reopened', 'corrected')),
        reason text NOT NULL DEFAULT '',
        kind text NOT NULL,
        since timestamptz NOT NULL,
        back_at timestamptz,
        ended_by text,
        note text NOT NULL,
        CONSTRAINT said_why CHECK (action <> 'corrected' OR reason <> '')
      )`);
    await queryRunner.query(`CREATE INDEX absence_events_of_absence ON absence_events (absence_id, id)`);
    await queryRunner.query(`
      INSERT INTO absence_events (absence_id, at, by_user, action, kind, since, note)
      SELECT id, recorded_at, recorded_by, 'told', kind, since, note FROM absences ORDER BY recorded_at, id`);
    await queryRunner.query(`
      INSERT INTO absence_events (absence_id, at, by_user, action, kind, since, back_at, ended_by, note)
      SELECT id, back_at, back_recorded_by, 'ended', kind, since, back_at, ended_by, note
        FROM absences WHERE back_at IS NOT NULL ORDER BY back_at, id`);
    await queryRunner.query(`
      CREATE TRIGGER absence_events_stay BEFORE UPDATE OR DELETE ON absence_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE absence_events`);
    await queryRunner.query(`
      ALTER TABLE absences DROP CONSTRAINT away_once_at_a_time, DROP CONSTRAINT stay_ended_while_missing,
        DROP CONSTRAINT missing_is_not_left, DROP CONSTRAINT ended_by_something`);
    await queryRunner.query(`ALTER TABLE absences DROP COLUMN ended_by, DROP COLUMN meets_another`);
  }
}
