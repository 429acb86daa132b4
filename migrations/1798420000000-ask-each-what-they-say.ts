import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskEachWhatTheySay1798420000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE request_wishes (
        request_id uuid NOT NULL REFERENCES requests,
        young_person_id uuid NOT NULL REFERENCES young_people,
        wishes text NOT NULL CHECK (wishes <> ''),
        PRIMARY KEY (request_id, young_person_id)
      )`);
    await queryRunner.query(`CREATE INDEX request_wishes_of_young_person ON request_wishes (young_person_id)`);
    // Until now only who is named first was asked.
    await queryRunner.query(`
      INSERT INTO request_wishes (request_id, young_person_id, wishes)
      SELECT r.id, p.young_person_id, r.wishes
        FROM requests r CROSS JOIN LATERAL (
          SELECT young_person_id FROM request_parts WHERE request_id = r.id ORDER BY position LIMIT 1) p
       WHERE r.wishes <> ''`);
    await queryRunner.query(`ALTER TABLE requests DROP COLUMN wishes`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE requests ADD COLUMN wishes text NOT NULL DEFAULT ''`);
    await queryRunner.query(`
      UPDATE requests r SET wishes = w.wishes
        FROM request_wishes w
       WHERE w.request_id = r.id AND w.young_person_id = (
         SELECT young_person_id FROM request_parts WHERE request_id = r.id ORDER BY position LIMIT 1)`);
    await queryRunner.query(`DROP TABLE request_wishes`);
  }
}
