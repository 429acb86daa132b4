import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OverruleStays1796083200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // More nights of a stay are a decision of their own: what a manager goes over for them belongs to the stay.
    await queryRunner.query(`ALTER TABLE overrules ALTER COLUMN offer_id DROP NOT NULL`);
    await queryRunner.query(`ALTER TABLE overrules ADD COLUMN stay_id uuid REFERENCES stays`);
    await queryRunner.query(
      `ALTER TABLE overrules ADD CONSTRAINT overrules_one_subject CHECK (num_nonnulls(offer_id, stay_id) = 1)`,
    );
    await queryRunner.query(`CREATE INDEX overrules_by_stay ON overrules (stay_id, id) WHERE stay_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE overrules DISABLE TRIGGER overrules_stay`);
    await queryRunner.query(`DELETE FROM overrules WHERE offer_id IS NULL`);
    await queryRunner.query(`ALTER TABLE overrules ENABLE TRIGGER overrules_stay`);
    await queryRunner.query(`DROP INDEX overrules_by_stay`);
    await queryRunner.query(`ALTER TABLE overrules DROP CONSTRAINT overrules_one_subject, DROP COLUMN stay_id`);
    await queryRunner.query(`ALTER TABLE overrules ALTER COLUMN offer_id SET NOT NULL`);
  }
}
