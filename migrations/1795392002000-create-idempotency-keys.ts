import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1795392002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The row is made in the transaction of the effect, before it, and holds the answer by the time it commits; an
    // answer that held a secret is not kept.
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        user_id uuid NOT NULL REFERENCES users,
        route text NOT NULL,
        key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
        request_hash bytea NOT NULL,
        answer json,
        etag text,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, route, key)
      )`);
    await queryRunner.query(`CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE idempotency_keys`);
  }
}
