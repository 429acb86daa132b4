import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordEmergencies1797200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A child for whom a place is asked tonight: the answers as they stand, until nothing is owed any more.
    await queryRunner.query(`
      CREATE TABLE emergencies (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        young_person_id uuid REFERENCES young_people,
        newcomer jsonb,
        called text NOT NULL CHECK (called <> ''),
        known text NOT NULL DEFAULT '',
        expected_at timestamptz,
        until date,
        why text NOT NULL DEFAULT '',
        risk text NOT NULL DEFAULT '',
        house text NOT NULL DEFAULT '',
        authority text NOT NULL DEFAULT '',
        legal_basis text CHECK (legal_basis IN ('s17', 's20_short_break', 's20', 'police_protection', 'other')),
        opened_at timestamptz NOT NULL,
        opened_by uuid NOT NULL REFERENCES users,
        stay_id uuid UNIQUE REFERENCES stays,
        ended_at timestamptz,
        ended_by uuid REFERENCES users,
        ended_why text NOT NULL DEFAULT '',
        settled_at timestamptz,
        CHECK (young_person_id IS NOT NULL OR newcomer IS NOT NULL),
        CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
        CHECK (stay_id IS NULL OR ended_at IS NULL)
      )`);
    await queryRunner.query(`
      CREATE INDEX emergencies_open ON emergencies (unit_id, opened_at, id) WHERE settled_at IS NULL`);
    // A child is asked for once at a time.
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_open_emergency_a_child ON emergencies (unit_id, young_person_id)
      WHERE stay_id IS NULL AND ended_at IS NULL`);
    // Every answer, signed and dated: what stands above is the last of each.
    await queryRunner.query(`
      CREATE TABLE emergency_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        emergency_id uuid NOT NULL REFERENCES emergencies,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        answers jsonb NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX emergency_entries_of ON emergency_entries (emergency_id, id)`);
    // What it means for somebody who is staying; the last one about each counts.
    await queryRunner.query(`
      CREATE TABLE emergency_impacts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        emergency_id uuid NOT NULL REFERENCES emergencies,
        young_person_id uuid NOT NULL REFERENCES young_people,
        impact text NOT NULL CHECK (impact <> ''),
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users
      )`);
    await queryRunner.query(
      `CREATE INDEX emergency_impacts_of ON emergency_impacts (emergency_id, young_person_id, id DESC)`,
    );
    // What the on-call manager decided, on whose word it was written down, and what they were told; the last one counts.
    await queryRunner.query(`
      CREATE TABLE emergency_decisions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        place bigint GENERATED ALWAYS AS IDENTITY,
        emergency_id uuid NOT NULL REFERENCES emergencies,
        decision text NOT NULL CHECK (decision IN ('agreed', 'agreed_with_conditions', 'refused')),
        said text NOT NULL CHECK (said <> ''),
        decided_by uuid REFERENCES users,
        decided_by_name text NOT NULL CHECK (decided_by_name <> ''),
        how text NOT NULL CHECK (how IN ('telephone', 'in_person', 'video_call')),
        rung_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES users,
        told jsonb NOT NULL,
        countersign_by timestamptz,
        CHECK (rung_at <= recorded_at + interval '5 minutes'),
        CHECK (countersign_by IS NOT NULL OR decided_by = recorded_by)
      )`);
    await queryRunner.query(`CREATE INDEX emergency_decisions_of ON emergency_decisions (emergency_id, place DESC)`);
    // A manager signs what was written down, or says beside it what they see differently.
    await queryRunner.query(`
      CREATE TABLE emergency_countersignatures (
        decision_id uuid PRIMARY KEY REFERENCES emergency_decisions,
        by_user uuid NOT NULL REFERENCES users,
        at timestamptz NOT NULL,
        agrees boolean NOT NULL,
        note text NOT NULL DEFAULT '',
        CHECK (agrees OR note <> '')
      )`);
    for (const table of APPEND_ONLY)
      await queryRunner.query(`
        CREATE TRIGGER ${table}_stay BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE ${APPEND_ONLY.toReversed().join(', ')}, emergencies`);
  }
}

const APPEND_ONLY = [
  'emergency_entries',
  'emergency_impacts',
  'emergency_decisions',
  'emergency_countersignatures',
] as const;
