import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBedClaims1795305605000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // `alternative_of` is the request for an offer and the claim itself for everything else, so that two live
    // claims of one young person may overlap only where both are offers of the same request.
    await queryRunner.query(`
      CREATE TABLE bed_claims (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL,
        bed_id uuid NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('stay', 'offer', 'out_of_service', 'closed', 'reserve')),
        arrival date NOT NULL,
        departure date NOT NULL,
        nights daterange GENERATED ALWAYS AS (daterange(arrival, departure)) STORED,
        young_person_id uuid REFERENCES young_people,
        request_id uuid REFERENCES requests,
        stay_id uuid REFERENCES stays,
        expires_at timestamptz,
        made_at timestamptz NOT NULL,
        made_by uuid REFERENCES users,
        released_at timestamptz,
        released_by uuid REFERENCES users,
        released_why text,
        live boolean GENERATED ALWAYS AS (released_at IS NULL) STORED,
        alternative_of uuid GENERATED ALWAYS AS (CASE WHEN purpose = 'offer' THEN request_id ELSE id END) STORED,
        FOREIGN KEY (bed_id, unit_id) REFERENCES beds (id, unit_id),
        CHECK (departure > arrival),
        CHECK (arrival >= '2000-01-01' AND departure <= '2200-01-01' AND departure - arrival <= 400),
        CHECK ((young_person_id IS NOT NULL) = (purpose IN ('stay', 'offer'))),
        CHECK ((stay_id IS NOT NULL) = (purpose = 'stay')),
        CHECK ((expires_at IS NOT NULL) = (purpose = 'offer')),
        CHECK (purpose <> 'offer' OR request_id IS NOT NULL),
        CHECK ((released_at IS NULL) = (released_why IS NULL)),
        CONSTRAINT one_claim_a_bed_night EXCLUDE USING gist (bed_id WITH =, nights WITH &&) WHERE (live),
        CONSTRAINT one_place_a_young_person EXCLUDE USING gist
          (young_person_id WITH =, alternative_of WITH <>, nights WITH &&) WHERE (live AND young_person_id IS NOT NULL)
      )`);
    await queryRunner.query(`CREATE INDEX bed_claims_of_unit ON bed_claims USING gist (unit_id, nights) WHERE (live)`);
    await queryRunner.query(`CREATE INDEX bed_claims_of_stay ON bed_claims (stay_id)`);
    await queryRunner.query(`
      CREATE TABLE offers (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        part_id uuid NOT NULL REFERENCES request_parts,
        claim_id uuid NOT NULL UNIQUE REFERENCES bed_claims,
        bed_id uuid NOT NULL REFERENCES beds,
        arrival date NOT NULL,
        departure date NOT NULL,
        state text NOT NULL CHECK (state IN ('proposed', 'offered', 'accepted', 'declined', 'lapsed', 'taken_back')),
        expires_at timestamptz NOT NULL,
        proposed_by uuid NOT NULL REFERENCES users,
        proposed_at timestamptz NOT NULL,
        signed_by uuid REFERENCES users,
        signed_at timestamptz,
        reasons text NOT NULL DEFAULT '',
        answered_by text NOT NULL DEFAULT '',
        answered_how text NOT NULL DEFAULT '',
        answered_at timestamptz,
        answer_reason text NOT NULL DEFAULT '',
        recorded_by uuid REFERENCES users,
        recorded_at timestamptz,
        stay_id uuid REFERENCES stays,
        CHECK (departure > arrival),
        CHECK (num_nonnulls(signed_by, signed_at) IN (0, 2)),
        CONSTRAINT no_offer_without_a_signature
          CHECK (state NOT IN ('offered', 'accepted', 'declined') OR (signed_by IS NOT NULL AND reasons <> '')),
        CONSTRAINT an_answer_says_whose_it_is CHECK (state NOT IN ('accepted', 'declined')
          OR (answered_by <> '' AND answered_how <> '' AND answered_at IS NOT NULL AND recorded_by IS NOT NULL)),
        CHECK ((state = 'accepted') = (stay_id IS NOT NULL))
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_offer_a_part ON offers (part_id) WHERE state IN ('proposed', 'offered')`);
    await queryRunner.query(`CREATE INDEX offers_by_part ON offers (part_id, proposed_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE offers, bed_claims`);
  }
}
