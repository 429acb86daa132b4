import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskForLegalStatus1796400002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Since when a stay for which a legal status is on record needs another decision, because it went beyond what a short
    // break may be. Written in the transaction of whatever changes the nights or the status, so that a list can be asked.
    await queryRunner.query(`ALTER TABLE stays ADD COLUMN legal_asked_at timestamptz`);
    await queryRunner.query(`
      UPDATE stays SET legal_asked_at = coalesce(departed_at, arrived_at, booked_at)
       WHERE state NOT IN ('no_show', 'cancelled') AND legal_status IN ('s17', 's20_short_break')
         AND departure - arrival > 17 AND (departed_at IS NULL OR legal_decided_at < departed_at)`);
    // What is decided is in neither: the lists cost what they show.
    const undecided = `state NOT IN ('no_show', 'cancelled') AND (legal_status IS NULL OR legal_asked_at IS NOT NULL)`;
    await queryRunner.query(`CREATE INDEX stays_undecided_of_unit ON stays (unit_id, arrival, id) WHERE ${undecided}`);
    await queryRunner.query(`CREATE INDEX stays_undecided_of_child ON stays (young_person_id) WHERE ${undecided}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX stays_undecided_of_unit, stays_undecided_of_child`);
    await queryRunner.query(`ALTER TABLE stays DROP COLUMN legal_asked_at`);
  }
}
