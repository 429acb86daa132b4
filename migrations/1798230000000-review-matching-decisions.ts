import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReviewMatchingDecisions1798230000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What makes it possible for two to be together; of what was decided before this, the evidence is all that is known.
    await queryRunner.query(
      `ALTER TABLE pair_decisions ADD COLUMN mitigation text, ADD COLUMN supersedes uuid REFERENCES pair_decisions`,
    );
    await queryRunner.query(`UPDATE pair_decisions SET mitigation = evidence WHERE decision = 'only_with_mitigation'`);
    await queryRunner.query(`
      ALTER TABLE pair_decisions
        ADD CONSTRAINT a_mitigation_where_it_needs_one
          CHECK ((decision = 'only_with_mitigation') = (mitigation IS NOT NULL)),
        ADD CONSTRAINT superseded_once UNIQUE (supersedes)`);
    await queryRunner.query(
      `CREATE INDEX pair_decisions_to_review ON pair_decisions (review_by, id) WHERE ended_at IS NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX pair_decisions_to_review`);
    await queryRunner.query(`ALTER TABLE pair_decisions DROP COLUMN supersedes, DROP COLUMN mitigation`);
  }
}
