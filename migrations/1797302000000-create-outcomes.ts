import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutcomes1797302000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What is measured before a stay and after it: for every council (without one), or as a council names it. Never changed,
    // so that a number means what it meant when it was written down.
    await queryRunner.query(`
      CREATE TABLE outcome_measures (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
        organisation_id uuid REFERENCES organisations,
        name text NOT NULL CHECK (name <> ''),
        unit text NOT NULL CHECK (unit <> ''),
        better text NOT NULL CHECK (better IN ('lower', 'higher')),
        lowest integer NOT NULL,
        highest integer NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid REFERENCES users,
        CONSTRAINT a_council_names_its_own CHECK ((organisation_id IS NULL) = (by_user IS NULL)),
        CONSTRAINT measured_on_a_scale CHECK (lowest < highest)
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_measure_of_a_name ON outcome_measures (organisation_id, lower(name))`);
    await queryRunner.query(`
      INSERT INTO outcome_measures (name, unit, better, lowest, highest, at) VALUES
        ('Times reported missing in the past four weeks', 'times', 'lower', 0, 200, now()),
        ('School attendance in the past four weeks', '%', 'higher', 0, 100, now()),
        ('Strain on the family, as they put it', 'of 10', 'lower', 0, 10, now())`);
    // Whether a council asks for it: the last word holds, and without a word it does.
    await queryRunner.query(`
      CREATE TABLE outcome_measure_uses (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations,
        measure_id uuid NOT NULL REFERENCES outcome_measures,
        used boolean NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(
      `CREATE INDEX outcome_measure_uses_last ON outcome_measure_uses (organisation_id, measure_id, id DESC)`,
    );
    // The last value of a moment holds; those before it stay on record.
    await queryRunner.query(`
      CREATE TABLE outcome_values (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stay_id uuid NOT NULL REFERENCES stays,
        measure_id uuid NOT NULL REFERENCES outcome_measures,
        moment text NOT NULL CHECK (moment IN ('before', 'after', 'later')),
        value integer NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(
      `CREATE INDEX outcome_values_of_stay ON outcome_values (stay_id, measure_id, moment, id DESC)`,
    );
    await queryRunner.query(`CREATE INDEX stays_over ON stays (unit_id, departure) WHERE state = 'completed'`);
    for (const table of ['outcome_measures', 'outcome_measure_uses', 'outcome_values'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX stays_over`);
    await queryRunner.query(`DROP TABLE outcome_values, outcome_measure_uses, outcome_measures`);
  }
}
