import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SignLists1798485001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Whether a bed that came back may be offered to all who wait for it in turn, under one signature.
    await queryRunner.query(`ALTER TABLE units ADD COLUMN offers_in_turn boolean NOT NULL DEFAULT false`);
    // One signature under everybody to whom a bed is offered, one after the other, until somebody takes it.
    await queryRunner.query(`
      CREATE TABLE signed_lists (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        bed_id uuid NOT NULL REFERENCES beds,
        arrival date NOT NULL,
        departure date NOT NULL,
        signed_by uuid NOT NULL REFERENCES users,
        signed_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by uuid REFERENCES users,
        ended_why text,
        CONSTRAINT nights_of_a_list CHECK (departure > arrival),
        CONSTRAINT list_ended CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
        CONSTRAINT list_ended_why CHECK (ended_why IN ('by_hand', 'changed', 'over')),
        CONSTRAINT list_ended_by_somebody CHECK ((ended_by IS NOT NULL) = (coalesce(ended_why, '') = 'by_hand')))`);
    await queryRunner.query(
      `CREATE INDEX signed_lists_open ON signed_lists (unit_id, signed_at DESC) WHERE ended_at IS NULL`,
    );
    // Each with what was decided of them and on which advice, and the offer once it is their turn.
    await queryRunner.query(`
      CREATE TABLE signed_places (
        list_id uuid NOT NULL REFERENCES signed_lists,
        place integer NOT NULL CHECK (place > 0),
        part_id uuid NOT NULL REFERENCES request_parts,
        arrival date NOT NULL,
        departure date NOT NULL,
        decision text NOT NULL CHECK (decision IN ('suitable', 'suitable_with_mitigations')),
        reasons text NOT NULL CONSTRAINT place_for_a_reason CHECK (reasons <> ''),
        mitigations jsonb NOT NULL CHECK (jsonb_typeof(mitigations) = 'array'),
        against_advice text,
        verdict text NOT NULL CHECK (verdict IN ('suitable', 'only_with_mitigation', 'not_assessed', 'unsuitable')),
        offer_id uuid CONSTRAINT one_place_of_an_offer UNIQUE REFERENCES offers,
        PRIMARY KEY (list_id, place),
        CONSTRAINT once_on_a_list UNIQUE (list_id, part_id),
        CONSTRAINT nights_of_a_place CHECK (departure > arrival))`);
    await queryRunner.query(`CREATE INDEX signed_places_by_part ON signed_places (part_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE signed_places`);
    await queryRunner.query(`DROP TABLE signed_lists`);
    await queryRunner.query(`ALTER TABLE units DROP COLUMN offers_in_turn`);
  }
}
