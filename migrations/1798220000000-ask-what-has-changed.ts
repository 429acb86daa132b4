import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskWhatHasChanged1798220000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What was answered before a stay to three questions: an empty text is "nothing has changed". The last answers hold.
    await queryRunner.query(`
      CREATE TABLE what_changed (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stay_id uuid NOT NULL REFERENCES stays,
        safety text NOT NULL,
        around text NOT NULL,
        needs text NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX what_changed_of_stay ON what_changed (stay_id, id DESC)`);
    await queryRunner.query(`
      CREATE TRIGGER what_changed_stay BEFORE UPDATE OR DELETE ON what_changed
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE what_changed`);
  }
}
