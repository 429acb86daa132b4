import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateArrivalChecks1796520000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What somebody confirmed before an arrival, with its date: the last of each item holds, those before it stay on record.
    await queryRunner.query(`
      CREATE TABLE arrival_checks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        young_person_id uuid NOT NULL REFERENCES young_people,
        stay_id uuid REFERENCES stays,
        item text NOT NULL CHECK (item IN ('care_plan', 'medication', 'consents', 'legal_basis', 'contact', 'compatibility')),
        dated date,
        covers text[] NOT NULL CHECK (covers <@ ARRAY['stay', 'medical_treatment']),
        legal_status text,
        note text NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL,
        CONSTRAINT some_hold_for_one_stay CHECK ((item IN ('contact', 'compatibility')) = (stay_id IS NOT NULL)),
        CONSTRAINT papers_have_a_date CHECK (dated IS NOT NULL OR item IN ('contact', 'compatibility', 'legal_basis')
                                             OR (item = 'consents' AND covers = '{}')),
        CONSTRAINT consents_alone_cover CHECK (item = 'consents' OR covers = '{}'),
        CONSTRAINT legal_basis_is_said CHECK ((item = 'legal_basis') = (legal_status IS NOT NULL))
      )`);
    await queryRunner.query(
      `CREATE INDEX arrival_checks_of_young_person ON arrival_checks (young_person_id, item, id DESC)`,
    );
    await queryRunner.query(
      `CREATE INDEX arrival_checks_of_stay ON arrival_checks (stay_id, item, id DESC) WHERE stay_id IS NOT NULL`,
    );
    await queryRunner.query(`
      CREATE TRIGGER arrival_checks_stay BEFORE UPDATE OR DELETE ON arrival_checks
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE arrival_checks`);
  }
}
