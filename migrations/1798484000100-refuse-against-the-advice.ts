import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RefuseAgainstTheAdvice1798484000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A no where the advice is “suitable” goes against it. Those that were signed before have their reasons, as every
    // decision has, and none for that: what is signed is never changed.
    await queryRunner.query(`ALTER TABLE match_decisions DROP CONSTRAINT against_the_advice_with_a_reason`);
    await queryRunner.query(`
      ALTER TABLE match_decisions ADD CONSTRAINT against_the_advice_with_a_reason CHECK (
        decision = 'not_suitable' AND verdict = 'suitable'
        OR (against_advice IS NOT NULL) = (
          decision = 'suitable' AND verdict <> 'suitable'
          OR decision = 'suitable_with_mitigations' AND verdict IN ('unsuitable', 'not_assessed')))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // What was against the advice is the reasons of the no, which stay.
    await queryRunner.query(`ALTER TABLE match_decisions DISABLE TRIGGER USER`);
    await queryRunner.query(
      `UPDATE match_decisions SET against_advice = NULL WHERE decision = 'not_suitable' AND verdict = 'suitable'`,
    );
    await queryRunner.query(`ALTER TABLE match_decisions ENABLE TRIGGER USER`);
    await queryRunner.query(`ALTER TABLE match_decisions DROP CONSTRAINT against_the_advice_with_a_reason`);
    await queryRunner.query(`
      ALTER TABLE match_decisions ADD CONSTRAINT against_the_advice_with_a_reason CHECK (
        (against_advice IS NOT NULL) = (
          decision = 'suitable' AND verdict <> 'suitable'
          OR decision = 'suitable_with_mitigations' AND verdict IN ('unsuitable', 'not_assessed')))`);
  }
}
