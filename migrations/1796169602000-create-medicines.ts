import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMedicines1796169602000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a child brings is counted in and out by two people. A wrong count is counted again, and stays on record.
    await queryRunner.query(`
      CREATE TABLE medicines (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        stay_id uuid NOT NULL REFERENCES stays,
        name text NOT NULL CHECK (name <> ''),
        form text NOT NULL CHECK (form <> '')
      )`);
    await queryRunner.query(`CREATE INDEX medicines_by_stay ON medicines (stay_id, number)`);
    await queryRunner.query(`
      CREATE TABLE medicine_counts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        medicine_id uuid NOT NULL REFERENCES medicines,
        direction text NOT NULL CHECK (direction IN ('in', 'out')),
        count integer NOT NULL CHECK (count BETWEEN 0 AND 10000),
        counted_by text NOT NULL CHECK (counted_by <> ''),
        witnessed_by text NOT NULL CHECK (witnessed_by <> ''),
        note text NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CONSTRAINT counted_by_two CHECK (lower(counted_by) <> lower(witnessed_by))
      )`);
    await queryRunner.query(`CREATE INDEX medicine_counts_by_medicine ON medicine_counts (medicine_id, id)`);
    for (const table of ['medicines', 'medicine_counts']) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE medicine_counts, medicines`);
  }
}
