import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNotices1795392001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A notice holds no words and no names: what it says is read when it is shown, by what its reader may see then.
    await queryRunner.query(`
      CREATE TABLE notices (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users,
        kind text NOT NULL CHECK (kind IN ('offer_half_way', 'offer_lapsed')),
        young_person_id uuid NOT NULL REFERENCES young_people,
        request_id uuid NOT NULL REFERENCES requests,
        offer_id uuid NOT NULL REFERENCES offers,
        made_at timestamptz NOT NULL,
        read_at timestamptz,
        CONSTRAINT one_notice_of_a_kind UNIQUE (offer_id, kind, user_id)
      )`);
    await queryRunner.query(`
      CREATE INDEX notices_unread ON notices (user_id, made_at DESC, id DESC) WHERE read_at IS NULL`);
    await queryRunner.query(`CREATE INDEX notices_by_age ON notices (made_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE notices`);
  }
}
