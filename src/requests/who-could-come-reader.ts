import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { StayNeeds } from '../people/domain/stay-needs.js';
import type { Urgency } from './domain/deadlines.js';
import type { Strain } from './domain/strain.js';
import { PROPOSABLE_STATES } from './domain/workflow.js';
import { HELD, STATE, storedStates } from './request-filter.js';
import { lastStrains, STRAIN_MEASURE } from './strain-reader.js';

/** A young person whom the unit knows, and what is on record of how much they need some nights. */
export interface Known extends StayNeeds {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
  keyWorker: { id: string; name: string };
  /** An open request of theirs to this unit that all of these nights are within; the most urgent. */
  request: { id: string; number: number; urgency: Urgency } | null;
  strain: Strain;
  /** When their last break before these nights ended, or a booked one will have. */
  lastBreak: PlainDate | null;
  noticeDays: number | null;
}

/**
 * Those of the council whom the actor may read, with what their turn goes by, and how many others there are, of whom
 * nothing is told: two queries, however many they are.
 */
export async function readKnown(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  unitId: string,
  nights: Nights,
): Promise<Known[]> {
  const parameters: unknown[] = [
    ...[now, actor.organisationId, unitId, nights.arrival, nights.departure],
    ...[storedStates(PROPOSABLE_STATES), PROPOSABLE_STATES, STRAIN_MEASURE],
  ];
  return manager.query(
    `SELECT y.id, y.first_name AS "firstName", y.last_name AS "lastName", y.date_of_birth AS "dateOfBirth",
            y.case_number AS "caseNumber", json_build_object('id', k.id, 'name', k.name) AS "keyWorker",
            y.support_level AS support, y.room_needs AS needs, y.keeps_room AS "keepsRoom", y.notice_days AS "noticeDays", open.request, told.strain,
            (SELECT max(s.departure) FROM stays s
              WHERE s.young_person_id = y.id AND s.state NOT IN ('cancelled', 'no_show') AND s.departure <= $4::date) AS "lastBreak"
       FROM young_people y JOIN users k ON k.id = y.key_worker_id
       LEFT JOIN LATERAL (
         SELECT json_build_object('id', p.id, 'number', r.number, 'urgency', r.urgency) AS request
           FROM request_parts p JOIN requests r ON r.id = p.request_id ${HELD} LEFT JOIN stays s ON false
          WHERE p.young_person_id = y.id AND r.unit_id = $3 AND p.submitted_at IS NOT NULL
            AND p.state = ANY ($6::text[]) AND ${STATE} = ANY ($7::text[])
            AND p.earliest_arrival <= $4::date AND p.latest_departure >= $5::date
            AND (p.windows = '{}' OR daterange($4::date, $5::date) <@ ANY (p.windows))
          ORDER BY r.urgency <> 'emergency', r.number LIMIT 1) open ON true
       LEFT JOIN LATERAL ${lastStrains('SELECT y.id', '$8')} told ON true
      WHERE y.organisation_id = $2 AND ${mayRead(actor, 'y.id', parameters, now)}`,
    parameters,
  );
}

/** How many of the council the actor does not read: that they are there is all that is told. */
export async function countUnknown(manager: EntityManager, actor: Actor, now: Date): Promise<number> {
  const parameters: unknown[] = [actor.organisationId];
  const [row] = await manager.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM young_people y
      WHERE y.organisation_id = $1 AND NOT ${mayRead(actor, 'y.id', parameters, now)}`,
    parameters,
  );
  return row.count;
}
