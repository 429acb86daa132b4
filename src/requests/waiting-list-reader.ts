import type { EntityManager } from 'typeorm';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { StayNeeds } from '../people/domain/stay-needs.js';
import type { Urgency } from './domain/deadlines.js';
import type { Strain } from './domain/strain.js';
import type { Window } from './domain/windows.js';
import { lastStrains, STRAIN_MEASURE } from './strain-reader.js';

/** A stay that is waited for, with what its place on the list goes by. */
export interface Waiting extends StayNeeds {
  partId: string;
  requestId: string;
  number: number;
  position: number;
  youngPersonId: string;
  dateOfBirth: PlainDate;
  urgency: Urgency;
  /** The day on which the request came in. */
  since: PlainDate;
  strain: Strain;
  lastBreak: PlainDate | null;
  /** The nights of stays in the twelve months before today, and of those that are booked. */
  had: Nights[];
  nights: number;
  from: PlainDate;
  to: PlainDate;
  windows: Window[];
  weekdays: number[];
  /** Nights that were offered for it to no avail, or that a manager decided not to suit. */
  refused: Nights[];
  /** How many stays of the young person the request is for. */
  stays: number;
  /** The date of a series that the stay is for; null of any other. */
  occurrence: PlainDate | null;
}

/**
 * Everybody on the waiting list of a unit, whoever asks, in one query; in no order. What is read of the young people is read of
 * all at once: a list is ranked for each bed that comes back.
 */
export async function readWaiting(manager: EntityManager, unitId: string, today: PlainDate): Promise<Waiting[]> {
  return manager.query<Waiting[]>(
    `WITH waiting AS MATERIALIZED (SELECT * FROM request_parts WHERE unit_id = $1 AND state = 'waitlisted'),
       people AS MATERIALIZED (SELECT DISTINCT young_person_id AS id FROM waiting),
       told AS MATERIALIZED (${lastStrains('SELECT id FROM people', '$3')}),
       breaks AS MATERIALIZED (
         SELECT s.young_person_id AS id, max(s.departure) AS last,
                json_agg(json_build_object('arrival', s.arrival, 'departure', s.departure))
                  FILTER (WHERE s.departure > $2::date - 365) AS had
           FROM people JOIN stays s ON s.young_person_id = people.id
          WHERE s.state NOT IN ('cancelled', 'no_show') GROUP BY 1)
     SELECT p.id AS "partId", r.id AS "requestId", r.number, p.position, y.id AS "youngPersonId",
            y.date_of_birth AS "dateOfBirth", r.urgency, (p.submitted_at AT TIME ZONE u.zone)::date AS since,
            y.support_level AS support, y.room_needs AS needs, y.keeps_room AS "keepsRoom",
            told.strain, breaks.last AS "lastBreak", coalesce(breaks.had, '[]') AS had,
            (SELECT coalesce(json_agg(json_build_object('arrival', o.arrival, 'departure', o.departure)), '[]')
               FROM offers o WHERE o.part_id = p.id AND (
                 o.state IN ('declined', 'lapsed') AND o.signed_by IS NOT NULL OR o.state = 'taken_back' AND EXISTS (
                   SELECT 1 FROM match_decisions d WHERE d.offer_id = o.id AND d.decision = 'not_suitable'))) AS refused,
            (SELECT count(*)::int FROM request_parts x
              WHERE x.request_id = r.id AND x.young_person_id = y.id) AS stays,
            p.nights, p.earliest_arrival AS "from", p.latest_departure AS "to", p.weekdays, p.occurrence,
            (SELECT coalesce(json_agg(json_build_object('from', lower(w), 'to', upper(w)) ORDER BY lower(w)), '[]')
               FROM unnest(CASE WHEN p.windows = '{}' THEN ARRAY[daterange(p.earliest_arrival, p.latest_departure)]
                                ELSE p.windows END) w) AS windows
       FROM waiting p JOIN requests r ON r.id = p.request_id JOIN units u ON u.id = p.unit_id
       JOIN young_people y ON y.id = p.young_person_id
       LEFT JOIN told ON told.id = y.id LEFT JOIN breaks ON breaks.id = y.id`,
    [unitId, today, STRAIN_MEASURE],
  );
}
