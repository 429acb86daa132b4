import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindVisitsToSolve1796220001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a manager decided that a visit goes ahead in spite of: another stay, another visit or a closure, on that date.
    await queryRunner.query(`
      CREATE TABLE visit_decisions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        visit_id uuid NOT NULL REFERENCES visits,
        date date NOT NULL,
        why text NOT NULL CHECK (why IN ('kept_apart', 'closed')),
        because_of uuid NOT NULL,
        signed uuid REFERENCES pair_decisions,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CHECK ((why = 'kept_apart') = (signed IS NOT NULL))
      )`);
    await queryRunner.query(`CREATE INDEX visit_decisions_of_visit ON visit_decisions (visit_id)`);
    await queryRunner.query(`
      CREATE TRIGGER visit_decisions_stay BEFORE UPDATE OR DELETE ON visit_decisions
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // One definition for the list, for the page of a visit and for the decision: what a planned visit meets on its day
    // that came after it, and that nobody has decided about. Of two visits the one planned later is on the list.
    // Who should have left and has not is there today.
    await queryRunner.query(`
      CREATE FUNCTION visit_conflicts(of_visit uuid, now_at timestamptz) RETURNS TABLE (
        why text, because_of uuid, signed uuid, kind text, young_person_id uuid, state text, arrival date, departure date)
      LANGUAGE sql STABLE AS $$
        WITH v AS (
          SELECT v.*, (now_at AT TIME ZONE u.zone)::date AS today
            FROM visits v JOIN units u ON u.id = v.unit_id
           WHERE v.id = of_visit AND v.state = 'planned' AND v.date >= (now_at AT TIME ZONE u.zone)::date
        ), apart AS (
          SELECT p.id, CASE WHEN p.young_person_a = v.young_person_id THEN p.young_person_b ELSE p.young_person_a END AS other
            FROM v JOIN pair_decisions p ON v.young_person_id IN (p.young_person_a, p.young_person_b)
           WHERE p.decision = 'never_together' AND p.ended_at IS NULL
        ), met AS (
          SELECT 'kept_apart' AS why, s.id AS because_of, a.id AS signed, 'stay' AS kind, s.young_person_id, s.state, s.arrival, s.departure
            FROM v CROSS JOIN apart a JOIN stays s ON s.young_person_id = a.other AND s.unit_id = v.unit_id
           WHERE s.state IN ('booked', 'in_residence') AND s.arrival <= v.date
             AND v.date <= CASE WHEN s.state = 'in_residence' THEN greatest(s.departure, v.today) ELSE s.departure END
          UNION ALL
          SELECT 'kept_apart', w.id, a.id, 'visit', w.young_person_id, w.state, w.date, w.date
            FROM v CROSS JOIN apart a JOIN visits w ON w.young_person_id = a.other AND w.unit_id = v.unit_id
           WHERE w.date = v.date AND w.state = 'planned' AND (w.made_at, w.id) < (v.made_at, v.id)
          UNION ALL
          SELECT DISTINCT 'closed', c.closure_id, NULL::uuid, 'closure', NULL::uuid, '', v.date, v.date
            FROM v JOIN bed_claims c ON c.unit_id = v.unit_id
           WHERE c.live AND c.purpose = 'closed' AND c.nights @> v.date
        )
        SELECT met.* FROM v CROSS JOIN met
         WHERE NOT EXISTS (
           SELECT 1 FROM visit_decisions d
            WHERE d.visit_id = v.id AND d.date = v.date AND d.why = met.why AND d.because_of = met.because_of
              AND d.signed IS NOT DISTINCT FROM met.signed)
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION visit_conflicts(uuid, timestamptz)`);
    await queryRunner.query(`DROP TABLE visit_decisions`);
  }
}
