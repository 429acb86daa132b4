import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWhatStoodBeforeAnArrival1796540000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What an arrival that is undone goes back to; and the stay whose arrival ended or reopened this one at another unit,
    // which is written down first.
    await queryRunner.query(`
      ALTER TABLE stay_events ADD COLUMN before jsonb,
        ADD COLUMN because_of uuid REFERENCES stays DEFERRABLE INITIALLY DEFERRED`);
    await queryRunner.query(
      `CREATE INDEX stay_events_by_cause ON stay_events (because_of) WHERE because_of IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE stay_events DROP COLUMN before, DROP COLUMN because_of`);
  }
}
