import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetRequestsHaveParts1797000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The stretches of days in which the stay may lie, in their order: two to twelve, each long enough for it, between the
    // same first and last day as before. Without any, the days between these two are the only stretch.
    await queryRunner.query(`
      CREATE FUNCTION are_windows(windows daterange[], nights integer, earliest date, latest date) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS $$
          SELECT cardinality(windows) = 0
              OR (cardinality(windows) BETWEEN 2 AND 12
                  AND lower(windows[1]) = earliest AND upper(windows[cardinality(windows)]) = latest
                  AND NOT EXISTS (
                    SELECT FROM generate_subscripts(windows, 1) i
                     WHERE coalesce(upper(windows[i]) - lower(windows[i]), 0) < nights
                        OR (i > 1 AND upper(windows[i - 1]) > lower(windows[i])))) $$`);
    await queryRunner.query(`
      ALTER TABLE request_parts
        ADD COLUMN position smallint NOT NULL DEFAULT 1,
        ADD COLUMN windows daterange[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT at_most_so_many_parts CHECK (position BETWEEN 1 AND 24),
        ADD CONSTRAINT windows_in_order CHECK (are_windows(windows, nights, earliest_arrival, latest_departure)),
        ADD CONSTRAINT one_part_a_place UNIQUE (request_id, position) DEFERRABLE`);
    await queryRunner.query(`DROP INDEX request_parts_by_request`);

    // An offer's claim knows its part: two live claims of one young person may overlap only as offers of one part.
    await queryRunner.query(`
      ALTER TABLE bed_claims ADD COLUMN part_id uuid REFERENCES request_parts, ADD COLUMN window_from date`);
    await queryRunner.query(`
      UPDATE bed_claims c SET part_id = o.part_id FROM offers o WHERE o.claim_id = c.id AND c.purpose = 'offer'`);
    await queryRunner.query(`
      ALTER TABLE bed_claims
        DROP CONSTRAINT one_place_a_young_person,
        DROP COLUMN alternative_of,
        ADD CONSTRAINT an_offer_is_of_a_part CHECK (purpose <> 'offer' OR part_id IS NOT NULL)`);
    await queryRunner.query(`
      ALTER TABLE bed_claims
        ADD COLUMN alternative_of uuid GENERATED ALWAYS AS (CASE WHEN purpose = 'offer' THEN part_id ELSE id END) STORED,
        ADD CONSTRAINT one_place_a_young_person EXCLUDE USING gist
          (young_person_id WITH =, alternative_of WITH <>, nights WITH &&) WHERE (live AND young_person_id IS NOT NULL)`);
    // Of a request that wants several stays of one young person: no two of them are taken in the same stretch.
    await queryRunner.query(`
      ALTER TABLE bed_claims
        ADD CONSTRAINT a_window_is_of_a_part CHECK (window_from IS NULL
          OR (num_nulls(part_id, request_id, young_person_id) = 0 AND window_from <= arrival)),
        ADD CONSTRAINT one_break_a_window EXCLUDE USING gist
          (request_id WITH =, young_person_id WITH =, window_from WITH =, part_id WITH <>)
          WHERE (live AND window_from IS NOT NULL)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE bed_claims
        DROP CONSTRAINT one_break_a_window,
        DROP CONSTRAINT a_window_is_of_a_part,
        DROP CONSTRAINT one_place_a_young_person,
        DROP CONSTRAINT an_offer_is_of_a_part,
        DROP COLUMN alternative_of,
        DROP COLUMN window_from,
        DROP COLUMN part_id`);
    await queryRunner.query(`
      ALTER TABLE bed_claims
        ADD COLUMN alternative_of uuid GENERATED ALWAYS AS (CASE WHEN purpose = 'offer' THEN request_id ELSE id END) STORED,
        ADD CONSTRAINT one_place_a_young_person EXCLUDE USING gist
          (young_person_id WITH =, alternative_of WITH <>, nights WITH &&) WHERE (live AND young_person_id IS NOT NULL)`);
    await queryRunner.query(`
      ALTER TABLE request_parts
        DROP CONSTRAINT one_part_a_place,
        DROP CONSTRAINT windows_in_order,
        DROP CONSTRAINT at_most_so_many_parts,
        DROP COLUMN windows,
        DROP COLUMN position`);
    await queryRunner.query(`DROP FUNCTION are_windows(daterange[], integer, date, date)`);
    await queryRunner.query(`CREATE INDEX request_parts_by_request ON request_parts (request_id)`);
  }
}
