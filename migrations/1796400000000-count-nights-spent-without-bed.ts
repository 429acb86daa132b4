import type { MigrationInterface, QueryRunner } from 'typeorm';

const WITH_UNTIL = (until: string, states: string, last: string) => `
  CREATE OR REPLACE FUNCTION nights_without_bed(of_stay uuid, now_at timestamptz) RETURNS TABLE (arrival date, departure date)
  LANGUAGE sql STABLE AS $$
    SELECT lower(run.nights), upper(run.nights)
      FROM stays s JOIN units u ON u.id = s.unit_id
     CROSS JOIN LATERAL (SELECT (now_at AT TIME ZONE u.zone)::date AS today) t
     CROSS JOIN LATERAL (SELECT ${until} AS until) e
     CROSS JOIN LATERAL unnest(
       datemultirange(daterange(s.arrival, e.until)) - coalesce(
         (SELECT range_agg(daterange(c.arrival, CASE WHEN c.departure = s.departure THEN ${last} ELSE c.departure END))
            FROM bed_claims c WHERE c.stay_id = s.id AND c.live),
         datemultirange())) AS run (nights)
     WHERE s.id = of_stay AND s.state IN (${states})
  $$`;

const STILL_THERE = `
  WHEN s.state = 'in_residence' AND (s.departure < t.today OR (s.overdue_since IS NOT NULL AND s.departure = t.today))
  THEN t.today + 1`;

export class CountNightsSpentWithoutBed1796400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Nights that were spent are nights, bed or none, when the stay is over as well. Who left on the day of arrival spent
    // none, whatever was planned.
    await queryRunner.query(
      WITH_UNTIL(
        `CASE WHEN s.state = 'completed'
              THEN greatest(s.arrival, least(s.departure, (s.departed_at AT TIME ZONE u.zone)::date))
              ${STILL_THERE} ELSE s.departure END`,
        `'booked', 'in_residence', 'completed'`,
        'greatest(c.arrival, e.until)',
      ),
    );
    // What a range shows does not cost the years behind it.
    await queryRunner.query(`
      CREATE INDEX stays_over_of_unit ON stays USING gist (unit_id, daterange(arrival, departure)) WHERE state = 'completed'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX stays_over_of_unit`);
    await queryRunner.query(
      WITH_UNTIL(`CASE ${STILL_THERE} ELSE s.departure END`, `'booked', 'in_residence'`, 'e.until'),
    );
  }
}
