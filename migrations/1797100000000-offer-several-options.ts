import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OfferSeveralOptions1797100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Several options of one part may be held at once; of those that the family did not take each says so.
    await queryRunner.query(`DROP INDEX one_open_offer_a_part`);
    await queryRunner.query(`
      CREATE INDEX open_offers_by_part ON offers (part_id, expires_at) WHERE state IN ('proposed', 'offered')`);
    await queryRunner.query(`
      ALTER TABLE offers DROP CONSTRAINT offers_state_check, ADD CONSTRAINT offers_state_check
        CHECK (state IN ('proposed', 'offered', 'accepted', 'declined', 'lapsed', 'taken_back', 'not_chosen'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The older service knows one option of a part: the one that the family was asked about first, or else that runs out first.
    await queryRunner.query(`
      WITH others AS (
        UPDATE offers SET state = 'taken_back' WHERE id IN (
          SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY part_id ORDER BY state, expires_at, id) AS place
              FROM offers WHERE state IN ('proposed', 'offered')) open WHERE place > 1)
        RETURNING claim_id)
      UPDATE bed_claims SET released_at = coalesce(released_at, now()), released_why = coalesce(released_why, 'offer_taken_back')
        FROM others WHERE bed_claims.id = others.claim_id`);
    await queryRunner.query(`UPDATE offers SET state = 'taken_back' WHERE state = 'not_chosen'`);
    await queryRunner.query(`
      ALTER TABLE offers DROP CONSTRAINT offers_state_check, ADD CONSTRAINT offers_state_check
        CHECK (state IN ('proposed', 'offered', 'accepted', 'declined', 'lapsed', 'taken_back'))`);
    await queryRunner.query(`DROP INDEX open_offers_by_part`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_offer_a_part ON offers (part_id) WHERE state IN ('proposed', 'offered')`);
  }
}
