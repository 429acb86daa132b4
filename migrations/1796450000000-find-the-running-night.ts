import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The nights of a stay without a bed; `still_there` says until when somebody is there who should have left. */
const NIGHTS = (parameters: string, days: string, stillThere: string) => `
  CREATE FUNCTION nights_without_bed(${parameters}) RETURNS TABLE (arrival date, departure date)
  LANGUAGE sql STABLE AS $$
    SELECT lower(run.nights), upper(run.nights)
      FROM stays s JOIN units u ON u.id = s.unit_id
     CROSS JOIN LATERAL (SELECT ${days}) t
     CROSS JOIN LATERAL (
       SELECT CASE WHEN s.state = 'completed'
                   THEN greatest(s.arrival, least(s.departure, (s.departed_at AT TIME ZONE u.zone)::date))
                   ${stillThere} ELSE s.departure END AS until) e
     CROSS JOIN LATERAL unnest(
       datemultirange(daterange(s.arrival, e.until)) - coalesce(
         (SELECT range_agg(daterange(c.arrival, CASE WHEN c.departure = s.departure THEN greatest(c.arrival, e.until) ELSE c.departure END))
            FROM bed_claims c WHERE c.stay_id = s.id AND c.live),
         datemultirange())) AS run (nights)
     WHERE s.id = of_stay AND s.state IN ('booked', 'in_residence', 'completed')
  $$`;

export class FindTheRunningNight1796450000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // By the clocks of the zone, not by hours gone by: both changes of the clocks fall into a night.
    await queryRunner.query(`
      CREATE FUNCTION night_of(now_at timestamptz, zone text, day_begins interval) RETURNS date
      LANGUAGE sql IMMUTABLE AS $$ SELECT ((now_at AT TIME ZONE zone) - day_begins)::date $$`);
    await queryRunner.query(`DROP FUNCTION nights_without_bed(uuid, timestamptz)`);
    // Who should have left and has not is there tonight, and after midnight tonight is still the night that is running.
    await queryRunner.query(
      NIGHTS(
        'of_stay uuid, now_at timestamptz, day_begins interval',
        `(now_at AT TIME ZONE u.zone)::date AS today, night_of(now_at, u.zone, day_begins) AS tonight`,
        `WHEN s.state = 'in_residence' AND s.departure <= t.tonight
              AND (s.departure < t.today OR s.overdue_since IS NOT NULL)
         THEN t.tonight + 1`,
      ),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION nights_without_bed(uuid, timestamptz, interval)`);
    await queryRunner.query(`DROP FUNCTION night_of(timestamptz, text, interval)`);
    await queryRunner.query(
      NIGHTS(
        'of_stay uuid, now_at timestamptz',
        `(now_at AT TIME ZONE u.zone)::date AS today`,
        `WHEN s.state = 'in_residence' AND (s.departure < t.today OR (s.overdue_since IS NOT NULL AND s.departure = t.today))
         THEN t.today + 1`,
      ),
    );
  }
}
