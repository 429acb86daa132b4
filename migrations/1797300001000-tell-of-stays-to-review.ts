import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_OFFERS = `'offer_half_way', 'offer_lapsed', 'offer_taken_back'`;

export class TellOfStaysToReview1797300001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A notice is about an offer or about a stay; a child who came without a request has none.
    await queryRunner.query(`
      ALTER TABLE notices ADD COLUMN stay_id uuid REFERENCES stays,
        ALTER COLUMN offer_id DROP NOT NULL, ALTER COLUMN request_id DROP NOT NULL,
        DROP CONSTRAINT notices_kind_check, ADD CONSTRAINT notices_kind_check
          CHECK (kind IN (${OF_OFFERS}, 'stay_over')),
        ADD CONSTRAINT about_an_offer_or_a_stay CHECK (
          CASE kind WHEN 'stay_over' THEN stay_id IS NOT NULL AND offer_id IS NULL
                    ELSE stay_id IS NULL AND num_nonnulls(offer_id, request_id) = 2 END),
        ADD CONSTRAINT one_notice_of_a_stay UNIQUE (stay_id, kind, user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // Of what the older service cannot say nobody is told.
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'stay_over'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT about_an_offer_or_a_stay, DROP COLUMN stay_id,
        ALTER COLUMN offer_id SET NOT NULL, ALTER COLUMN request_id SET NOT NULL,
        DROP CONSTRAINT notices_kind_check, ADD CONSTRAINT notices_kind_check CHECK (kind IN (${OF_OFFERS}))`);
  }
}
