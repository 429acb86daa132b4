import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexWhatIsHeld1795392003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What is held for an answer is few, whatever years lie behind: what has run out of it is found by its time.
    await queryRunner.query(`
      CREATE INDEX bed_claims_held ON bed_claims (unit_id, expires_at) WHERE live AND purpose = 'offer'`);
    await queryRunner.query(`
      CREATE INDEX offers_open_by_end ON offers (expires_at) WHERE state IN ('proposed', 'offered')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX bed_claims_held, offers_open_by_end`);
  }
}
