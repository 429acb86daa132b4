import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LookBackAimByAim1798300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Whether a stay met an aim of the family plan, as somebody said when they signed how it went: said once, and for good.
    await queryRunner.query(`
      CREATE TABLE review_aims (
        review_id uuid NOT NULL REFERENCES stay_reviews,
        aim_id uuid NOT NULL REFERENCES plan_aims,
        met text NOT NULL CHECK (met IN ('met', 'partly', 'not_met', 'not_worked_on')),
        said text NOT NULL,
        PRIMARY KEY (review_id, aim_id)
      )`);
    await queryRunner.query(`CREATE INDEX review_aims_of_aim ON review_aims (aim_id)`);
    await queryRunner.query(`
      CREATE TRIGGER review_aims_stay BEFORE UPDATE OR DELETE ON review_aims
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE review_aims`);
  }
}
