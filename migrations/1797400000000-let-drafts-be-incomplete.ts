import type { MigrationInterface, QueryRunner } from 'typeorm';

const INCOMPLETE = `nights IS NULL OR earliest_arrival IS NULL OR latest_departure IS NULL`;

export class LetDraftsBeIncomplete1797400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // An answer at a time: only a draft, and one that was given up as a draft, may lack some of them.
    await queryRunner.query(`
      ALTER TABLE request_parts
        ALTER COLUMN nights DROP NOT NULL,
        ALTER COLUMN earliest_arrival DROP NOT NULL,
        ALTER COLUMN latest_departure DROP NOT NULL,
        ADD CONSTRAINT request_parts_whole CHECK (state IN ('draft', 'withdrawn') OR NOT (${INCOMPLETE})),
        ADD CONSTRAINT request_parts_turned_around CHECK (latest_departure > earliest_arrival)`);
    await queryRunner.query(`
      ALTER TABLE requests
        ADD COLUMN family_wishes text NOT NULL DEFAULT '',
        ADD COLUMN unit_should_know text NOT NULL DEFAULT '',
        ADD COLUMN passed text[] NOT NULL DEFAULT '{}'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE requests DROP COLUMN passed, DROP COLUMN unit_should_know, DROP COLUMN family_wishes`);
    // What nobody has said yet becomes the least that can be asked for, from the day on which it was begun.
    await queryRunner.query(`
      UPDATE request_parts
         SET nights = coalesce(nights, 1),
             earliest_arrival = coalesce(earliest_arrival, latest_departure - coalesce(nights, 1)::int, state_since::date)
       WHERE ${INCOMPLETE}`);
    await queryRunner.query(`
      UPDATE request_parts SET latest_departure = earliest_arrival + nights WHERE latest_departure IS NULL`);
    await queryRunner.query(`
      ALTER TABLE request_parts
        DROP CONSTRAINT request_parts_turned_around,
        DROP CONSTRAINT request_parts_whole,
        ALTER COLUMN nights SET NOT NULL,
        ALTER COLUMN earliest_arrival SET NOT NULL,
        ALTER COLUMN latest_departure SET NOT NULL`);
  }
}
