import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOverrules1795651201000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A manager went over a limit for these nights, and said why: it holds for this offer, and for nothing else.
    await queryRunner.query(`
      CREATE TABLE overrules (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        offer_id uuid NOT NULL REFERENCES offers,
        code text NOT NULL CHECK (code <> ''),
        sentence text NOT NULL CHECK (sentence <> ''),
        reason text NOT NULL CHECK (reason <> ''),
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX overrules_by_offer ON overrules (offer_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER overrules_stay BEFORE UPDATE OR DELETE ON overrules
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE overrules`);
  }
}
