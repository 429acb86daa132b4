/**
 * What a pass over all units reads, each in one statement: `$1` is the date of tonight, `$2` the instant. Days are numbers, of
 * which tonight is 0. Thresholds are those of a new unit.
 */
export const BEDS = `
  SELECT id, unit_id AS unit, registered_from - $1::date AS "from", coalesce(registered_until - $1::date, 10000) AS "to" FROM beds`;

export const TAKEN = `
  SELECT c.bed_id AS bed, c.unit_id AS unit, c.purpose, c.closure_id AS closure, c.young_person_id AS young,
         coalesce(y.support_level IN ('one_to_one', 'two_to_one'), false) AS high,
         c.arrival - $1::date AS "from", c.departure - $1::date AS "to"
    FROM bed_claims c LEFT JOIN young_people y ON y.id = c.young_person_id
   WHERE c.live AND c.nights && daterange($1::date, $1::date + 91)
     AND (c.expires_at IS NULL OR c.expires_at > $2::timestamptz) AND (c.release_at IS NULL OR c.release_at > $2::timestamptz)`;

export const ASKING = `
  SELECT p.unit_id AS unit, p.nights, p.weekdays, p.state = 'waitlisted' AS waits,
         CASE WHEN p.windows = '{}' THEN ARRAY[ARRAY[p.earliest_arrival - $1::date, p.latest_departure - $1::date]]
              ELSE (SELECT array_agg(ARRAY[lower(w) - $1::date, upper(w) - $1::date]) FROM unnest(p.windows) w) END AS windows
    FROM request_parts p
   WHERE p.state IN ('submitted', 'in_review', 'more_information_needed', 'waitlisted', 'offer_lapsed', 'proposed', 'offered')
     AND p.earliest_arrival < $1::date + 91 AND p.latest_departure > $1::date
     AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.part_id = p.id AND o.state IN ('proposed', 'offered', 'agreed')
                        AND o.expires_at > $2::timestamptz)`;

export const GIVEN_BACK = `
  SELECT unit_id AS unit, bed_id AS bed, arrival - $1::date AS "from", departure - $1::date AS "to" FROM bed_claims
   WHERE NOT live AND released_at >= $2::timestamptz - interval '7 days' AND departure > $1::date AND purpose <> 'reserve'
     AND released_why NOT IN ('moved', 'gave_way', 'closed') ORDER BY released_at DESC`;

export const STAFF = `
  SELECT unit_id AS unit, valid_from - $1::date AS "from", take, high FROM staffing_patterns
   WHERE valid_from < $1::date + 29 ORDER BY valid_from, id`;

export const STAFF_OF_NIGHTS = `
  SELECT DISTINCT ON (unit_id, night) unit_id AS unit, night - $1::date AS night, take, high FROM staffing_nights
   WHERE night >= $1::date AND night < $1::date + 29 ORDER BY unit_id, night, id DESC`;

const BOOKED = (days: number) =>
  `stays s WHERE s.state = 'booked' AND s.arrival >= $1::date AND s.arrival <= $1::date + ${days}`;
const LAST = (item: string) => `(SELECT c.dated FROM arrival_checks c WHERE c.young_person_id = s.young_person_id
     AND (c.stay_id IS NULL OR c.stay_id = s.id) AND c.item = '${item}' ORDER BY c.id DESC LIMIT 1)`;
const SAID = (item: string) => `EXISTS (SELECT 1 FROM arrival_checks c WHERE c.young_person_id = s.young_person_id
     AND (c.stay_id IS NULL OR c.stay_id = s.id) AND c.item = '${item}')`;
const FRESH = (item: string) => `coalesce(${LAST(item)} + interval '6 months' >= s.arrival, false)`;

/** Those of which the answer is a figure: by the kind of alert that they come to, how many there are at all units. */
export const COUNTED = {
  request_late: `
    SELECT (SELECT count(*) FROM request_parts p WHERE p.due_at <= $2::timestamptz + interval '24 hours'
              AND p.state IN ('submitted', 'in_review', 'more_information_needed', 'waitlisted', 'offer_lapsed'))
         + (SELECT count(DISTINCT o.part_id) FROM offers o WHERE o.state = 'proposed' AND o.expires_at > $2::timestamptz
              AND o.expires_at <= $2::timestamptz + interval '24 hours') AS count, $1::date`,
  offer_about_to_lapse: `
    SELECT count(*), $1::date FROM offers WHERE state = 'offered' AND expires_at > $2::timestamptz
       AND expires_at <= $2::timestamptz + interval '24 hours'`,
  reserve_about_to_go: `
    SELECT count(*), $1::date FROM bed_claims WHERE live AND purpose = 'reserve' AND release_at > $2::timestamptz
       AND release_at <= $2::timestamptz + interval '24 hours'`,
  arrival_incomplete: `
    SELECT count(*), $2::timestamptz FROM ${BOOKED(1)} AND NOT (${FRESH('care_plan')} AND ${FRESH('medication')}
       AND ${SAID('consents')} AND ${SAID('contact')} AND s.legal_status IS NOT NULL
       AND EXISTS (SELECT 1 FROM what_changed w WHERE w.stay_id = s.id))`,
  record_about_to_expire: `
    SELECT count(DISTINCT (record, id, expires)), $2::timestamptz FROM (
      SELECT 'assessment' AS record, s.young_person_id AS id, a.review_by AS expires, s.departure - 1 AS needed
        FROM (SELECT s.* FROM ${BOOKED(60)}) s JOIN LATERAL (SELECT review_by FROM assessments a
               WHERE a.young_person_id = s.young_person_id ORDER BY version DESC LIMIT 1) a ON true
      UNION ALL
      SELECT 'care_plan', s.young_person_id, (${LAST('care_plan')} + interval '6 months')::date, s.arrival FROM ${BOOKED(60)}
      UNION ALL
      SELECT 'pair', d.id, d.review_by, s.departure - 1
        FROM (SELECT s.* FROM ${BOOKED(60)}) s JOIN pair_decisions d ON s.young_person_id IN (d.young_person_a, d.young_person_b)
       WHERE d.ended_at IS NULL) r
     WHERE expires < needed AND needed >= $1::date AND expires <= $1::date + 28`,
  allocation_unused: `
    SELECT count(*), $2::timestamptz FROM (
      SELECT a.last_day - $1::date + 1 AS rest, greatest($1::date - a.first_day, 1) AS so_far,
             a.weekday + a.weekend + a.holiday AS granted, t.used, t.planned
        FROM allocations a CROSS JOIN LATERAL (
          SELECT coalesce(sum(least(upper(n), $1::date) - lower(n)) FILTER (WHERE lower(n) < $1::date), 0) AS used,
                 coalesce(sum(upper(n) - greatest(lower(n), $1::date)) FILTER (WHERE upper(n) > $1::date), 0) AS planned
            FROM (SELECT c.nights * daterange(a.first_day, a.last_day, '[]') AS n FROM bed_claims c
                   WHERE c.young_person_id = a.young_person_id AND c.live
                     AND c.nights && daterange(a.first_day, a.last_day, '[]')) c) t
       WHERE a.ended_at IS NULL AND a.first_day <= $1::date AND a.last_day BETWEEN $1::date AND $1::date + 90) a
     WHERE granted - used - greatest(planned, round(used::numeric / so_far * rest)) >= 5`,
};
