import type { EntityManager } from 'typeorm';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { OPEN_OFFERS } from './domain/holding.js';
import { leadOf, MOST_PARTS } from './domain/parts.js';
import { lastDecisionSql } from '../stays/domain/last-decision.js';
import { amongTheFirst, conditions, DUE, dueOf, HELD, readable, STATE, type RequestFilter } from './request-filter.js';
import { PART_BY, REQUEST_BY, type By } from './request-place.js';
import { SERIES } from './series-reader.js';
import type { OpenedRequest, ReadRequest, RequestView } from './request-view.js';
import { toView, type Row } from './request-rows.js';

// The stay that took place is the one that a request led to, though another was booked since.
const TOOK_PLACE = `t.state IN ('in_residence', 'completed')`;

const FROM = `
    FROM requests r
    JOIN request_parts p ON p.request_id = r.id AND p.unit_id = r.unit_id
    JOIN units u ON u.id = r.unit_id
    JOIN young_people y ON y.id = p.young_person_id
    ${HELD}
    LEFT JOIN LATERAL (SELECT * FROM stays t WHERE t.part_id = p.id ORDER BY ${TOOK_PLACE} DESC, t.booked_at DESC LIMIT 1) s
      ON p.state = 'booked'`;

/** Those who work on the request of the part `f` beside the key worker, until an end that is not yet. `$1` is now. */
const CO_WORKERS = `
      SELECT json_agg(json_build_object('id', c.id, 'name', c.name) ORDER BY c.name, c.id) AS co_workers FROM (
        SELECT DISTINCT w.id, w.name FROM request_co_workers j JOIN users w ON w.id = j.user_id
         WHERE j.request_id = f.id AND (j.ended_at IS NULL OR j.ended_at > $1::timestamptz)) c`;

/** Whether the actor reads the young person of the part `f` only because they work on a request of theirs. */
function jointly(actor: Actor, parameters: unknown[], now: Date): string {
  if (actor.role !== 'cas_worker') return 'false';
  return `NOT ${mayRead(withoutJointWork(actor), 'f.young_person_id', parameters, now)}`;
}

/**
 * The parts that meet the condition, cut to a page before anything is looked up that only a page needs. `beside` is what
 * is asked about the other parts of each request.
 */
function select(
  where: string,
  order: string,
  limit: string,
  { beside, jointly }: { beside: string; jointly: string },
): string {
  return `
  SELECT f.*, k.name AS key_worker_name, k.ended_at AS key_worker_left, a.name AS asker_name, held.offers,
         others.stays AS other_stays, aims.aims, beside.*, of.stretches, refused.stay_refused, repeated.series,
         together.co_workers, ${jointly} AS jointly, coalesce(say.wishes, '') AS wishes
    FROM (
      SELECT r.id, r.number, p.id AS part_id, p.position, u.id AS unit_id, u.name AS unit_name, u.zone,
             y.id AS young_person_id, y.first_name, y.last_name, y.date_of_birth, y.case_number,
             y.key_worker_id, r.asked_by AS asker_id,
             p.nights, p.earliest_arrival, p.latest_departure, p.windows, p.weekdays,
             p.occurrence, p.wished_arrival, r.purpose,
             r.family_wishes, r.unit_should_know, r.passed,
             r.created_at, p.submitted_at, p.state_since, p.due_at, r.urgency, ${STATE} AS state, ${DUE} AS due,
             o.sign_by,
             s.id AS stay_id, s.arrival AS stay_arrival, s.departure AS stay_departure, s.review_due_at,
             CASE WHEN s.state = 'cancelled' THEN s.ended_by END AS called_off_by
        ${FROM} WHERE ${where} ORDER BY ${order} LIMIT ${limit}) f
    JOIN users k ON k.id = f.key_worker_id
    JOIN users a ON a.id = f.asker_id
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', h.id, 'state', h.state, 'arrival', h.arrival, 'departure', h.departure,
                        'bed', json_build_object('id', b.id, 'name', b.name), 'expires', h.expires_at, 'proposedBy', coalesce(op.name, 'The waiting list'),
                        'signedBy', os.name, 'yes', ${YES}, 'reasons', h.reasons, 'moves', h.moves)
                      ORDER BY h.state, h.arrival, h.departure, h.id) AS offers
        FROM offers h JOIN beds b ON b.id = h.bed_id LEFT JOIN users op ON op.id = h.proposed_by
        LEFT JOIN users os ON os.id = h.signed_by
       WHERE f.state IN (${OPEN_OFFERS}) AND h.part_id = f.part_id AND h.state IN (${OPEN_OFFERS})
         AND h.expires_at > $1::timestamptz) held ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', t.id, 'state', t.state, 'arrival', t.arrival, 'departure', t.departure)
                      ORDER BY t.arrival, t.id) AS stays
        FROM stays t WHERE t.part_id = f.part_id AND t.id IS DISTINCT FROM f.stay_id) others ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', m.id, 'text', m.text) ORDER BY m.agreed_on, m.written_at, m.id) AS aims
        FROM request_aims n JOIN plan_aims m ON m.id = n.aim_id
       WHERE n.request_id = f.id AND m.young_person_id = f.young_person_id) aims ON true
    LEFT JOIN LATERAL (
      SELECT last.decision = 'not_suitable' AS stay_refused FROM ${lastDecisionSql('f.stay_id')} last
       WHERE f.state IN ('booked', 'in_residence')) refused ON true
    LEFT JOIN LATERAL (${SERIES}) repeated ON true
    LEFT JOIN request_wishes say ON say.request_id = f.id AND say.young_person_id = f.young_person_id
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('from', lower(w), 'to', upper(w)) ORDER BY lower(w)) AS stretches FROM unnest(f.windows) w) of
    CROSS JOIN LATERAL (${beside}) beside
    CROSS JOIN LATERAL (${CO_WORKERS}) together
   ORDER BY ${outside(order)}`;
}

/** The yes that is kept of the offer `h`. */
const YES = `CASE WHEN h.state = 'agreed' THEN json_build_object('by', h.answered_by, 'how', h.answered_how, 'at', h.answered_at,
                          'recordedBy', (SELECT name FROM users WHERE id = h.recorded_by)) END`;

/** An order of the parts, as their columns are called once they are cut to a page. */
const outside = (order: string): string =>
  order
    .replace(DUE, 'f.due')
    .replace('o.sign_by', 'f.sign_by')
    .replace('r.number', 'f.number')
    .replace('p.position', 'f.position');

/** Now, and when a day begins by the clocks of any unit. */
export interface When {
  now: Date;
  dayBegins: string;
}

/** Parts of requests that the actor may read, in one query: the newest requests first, or what is most urgent. */
export async function readRequests(
  manager: EntityManager,
  actor: Actor,
  { now, dayBegins }: When,
  filter: RequestFilter,
): Promise<RequestView[]> {
  const parameters: unknown[] = [now, dayBegins];
  const where = conditions(actor, now, filter, parameters) + amongTheFirst(actor, now, filter, parameters);
  const order = filter.urgent ? `${dueOf(filter)}, r.number, p.position` : 'r.number DESC, p.position';
  const limit = `$${parameters.push(filter.limit)}::int`;
  const beside = besides(actor, now, parameters);
  const sql = select(where, order, limit, { beside, jointly: jointly(actor, parameters, now) });
  const rows: Row[] = await manager.query(sql, parameters);
  return rows.map((row) => {
    const [beside, before] = [row['others'] as number, row['before'] as number];
    return toView(row, actor, now, { id: row['part_id'] as string, position: before + 1, of: beside + 1 });
  });
}

/** How many requests the actor may read that meet the filter; counts no further than its limit. */
export async function countRequests(
  manager: EntityManager,
  actor: Actor,
  { now, dayBegins }: When,
  filter: RequestFilter,
): Promise<number> {
  const parameters: unknown[] = [now, dayBegins];
  const where = conditions(actor, now, filter, parameters);
  const [{ count }] = await manager.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM (SELECT ${STATE}, $2::time ${FROM} WHERE ${where} LIMIT $${parameters.push(filter.limit)}::int) c`,
    parameters,
  );
  return count;
}

/**
 * One request with every part of it that the actor may read, by its id, or by that of a part, an offer or a stay of it;
 * `undefined` when that is unknown or unseen.
 */
export async function readRequest(
  manager: EntityManager,
  actor: Actor,
  { now, dayBegins }: When,
  by: By,
  id: string,
): Promise<ReadRequest | undefined> {
  const parameters: unknown[] = [now, dayBegins, id];
  const where = `r.id = ${REQUEST_BY[by].replaceAll('$1', '$3')} AND ${readable(actor, parameters, now)}`;
  const asks = `, f.part_id = ${PART_BY[by].replaceAll('$1', '$3')} AS asked`;
  const rows: (Row & { asked?: boolean })[] = await manager.query(
    select(where, 'p.position', String(MOST_PARTS), {
      beside: besides(actor, now, parameters, asks),
      jointly: jointly(actor, parameters, now),
    }),
    parameters,
  );
  const each = rows.map((row, place) =>
    toView(row, actor, now, { id: row['part_id'] as string, position: place + 1, of: rows.length }),
  );
  const parts = each.map(partOf);
  const opened = each.map((view): OpenedRequest => ({ ...view, standsForAll: false, parts }));
  if (opened.length === 0) return undefined;
  const lead = leadOf(opened);
  // While it is written it is about the first of those who are still meant.
  const { wishes } = lead.state === 'draft' ? lead : opened[0]!;
  const entire = opened.length === 1 ? lead : { ...lead, wishes, pathId: lead.id, standsForAll: true };
  const asked = rows.findIndex((row) => row.asked);
  if (asked < 0 && id !== lead.id) return undefined;
  return { asked: opened[asked] ?? entire, entire, each: opened };
}

/**
 * How many parts of its request the reader sees beside each, how many of these come before it, whether there are some that
 * they do not see, of which nobody is told anything, and whether a draft is for brothers and sisters as well, and what is
 * said of their aims and by them.
 */
function besides(actor: Actor, now: Date, parameters: unknown[], and = ''): string {
  return `
      SELECT (count(*) FILTER (WHERE q.seen))::int AS others,
             (count(*) FILTER (WHERE q.seen AND q.position < f.position))::int AS before,
             coalesce(bool_or(NOT q.seen), false) AS hides,
             coalesce(bool_or(q.seen AND q.draft_of_other), false) AS for_siblings,
             coalesce(bool_or(q.seen AND q.has_aims), false) AS others_have_aims,
             coalesce(bool_or(q.seen AND q.says), false) AS others_say${and}
        FROM (SELECT h.position, h.state = 'draft' AND h.young_person_id <> f.young_person_id AS draft_of_other,
                     h.state = 'draft' AND h.young_person_id <> f.young_person_id AND EXISTS (
                       SELECT 1 FROM request_aims n JOIN plan_aims m ON m.id = n.aim_id
                        WHERE n.request_id = f.id AND m.young_person_id = h.young_person_id) AS has_aims,
                     h.state = 'draft' AND h.young_person_id <> f.young_person_id AND EXISTS (
                       SELECT 1 FROM request_wishes w
                        WHERE w.request_id = f.id AND w.young_person_id = h.young_person_id) AS says,
                     ${mayRead(actor, 'h.young_person_id', parameters, now)} AS seen
                FROM request_parts h WHERE h.request_id = f.id AND h.id <> f.part_id) q`;
}

/** What the request tells of a part beside the others. */
function partOf(view: RequestView) {
  const { part, youngPerson, submittedAt, state, nextAction, isOver, nights, from, to, windows } = view;
  const { occurrence, wishedArrival, aims, wishes, offer, offers, stay, calledOffBy } = view;
  const { id, position } = part;
  return {
    ...{ id, position, youngPerson, submittedAt, state, nextAction, isOver, nights, from },
    ...{ to, windows, occurrence, wishedArrival, aims, wishes, offer, offers, stay, calledOffBy },
  };
}
