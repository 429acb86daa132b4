import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The nights of a stay without a bed; with `elsewhere`, one that is over has none in which they were in a bed of another stay. */
const NIGHTS = (elsewhere: string) => `
  CREATE OR REPLACE FUNCTION nights_without_bed(of_stay uuid, now_at timestamptz, day_begins interval)
  RETURNS TABLE (arrival date, departure date)
  LANGUAGE sql STABLE AS $$
    SELECT lower(run.nights), upper(run.nights)
      FROM stays s JOIN units u ON u.id = s.unit_id
     CROSS JOIN LATERAL (
       SELECT (now_at AT TIME ZONE u.zone)::date AS today, night_of(now_at, u.zone, day_begins) AS tonight) t
     CROSS JOIN LATERAL (
       SELECT CASE WHEN s.state = 'completed'
                   THEN greatest(s.arrival, least(s.departure, (s.departed_at AT TIME ZONE u.zone)::date))
                   WHEN s.state = 'in_residence' AND s.departure <= t.tonight
                        AND (s.departure < t.today OR s.overdue_since IS NOT NULL)
                   THEN t.tonight + 1 ELSE s.departure END AS until) e
     CROSS JOIN LATERAL unnest(
       datemultirange(daterange(s.arrival, e.until)) - coalesce(
         (SELECT range_agg(daterange(c.arrival, CASE WHEN c.departure = s.departure THEN greatest(c.arrival, e.until) ELSE c.departure END))
            FROM bed_claims c WHERE c.stay_id = s.id AND c.live),
         datemultirange())${elsewhere}) AS run (nights)
     WHERE s.id = of_stay AND s.state IN ('booked', 'in_residence', 'completed')
  $$`;

/** Whoever moves to another unit after midnight, in the night of the arrival, spends that night there and none here. */
const ELSEWHERE = ` - coalesce(
         (SELECT range_agg(daterange(c.arrival, c.departure))
            FROM bed_claims c
           WHERE s.state = 'completed' AND c.young_person_id = s.young_person_id AND c.live AND c.purpose = 'stay'
             AND c.stay_id <> s.id AND c.nights && daterange(s.arrival, s.departure)),
         datemultirange())`;

export class CountEachNightInOnePlace1798100002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(NIGHTS(ELSEWHERE));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(NIGHTS(''));
  }
}
