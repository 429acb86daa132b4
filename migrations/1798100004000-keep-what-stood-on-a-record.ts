import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWhatStoodOnARecord1798100004000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What stood on the record of a young person until somebody wrote something else in its place.
    await queryRunner.query(`
      CREATE TABLE past_facts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_id uuid NOT NULL REFERENCES young_people,
        field text NOT NULL CHECK (field <> ''),
        was text NOT NULL,
        until timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX past_facts_of_young_person ON past_facts (young_person_id, id DESC)`);
    await queryRunner.query(`
      CREATE TRIGGER past_facts_stay BEFORE UPDATE OR DELETE ON past_facts
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE past_facts`);
  }
}
