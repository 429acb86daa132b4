import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkWordsThatNameOthers1798100003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What somebody said of a stay names another young person, as the unit's people see later: said once, and for good.
    await queryRunner.query(`
      CREATE TABLE review_marks (
        review_id uuid PRIMARY KEY REFERENCES stay_reviews,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`
      CREATE TRIGGER review_marks_stay BEFORE UPDATE OR DELETE ON review_marks
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE review_marks`);
  }
}
