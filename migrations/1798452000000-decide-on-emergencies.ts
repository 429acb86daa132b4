import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DecideOnEmergencies1798452000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What the on-call manager decided of a child who is placed at once is a decision like any other, and the stay's once
    // they come. Who decided may have no account: then their name stands in words, and who signed wrote it down.
    await queryRunner.query(`
      ALTER TABLE match_decisions
        ADD emergency_decision_id uuid REFERENCES emergency_decisions,
        ADD on_word_of text CHECK (on_word_of <> ''),
        DROP CONSTRAINT about_an_offer_or_a_stay,
        ADD CONSTRAINT about_one_of_them CHECK (num_nonnulls(offer_id, stay_id, emergency_decision_id) = 1),
        ADD CONSTRAINT on_the_word_of_who_was_rung CHECK (on_word_of IS NULL OR emergency_decision_id IS NOT NULL)`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX match_decisions_by_emergency ON match_decisions (emergency_decision_id)
      WHERE emergency_decision_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE match_decisions DISABLE TRIGGER match_decisions_stay`);
    await queryRunner.query(`DELETE FROM match_decisions WHERE emergency_decision_id IS NOT NULL`);
    await queryRunner.query(`ALTER TABLE match_decisions ENABLE TRIGGER match_decisions_stay`);
    await queryRunner.query(`
      ALTER TABLE match_decisions
        DROP emergency_decision_id,
        DROP on_word_of,
        ADD CONSTRAINT about_an_offer_or_a_stay CHECK (num_nonnulls(offer_id, stay_id) = 1)`);
  }
}
