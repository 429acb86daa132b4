import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowForWhomOffersMadeWay1798420002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE offers ADD made_way_for uuid REFERENCES stays`);
    await queryRunner.query(
      `CREATE INDEX offers_that_made_way ON offers (made_way_for) WHERE made_way_for IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX offers_that_made_way`);
    await queryRunner.query(`ALTER TABLE offers DROP made_way_for`);
  }
}
