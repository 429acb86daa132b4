import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddLegalStatus1795910400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Under which section of the law a stay is; without one until somebody has decided. Its history is in stay_events.
    await queryRunner.query(`
      ALTER TABLE stays
        ADD COLUMN legal_status text CHECK (legal_status IN
          ('s17', 's20_short_break', 's20', 'police_protection', 'other')),
        ADD COLUMN legal_note text NOT NULL DEFAULT '',
        ADD COLUMN legal_decided_by uuid REFERENCES users,
        ADD COLUMN legal_decided_at timestamptz,
        ADD CONSTRAINT a_legal_status_is_somebodys_decision
          CHECK (num_nonnulls(legal_status, legal_decided_by, legal_decided_at) IN (0, 3)),
        ADD CONSTRAINT another_legal_status_says_which CHECK (legal_status <> 'other' OR legal_note <> '')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE stays DROP COLUMN legal_status, DROP COLUMN legal_note, DROP COLUMN legal_decided_by,
        DROP COLUMN legal_decided_at`);
  }
}
