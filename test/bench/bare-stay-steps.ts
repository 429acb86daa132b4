import type { BareStep, Sql } from './bare-step.js';

const AWAY_OUTSIDE: Sql = `
  SELECT 1 FROM absences WHERE stay_id = :stay AND ended_by IS DISTINCT FROM 'taken_back' AND recorded_at > coalesce(
    (SELECT max(at) FROM stay_events WHERE stay_id = :stay AND action = 'arrival_undone'), '-infinity') AND since > :now LIMIT 1`;
const ELSEWHERE: Sql = `
  SELECT 1 FROM stays WHERE young_person_id = :young AND id <> :stay
     AND (state = 'in_residence' OR (state = 'completed' AND departed_at > :now)) LIMIT 1`;
const SINCE: Sql = `SELECT 1 FROM stays WHERE young_person_id = :young AND id <> :stay AND arrived_at > :now LIMIT 1`;
const LEFT_TONIGHT: Sql = `
  SELECT c.departure AS left FROM bed_claims c JOIN stays s ON s.id = c.stay_id WHERE c.young_person_id = :young AND c.live
     AND s.id <> :stay AND s.state = 'completed' AND c.nights @> :today::date`;
const TAKEN_UP: Sql = `SELECT 1 FROM request_parts WHERE id = :part AND state <> 'booked' FOR UPDATE`;
/** What the step goes back to when it is undone. */
const BEFORE: Sql = `
  SELECT json_build_object('state', s.state, 'arrival', s.arrival, 'departure', s.departure, 'plannedArrival', s.planned_arrival,
    'plannedDeparture', s.planned_departure, 'endedWhy', s.ended_why, 'pieces', (SELECT json_agg(json_build_object(
      'bedId', bed_id, 'arrival', arrival, 'departure', departure)) FROM bed_claims WHERE stay_id = s.id AND live),
    'waitsFor', (SELECT json_build_object('bedId', bed_id, 'becauseOf', because_of) FROM stay_conflicts
      WHERE stay_id = s.id AND why = 'displaced' AND solved_at IS NULL)) AS before FROM stays s WHERE s.id = :stay`;
const STOOD: Sql = `
  SELECT before FROM stay_events WHERE stay_id = :stay AND action IN ('arrived', 'placed', 'cancelled', 'no_show') ORDER BY id DESC LIMIT 1`;
const PIECES: Sql = `SELECT json_agg(c) AS held FROM bed_claims c WHERE stay_id = :stay AND live`;
const PLANNED_ON = (bed: string): Sql => `
  SELECT c.id AS clash FROM bed_claims c WHERE c.live AND c.nights && daterange(:arrival::date, :departure::date)
     AND (c.bed_id = ${bed} OR c.young_person_id = :young) AND c.stay_id IS DISTINCT FROM :stay::uuid`;
const RELEASE: Sql = `
  UPDATE bed_claims SET released_at = :now, released_by = :who, released_why = :action WHERE stay_id = :stay AND live`;
const CLAIM = (pieces: Sql): Sql => `
  INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, part_id, stay_id, made_at, made_by)
  SELECT :unit::uuid, bed, 'stay', min(since), max(until), :young::uuid, :request::uuid, :part::uuid, :stay::uuid, :now::timestamptz, :who::uuid
    FROM (${pieces}) p (bed, since, until) GROUP BY bed`;
const UNTIL = (day: string): Sql => `SELECT :bed::uuid, :arrival::date, ${day}::date`;
const EVENT = (more = 'NULL, NULL'): Sql => `
  INSERT INTO stay_events (stay_id, at, by_user, action, note, arrival, departure, happened_at, before)
  SELECT id, :now::timestamptz, :who::uuid, :action, :reason, arrival, departure, ${more} FROM stays WHERE id = :stay`;
const NOW: Sql = `:now::timestamptz, NULL`;
const CALLED_OFF: Sql = `
  INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
  VALUES (nextval('outbox_entry_ids'), 'end-joint-work', 'stay.called-off', json_build_object('stay', :stay::uuid), :unit, :now, :now)`;
const LEFT: Sql = `
  WITH entry AS (SELECT nextval('outbox_entry_ids') AS id, nextval('outbox_entry_ids') AS due_id)
  INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
  SELECT CASE due WHEN :now THEN entry.id ELSE entry.due_id END, handler, topic, json_build_object('stay', :stay::uuid), :unit::uuid, :now, due
    FROM entry, (VALUES ('tell-of-stay-to-review', 'stay.over', :now::timestamptz), ('end-joint-work', 'stay.over', :now),
      ('tell-of-overdue-review', 'review.due', :due)) t (handler, topic, due)`;
const REGISTER: Sql = `
  INSERT INTO register_entries (stay_id, field, value, reason, at, by_user)
  SELECT :stay::uuid, :field, address, '', :now::timestamptz, :who::uuid FROM home_addresses
   WHERE id = (SELECT max(id) FROM home_addresses WHERE young_person_id = :young) AND address <> ''`;
const END_ABSENCE = (how: string): Sql => `
  WITH ended AS (UPDATE absences SET back_at = greatest(since, :now), back_recorded_by = :who, ended_by = '${how}'
    WHERE stay_id = :stay AND back_at IS NULL RETURNING *)
  INSERT INTO absence_events (absence_id, at, by_user, action, reason, kind, since, back_at, ended_by, note)
  SELECT id, :now::timestamptz, :who::uuid, 'ended', '', kind, since, back_at, ended_by, note FROM ended`;

/** What a change of nights means for the unit: who lacks a bed now, who waits for one, what was closed or kept, who is apart, 75 days. */
const SETTLE: Sql[] = [
  `WITH stands AS (
     SELECT s.id, s.unit_id, s.state IN ('booked', 'in_residence') AS open,
            EXISTS (SELECT 1 FROM nights_without_bed(s.id, :now, '00:00') n WHERE n.departure > :today::date) AS lacking
       FROM stays s WHERE s.id = :stay),
   solved AS (
     UPDATE stay_conflicts c SET solved_at = :now, solved_by = :who, solved_how = :action FROM stands s
      WHERE c.stay_id = s.id AND c.solved_at IS NULL AND (NOT s.open OR (c.why <> 'kept_apart' AND NOT s.lacking)))
   INSERT INTO stay_conflicts (unit_id, stay_id, why, opened_at, opened_by)
   SELECT unit_id, id, 'no_bed', :now::timestamptz, :who::uuid FROM stands WHERE open AND lacking ON CONFLICT DO NOTHING`,
  `SELECT s.id AS waits, c.bed_id FROM stay_conflicts c JOIN stays s ON s.id = c.stay_id
    WHERE c.because_of = :stay AND c.solved_at IS NULL AND c.why = 'displaced' AND s.state IN ('booked', 'in_residence')`,
  `SELECT c.id AS opened FROM bed_claims c JOIN closures x ON x.id = c.closure_id
    WHERE c.unit_id = :unit AND c.released_why = 'gave_way' AND c.departure > :today::date AND (x.ended_on IS NULL OR x.ended_on > :today::date) LIMIT 1`,
  `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, reserve_id, release_at, made_at, made_by)
   SELECT k.unit_id, k.bed_id, 'reserve', k.arrival, k.departure, k.reserve_id, k.release_at, :now::timestamptz, :who::uuid
     FROM (SELECT DISTINCT ON (c.reserve_id, c.arrival) c.* FROM bed_claims c JOIN reserves r ON r.id = c.reserve_id
            WHERE r.unit_id = :unit AND r.ended_at IS NULL AND c.arrival >= :today::date
            ORDER BY c.reserve_id, c.arrival, c.live DESC, c.made_at DESC) k
    WHERE k.released_why = 'gave_way' AND (k.release_at IS NULL OR k.release_at > :now)
      AND NOT EXISTS (SELECT 1 FROM bed_claims o WHERE o.live AND o.bed_id = k.bed_id AND o.nights && k.nights)`,
  `WITH together AS (
     SELECT a.id AS stay, b.id AS other, a.unit_id FROM stays a
       JOIN pair_decisions p ON a.young_person_id IN (p.young_person_a, p.young_person_b) AND p.decision = 'never_together' AND p.ended_at IS NULL
       JOIN stays b ON b.unit_id = a.unit_id AND b.id <> a.id AND b.state IN ('booked', 'in_residence')
        AND b.young_person_id IN (p.young_person_a, p.young_person_b) AND b.departure > a.arrival AND b.arrival < a.departure
      WHERE a.id = :stay AND a.state IN ('booked', 'in_residence')),
   apart AS (
     UPDATE stay_conflicts c SET solved_at = :now, solved_by = :who, solved_how = 'not_together'
      WHERE c.why = 'kept_apart' AND c.solved_at IS NULL AND (c.stay_id = :stay OR c.because_of = :stay) AND NOT EXISTS (SELECT 1 FROM together))
   INSERT INTO stay_conflicts (unit_id, stay_id, why, because_of, opened_at, opened_by)
   SELECT unit_id, stay, 'kept_apart', other, :now::timestamptz, :who::uuid FROM together ON CONFLICT DO NOTHING`,
  `SELECT json_agg(json_build_object('state', s.state, 'arrival', s.arrival, 'departure', s.departure, 'legal', s.legal_status)) AS own
     FROM stays s JOIN young_people y ON y.id = s.young_person_id
    WHERE s.young_person_id = :young AND s.departure > :today::date - 401 AND s.state NOT IN ('cancelled', 'no_show')`,
  `UPDATE stays SET legal_asked_at = NULL WHERE young_person_id = :young AND legal_asked_at IS NOT NULL`,
  `SELECT e.id AS emergency, (SELECT json_agg(d.decision) FROM emergency_decisions d WHERE d.emergency_id = e.id) AS decisions
     FROM emergencies e WHERE e.stay_id = :stay`,
];

const step = (action: string, from: string[], rest: Omit<BareStep, 'from' | 'audit'>): BareStep => ({
  ...{ from, ...rest, given: { action, ...rest.given }, audit: `stay.${action}` },
});
const calledOff = (action: string, from: string[]): BareStep =>
  step(action, from, {
    reads: [BEFORE],
    writes: [
      RELEASE,
      `UPDATE stays SET state = :action, ended_why = :reason, ended_at = :now, expected_at = :now WHERE id = :stay`,
      ...SETTLE,
      CALLED_OFF,
      EVENT(`NULL, :before::jsonb`),
    ],
  });
const extended = (action: string, isDecided: boolean): BareStep =>
  step(action, ['in_residence'], {
    ...{ ground: 'stay', given: { isDecided }, reads: [PIECES, PLANNED_ON(':bed')] },
    writes: [
      RELEASE,
      CLAIM(UNTIL(':sent')),
      `UPDATE stays SET departure = :sent, planned_departure = :sent, overdue_since = NULL WHERE id = :stay`,
      ...SETTLE,
      EVENT(),
    ],
  });

export const STAY_STEPS: Record<string, BareStep> = {
  'stays/arrive': step('arrived', ['booked'], {
    ...{ ground: 'stay', given: { field: 'address_before' } },
    ...{ against: [ELSEWHERE, AWAY_OUTSIDE, TAKEN_UP], reads: [BEFORE, LEFT_TONIGHT, PLANNED_ON(':bed')] },
    writes: [
      `UPDATE stays SET state = 'in_residence', arrived_at = :now, ended_why = '', ended_by = NULL, ended_code = NULL WHERE id = :stay`,
      ...SETTLE,
      REGISTER,
      EVENT(`:now::timestamptz, :before::jsonb`),
    ],
  }),
  'stays/undo-arrival': step('arrival_undone', ['in_residence'], {
    ...{ ground: 'stay', reads: [STOOD, PIECES] },
    writes: [
      END_ABSENCE('undone'),
      `UPDATE stays SET state = 'booked', arrived_at = NULL, overdue_since = NULL WHERE id = :stay`,
      `SELECT stay_id AS ended FROM stay_events WHERE because_of = :stay AND action = 'departed' ORDER BY id DESC LIMIT 1`,
      ...SETTLE,
      EVENT(),
    ],
  }),
  'stays/no-show': calledOff('no_show', ['booked']),
  'stays/cancel': calledOff('cancelled', ['booked']),
  'stays/undo-ending': step('ending_undone', ['no_show', 'cancelled'], {
    ...{ ground: 'stay', against: [TAKEN_UP], reads: [STOOD, PIECES] },
    writes: [
      `UPDATE stays SET state = 'booked', ended_why = '', ended_at = NULL, expected_at = NULL WHERE id = :stay`,
      CLAIM(
        `SELECT x."bedId", x.arrival, x.departure FROM jsonb_to_recordset(:before::jsonb -> 'pieces') x ("bedId" uuid, arrival date, departure date)`,
      ),
      ...SETTLE,
      EVENT(),
    ],
  }),
  'stays/depart': step('departed', ['in_residence'], {
    ...{ ground: 'stay', given: { field: 'address_after', days: 15 } },
    ...{ against: [AWAY_OUTSIDE], reads: [PIECES, PLANNED_ON(':bed')] },
    writes: [
      END_ABSENCE('left'),
      RELEASE,
      CLAIM(UNTIL(':today')),
      `UPDATE stays SET state = 'completed', departed_at = :now, departure = :today, review_due_at = :due, overdue_since = NULL WHERE id = :stay`,
      ...SETTLE,
      REGISTER,
      LEFT,
      EVENT(NOW),
    ],
  }),
  'stays/undo-departure': step('departure_undone', ['completed'], {
    ...{ ground: 'stay', against: [SINCE], reads: [PIECES, PLANNED_ON(':bed')] },
    writes: [
      RELEASE,
      CLAIM(UNTIL(':planned_departure')),
      `UPDATE stays SET state = 'in_residence', departed_at = NULL, departure = planned_departure, review_due_at = NULL WHERE id = :stay`,
      `WITH again AS (UPDATE absences SET back_at = NULL, back_recorded_by = NULL, ended_by = NULL
         WHERE id = (SELECT id FROM absences WHERE stay_id = :stay AND ended_by = 'left' ORDER BY since DESC LIMIT 1) RETURNING *)
       INSERT INTO absence_events (absence_id, at, by_user, action, reason, kind, since, back_at, ended_by, note)
       SELECT id, :now::timestamptz, :who::uuid, 'reopened', '', kind, since, back_at, ended_by, note FROM again`,
      ...SETTLE,
      EVENT(),
    ],
  }),
  'stays/extend': extended('extended', true),
  'stays/shorten': extended('shortened', false),
  'stays/move': step('moved', ['in_residence'], {
    ...{ ground: 'stay', given: { isDecided: true }, reads: [PIECES, PLANNED_ON(':newBed')] },
    writes: [
      RELEASE,
      CLAIM(`
        SELECT bed_id, arrival, least(departure, :today::date) FROM bed_claims
         WHERE stay_id = :stay AND released_at = :now AND arrival < :today::date
        UNION ALL SELECT :newBed::uuid, :today::date, :departure::date`),
      `UPDATE stays SET overdue_since = NULL WHERE id = :stay`,
      ...SETTLE,
      EVENT(),
    ],
  }),
  'stays/away': step('away', ['in_residence'], {
    writes: [
      END_ABSENCE('missing'),
      `WITH made AS (INSERT INTO absences (stay_id, kind, since, note, recorded_at, recorded_by) VALUES (:stay, :kind, :now, '', :now, :who) RETURNING *)
       INSERT INTO absence_events (absence_id, at, by_user, action, reason, kind, since, note)
       SELECT id, :now::timestamptz, :who::uuid, 'told', '', kind, since, note FROM made`,
      EVENT(NOW),
    ],
  }),
  'stays/back': step('back', ['in_residence'], { writes: [END_ABSENCE('back'), EVENT(NOW)] }),
  'stays/notes': step('noted', ['in_residence'], {
    writes: [
      `INSERT INTO stay_notes (stay_id, kind, text, names_others, at, by_user) VALUES (:stay, :kind, :text, :namesOthers, :now, :who) RETURNING id AS note`,
    ],
  }),
};
