import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStaffing1795737600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Monday first. No figure at high support is larger than the one for everybody.
    await queryRunner.query(`
      CREATE TABLE staffing_patterns (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        unit_id uuid NOT NULL REFERENCES units,
        valid_from date NOT NULL,
        take smallint[] NOT NULL,
        high smallint[] NOT NULL,
        set_by uuid NOT NULL REFERENCES users,
        set_at timestamptz NOT NULL,
        CONSTRAINT seven_nights CHECK (
          array_ndims(take) = 1 AND cardinality(take) = 7 AND array_lower(take, 1) = 1
          AND array_ndims(high) = 1 AND cardinality(high) = 7 AND array_lower(high, 1) = 1
          AND array_position(take, NULL) IS NULL AND array_position(high, NULL) IS NULL),
        CONSTRAINT nothing_below_none CHECK (0 <= ALL (take) AND 0 <= ALL (high)),
        CONSTRAINT high_support_within CHECK (
          high[1] <= take[1] AND high[2] <= take[2] AND high[3] <= take[3] AND high[4] <= take[4]
          AND high[5] <= take[5] AND high[6] <= take[6] AND high[7] <= take[7])
      )`);
    await queryRunner.query(
      `CREATE INDEX staffing_patterns_of_unit ON staffing_patterns (unit_id, valid_from DESC, id DESC)`,
    );
    // The latest row of a night holds. One without figures puts the night back to the pattern.
    await queryRunner.query(`
      CREATE TABLE staffing_nights (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        unit_id uuid NOT NULL REFERENCES units,
        night date NOT NULL,
        take smallint CHECK (take >= 0),
        high smallint CHECK (high >= 0),
        note text NOT NULL DEFAULT '',
        set_by uuid NOT NULL REFERENCES users,
        set_at timestamptz NOT NULL,
        CHECK ((take IS NULL) = (high IS NULL)),
        CONSTRAINT high_support_within CHECK (high <= take)
      )`);
    await queryRunner.query(`CREATE INDEX staffing_nights_of_unit ON staffing_nights (unit_id, night, id DESC)`);
    for (const table of ['staffing_patterns', 'staffing_nights'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE staffing_nights, staffing_patterns`);
  }
}
