import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSharedComputers1797201000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A computer that several people of a unit use: known by a cookie, of which only the hash is kept.
    await queryRunner.query(`
      CREATE TABLE shared_computers (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        name text NOT NULL CHECK (name <> ''),
        token_hash bytea NOT NULL UNIQUE,
        marked_at timestamptz NOT NULL,
        marked_by uuid NOT NULL REFERENCES users,
        ended_at timestamptz,
        ended_by uuid REFERENCES users,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      )`);
    await queryRunner.query(
      `CREATE INDEX shared_computers_of_unit ON shared_computers (unit_id) WHERE ended_at IS NULL`,
    );
    // Who has signed in there with their password lately, and may come back with their PIN; wrong ones are counted.
    await queryRunner.query(`
      CREATE TABLE shared_computer_people (
        computer_id uuid NOT NULL REFERENCES shared_computers,
        user_id uuid NOT NULL REFERENCES users,
        signed_in_at timestamptz NOT NULL,
        wrong_pins smallint NOT NULL DEFAULT 0 CHECK (wrong_pins >= 0),
        PRIMARY KEY (computer_id, user_id)
      )`);
    await queryRunner.query(`CREATE INDEX shared_computer_people_by_user ON shared_computer_people (user_id)`);
    await queryRunner.query(`
      ALTER TABLE users ADD COLUMN pin_hash text, ADD COLUMN pin_set_at timestamptz,
        ADD CONSTRAINT users_pin_is_whole CHECK ((pin_hash IS NULL) = (pin_set_at IS NULL))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE users DROP COLUMN pin_hash, DROP COLUMN pin_set_at`);
    await queryRunner.query(`DROP TABLE shared_computer_people, shared_computers`);
  }
}
