import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepHowStaysWent1797300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Of stays that were over before this nobody owes a word on how they went: they have no time by which it is due.
    await queryRunner.query(
      `ALTER TABLE stays ADD COLUMN review_due_at timestamptz, ADD COLUMN reviewed_at timestamptz`,
    );
    await queryRunner.query(`
      CREATE INDEX stays_to_review ON stays (review_due_at, id)
      WHERE state = 'completed' AND reviewed_at IS NULL AND review_due_at IS NOT NULL`);
    // What each voice said of a stay, as it was said: signed by whoever wrote it down, and never edited.
    await queryRunner.query(`
      CREATE TABLE stay_reviews (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        stay_id uuid NOT NULL REFERENCES stays,
        voice text NOT NULL CHECK (voice IN ('young_person', 'family', 'staff')),
        face smallint CHECK (face BETWEEN 1 AND 5),
        said text NOT NULL,
        said_by text NOT NULL,
        how text NOT NULL,
        met_aim text CHECK (met_aim IN ('yes', 'partly', 'no')),
        next_time text NOT NULL,
        without_young_person text NOT NULL,
        without_family text NOT NULL,
        names_others boolean NOT NULL,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        CONSTRAINT something_is_said CHECK (said <> '' OR (face IS NOT NULL AND voice <> 'staff')),
        CONSTRAINT staff_say_whether_it_met_its_aim CHECK ((voice = 'staff') = (met_aim IS NOT NULL)),
        CONSTRAINT family_has_a_name CHECK ((voice = 'family') = (said_by <> '')),
        CONSTRAINT it_is_known_how CHECK ((voice = 'staff') = (how = '')),
        CONSTRAINT staff_alone_look_ahead CHECK (
          voice = 'staff' OR (next_time = '' AND without_young_person = '' AND without_family = ''))
      )`);
    await queryRunner.query(`CREATE INDEX stay_reviews_by_stay ON stay_reviews (stay_id, number)`);
    await queryRunner.query(`
      CREATE TRIGGER stay_reviews_stay BEFORE UPDATE OR DELETE ON stay_reviews
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // What a stay has shown that somebody should decide: it decides nothing itself.
    await queryRunner.query(`
      CREATE TABLE suggestions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        stay_id uuid NOT NULL REFERENCES stays,
        kind text NOT NULL CHECK (kind IN ('matching_decision', 'assessment')),
        other_id uuid REFERENCES young_people,
        text text NOT NULL CHECK (text <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        done_at timestamptz,
        done_by uuid REFERENCES users,
        done_text text CHECK (done_text <> ''),
        CONSTRAINT two_for_a_matching_decision CHECK (other_id IS NULL OR kind = 'matching_decision'),
        CONSTRAINT done_by_somebody_in_words CHECK (num_nonnulls(done_at, done_by, done_text) IN (0, 3))
      )`);
    await queryRunner.query(`CREATE INDEX suggestions_by_stay ON suggestions (stay_id, number)`);
    await queryRunner.query(`CREATE INDEX suggestions_open ON suggestions (number) WHERE done_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE suggestions, stay_reviews`);
    await queryRunner.query(`ALTER TABLE stays DROP COLUMN review_due_at, DROP COLUMN reviewed_at`);
  }
}
