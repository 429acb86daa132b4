import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMatchDecisions1798400000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a named person decided about one young person's nights: with the advice as it was, and everything that it was
    // made of, so that it can be judged again. To look again adds a row: the latest of an offer, or of its stay, counts.
    await queryRunner.query(`
      CREATE TABLE match_decisions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations,
        unit_id uuid NOT NULL REFERENCES units,
        request_id uuid REFERENCES requests,
        part_id uuid REFERENCES request_parts,
        young_person_id uuid NOT NULL REFERENCES young_people,
        offer_id uuid REFERENCES offers,
        stay_id uuid REFERENCES stays,
        arrival date NOT NULL,
        departure date NOT NULL CHECK (departure > arrival),
        decision text NOT NULL CHECK (decision IN ('suitable', 'suitable_with_mitigations', 'not_suitable')),
        reasons text NOT NULL CHECK (reasons <> ''),
        mitigations jsonb NOT NULL CHECK (jsonb_typeof(mitigations) = 'array'),
        against_advice text CHECK (against_advice <> ''),
        verdict text NOT NULL CHECK (verdict IN ('suitable', 'only_with_mitigation', 'not_assessed', 'unsuitable')),
        score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
        worst_night date NOT NULL,
        contributions jsonb NOT NULL CHECK (jsonb_typeof(contributions) = 'array'),
        guide_version integer NOT NULL,
        inputs jsonb NOT NULL CHECK (jsonb_typeof(inputs) = 'object'),
        signed_by uuid NOT NULL REFERENCES users,
        signed_at timestamptz NOT NULL,
        CONSTRAINT about_an_offer_or_a_stay CHECK (num_nonnulls(offer_id, stay_id) = 1),
        CONSTRAINT a_plan_has_something CHECK (
          (decision = 'suitable_with_mitigations') = (jsonb_array_length(mitigations) > 0) AND jsonb_array_length(mitigations) <= 8),
        CONSTRAINT against_the_advice_with_a_reason CHECK (
          (against_advice IS NOT NULL) = (
            decision = 'suitable' AND verdict <> 'suitable'
            OR decision = 'suitable_with_mitigations' AND verdict IN ('unsuitable', 'not_assessed'))),
        FOREIGN KEY (organisation_id, guide_version) REFERENCES rule_sets (organisation_id, version)
      )`);
    await queryRunner.query(`CREATE INDEX match_decisions_by_offer ON match_decisions (offer_id, id)`);
    await queryRunner.query(
      `CREATE INDEX match_decisions_by_stay ON match_decisions (stay_id, id) WHERE stay_id IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX match_decisions_by_request ON match_decisions (request_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER match_decisions_stay BEFORE UPDATE OR DELETE ON match_decisions
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await queryRunner.query(`
      CREATE TRIGGER match_decisions_are_not_emptied BEFORE TRUNCATE ON match_decisions
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE match_decisions`);
  }
}
