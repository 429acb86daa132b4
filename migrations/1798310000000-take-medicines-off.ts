import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeMedicinesOff1798310000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What was written down on the wrong stay is taken off it with a reason, and stays on record.
    await queryRunner.query(`
      CREATE TABLE medicine_removals (
        medicine_id uuid PRIMARY KEY REFERENCES medicines,
        why text NOT NULL CHECK (why <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(`
      CREATE TRIGGER medicine_removals_stay BEFORE UPDATE OR DELETE ON medicine_removals
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // Tablets are halved.
    await queryRunner.query(`
      ALTER TABLE medicine_counts
        DROP CONSTRAINT medicine_counts_count_check,
        ALTER COLUMN count TYPE numeric(6, 1),
        ADD CONSTRAINT medicine_counts_count_check CHECK (count BETWEEN 0 AND 10000),
        ADD CONSTRAINT counted_in_halves CHECK (count * 2 = trunc(count * 2))`);
  }

  // A half has no place among whole numbers, and what remains is what certainly was there.
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE medicine_counts
        DROP CONSTRAINT counted_in_halves,
        DROP CONSTRAINT medicine_counts_count_check,
        ALTER COLUMN count TYPE integer USING trunc(count),
        ADD CONSTRAINT medicine_counts_count_check CHECK (count BETWEEN 0 AND 10000)`);
    await queryRunner.query(`DROP TABLE medicine_removals`);
  }
}
