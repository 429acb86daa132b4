import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChooseChecksPerUnit1797304000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a unit asks for before an arrival beside what the service knows: never changed, another is added in its place.
    await queryRunner.query(`
      CREATE TABLE unit_checks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
        unit_id uuid NOT NULL REFERENCES units,
        text text NOT NULL CHECK (text <> ''),
        owner text NOT NULL CHECK (owner IN ('key_worker', 'unit', 'manager')),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        UNIQUE (id, unit_id)
      )`);
    await queryRunner.query(`CREATE INDEX unit_checks_of_unit ON unit_checks (unit_id, number)`);
    // Whether the unit asks for an item: the last word holds, and without a word it does.
    await queryRunner.query(`
      CREATE TABLE unit_check_choices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        unit_id uuid NOT NULL REFERENCES units,
        item text CHECK (item IN ('care_plan', 'medication', 'consents', 'contact', 'introduction', 'legal_basis', 'compatibility')),
        check_id uuid,
        applies boolean NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        FOREIGN KEY (check_id, unit_id) REFERENCES unit_checks (id, unit_id),
        CONSTRAINT about_one_item CHECK (num_nonnulls(item, check_id) = 1)
      )`);
    await queryRunner.query(`CREATE INDEX unit_check_choices_of_unit ON unit_check_choices (unit_id, id DESC)`);
    // What somebody says of a unit's own item before an arrival: the last word holds.
    await queryRunner.query(`
      CREATE TABLE unit_check_confirmations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stay_id uuid NOT NULL REFERENCES stays,
        check_id uuid NOT NULL REFERENCES unit_checks,
        done boolean NOT NULL,
        note text NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CONSTRAINT said_why_not CHECK (done OR note <> '')
      )`);
    await queryRunner.query(
      `CREATE INDEX unit_check_confirmations_of_stay ON unit_check_confirmations (stay_id, check_id, id DESC)`,
    );
    for (const table of ['unit_checks', 'unit_check_choices', 'unit_check_confirmations'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE unit_check_confirmations, unit_check_choices, unit_checks`);
  }
}
