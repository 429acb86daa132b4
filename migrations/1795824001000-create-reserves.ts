import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReserves1795824001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE reserves (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        bed_id uuid NOT NULL,
        first_night date NOT NULL,
        last_night date,
        weekdays smallint[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
        release_hours smallint CHECK (release_hours BETWEEN 0 AND 336),
        note text NOT NULL DEFAULT '',
        made_at timestamptz NOT NULL,
        made_by uuid NOT NULL REFERENCES users,
        ended_at timestamptz,
        ended_by uuid REFERENCES users,
        FOREIGN KEY (bed_id, unit_id) REFERENCES beds (id, unit_id),
        CHECK (last_night >= first_night),
        CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      )`);
    await queryRunner.query(`CREATE INDEX reserves_of_unit ON reserves (unit_id, made_at DESC, id)`);
    await queryRunner.query(`CREATE INDEX reserves_in_force ON reserves (unit_id) WHERE ended_at IS NULL`);
    await queryRunner.query(`
      CREATE TABLE reserve_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        reserve_id uuid NOT NULL REFERENCES reserves,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        action text NOT NULL CHECK (action IN ('made', 'released', 'ended')),
        night date
      )`);
    await queryRunner.query(`CREATE INDEX reserve_events_by_reserve ON reserve_events (reserve_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER reserve_events_stay BEFORE UPDATE OR DELETE ON reserve_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // Each night stands until its own minute; without one it is kept through the night.
    await queryRunner.query(`
      ALTER TABLE bed_claims
        ADD COLUMN reserve_id uuid REFERENCES reserves,
        ADD COLUMN release_at timestamptz,
        ADD CONSTRAINT a_reserve_has_claims_of_its_own CHECK ((reserve_id IS NOT NULL) = (purpose = 'reserve')),
        ADD CONSTRAINT only_a_reserve_is_released_by_time CHECK (release_at IS NULL OR purpose = 'reserve')`);
    await queryRunner.query(`
      CREATE INDEX bed_claims_of_reserve ON bed_claims (reserve_id, arrival) WHERE reserve_id IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX bed_claims_reserved ON bed_claims (unit_id, release_at) WHERE live AND purpose = 'reserve'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // A night that is kept for nobody is free again: there is nothing left to say why.
    await queryRunner.query(`DELETE FROM bed_claims WHERE reserve_id IS NOT NULL`);
    await queryRunner.query(`ALTER TABLE bed_claims DROP COLUMN reserve_id, DROP COLUMN release_at`);
    await queryRunner.query(`DROP TABLE reserve_events, reserves`);
  }
}
