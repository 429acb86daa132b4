import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetRequestsRepeat1798455000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // How the breaks of a request repeat. A draft may not say all of it yet.
    await queryRunner.query(`
      CREATE TABLE request_series (
        request_id uuid PRIMARY KEY REFERENCES requests ON DELETE CASCADE,
        every text CHECK (every IN ('week', '2_weeks', '3_weeks', '4_weeks', 'month_weekday', 'month_date', 'year')),
        rule text CHECK (length(rule) <= 200),
        starts_on date,
        nights smallint CHECK (nights BETWEEN 1 AND 17),
        until_date date,
        times smallint CHECK (times BETWEEN 1 AND 80),
        which_dates text NOT NULL CHECK (which_dates IN ('any', 'term', 'holidays')),
        earlier smallint NOT NULL CHECK (earlier BETWEEN 0 AND 6),
        later smallint NOT NULL CHECK (later BETWEEN 0 AND 6),
        CONSTRAINT said_in_one_way CHECK (num_nonnulls(every, rule) <= 1 AND num_nonnulls(until_date, times) <= 1),
        CONSTRAINT ends_after_it_starts CHECK (until_date >= starts_on))`);
    // What is said of one of its dates by itself: left out, and kept so that it can be put back, or put elsewhere.
    await queryRunner.query(`
      CREATE TABLE request_series_dates (
        request_id uuid NOT NULL REFERENCES request_series ON DELETE CASCADE,
        date date NOT NULL,
        skipped boolean NOT NULL,
        arrival date,
        PRIMARY KEY (request_id, date),
        CONSTRAINT says_something CHECK (skipped OR arrival IS NOT NULL))`);
    // A part is known by the date that the rule gives, wherever it is put (RFC 5545's RECURRENCE-ID).
    await queryRunner.query(`
      ALTER TABLE request_parts
        ADD COLUMN occurrence date,
        ADD COLUMN wished_arrival date,
        ADD CONSTRAINT wished_of_an_occurrence CHECK (num_nulls(occurrence, wished_arrival) <> 1),
        ADD CONSTRAINT one_part_a_date UNIQUE (request_id, young_person_id, occurrence),
        DROP CONSTRAINT at_most_so_many_parts,
        ADD CONSTRAINT at_most_so_many_parts CHECK (position BETWEEN 1 AND 104)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE request_parts
        DROP CONSTRAINT at_most_so_many_parts,
        DROP CONSTRAINT one_part_a_date,
        DROP CONSTRAINT wished_of_an_occurrence,
        DROP COLUMN wished_arrival,
        DROP COLUMN occurrence`);
    // Refuses where a series has more parts than there could be before: what has been asked for is not thrown away.
    await queryRunner.query(`
      ALTER TABLE request_parts ADD CONSTRAINT at_most_so_many_parts CHECK (position BETWEEN 1 AND 24)`);
    await queryRunner.query(`DROP TABLE request_series_dates`);
    await queryRunner.query(`DROP TABLE request_series`);
  }
}
