import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DescribeStayNeeds1795651200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a stay of this young person asks of the house: staff, a room that has what they need, always the same one.
    await queryRunner.query(`
      ALTER TABLE young_people
        ADD COLUMN support_level text NOT NULL DEFAULT 'shared'
          CHECK (support_level IN ('shared', 'one_to_two', 'one_to_one', 'two_to_one')),
        ADD COLUMN room_needs text[] NOT NULL DEFAULT '{}'
          CHECK (cardinality(room_needs) <= 20 AND array_position(room_needs, NULL) IS NULL),
        ADD COLUMN keeps_room boolean NOT NULL DEFAULT false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE young_people DROP COLUMN support_level, DROP COLUMN room_needs, DROP COLUMN keeps_room`);
  }
}
