import type { MigrationInterface, QueryRunner } from 'typeorm';

const PLAIN = `'draft', 'submitted', 'in_review', 'more_information_needed', 'waitlisted', 'offer_lapsed'`;

export class FindWhatIsDueFirst1797500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A part has its request's unit, so that an index can give what is due first in a unit, however much is open there.
    await queryRunner.query(`ALTER TABLE requests ADD CONSTRAINT requests_of_unit UNIQUE (id, unit_id)`);
    await queryRunner.query(`ALTER TABLE request_parts ADD COLUMN unit_id uuid`);
    await queryRunner.query(`UPDATE request_parts p SET unit_id = r.unit_id FROM requests r WHERE r.id = p.request_id`);
    await queryRunner.query(`
      ALTER TABLE request_parts ALTER COLUMN unit_id SET NOT NULL,
        ADD CONSTRAINT part_of_its_requests_unit FOREIGN KEY (request_id, unit_id) REFERENCES requests (id, unit_id) ON UPDATE CASCADE`);
    await queryRunner.query(`
      CREATE FUNCTION give_part_its_unit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.unit_id IS NULL THEN
          SELECT unit_id INTO NEW.unit_id FROM requests WHERE id = NEW.request_id;
        END IF;
        RETURN NEW;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER part_has_its_requests_unit BEFORE INSERT ON request_parts
      FOR EACH ROW EXECUTE FUNCTION give_part_its_unit()`);
    await queryRunner.query(`
      CREATE INDEX request_parts_due ON request_parts
        (unit_id, (coalesce(due_at, TIMESTAMPTZ '9999-12-31T00:00:00.000Z'))) WHERE state IN (${PLAIN})`);
    await queryRunner.query(`
      CREATE INDEX request_parts_holding ON request_parts (unit_id) WHERE state IN ('proposed', 'offered')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX request_parts_due, request_parts_holding`);
    await queryRunner.query(`DROP TRIGGER part_has_its_requests_unit ON request_parts`);
    await queryRunner.query(`DROP FUNCTION give_part_its_unit()`);
    await queryRunner.query(`ALTER TABLE request_parts DROP COLUMN unit_id`);
    await queryRunner.query(`ALTER TABLE requests DROP CONSTRAINT requests_of_unit`);
  }
}
