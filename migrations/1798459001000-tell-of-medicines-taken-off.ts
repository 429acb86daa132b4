import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellOfMedicinesTakenOff1798459001000 implements MigrationInterface {
  /** A medicine that is taken off the list of a stay is off it before everybody's eyes. */
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION tell_of_medicine_removals() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM tell_of_change('house', array_agg(DISTINCT s.unit_id), array_agg(DISTINCT s.young_person_id))
           FROM changed c JOIN medicines m ON m.id = c.medicine_id JOIN stays s ON s.id = m.stay_id;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER medicine_removals_tell_insert AFTER INSERT ON medicine_removals
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_medicine_removals()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION tell_of_medicine_removals() CASCADE`);
  }
}
