import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWhatWasPlanned1796450001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What was agreed stands beside what happened: from when to when a stay was to be, as last agreed or said.
    await queryRunner.query(`ALTER TABLE stays ADD COLUMN planned_arrival date, ADD COLUMN planned_departure date`);
    await queryRunner.query(`
      UPDATE stays s SET planned_arrival = p.arrival, planned_departure = greatest(p.departure, p.arrival + 1)
        FROM (SELECT s.id,
                     coalesce((SELECT e.arrival FROM stay_events e WHERE e.stay_id = s.id
                                AND e.action IN ('booked', 'rebooked', 'placed') ORDER BY e.id DESC LIMIT 1), s.arrival) AS arrival,
                     coalesce((SELECT e.departure FROM stay_events e WHERE e.stay_id = s.id
                                AND e.action IN ('booked', 'rebooked', 'placed', 'extended', 'shortened', 'stayed_on')
                                ORDER BY e.id DESC LIMIT 1), s.overdue_since, s.departure) AS departure
                FROM stays s) p WHERE p.id = s.id`);
    await queryRunner.query(`
      ALTER TABLE stays ALTER COLUMN planned_arrival SET NOT NULL, ALTER COLUMN planned_departure SET NOT NULL,
        ADD CHECK (planned_departure > planned_arrival)`);
    // When it happened, beside when it was written down; and what was written down before, where it is put right.
    await queryRunner.query(`
      ALTER TABLE stay_events ADD COLUMN happened_at timestamptz, ADD COLUMN instead_of timestamptz`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE stay_events DROP COLUMN happened_at, DROP COLUMN instead_of`);
    await queryRunner.query(`ALTER TABLE stays DROP COLUMN planned_arrival, DROP COLUMN planned_departure`);
  }
}
