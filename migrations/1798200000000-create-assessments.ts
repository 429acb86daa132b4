import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssessments1798200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What was signed of a young person, in one row: nothing can be added to it later, and nothing of it changed. The
    // ratings are those of the factors that apply; for all the rest there is no known concern, as somebody said on a day.
    await queryRunner.query(`
      CREATE TABLE assessments (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        young_person_id uuid NOT NULL REFERENCES young_people,
        version integer NOT NULL CHECK (version > 0),
        ratings jsonb NOT NULL CHECK (jsonb_typeof(ratings) = 'array'),
        rest_source text CHECK (rest_source <> ''),
        rest_on date,
        strengths text NOT NULL CHECK (strengths <> ''),
        helps text NOT NULL,
        support text NOT NULL CHECK (support IN ('shared', 'one_to_two', 'one_to_one', 'two_to_one')),
        room_needs text[] NOT NULL,
        house_needs text NOT NULL,
        review_by date NOT NULL,
        signed_by uuid NOT NULL REFERENCES users,
        signed_at timestamptz NOT NULL,
        CONSTRAINT one_assessment_of_a_version UNIQUE (young_person_id, version),
        CONSTRAINT assessments_by_author UNIQUE (id, signed_by),
        CONSTRAINT the_rest_has_source_and_date CHECK ((rest_source IS NULL) = (rest_on IS NULL)),
        CONSTRAINT ratings_are_whole CHECK (NOT jsonb_path_exists(ratings, '$[*] ? (
          !exists(@.factor) || !exists(@.status) || !exists(@.evidence)
          || !exists(@.poses ? (@ >= 0 && @ <= 4)) || !exists(@.vulnerable ? (@ >= 0 && @ <= 4)))')),
        CONSTRAINT high_risks_have_evidence CHECK (NOT jsonb_path_exists(ratings, '$[*] ? (
          (@.poses >= 3 || @.vulnerable >= 3) && @.evidence == "")'))
      )`);
    // A second person's word on the same: never the author's own.
    await queryRunner.query(`
      CREATE TABLE assessment_countersignatures (
        assessment_id uuid PRIMARY KEY,
        signed_by uuid NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL,
        FOREIGN KEY (assessment_id, signed_by) REFERENCES assessments (id, signed_by),
        CONSTRAINT countersigned_by_a_second_person CHECK (by_user <> signed_by)
      )`);
    for (const table of ['assessments', 'assessment_countersignatures'])
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // What is being written, until it is signed or dropped: nobody's word yet.
    await queryRunner.query(`
      CREATE TABLE assessment_drafts (
        young_person_id uuid PRIMARY KEY REFERENCES young_people,
        from_version integer NOT NULL CHECK (from_version >= 0),
        answers jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
        begun_at timestamptz NOT NULL,
        changed_by uuid NOT NULL REFERENCES users,
        changed_at timestamptz NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE assessment_drafts, assessment_countersignatures, assessments`);
  }
}
