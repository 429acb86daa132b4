import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeputies1796500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Who stands in for a CAS worker, from the start of one day to the end of another: one at a time by the same person.
    await queryRunner.query(`
      CREATE TABLE deputies (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        absent_id uuid NOT NULL REFERENCES users,
        deputy_id uuid NOT NULL REFERENCES users CHECK (deputy_id <> absent_id),
        first_day date NOT NULL,
        last_day date NOT NULL CHECK (last_day >= first_day),
        begins_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (ends_at > begins_at),
        note text NOT NULL,
        named_by uuid NOT NULL REFERENCES users,
        named_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by uuid REFERENCES users CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
        CONSTRAINT one_deputyship_at_a_time EXCLUDE USING gist (absent_id WITH =, deputy_id WITH =,
          tstzrange(begins_at, ends_at) WITH &&) WHERE (ended_at IS NULL)
      )`);
    await queryRunner.query(`CREATE INDEX deputies_of_deputy ON deputies (deputy_id, ends_at)`);
    await queryRunner.query(`CREATE INDEX deputies_of_absent ON deputies (absent_id, ends_at)`);
    await queryRunner.query(`CREATE INDEX deputies_to_come ON deputies (organisation_id, begins_at, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE deputies`);
  }
}
