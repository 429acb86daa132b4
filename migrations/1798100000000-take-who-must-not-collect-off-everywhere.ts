import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeWhoMustNotCollectOffEverywhere1798100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Who must not collect holds for the child. Whoever was taken off one list is off those that were written before it.
    await queryRunner.query(`
      INSERT INTO escort_removals (escort_id, why, at, by_user)
      SELECT DISTINCT ON (e.id) e.id, r.why, r.at, r.by_user
        FROM escorts o JOIN escort_removals r ON r.escort_id = o.id JOIN stays os ON os.id = o.stay_id
        JOIN stays s ON s.young_person_id = os.young_person_id
        JOIN escorts e ON e.stay_id = s.id AND e.number < o.number AND 'must_not_collect' = ANY (e.parts)
                      AND lower(e.name) = lower(o.name) AND lower(e.relationship) = lower(o.relationship)
       WHERE 'must_not_collect' = ANY (o.parts) AND NOT EXISTS (SELECT 1 FROM escort_removals x WHERE x.escort_id = e.id)
       ORDER BY e.id, r.at`);
  }

  // What was taken off stays off.
  async down(): Promise<void> {}
}
