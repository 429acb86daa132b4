import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the last decision, and of those that are to be countersigned: each by itself, since a later one does not stand in for it. */
const OWED = `
  (e.stay_id IS NULL AND e.ended_at IS NULL)
  OR (s.state IN ('in_residence', 'completed') AND last.decision IS NULL)
  OR (s.state IN ('in_residence', 'booked') AND last.decision = 'refused')
  OR EXISTS (SELECT FROM emergency_decisions d WHERE d.emergency_id = e.id AND d.countersign_by IS NOT NULL
       AND NOT EXISTS (SELECT FROM emergency_countersignatures c WHERE c.decision_id = d.id))`;

export class SettleEmergenciesAnew1798001000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A departure did not note that nothing is owed any more, nor a later arrival that something is again.
    await queryRunner.query(`
      UPDATE emergencies e SET settled_at = CASE WHEN now.owed THEN NULL ELSE coalesce(e.settled_at, clock_timestamp()) END
        FROM (SELECT e.id, coalesce(${OWED}, false) AS owed
                FROM emergencies e LEFT JOIN stays s ON s.id = e.stay_id
                LEFT JOIN LATERAL (SELECT d.decision FROM emergency_decisions d WHERE d.emergency_id = e.id
                                    ORDER BY d.place DESC LIMIT 1) last ON true) now
       WHERE now.id = e.id AND now.owed <> (e.settled_at IS NULL)`);
  }

  async down(): Promise<void> {
    // What was noted is right before it, too.
  }
}
