import type { MigrationInterface, QueryRunner } from 'typeorm';

const WHY_BEFORE = `'key_worker', 'co_worker', 'known_to_unit', 'request', 'stay'`;

export class CreateJointWork1797402000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE access_grants DROP CONSTRAINT access_grants_why_check,
        ADD CONSTRAINT access_grants_why_check CHECK (why IN (${WHY_BEFORE}, 'joint_work'))`);
    await queryRunner.query(`
      CREATE TABLE request_co_workers (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        request_id uuid NOT NULL REFERENCES requests,
        user_id uuid NOT NULL REFERENCES users,
        named_by uuid NOT NULL REFERENCES users,
        named_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by uuid REFERENCES users,
        CHECK (ended_at >= named_at),
        CHECK (ended_by IS NULL OR ended_at IS NOT NULL)
      )`);
    // Whoever is named until a day to come may be named anew, without an end, once the request goes on after all.
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_co_worker_at_a_time ON request_co_workers (request_id, user_id) WHERE ended_at IS NULL`);
    await queryRunner.query(`CREATE INDEX request_co_workers_of_user ON request_co_workers (user_id, request_id)`);
    await queryRunner.query(`CREATE INDEX request_co_workers_by_request ON request_co_workers (request_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE request_co_workers`);
    await queryRunner.query(`DELETE FROM access_grants WHERE why = 'joint_work'`);
    await queryRunner.query(`
      ALTER TABLE access_grants DROP CONSTRAINT access_grants_why_check,
        ADD CONSTRAINT access_grants_why_check CHECK (why IN (${WHY_BEFORE}))`);
  }
}
