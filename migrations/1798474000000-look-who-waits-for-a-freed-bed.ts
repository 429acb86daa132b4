import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LookWhoWaitsForAFreedBed1798474000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Nobody, where the service put a bed that came back before the manager.
    await queryRunner.query(`ALTER TABLE offers ALTER COLUMN proposed_by DROP NOT NULL`);
    // Each time a bed has come back on nights that somebody waits for: whom it was put forward for, or that it was nobody.
    await queryRunner.query(`
      CREATE TABLE freed_bed_looks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        claim_id uuid NOT NULL REFERENCES bed_claims,
        arrival date NOT NULL,
        departure date NOT NULL,
        looked_at timestamptz NOT NULL,
        waiting integer NOT NULL CONSTRAINT somebody_waits CHECK (waiting > 0),
        offer_id uuid CONSTRAINT one_look_of_an_offer UNIQUE REFERENCES offers,
        place integer CONSTRAINT place_on_the_list CHECK (place BETWEEN 1 AND waiting),
        points integer CONSTRAINT no_points_below_nothing CHECK (points >= 0),
        CONSTRAINT freed_nights CHECK (departure > arrival),
        CONSTRAINT put_forward_with_their_place CHECK (num_nonnulls(offer_id, place, points) IN (0, 3)))`);
    await queryRunner.query(
      `CREATE INDEX freed_bed_looks_by_unit ON freed_bed_looks (unit_id, looked_at DESC, id DESC)`,
    );
    await queryRunner.query(`CREATE INDEX freed_bed_looks_by_claim ON freed_bed_looks (claim_id)`);
    // Who asks for these nights and stands before whom the bed was put forward for, each with the reason.
    await queryRunner.query(`
      CREATE TABLE passed_over (
        look_id uuid NOT NULL REFERENCES freed_bed_looks,
        part_id uuid NOT NULL REFERENCES request_parts,
        place integer NOT NULL CHECK (place > 0),
        points integer NOT NULL CHECK (points >= 0),
        code text NOT NULL CONSTRAINT passed_over_for_a_reason CHECK (code <> ''),
        sentence text NOT NULL CONSTRAINT passed_over_with_words CHECK (sentence <> ''),
        PRIMARY KEY (look_id, part_id),
        CONSTRAINT one_in_each_place UNIQUE (look_id, place))`);
    await queryRunner.query(`CREATE INDEX passed_over_by_part ON passed_over (part_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE passed_over`);
    await queryRunner.query(`DROP TABLE freed_bed_looks`);
    // What the service put forward is somebody's again: the manager's who signed it, or whoever asked for the break.
    await queryRunner.query(`
      UPDATE offers o SET proposed_by = coalesce(o.signed_by, r.asked_by)
        FROM request_parts p JOIN requests r ON r.id = p.request_id
       WHERE p.id = o.part_id AND o.proposed_by IS NULL`);
    await queryRunner.query(`ALTER TABLE offers ALTER COLUMN proposed_by SET NOT NULL`);
  }
}
