import type { BareStep, Sql } from './bare-step.js';

/** Moves the part and tells of it. */
const MOVE: Sql = `
  WITH moved AS (UPDATE request_parts SET state = :to, state_since = :now, due_at = :due, submitted_at = coalesce(submitted_at, :now)
    WHERE id = :part)
  INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, by_user, note, code, arrival, departure, bed_id)
  VALUES (:request, :part, :now, :action, :state, :to, :who, :reasons, :code, :arrival, :departure, :bed)`;
const GRANT: Sql = `
  INSERT INTO access_grants (young_person_id, unit_id, why, valid_from, granted_by) VALUES (:young, :unit, 'request', :now, :who)
  ON CONFLICT DO NOTHING`;
/** The last of a request: who worked on it jointly works on it no more, and the unit looks back for a month. */
const END_SIGHT: Sql[] = [
  `UPDATE request_co_workers SET ended_at = :now WHERE request_id = :request AND ended_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM request_parts WHERE request_id = :request AND id <> :part AND state NOT IN ('withdrawn', 'declined'))`,
  `UPDATE access_grants SET valid_until = :now::timestamptz + interval '30 days'
    WHERE young_person_id = :young AND unit_id = :unit AND why = 'request' AND valid_until IS NULL
      AND NOT EXISTS (SELECT 1 FROM requests r JOIN request_parts p ON p.request_id = r.id WHERE r.unit_id = :unit
        AND p.young_person_id = :young AND p.id <> :part AND p.state NOT IN ('draft', 'withdrawn', 'declined'))`,
];
const OPEN_OFFERS: Sql = `SELECT id FROM offers WHERE part_id = :part AND state IN ('proposed', 'offered')`;
const GONE_OVER: Sql = `SELECT code, sentence FROM overrules WHERE offer_id = :offer`;
const RELEASE: Sql = `UPDATE bed_claims SET released_at = :now, released_by = :who, released_why = :action WHERE id = :claim AND live`;
const HOLD: Sql[] = [
  `UPDATE bed_claims SET expires_at = :due WHERE id = :claim AND live`,
  `INSERT INTO outbox (entry_id, handler, topic, payload, unit_id, written_at, due_at)
   VALUES (nextval('outbox_entry_ids'), 'lapse-offer', 'offer.held', json_build_object('offer', :offer::uuid), :unit, :now, :due),
          (nextval('outbox_entry_ids'), 'remind-of-offer', 'offer.half-way', json_build_object('offer', :offer::uuid), :unit, :now, :due)`,
];

const plain = (action: string, from: string, to: string, days?: number): BareStep => ({
  ...{ from: [from], given: { action, to, ...(days !== undefined && { days }) } },
  ...{ writes: [MOVE], audit: `request.${action}` },
});
const ofOffer = (action: string, from: string, to: string, audit: string, days: number): Omit<BareStep, 'writes'> => ({
  ...{ from: [from], given: { action, to, days }, audit: `offer.${audit}` },
});

export const REQUEST_STEPS: Record<string, BareStep> = {
  'requests/ask-information': plain('ask_information', 'in_review', 'more_information_needed', 5),
  'requests/give-information': plain('give_information', 'more_information_needed', 'in_review', 10),
  'requests/waitlist': plain('waitlist', 'in_review', 'waitlisted', 20),
  'requests/review': plain('review', 'waitlisted', 'in_review', 10),
  'requests/answer-late': plain('answer_late', 'offer_lapsed', 'in_review', 10),
  'requests/decline': { ...plain('decline', 'in_review', 'declined'), writes: [MOVE, ...END_SIGHT] },
  'requests/reopen': {
    ...plain('reopen', '', 'in_review', 10),
    from: ['declined', 'withdrawn'],
    writes: [MOVE, GRANT],
  },
  'requests/withdraw': {
    ...plain('withdraw', 'in_review', 'withdrawn'),
    reads: [OPEN_OFFERS],
    writes: [MOVE, ...END_SIGHT],
  },
  'requests/submit': {
    ...plain('submit', 'draft', 'submitted', 5),
    reads: [`SELECT zone, youngest, oldest, least_gap_days FROM units WHERE id = :unit`],
    writes: [`UPDATE requests SET urgency = 'short_notice' WHERE id = :request`, MOVE, GRANT],
    audit: 'request.submitted',
  },
  'offers/sign': {
    ...ofOffer('sign', 'proposed', 'offered', 'signed', 5),
    ground: 'offer',
    reads: [GONE_OVER],
    writes: [
      `UPDATE offers SET state = 'offered', signed_by = :who, signed_at = :now, reasons = :reasons, expires_at = :due WHERE id = :offer`,
      `INSERT INTO match_decisions
         (organisation_id, unit_id, request_id, part_id, young_person_id, offer_id, arrival, departure, decision, reasons, mitigations,
          against_advice, verdict, score, worst_night, contributions, guide_version, inputs, signed_by, signed_at)
       SELECT organisation_id, id, :request::uuid, :part::uuid, :young::uuid, :offer::uuid, :arrival::date, :departure::date, 'suitable',
              :reasons::text, '[]', :reasons::text, 'not_assessed', 100, :arrival::date, '[]', 1, '{}', :who::uuid, :now::timestamptz
         FROM units WHERE id = :unit`,
      ...HOLD,
      MOVE,
    ],
  },
  'offers/extend': {
    ...ofOffer('extend_offer', 'offered', 'offered', 'extended', 5),
    writes: [`UPDATE offers SET expires_at = :due, extended_at = :now WHERE id = :offer`, ...HOLD, MOVE],
  },
  'offers/decline': {
    ...ofOffer('decline_offer', 'offered', 'in_review', 'declined', 10),
    writes: [
      `UPDATE offers SET state = 'declined', answered_by = :answeredBy, answered_how = :how, answered_at = :now, answer_reason = '',
              recorded_by = :who, recorded_at = :now WHERE id = :offer`,
      RELEASE,
      MOVE,
    ],
  },
  'offers/take-back': {
    ...ofOffer('take_back', 'proposed', 'in_review', 'taken_back', 10),
    writes: [`UPDATE offers SET state = 'taken_back' WHERE id = :offer`, RELEASE, MOVE],
  },
  'offers/accept': {
    ...ofOffer('accept', 'offered', 'booked', 'accepted', 0),
    ground: 'offer',
    reads: [GONE_OVER],
    writes: [
      `WITH made AS (
         INSERT INTO stays (unit_id, young_person_id, part_id, arrival, departure, planned_arrival, planned_departure, state, booked_at, booked_by)
         VALUES (:unit, :young, :part, :arrival::date, :departure::date, :arrival::date, :departure::date, 'booked', :now, :who) RETURNING id)
       INSERT INTO stay_events (stay_id, at, by_user, action, note, arrival, departure)
       SELECT id, :now::timestamptz, :who::uuid, 'booked', '', :arrival::date, :departure::date FROM made RETURNING stay_id AS stay`,
      `UPDATE bed_claims SET purpose = 'stay', stay_id = :stay, expires_at = NULL WHERE id = :claim AND live AND purpose = 'offer'`,
      `UPDATE offers SET state = 'accepted', stay_id = :stay, answered_by = :answeredBy, answered_how = :how, answered_at = :now,
              answer_reason = '', recorded_by = :who, recorded_at = :now WHERE id = :offer`,
      MOVE,
    ],
  },
};
