import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowWhichPartsWereSent1798000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A part that was given up as a draft was never the unit's to read or to open again, whatever was sent of its request.
    await queryRunner.query(`ALTER TABLE request_parts ADD COLUMN submitted_at timestamptz`);
    await queryRunner.query(`
      UPDATE request_parts p SET submitted_at = coalesce(r.submitted_at, p.state_since) FROM requests r
       WHERE r.id = p.request_id AND p.state <> 'draft'
         AND (p.state <> 'withdrawn' OR EXISTS (
           SELECT FROM request_events e WHERE e.request_id = r.id AND e.part_id = p.id AND e.action = 'submit'))`);
    await queryRunner.query(`
      ALTER TABLE request_parts ADD CONSTRAINT what_goes_on_was_sent
        CHECK (submitted_at IS NOT NULL OR state IN ('draft', 'withdrawn'))`);
    await queryRunner.query(`ALTER TABLE requests DROP COLUMN submitted_at`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE requests ADD COLUMN submitted_at timestamptz`);
    await queryRunner.query(`
      UPDATE requests r SET submitted_at = p.at
        FROM (SELECT request_id, min(submitted_at) AS at FROM request_parts GROUP BY request_id) p
       WHERE p.request_id = r.id`);
    await queryRunner.query(`ALTER TABLE request_parts DROP COLUMN submitted_at`);
  }
}
