import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDiaryImports1798458000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Of the file itself only a digest is kept, to know it again. What was read from it is removed in time; that there was
    // an import, and what came of it, stays.
    await queryRunner.query(`
      CREATE TABLE diary_imports (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'ods', 'ics')),
        digest bytea NOT NULL CHECK (length(digest) = 32),
        sheet text,
        other_sheets text[] NOT NULL DEFAULT '{}',
        headings text[],
        places jsonb,
        rows integer NOT NULL CHECK (rows BETWEEN 1 AND 5000),
        state text NOT NULL CHECK (state IN ('open', 'landed', 'undone', 'discarded')),
        made_at timestamptz NOT NULL,
        made_by uuid NOT NULL REFERENCES users,
        ended_at timestamptz,
        ended_by uuid REFERENCES users,
        landed_at timestamptz,
        landed_by uuid REFERENCES users,
        landed integer,
        clashes integer,
        CHECK ((headings IS NULL) = (format = 'ics')),
        CHECK ((landed_at IS NOT NULL) = (state IN ('landed', 'undone'))),
        CHECK (num_nonnulls(landed_at, landed_by, landed, clashes) IN (0, 4)),
        CHECK ((ended_at IS NOT NULL) = (state IN ('undone', 'discarded')))
      )`);
    await queryRunner.query(`CREATE INDEX diary_imports_of_unit ON diary_imports (unit_id, made_at DESC, id)`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_import_of_a_file ON diary_imports (unit_id, digest) WHERE state = 'open'`);
    await queryRunner.query(`
      CREATE TABLE diary_rows (
        import_id uuid NOT NULL REFERENCES diary_imports,
        place integer NOT NULL CHECK (place >= 0),
        number integer NOT NULL,
        cells jsonb,
        entry jsonb,
        landing jsonb,
        stay_id uuid UNIQUE REFERENCES stays,
        closure_id uuid UNIQUE REFERENCES closures,
        PRIMARY KEY (import_id, place),
        CHECK (num_nonnulls(stay_id, closure_id) < 2),
        CHECK (num_nonnulls(stay_id, closure_id) = 0 OR landing IS NOT NULL)
      )`);
    await queryRunner.query(`
      CREATE TABLE diary_names (
        import_id uuid NOT NULL REFERENCES diary_imports,
        key text NOT NULL,
        young_person_id uuid REFERENCES young_people,
        answered_at timestamptz NOT NULL,
        answered_by uuid NOT NULL REFERENCES users,
        PRIMARY KEY (import_id, key)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The stays and closures that came of an import are there like any other.
    await queryRunner.query(`DROP TABLE diary_names, diary_rows, diary_imports`);
  }
}
