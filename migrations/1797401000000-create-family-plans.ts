import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFamilyPlans1797401000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE plan_aims (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        young_person_id uuid NOT NULL REFERENCES young_people,
        text text NOT NULL CHECK (text <> ''),
        agreed_on date NOT NULL,
        written_by uuid NOT NULL REFERENCES users,
        written_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX plan_aims_by_young_person ON plan_aims (young_person_id)`);
    // What became of an aim; the latest holds, and an aim without any is open.
    await queryRunner.query(`
      CREATE TABLE plan_aim_steps (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        aim_id uuid NOT NULL REFERENCES plan_aims,
        state text NOT NULL CHECK (state IN ('open', 'met', 'no_longer')),
        note text NOT NULL CHECK (note <> ''),
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX plan_aim_steps_by_aim ON plan_aim_steps (aim_id, id)`);
    await queryRunner.query(`
      CREATE TABLE request_aims (
        request_id uuid NOT NULL REFERENCES requests,
        aim_id uuid NOT NULL REFERENCES plan_aims,
        PRIMARY KEY (request_id, aim_id)
      )`);
    for (const table of ['plan_aims', 'plan_aim_steps']) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE request_aims, plan_aim_steps, plan_aims`);
  }
}
