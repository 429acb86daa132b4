import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordCharacteristics1798430000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a young person or their family says of themselves, for the monitoring of equality alone: the last of each holds.
    await queryRunner.query(`
      CREATE TABLE characteristics (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_id uuid NOT NULL REFERENCES young_people,
        kind text NOT NULL
          CHECK (kind IN ('ethnicity', 'religion', 'disability', 'sexual_orientation', 'gender_reassignment')),
        answer text NOT NULL CHECK (answer ~ '^[a-z_]{1,40}$'),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(
      `CREATE INDEX characteristics_of_young_person ON characteristics (young_person_id, kind, id DESC) INCLUDE (answer)`,
    );
    // What is to be met for them, for whoever cares for them: the last of each holds.
    await queryRunner.query(`
      CREATE TABLE needs_to_meet (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_id uuid NOT NULL REFERENCES young_people,
        kind text NOT NULL CHECK (kind IN ('diet', 'faith', 'access', 'identity')),
        text text NOT NULL CHECK (char_length(text) <= 1000),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(
      `CREATE INDEX needs_to_meet_of_young_person ON needs_to_meet (young_person_id, kind, id DESC)`,
    );
    for (const table of ['characteristics', 'needs_to_meet'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // The requests of some months, for the same monitoring.
    await queryRunner.query(
      `CREATE INDEX request_parts_by_submission ON request_parts (unit_id, submitted_at) WHERE submitted_at IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX request_parts_by_submission`);
    await queryRunner.query(`DROP TABLE needs_to_meet, characteristics`);
  }
}
