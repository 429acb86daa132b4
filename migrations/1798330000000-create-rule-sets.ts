import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRuleSets1798330000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The weights and thresholds by which a council looks at young people together, each version as it was published and
    // never changed: what was judged by one can be judged again. The first is the one that came with the service.
    await queryRunner.query(`
      CREATE TABLE rule_sets (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        version integer NOT NULL CHECK (version >= 1),
        document jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object'),
        published_at timestamptz NOT NULL,
        published_by uuid REFERENCES users,
        why text CHECK (why <> ''),
        agreed_by text CHECK (agreed_by <> ''),
        CONSTRAINT a_version_once UNIQUE (organisation_id, version),
        CONSTRAINT published_by_governance CHECK (
          (version = 1) = (published_by IS NULL) AND (version = 1) = (why IS NULL) AND (version = 1) = (agreed_by IS NULL))
      )`);
    await queryRunner.query(`
      CREATE TRIGGER rule_sets_stay BEFORE UPDATE OR DELETE ON rule_sets
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE rule_sets`);
  }
}
