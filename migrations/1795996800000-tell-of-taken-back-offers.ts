import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellOfTakenBackOffers1795996800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check, ADD CONSTRAINT notices_kind_check
        CHECK (kind IN ('offer_half_way', 'offer_lapsed', 'offer_taken_back'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // Of what the older service cannot say nobody is told.
    await queryRunner.query(`DELETE FROM notices WHERE kind = 'offer_taken_back'`);
    await queryRunner.query(`
      ALTER TABLE notices DROP CONSTRAINT notices_kind_check, ADD CONSTRAINT notices_kind_check
        CHECK (kind IN ('offer_half_way', 'offer_lapsed'))`);
  }
}
