import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRegister1797303000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Where a young person lives, as it was written down: the last holds.
    await queryRunner.query(`
      CREATE TABLE home_addresses (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_id uuid NOT NULL REFERENCES young_people,
        address text NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX home_addresses_of_young_person ON home_addresses (young_person_id, id DESC)`);
    // What the register of children asks of a stay beside its dates and its legal basis: the last of each holds, and what
    // was put right says why.
    await queryRunner.query(`
      CREATE TABLE register_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stay_id uuid NOT NULL REFERENCES stays,
        field text NOT NULL CHECK (field IN ('address_before', 'address_after', 'authority')),
        value text NOT NULL CHECK (value <> ''),
        reason text NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`CREATE INDEX register_entries_of_stay ON register_entries (stay_id, field, id DESC)`);
    await queryRunner.query(
      `CREATE INDEX stays_of_register ON stays (unit_id, arrival, id) WHERE arrived_at IS NOT NULL`,
    );
    for (const table of ['home_addresses', 'register_entries'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX stays_of_register`);
    await queryRunner.query(`DROP TABLE register_entries, home_addresses`);
  }
}
