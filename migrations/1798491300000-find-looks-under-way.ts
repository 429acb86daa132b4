import type { MigrationInterface, QueryRunner } from 'typeorm';

const LOOKS = `CREATE INDEX outbox_looks ON outbox (unit_id) WHERE topic = 'alerts.look' AND state = 'waiting'`;

/** A unit that is being looked at is found as one is that waits for it. */
export class FindLooksUnderWay1798491300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX outbox_looks`);
    await queryRunner.query(LOOKS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE topic = 'alerts.go-on'`);
    await queryRunner.query(`DROP INDEX outbox_looks`);
    await queryRunner.query(`${LOOKS} AND handed_at IS NULL`);
  }
}
