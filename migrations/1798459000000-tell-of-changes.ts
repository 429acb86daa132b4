import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_STAY = (stay: string) => `SELECT s.unit_id, s.young_person_id FROM changed c JOIN stays s ON s.id = ${stay}`;
const OF_REQUEST = (request: string) =>
  `SELECT r.unit_id, p.young_person_id FROM changed c JOIN requests r ON r.id = ${request} LEFT JOIN request_parts p ON p.request_id = r.id`;
const OF_EMERGENCY = `SELECT e.unit_id, e.young_person_id FROM changed c JOIN emergencies e ON e.id = c.emergency_id`;
/** Of every unit that may read the young person. */
const OF_PERSON = (person: string) =>
  `SELECT g.unit_id, c.person AS young_person_id FROM (SELECT ${person} AS person FROM changed) c
     LEFT JOIN access_grants g ON g.young_person_id = c.person AND g.unit_id IS NOT NULL`;
const BOTH = `SELECT unit_id, young_person_id FROM changed`;
const UNIT = `SELECT unit_id, NULL::uuid AS young_person_id FROM changed`;
const OF_ORGANISATION = `SELECT u.id AS unit_id, NULL::uuid AS young_person_id FROM changed c JOIN units u ON u.organisation_id = c.organisation_id`;

type Event = 'INSERT' | 'UPDATE' | 'DELETE';
const KEPT: Event[] = ['INSERT'];
const CHANGED: Event[] = ['INSERT', 'UPDATE'];
const ALL: Event[] = ['INSERT', 'UPDATE', 'DELETE'];

/** What is told of a table, when it is written, and to which units and about whom: whoever reads them is told. */
const TOLD: [table: string, kind: string, events: Event[], found: string][] = [
  ['bed_claims', 'calendar', CHANGED, UNIT],
  ['beds', 'calendar', CHANGED, UNIT],
  ['closures', 'calendar', CHANGED, UNIT],
  ['reserves', 'calendar', CHANGED, UNIT],
  ['staffing_nights', 'calendar', ALL, UNIT],
  ['staffing_patterns', 'calendar', ALL, UNIT],
  ['school_terms', 'calendar', CHANGED, OF_ORGANISATION],
  ['visits', 'calendar', CHANGED, BOTH],
  ['stays', 'calendar', CHANGED, BOTH],
  ['stay_conflicts', 'calendar', CHANGED, OF_STAY('c.stay_id')],
  ['absences', 'calendar', CHANGED, OF_STAY('c.stay_id')],
  ['requests', 'requests', CHANGED, OF_REQUEST('c.id')],
  ['request_parts', 'requests', ALL, BOTH],
  ['request_events', 'requests', KEPT, OF_REQUEST('c.request_id')],
  ['request_co_workers', 'requests', CHANGED, OF_REQUEST('c.request_id')],
  [
    'offers',
    'requests',
    CHANGED,
    `SELECT p.unit_id, p.young_person_id FROM changed c JOIN request_parts p ON p.id = c.part_id`,
  ],
  ['match_decisions', 'requests', KEPT, BOTH],
  ['enquiries', 'requests', KEPT, BOTH],
  [
    'enquiry_answers',
    'requests',
    KEPT,
    `SELECT e.unit_id, e.young_person_id FROM changed c JOIN enquiries e ON e.id = c.enquiry_id`,
  ],
  ['emergencies', 'requests', CHANGED, BOTH],
  ['emergency_entries', 'requests', KEPT, OF_EMERGENCY],
  ['emergency_impacts', 'requests', KEPT, OF_EMERGENCY],
  ['emergency_decisions', 'requests', KEPT, OF_EMERGENCY],
  [
    'emergency_countersignatures',
    'requests',
    KEPT,
    `SELECT e.unit_id, e.young_person_id FROM changed c JOIN emergency_decisions d ON d.id = c.decision_id JOIN emergencies e ON e.id = d.emergency_id`,
  ],
  ['stay_notes', 'house', KEPT, OF_STAY('c.stay_id')],
  ['shift_notes', 'house', KEPT, UNIT],
  [
    'shift_notes_taken_back',
    'house',
    KEPT,
    `SELECT n.unit_id, NULL::uuid AS young_person_id FROM changed c JOIN shift_notes n ON n.id = c.note_id`,
  ],
  [
    'note_reads',
    'house',
    KEPT,
    `SELECT n.unit_id, NULL::uuid AS young_person_id FROM changed c JOIN shift_notes n ON n.id = c.shift_note_id
      UNION SELECT s.unit_id, NULL FROM changed c JOIN stay_notes n ON n.id = c.stay_note_id JOIN stays s ON s.id = n.stay_id`,
  ],
  ['arrival_checks', 'house', KEPT, OF_PERSON('young_person_id')],
  ['unit_checks', 'house', KEPT, UNIT],
  ['unit_check_choices', 'house', KEPT, UNIT],
  ['unit_check_confirmations', 'house', KEPT, OF_STAY('c.stay_id')],
  ['what_changed', 'house', KEPT, OF_STAY('c.stay_id')],
  ['stay_reviews', 'house', KEPT, OF_STAY('c.stay_id')],
  ['suggestions', 'house', CHANGED, OF_STAY('c.stay_id')],
  ['escorts', 'house', KEPT, OF_STAY('c.stay_id')],
  [
    'escort_removals',
    'house',
    KEPT,
    `SELECT s.unit_id, s.young_person_id FROM changed c JOIN escorts e ON e.id = c.escort_id JOIN stays s ON s.id = e.stay_id`,
  ],
  ['escort_checks', 'house', KEPT, OF_STAY('c.stay_id')],
  ['medicines', 'house', KEPT, OF_STAY('c.stay_id')],
  [
    'medicine_counts',
    'house',
    KEPT,
    `SELECT s.unit_id, s.young_person_id FROM changed c JOIN medicines m ON m.id = c.medicine_id JOIN stays s ON s.id = m.stay_id`,
  ],
  ['information', 'house', KEPT, OF_PERSON('young_person_id')],
  ['information_looks', 'house', KEPT, UNIT],
  ['assessments', 'house', KEPT, OF_PERSON('young_person_id')],
  [
    'assessment_countersignatures',
    'house',
    KEPT,
    OF_PERSON(`(SELECT a.young_person_id FROM assessments a WHERE a.id = assessment_id)`),
  ],
  ['pair_decisions', 'house', CHANGED, OF_PERSON('unnest(ARRAY[young_person_a, young_person_b])')],
  ['siblings', 'house', KEPT, OF_PERSON('unnest(ARRAY[young_person_a, young_person_b])')],
  ['young_people', 'house', CHANGED, OF_PERSON('id')],
  ['rule_sets', 'house', KEPT, OF_ORGANISATION],
];

const CHANNEL = 'short_breaks_live';

/** Tells the kind to the units, and to those who read the young people by a grant of their own, with when it ends. */
const TELL = `
  CREATE FUNCTION tell_of_change(kind text, units uuid[], people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('${CHANNEL}', kind || ' unit ' || told.id) FROM unnest(units) AS told (id) WHERE told.id IS NOT NULL;
    PERFORM pg_notify('${CHANNEL}', kind || ' user ' || told.user_id || ' ' || coalesce((extract(epoch FROM told.until) * 1000)::bigint::text, '-'))
       FROM (SELECT g.user_id, CASE WHEN bool_or(g.valid_until IS NULL) THEN NULL ELSE max(g.valid_until) END AS until
               FROM access_grants g WHERE g.young_person_id = ANY (people) AND g.user_id IS NOT NULL GROUP BY g.user_id) told;
  END $$`;

const OWN: [table: string, events: Event[], body: string][] = [
  [
    'notices',
    ALL,
    `PERFORM pg_notify('${CHANNEL}', 'notices user ' || user_id || ' -') FROM (SELECT DISTINCT user_id FROM changed) c;`,
  ],
  [
    'access_grants',
    CHANGED,
    `PERFORM pg_notify('${CHANNEL}', 'requests ' || CASE WHEN user_id IS NULL THEN 'unit ' || unit_id ELSE 'user ' || user_id || ' -' END)
       FROM (SELECT DISTINCT user_id, unit_id FROM changed) c;`,
  ],
  ['unit_members', ALL, `PERFORM pg_notify('${CHANNEL}', 'access');`],
  ['deputies', CHANGED, `PERFORM pg_notify('${CHANNEL}', 'access');`],
  // A session's id opens its pages, so only its digest is told; when many go at once that they are looked at.
  [
    'sessions',
    ['DELETE'],
    `IF (SELECT count(*) FROM changed) > 50 THEN PERFORM pg_notify('${CHANNEL}', 'access');
     ELSE PERFORM pg_notify('${CHANNEL}', 'session ' || encode(sha256(convert_to(sid, 'UTF8')), 'hex')) FROM changed;
     END IF;`,
  ],
];

export class TellOfChanges1798459000000 implements MigrationInterface {
  /** Whatever changes what somebody may be looking at is told when, and only if, it is committed. No child's id is told. */
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TELL);
    for (const [table, kind, events, found] of TOLD)
      await this.tell(
        queryRunner,
        table,
        events,
        `PERFORM tell_of_change('${kind}', array_agg(DISTINCT found.unit_id), array_agg(DISTINCT found.young_person_id)) FROM (${found}) found;`,
      );
    for (const [table, events, body] of OWN) await this.tell(queryRunner, table, events, body);
    await queryRunner.query(`
      CREATE FUNCTION tell_of_users() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_notify('${CHANNEL}', 'access'); RETURN NULL; END $$`);
    await queryRunner.query(`
      CREATE TRIGGER users_tell_update AFTER UPDATE ON users FOR EACH ROW
        WHEN ((OLD.ended_at, OLD.role, OLD.must_change_password) IS DISTINCT FROM (NEW.ended_at, NEW.role, NEW.must_change_password))
        EXECUTE FUNCTION tell_of_users()`);
    await queryRunner.query(`
      CREATE FUNCTION tell_of_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_notify('${CHANNEL}', 'stuck unit ' || NEW.unit_id); RETURN NULL; END $$`);
    await queryRunner.query(`
      CREATE TRIGGER outbox_tell_update AFTER UPDATE ON outbox FOR EACH ROW
        WHEN (NEW.unit_id IS NOT NULL AND OLD.state IS DISTINCT FROM NEW.state AND 'failed' IN (OLD.state, NEW.state))
        EXECUTE FUNCTION tell_of_outbox()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [...TOLD, ...OWN].map(([table]) => table);
    for (const table of [...tables, 'users', 'outbox'])
      await queryRunner.query(`DROP FUNCTION tell_of_${table}() CASCADE`);
    await queryRunner.query(`DROP FUNCTION tell_of_change(text, uuid[], uuid[])`);
  }

  private async tell(queryRunner: QueryRunner, table: string, events: Event[], body: string): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION tell_of_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN ${body} RETURN NULL; END $$`);
    for (const event of events)
      await queryRunner.query(`
        CREATE TRIGGER ${table}_tell_${event.toLowerCase()} AFTER ${event} ON ${table}
          REFERENCING ${event === 'DELETE' ? 'OLD' : 'NEW'} TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION tell_of_${table}()`);
  }
}
