import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GiveFeedsAddresses1798457000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // One address a person, of which only the hash is kept; when it has ended there is nothing left to find it by. The key
    // makes the names of what is in the feed, and stays theirs when the address is renewed.
    await queryRunner.query(`
      CREATE TABLE feed_addresses (
        user_id uuid PRIMARY KEY REFERENCES users,
        secret_hash bytea UNIQUE CHECK (octet_length(secret_hash) = 32),
        uid_key bytea NOT NULL CHECK (octet_length(uid_key) = 32),
        made_at timestamptz NOT NULL,
        fetched_at timestamptz,
        ended_at timestamptz,
        CHECK ((secret_hash IS NULL) = (ended_at IS NOT NULL))
      )`);
    await queryRunner.query(`ALTER TABLE units ADD COLUMN feeds_allowed boolean NOT NULL DEFAULT false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE units DROP COLUMN feeds_allowed`);
    await queryRunner.query(`DROP TABLE feed_addresses`);
  }
}
