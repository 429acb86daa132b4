import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindLooksThatNobodyMade1798472000000 implements MigrationInterface {
  /** What a page that is open wrote of its reader within the hour is looked up whenever it looks again. */
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX audit_entries_by_itself ON audit_entries (actor_id, action, at) WHERE details ? 'byItself'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX audit_entries_by_itself`);
  }
}
