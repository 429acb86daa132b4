import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordSiblings1798240000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Who are brothers and sisters, and whether they stay together if that can be done, or apart. The last word holds;
    // 'none' takes back what was a mistake.
    await queryRunner.query(`
      CREATE TABLE siblings (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_a uuid NOT NULL REFERENCES young_people,
        young_person_b uuid NOT NULL REFERENCES young_people,
        relation text NOT NULL CHECK (relation IN ('together', 'apart', 'none')),
        note text NOT NULL CHECK (note <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CHECK (young_person_a < young_person_b)
      )`);
    await queryRunner.query(`CREATE INDEX siblings_of_first ON siblings (young_person_a, young_person_b, id DESC)`);
    await queryRunner.query(`CREATE INDEX siblings_of_second ON siblings (young_person_b)`);
    await queryRunner.query(`
      CREATE TRIGGER siblings_stay BEFORE UPDATE OR DELETE ON siblings
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE siblings`);
  }
}
