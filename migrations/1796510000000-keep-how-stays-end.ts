import type { MigrationInterface, QueryRunner } from 'typeorm';

const UNIT = ['staffing', 'safety', 'building', 'illness_in_house', 'emergency_bed', 'other'];
const COUNCIL = ['other_placement', 'plan_changed', 'other'];
const FAMILY = ['illness', 'changed_plans', 'family_emergency'];
const REASONS: [state: string, by: string, codes: string[]][] = [
  ['cancelled', 'family', [...FAMILY, 'young_person_unwilling', 'other']],
  ['cancelled', 'unit', UNIT],
  ['cancelled', 'council', COUNCIL],
  ['no_show', '', [...FAMILY, 'young_person_unwilling', 'transport', 'misunderstanding', 'not_known', 'other']],
  ['completed', 'family', [...FAMILY, 'other']],
  ['completed', 'young_person', ['wanted_home', 'unhappy_here', 'other']],
  ['completed', 'unit', UNIT],
  ['completed', 'council', COUNCIL],
];

export class KeepHowStaysEnd1796510000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Of stays that ended before this nobody was asked who and why: nothing is made up for them.
    await queryRunner.query(`
      ALTER TABLE stays ADD COLUMN ended_by text, ADD COLUMN ended_code text,
        ADD COLUMN ended_at timestamptz, ADD COLUMN expected_at timestamptz`);
    const listed = REASONS.flatMap(([state, by, codes]) => codes.map((code) => `('${state}', '${by}', '${code}')`));
    await queryRunner.query(`
      ALTER TABLE stays
        ADD CONSTRAINT ended_by_somebody CHECK (
          ended_by IS NULL OR (state = 'cancelled' AND ended_by IN ('family', 'unit', 'council'))
          OR (state = 'completed' AND ended_by IN ('family', 'young_person', 'unit', 'council'))),
        ADD CONSTRAINT ended_for_a_listed_reason CHECK (
          ended_code IS NULL OR (state, coalesce(ended_by, ''), ended_code) IN (${listed.join(', ')})),
        ADD CONSTRAINT notice_has_two_ends CHECK (
          num_nonnulls(ended_at, expected_at) = 0
          OR (num_nonnulls(ended_at, expected_at) = 2 AND state IN ('cancelled', 'no_show')))`);
    // Each step with what was said of it then; of an arrival and a departure the day that was planned.
    await queryRunner.query(`
      ALTER TABLE stay_events ADD COLUMN ended_by text, ADD COLUMN code text,
        ADD COLUMN expected_at timestamptz, ADD COLUMN planned date`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE stay_events DROP COLUMN ended_by, DROP COLUMN code, DROP COLUMN expected_at, DROP COLUMN planned`);
    await queryRunner.query(`
      ALTER TABLE stays DROP COLUMN ended_by, DROP COLUMN ended_code, DROP COLUMN ended_at, DROP COLUMN expected_at`);
  }
}
