import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_PERSON = (from: string) =>
  `SELECT g.unit_id, c.person AS young_person_id FROM (${from}) c
     LEFT JOIN access_grants g ON g.young_person_id = c.person AND g.unit_id IS NOT NULL`;
const OWN = OF_PERSON(`SELECT young_person_id AS person FROM changed`);
const OF_STAY = `SELECT s.unit_id, s.young_person_id FROM changed c JOIN stays s ON s.id = c.stay_id`;

/** What is told of a table, as in TellOfChanges: when it is written, and to which units and about whom. */
const TOLD: [table: string, events: ('INSERT' | 'UPDATE')[], found: string][] = [
  ['allocations', ['INSERT', 'UPDATE'], OWN],
  ['needs_to_meet', ['INSERT'], OWN],
  ['home_addresses', ['INSERT'], OWN],
  ['contact_notes', ['INSERT'], OWN],
  ['plan_aims', ['INSERT'], OWN],
  [
    'plan_aim_steps',
    ['INSERT'],
    OF_PERSON(`SELECT a.young_person_id AS person FROM changed s JOIN plan_aims a ON a.id = s.aim_id`),
  ],
  ['own_file_requests', ['INSERT'], OWN],
  [
    'own_file_releases',
    ['INSERT'],
    OF_PERSON(`SELECT r.young_person_id AS person FROM changed s JOIN own_file_requests r ON r.id = s.request_id`),
  ],
  ['outcome_values', ['INSERT'], OF_STAY],
  ['register_entries', ['INSERT'], OF_STAY],
  ['diary_imports', ['INSERT', 'UPDATE'], `SELECT unit_id, NULL::uuid AS young_person_id FROM changed`],
];

export class TellOfRecords1798472001000 implements MigrationInterface {
  /** What stands on the record of a young person, in the register or in the list of diaries changes before everybody's eyes. */
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, events, found] of TOLD) {
      await queryRunner.query(`
        CREATE FUNCTION tell_of_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM tell_of_change('house', array_agg(DISTINCT found.unit_id), array_agg(DISTINCT found.young_person_id)) FROM (${found}) found;
          RETURN NULL;
        END $$`);
      for (const event of events)
        await queryRunner.query(`
          CREATE TRIGGER ${table}_tell_${event.toLowerCase()} AFTER ${event} ON ${table}
            REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_${table}()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table] of TOLD) await queryRunner.query(`DROP FUNCTION tell_of_${table}() CASCADE`);
  }
}
