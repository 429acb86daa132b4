import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRuleSetDrafts1798331000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The next version of a council's rule set while managers work on it: one at a time. It goes when it is published, and
    // when it is dropped.
    await queryRunner.query(`
      CREATE TABLE rule_set_drafts (
        organisation_id uuid PRIMARY KEY REFERENCES organisations,
        document jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object'),
        changed_at timestamptz NOT NULL,
        changed_by uuid NOT NULL REFERENCES users
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE rule_set_drafts`);
  }
}
