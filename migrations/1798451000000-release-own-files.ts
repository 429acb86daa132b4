import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReleaseOwnFiles1798451000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Somebody asks for a young person's own file: who, and on which day, for the time to answer runs from then.
    await queryRunner.query(`
      CREATE TABLE own_file_requests (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        young_person_id uuid NOT NULL REFERENCES young_people,
        asked_by text NOT NULL CHECK (asked_by IN ('young_person', 'parent', 'representative', 'professional')),
        asker text NOT NULL,
        asked_on date NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL,
        CONSTRAINT who_asks_has_a_name CHECK (asked_by = 'young_person' OR asker <> '')
      )`);
    await queryRunner.query(
      `CREATE INDEX own_file_requests_of_young_person ON own_file_requests (young_person_id, number DESC)`,
    );
    // A manager has read what is withheld, put in what names nobody else after all, and releases the copy, once: as it was
    // checked it is kept, so that nothing that was written later is handed over, and nobody has to guess what was.
    await queryRunner.query(`
      CREATE TABLE own_file_releases (
        request_id uuid PRIMARY KEY REFERENCES own_file_requests,
        put_in text[] NOT NULL,
        withheld integer NOT NULL CHECK (withheld >= 0),
        copy json NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL
      )`);
    for (const table of ['own_file_requests', 'own_file_releases'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE own_file_releases, own_file_requests`);
  }
}
