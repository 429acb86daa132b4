import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateYoungPeople1795305603000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE young_people (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        case_number text NOT NULL CHECK (case_number <> ''),
        first_name text NOT NULL CHECK (first_name <> ''),
        last_name text NOT NULL CHECK (last_name <> ''),
        date_of_birth date NOT NULL,
        key_worker_id uuid NOT NULL REFERENCES users,
        created_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX young_people_case_number ON young_people (organisation_id, lower(case_number))`);
    await queryRunner.query(`CREATE INDEX young_people_by_name ON young_people (last_name, first_name, id)`);
    await queryRunner.query(`CREATE INDEX young_people_by_key_worker ON young_people (key_worker_id)`);
    await queryRunner.query(`
      CREATE TABLE access_grants (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        young_person_id uuid NOT NULL REFERENCES young_people,
        user_id uuid REFERENCES users,
        unit_id uuid REFERENCES units,
        why text NOT NULL CHECK (why IN ('key_worker', 'co_worker', 'known_to_unit', 'request', 'stay')),
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        granted_by uuid REFERENCES users,
        CHECK (num_nonnulls(user_id, unit_id) = 1),
        CHECK (valid_until >= valid_from)
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_grant_a_user ON access_grants (user_id, young_person_id, why) WHERE valid_until IS NULL`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_grant_a_unit ON access_grants (unit_id, young_person_id, why) WHERE valid_until IS NULL`);
    await queryRunner.query(`CREATE INDEX access_grants_by_young_person ON access_grants (young_person_id)`);
    await queryRunner.query(`CREATE INDEX access_grants_of_user ON access_grants (user_id, young_person_id)`);
    await queryRunner.query(`CREATE INDEX access_grants_of_unit ON access_grants (unit_id, young_person_id)`);
    await queryRunner.query(`
      CREATE TABLE pair_decisions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        young_person_a uuid NOT NULL REFERENCES young_people,
        young_person_b uuid NOT NULL REFERENCES young_people,
        decision text NOT NULL CHECK (decision IN ('never_together', 'only_with_mitigation', 'works_well')),
        evidence text NOT NULL CHECK (evidence <> ''),
        review_by date NOT NULL,
        decided_by uuid NOT NULL REFERENCES users,
        decided_at timestamptz NOT NULL,
        ended_by uuid REFERENCES users,
        ended_at timestamptz,
        ended_why text,
        CHECK (young_person_a < young_person_b),
        CHECK (num_nonnulls(ended_by, ended_at, ended_why) IN (0, 3))
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_standing_decision_a_pair ON pair_decisions (young_person_a, young_person_b)
      WHERE ended_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX pair_decisions_by_second ON pair_decisions (young_person_b) WHERE ended_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE pair_decisions, access_grants, young_people`);
  }
}
