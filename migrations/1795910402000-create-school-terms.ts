import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSchoolTerms1795910402000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE school_terms (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        name text NOT NULL CHECK (name <> ''),
        first_day date NOT NULL,
        last_day date NOT NULL,
        made_by uuid NOT NULL REFERENCES users,
        made_at timestamptz NOT NULL,
        removed_by uuid REFERENCES users,
        removed_at timestamptz,
        CHECK (last_day >= first_day AND last_day - first_day < 200),
        CHECK (num_nonnulls(removed_by, removed_at) IN (0, 2)),
        CONSTRAINT one_term_at_a_time EXCLUDE USING gist
          (organisation_id WITH =, daterange(first_day, last_day, '[]') WITH &&) WHERE (removed_at IS NULL)
      )`);
    await queryRunner.query(`
      CREATE INDEX school_terms_in_order ON school_terms (organisation_id, first_day, id) WHERE removed_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE school_terms`);
  }
}
