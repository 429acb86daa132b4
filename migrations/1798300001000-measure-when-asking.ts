import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MeasureWhenAsking1798300001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // How things were when a break was asked for: of each young person of the request, because the parts of a draft come
    // and go. It is what a stay is compared with until somebody writes down a number before it. Never changed.
    await queryRunner.query(`
      CREATE TABLE request_baselines (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES requests,
        young_person_id uuid NOT NULL REFERENCES young_people,
        measure_id uuid NOT NULL REFERENCES outcome_measures,
        value integer NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(
      `CREATE INDEX request_baselines_of ON request_baselines (request_id, young_person_id, measure_id, id DESC)`,
    );
    await queryRunner.query(`
      CREATE TRIGGER request_baselines_stay BEFORE UPDATE OR DELETE ON request_baselines
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE request_baselines`);
  }
}
