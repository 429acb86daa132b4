import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRequestsAndStays1795305604000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE requests (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
        unit_id uuid NOT NULL REFERENCES units,
        asked_by uuid NOT NULL REFERENCES users,
        purpose text NOT NULL,
        wishes text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        submitted_at timestamptz
      )`);
    await queryRunner.query(`CREATE INDEX requests_by_unit ON requests (unit_id, number)`);
    await queryRunner.query(`CREATE INDEX requests_by_asker ON requests (asked_by, number)`);
    await queryRunner.query(`
      CREATE TABLE request_parts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        request_id uuid NOT NULL REFERENCES requests,
        young_person_id uuid NOT NULL REFERENCES young_people,
        nights smallint NOT NULL CHECK (nights BETWEEN 1 AND 400),
        earliest_arrival date NOT NULL,
        latest_departure date NOT NULL,
        weekdays smallint[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
        state text NOT NULL CHECK (state IN ('draft', 'submitted', 'in_review', 'proposed', 'offered', 'booked',
          'waitlisted', 'declined', 'withdrawn', 'offer_lapsed')),
        state_since timestamptz NOT NULL,
        CHECK (latest_departure - earliest_arrival BETWEEN nights AND 400)
      )`);
    await queryRunner.query(`CREATE INDEX request_parts_by_request ON request_parts (request_id)`);
    await queryRunner.query(`CREATE INDEX request_parts_by_young_person ON request_parts (young_person_id)`);
    await queryRunner.query(`
      CREATE INDEX request_parts_open ON request_parts (state, request_id)
      WHERE state IN ('draft', 'submitted', 'in_review', 'proposed', 'offered', 'waitlisted', 'offer_lapsed')`);
    await queryRunner.query(`
      CREATE TABLE request_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES requests,
        part_id uuid NOT NULL REFERENCES request_parts,
        at timestamptz NOT NULL,
        by_user uuid REFERENCES users,
        action text NOT NULL,
        from_state text NOT NULL,
        to_state text NOT NULL,
        note text NOT NULL DEFAULT '',
        arrival date,
        departure date,
        bed_id uuid REFERENCES beds
      )`);
    await queryRunner.query(`CREATE INDEX request_events_by_request ON request_events (request_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER request_events_stay BEFORE UPDATE OR DELETE ON request_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await queryRunner.query(`
      CREATE TABLE stays (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        unit_id uuid NOT NULL REFERENCES units,
        young_person_id uuid NOT NULL REFERENCES young_people,
        part_id uuid REFERENCES request_parts,
        arrival date NOT NULL,
        departure date NOT NULL,
        state text NOT NULL CHECK (state IN ('booked', 'in_residence', 'completed', 'no_show', 'cancelled')),
        booked_at timestamptz NOT NULL,
        booked_by uuid NOT NULL REFERENCES users,
        arrived_at timestamptz,
        departed_at timestamptz,
        ended_why text NOT NULL DEFAULT '',
        CHECK (departure > arrival),
        CHECK (departed_at >= arrived_at),
        CHECK ((arrived_at IS NOT NULL) = (state IN ('in_residence', 'completed'))),
        CHECK ((departed_at IS NOT NULL) = (state = 'completed'))
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_stay_a_part ON stays (part_id) WHERE state NOT IN ('no_show', 'cancelled')`);
    await queryRunner.query(`CREATE INDEX stays_by_unit ON stays (unit_id, arrival DESC, id)`);
    await queryRunner.query(`CREATE INDEX stays_by_young_person ON stays (young_person_id, arrival DESC)`);
    await queryRunner.query(`CREATE INDEX stays_by_part ON stays (part_id)`);
    await queryRunner.query(`CREATE INDEX stays_under_way ON stays (unit_id) WHERE state = 'in_residence'`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX one_residence_at_a_time ON stays (young_person_id) WHERE state = 'in_residence'`);
    await queryRunner.query(`
      CREATE TABLE stay_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stay_id uuid NOT NULL REFERENCES stays,
        at timestamptz NOT NULL,
        by_user uuid NOT NULL REFERENCES users,
        action text NOT NULL,
        note text NOT NULL DEFAULT '',
        arrival date NOT NULL,
        departure date NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX stay_events_by_stay ON stay_events (stay_id, id)`);
    await queryRunner.query(`
      CREATE TRIGGER stay_events_stay BEFORE UPDATE OR DELETE ON stay_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE stay_events, stays, request_events, request_parts, requests`);
  }
}
