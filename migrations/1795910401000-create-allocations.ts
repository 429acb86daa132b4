import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAllocations1795910401000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A grant is never edited: one that is revised ends, and another takes its place.
    await queryRunner.query(`
      CREATE TABLE allocations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        young_person_id uuid NOT NULL REFERENCES young_people,
        first_day date NOT NULL,
        last_day date NOT NULL,
        weekday smallint NOT NULL CHECK (weekday BETWEEN 0 AND 400),
        weekend smallint NOT NULL CHECK (weekend BETWEEN 0 AND 400),
        holiday smallint NOT NULL CHECK (holiday BETWEEN 0 AND 400),
        note text NOT NULL DEFAULT '',
        granted_by uuid NOT NULL REFERENCES users,
        granted_at timestamptz NOT NULL,
        ended_by uuid REFERENCES users,
        ended_at timestamptz,
        ended_why text,
        CHECK (last_day >= first_day AND last_day - first_day < 400),
        CHECK (num_nonnulls(ended_by, ended_at, ended_why) IN (0, 3)),
        CONSTRAINT one_allocation_at_a_time EXCLUDE USING gist
          (young_person_id WITH =, daterange(first_day, last_day, '[]') WITH &&) WHERE (ended_at IS NULL)
      )`);
    await queryRunner.query(`
      CREATE INDEX allocations_by_young_person ON allocations (young_person_id, granted_at DESC, id)`);
    await queryRunner.query(`
      ALTER TABLE units ADD COLUMN least_gap_days smallint NOT NULL DEFAULT 0 CHECK (least_gap_days BETWEEN 0 AND 90)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE units DROP COLUMN least_gap_days`);
    await queryRunner.query(`DROP TABLE allocations`);
  }
}
