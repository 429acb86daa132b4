import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindNightsWithoutBed1796101000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // One definition for the calendar, for the list of what is to be solved and for who takes an entry off it: the nights
    // of a stay that is to come or is there, past ones too, that no live claim covers, run by run. Who should have left
    // and has not is there tonight, in the bed that was theirs until then.
    await queryRunner.query(`
      CREATE FUNCTION nights_without_bed(of_stay uuid, now_at timestamptz) RETURNS TABLE (arrival date, departure date)
      LANGUAGE sql STABLE AS $$
        SELECT lower(run.nights), upper(run.nights)
          FROM stays s JOIN units u ON u.id = s.unit_id
         CROSS JOIN LATERAL (SELECT (now_at AT TIME ZONE u.zone)::date AS today) t
         CROSS JOIN LATERAL (
           SELECT CASE WHEN s.state = 'in_residence' AND (s.departure < t.today
                         OR (s.overdue_since IS NOT NULL AND s.departure = t.today))
                       THEN t.today + 1 ELSE s.departure END AS until) e
         CROSS JOIN LATERAL unnest(
           datemultirange(daterange(s.arrival, e.until)) - coalesce(
             (SELECT range_agg(daterange(c.arrival, CASE WHEN c.departure = s.departure THEN e.until ELSE c.departure END))
                FROM bed_claims c WHERE c.stay_id = s.id AND c.live),
             datemultirange())) AS run (nights)
         WHERE s.id = of_stay AND s.state IN ('booked', 'in_residence')
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION nights_without_bed(uuid, timestamptz)`);
  }
}
