import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetAbsencesBeTakenBack1797600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // An absence that was recorded by mistake, of another child for example, lasted no time at all: it ends when it began.
    // What it said stays in its steps.
    await queryRunner.query(`
      ALTER TABLE absences DROP CONSTRAINT absences_ended_by_check,
        ADD CONSTRAINT absences_ended_by_check
          CHECK (ended_by IN ('back', 'missing', 'left', 'stay_ended', 'undone', 'taken_back')),
        ADD CONSTRAINT taken_back_lasts_no_time CHECK (ended_by <> 'taken_back' OR back_at = since)`);
    await queryRunner.query(`
      ALTER TABLE absence_events DROP CONSTRAINT absence_events_action_check, DROP CONSTRAINT said_why,
        ADD CONSTRAINT absence_events_action_check
          CHECK (action IN ('told', 'ended', 'reopened', 'corrected', 'taken_back')),
        ADD CONSTRAINT said_why CHECK (action NOT IN ('corrected', 'taken_back') OR reason <> '')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // What was taken back was put right, in the words that there were before.
    await queryRunner.query(`ALTER TABLE absence_events DISABLE TRIGGER absence_events_stay`);
    await queryRunner.query(`
      UPDATE absence_events SET action = CASE action WHEN 'taken_back' THEN 'corrected' ELSE action END,
             ended_by = CASE ended_by WHEN 'taken_back' THEN 'undone' ELSE ended_by END
       WHERE 'taken_back' IN (action, ended_by)`);
    await queryRunner.query(`ALTER TABLE absence_events ENABLE TRIGGER absence_events_stay`);
    await queryRunner.query(`
      ALTER TABLE absence_events DROP CONSTRAINT absence_events_action_check, DROP CONSTRAINT said_why,
        ADD CONSTRAINT absence_events_action_check
          CHECK (action IN ('told', 'ended', 'reopened', 'corrected')),
        ADD CONSTRAINT said_why CHECK (action <> 'corrected' OR reason <> '')`);
    await queryRunner.query(`
      ALTER TABLE absences DROP CONSTRAINT taken_back_lasts_no_time`);
    await queryRunner.query(`UPDATE absences SET ended_by = 'undone' WHERE ended_by = 'taken_back'`);
    await queryRunner.query(`
      ALTER TABLE absences DROP CONSTRAINT absences_ended_by_check,
        ADD CONSTRAINT absences_ended_by_check CHECK (ended_by IN ('back', 'missing', 'left', 'stay_ended', 'undone'))`);
  }
}
