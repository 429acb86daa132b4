import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVisits1795737601000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Somebody comes for some hours and takes no bed. The times are those of the unit's clocks.
    await queryRunner.query(`
      CREATE TABLE visits (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        young_person_id uuid NOT NULL REFERENCES young_people,
        date date NOT NULL,
        starts_at time(0) NOT NULL,
        ends_at time(0) NOT NULL,
        kind text NOT NULL CHECK (kind IN ('tea', 'look_round', 'introduction', 'other')),
        state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'happened', 'cancelled')),
        note text NOT NULL DEFAULT '',
        made_at timestamptz NOT NULL,
        made_by uuid NOT NULL REFERENCES users,
        overruled_because text NOT NULL DEFAULT '',
        who_was_there text NOT NULL DEFAULT '',
        against text[] NOT NULL DEFAULT '{}' CHECK (against <@ ARRAY['kept_apart', 'staffing']),
        cancelled_why text NOT NULL DEFAULT '',
        recorded_at timestamptz,
        recorded_by uuid REFERENCES users,
        CONSTRAINT ends_after_it_starts CHECK (ends_at > starts_at),
        CHECK ((state = 'planned') = (recorded_at IS NULL)),
        CHECK ((recorded_at IS NULL) = (recorded_by IS NULL)),
        CHECK (state <> 'happened' OR who_was_there <> ''),
        CHECK (state <> 'cancelled' OR cancelled_why <> '')
      )`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX one_planned_visit_a_day ON visits (young_person_id, date) WHERE state = 'planned'`,
    );
    await queryRunner.query(`CREATE INDEX visits_of_unit ON visits (unit_id, date, starts_at, id)`);
    await queryRunner.query(`CREATE INDEX visits_of_young_person ON visits (young_person_id, date)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE visits`);
  }
}
