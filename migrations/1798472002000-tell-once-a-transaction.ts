import type { MigrationInterface, QueryRunner } from 'typeorm';

const TELLING = (kind: string, units: string, people: string) => `
    PERFORM pg_notify('short_breaks_live', ${kind} || ' unit ' || told.id) FROM unnest(${units}) AS told (id) WHERE told.id IS NOT NULL;
    PERFORM pg_notify('short_breaks_live', ${kind} || ' user ' || told.user_id || ' ' || coalesce((extract(epoch FROM told.until) * 1000)::bigint::text, '-'))
       FROM (SELECT g.user_id, CASE WHEN bool_or(g.valid_until IS NULL) THEN NULL ELSE max(g.valid_until) END AS until
               FROM access_grants g WHERE g.young_person_id = ANY (${people}) AND g.user_id IS NOT NULL GROUP BY g.user_id) told;`;
const SIGNATURE = `tell_of_change(kind text, units uuid[], people uuid[]) RETURNS void LANGUAGE plpgsql`;
const OF_GRANTS = `PERFORM pg_notify('short_breaks_live', 'requests ' || CASE WHEN user_id IS NULL THEN 'unit ' || unit_id ELSE 'user ' || user_id || ' -' END)
       FROM (SELECT DISTINCT user_id, unit_id FROM changed) c;`;

export class TellOnceATransaction1798472002000 implements MigrationInterface {
  /**
   * A booking writes a request's part, its offer and its event, and each looked up anew who reads the young person. What was
   * told already in the transaction is known until it ends, or until somebody is given a right to read within it; of a
   * transaction that tells of very much, only the beginning.
   */
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION ${SIGNATURE} AS $$
      DECLARE
        before text := coalesce(current_setting('short_breaks.told', true), '');
        this text := concat_ws(' ', kind, units, people) || ';';
      BEGIN
        IF position(this in before) > 0 THEN RETURN; END IF;
        ${TELLING('kind', 'units', 'people')}
        IF length(before) < 2000 THEN PERFORM set_config('short_breaks.told', before || this, true); END IF;
      END $$`);
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION tell_of_access_grants() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM set_config('short_breaks.told', '', true); ${OF_GRANTS} RETURN NULL; END $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION tell_of_access_grants() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN ${OF_GRANTS} RETURN NULL; END $$`);
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION ${SIGNATURE} AS $$
      BEGIN ${TELLING('kind', 'units', 'people')}
      END $$`);
  }
}
