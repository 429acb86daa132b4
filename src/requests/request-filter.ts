import type { Actor } from '../identity/domain/actor.js';
import { mayRead, ofUnits, readsAs } from '../identity/visibility.js';
import type { PlainDate } from '../kernel/nights.js';
import { likePattern } from '../people/domain/new-person.js';
import { LEAVE_BY } from '../stays/domain/leave-by.js';
import { OPEN_OFFER_STATES, OPEN_OFFERS } from './domain/holding.js';
import { NOT_DATED } from './domain/next-action.js';
import { OPEN_STATES, STAY_STATES, type RequestState } from './domain/states.js';

/**
 * What the open offers of a part come to: its state, as `stateHolding` has it (which is the first of them by their names), and
 * by when the family has to answer the first of them and a manager to sign. An offer past its time is open no more, job or no job. `$1` is now.
 */
export const HELD = `LEFT JOIN LATERAL (
      SELECT min(h.state) AS state, min(h.expires_at) FILTER (WHERE h.state = 'offered') AS answer_by,
             min(h.expires_at) FILTER (WHERE h.state = 'proposed') AS sign_by
        FROM offers h
       WHERE p.state IN (${OPEN_OFFERS}) AND h.part_id = p.id AND h.state IN (${OPEN_OFFERS})
         AND h.expires_at > $1::timestamptz) o ON true`;

/**
 * The state of a part whose last open offer has run out: the family was asked and did not answer, or nobody signed or looked
 * at the nights again in time, and then it is with the unit as before.
 */
export const RAN_OUT = `CASE WHEN p.state = 'offered' THEN 'offer_lapsed' ELSE 'in_review' END`;

/** The state of a part: from arrival on its stay's, while nights are held that of its offers, and otherwise what it says. */
export const STATE = `CASE WHEN s.state = 'completed' AND s.reviewed_at IS NOT NULL THEN 'reviewed'
                    WHEN s.state <> 'booked' THEN s.state
                    WHEN p.state IN (${OPEN_OFFERS}) THEN coalesce(o.state, ${RAN_OUT})
                    ELSE p.state END`;

/**
 * When the next step is due, as an instant to sort by: undated steps after dated ones. Whoever comes is expected until their
 * night is over, whoever leaves until the usual time of the unit, or the end of the day where nobody has said one. `$2` is
 * when a day begins.
 */
export const DUE = `CASE ${STATE} WHEN 'proposed' THEN o.sign_by WHEN 'offered' THEN o.answer_by
                  WHEN 'booked' THEN (s.arrival + 1 + $2::time) AT TIME ZONE u.zone
                  WHEN 'in_residence' THEN ${LEAVE_BY}
                  WHEN 'completed' THEN coalesce(s.review_due_at, '${NOT_DATED}'::timestamptz)
                  ELSE coalesce(p.due_at, '${NOT_DATED}'::timestamptz) END`;

/** The same for who also signs what is proposed beside an offer. */
const DUE_OR_TO_SIGN = `least(${DUE}, o.sign_by)`;
export const dueOf = ({ orToSign }: Pick<RequestFilter, 'orToSign'>): string => (orToSign ? DUE_OR_TO_SIGN : DUE);

/** Of a part that holds no nights its own row says it all: nothing that is derived has to be looked up. */
const ITS_OWN = { state: 'p.state', due: `coalesce(p.due_at, '${NOT_DATED}'::timestamptz)` };

/** As an index has the open parts of a unit: it stands in the text, since a plan for any values of states cannot use it. */
const IS_OPEN = `p.state IN (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})`;

export interface RequestFilter {
  states?: readonly RequestState[];
  /** Also those that are offered, where a further proposal waits for a signature. */
  orToSign?: boolean;
  /** Of these states only those whose key worker has left, or only those whose key worker has not. */
  keyWorkerLeft?: { in: readonly RequestState[]; is: boolean };
  /** Of a draft, whose parts are asked together, only the first that the actor may read. */
  draftsOnce?: true;
  /** Only those that were asked for in an emergency. */
  inEmergency?: true;
  youngPersonId?: string;
  /** Only those of one of these. */
  youngPeople?: readonly string[];
  unitId?: string;
  /** Only these. */
  parts?: readonly string[];
  /** Only those of which a window has this night. */
  night?: PlainDate;
  /** Only those on which the actor works beside the key worker. */
  coWorks?: true;
  /** Words of a name or a case number. */
  search?: string;
  /** The newest requests come first, and of one its parts in their order: only those behind this one. */
  after?: { number: number; part: string };
  /** The most urgent first instead, from the one behind this place in that order. */
  urgent?: true | { due: string; number: number; part: string };
  limit: number;
}

/** The filter, and what the actor may read, as one SQL condition. `$1` is now, `$2` when a day begins. */
export function conditions(
  actor: Actor,
  now: Date,
  filter: RequestFilter,
  parameters: unknown[],
  { state, due } = { state: STATE, due: dueOf(filter) },
): string {
  const value = (one: unknown) => `$${parameters.push(one)}`;
  const where = [readable(actor, parameters, now)];
  if (filter.states) {
    const stored = storedStates(filter.states);
    if (stored.every((one) => OPEN_STATES.includes(one))) where.push(IS_OPEN);
    where.push(`p.state = ANY (${value(stored)}::text[])`);
    let wanted = `${state} = ANY (${value(filter.states)}::text[])`;
    if (filter.keyWorkerLeft) {
      const { in: states, is } = filter.keyWorkerLeft;
      const left = `EXISTS (SELECT 1 FROM users w WHERE w.id = y.key_worker_id AND w.ended_at IS NOT NULL)`;
      wanted = `(${wanted} AND (${state} <> ALL (${value(states)}::text[]) OR ${is ? '' : 'NOT '}${left}))`;
    }
    where.push(filter.orToSign ? `(${wanted} OR (o.state = 'offered' AND o.sign_by IS NOT NULL))` : wanted);
  }
  if (filter.draftsOnce)
    where.push(`(p.state <> 'draft' OR NOT EXISTS (SELECT 1 FROM request_parts d WHERE d.request_id = p.request_id AND d.state = 'draft'
      AND d.position < p.position AND ${mayRead(actor, 'd.young_person_id', parameters, now)}))`);
  if (filter.inEmergency) where.push(`r.urgency = 'emergency'`);
  if (filter.youngPersonId) where.push(`p.young_person_id = ${value(filter.youngPersonId)}::uuid`);
  if (filter.youngPeople) where.push(`p.young_person_id = ANY (${value(filter.youngPeople)}::uuid[])`);
  if (filter.parts) where.push(`p.id = ANY (${value(filter.parts)}::uuid[])`);
  if (filter.unitId) where.push(`r.unit_id = ${value(filter.unitId)}::uuid`);
  if (filter.night) {
    const night = `${value(filter.night)}::date`;
    where.push(`p.earliest_arrival <= ${night} AND p.latest_departure > ${night}`);
    where.push(`(p.windows = '{}' OR ${night} <@ ANY (p.windows))`);
  }
  if (filter.coWorks) {
    where.push(`EXISTS (SELECT 1 FROM request_co_workers j WHERE j.request_id = r.id
      AND j.user_id = ANY (${value(readsAs(actor))}::uuid[]) AND (j.ended_at IS NULL OR j.ended_at > $1::timestamptz))`);
  }
  for (const word of searchWords(filter.search)) {
    where.push(`(y.first_name || ' ' || y.last_name || ' ' || y.case_number) ILIKE ${value(likePattern(word))}`);
  }
  const place = (part: string) => `(SELECT position FROM request_parts WHERE id = ${value(part)}::uuid)`;
  if (filter.after) {
    const number = `${value(filter.after.number)}::int`;
    where.push(`r.number <= ${number} AND (r.number < ${number} OR p.position > ${place(filter.after.part)})`);
  }
  if (typeof filter.urgent === 'object') {
    const { number, part } = filter.urgent;
    const behind = `(${value(filter.urgent.due)}::timestamptz, ${value(number)}::int, ${place(part)})`;
    where.push(`(${due}, r.number, p.position) > ${behind}`);
  }
  return where.join(' AND ');
}

/** The states that a part can only have itself, and those in which it holds nights: these are as few as there are beds. */
const HOLDING: readonly RequestState[] = OPEN_OFFER_STATES;

/**
 * For the most urgent of the open requests: among which parts they are, as an SQL condition, so that the rest of the query
 * looks at a page of them however many are open. Of those that hold no nights an index gives the first; the others are
 * looked at each. States and limit stand in the text: a plan for any values would use no index of some states, and sort
 * them all. Empty where the filter asks for stays, or of somebody who reads by their own young people.
 */
export function amongTheFirst(actor: Actor, now: Date, filter: RequestFilter, parameters: unknown[]): string {
  const { states, urgent, limit } = filter;
  if (!urgent || !states?.every((state) => OPEN_STATES.includes(state)) || actor.role === 'cas_worker') return '';
  const plain = states.filter((state) => !HOLDING.includes(state));
  if (plain.length === 0) return '';
  const where = conditions(actor, now, { ...filter, states: plain, orToSign: false }, parameters, ITS_OWN);
  const written = plain.map((state) => `'${state}'`).join(', ');
  return ` AND p.id IN (
    (SELECT p.id FROM request_parts p
       JOIN requests r ON r.id = p.request_id AND r.unit_id = p.unit_id
       JOIN young_people y ON y.id = p.young_person_id
      WHERE p.state IN (${written}) AND ${where} ORDER BY ${ITS_OWN.due}, r.number, p.position LIMIT ${Math.trunc(limit)})
    UNION ALL
    SELECT h.id FROM request_parts h WHERE h.unit_id ${ofUnits(actor, parameters)} AND h.state IN (${OPEN_OFFERS}))`;
}

/** The states of parts among which requests of the given states are: those of stays and of lapsed offers are derived. */
export function storedStates(states: readonly RequestState[]): RequestState[] {
  const derived = (state: RequestState): RequestState[] => {
    if (state === 'offer_lapsed') return ['offer_lapsed', 'offered'];
    if (state === 'in_review') return ['in_review', 'proposed', 'agreed'];
    // What the family took has run out, and what is offered beside it has not.
    if (state === 'offered') return ['offered', 'agreed'];
    // What is signed has run out, and what is proposed beside it has not.
    if (state === 'proposed') return ['proposed', 'offered', 'agreed'];
    return (STAY_STATES as readonly RequestState[]).includes(state) ? ['booked'] : [state];
  };
  return [...new Set(states.flatMap(derived))];
}

/**
 * A CAS worker reads the requests of their own young people; a unit those sent to it; a draft, also one that was given up, is
 * its author's.
 */
export function readable(actor: Actor, parameters: unknown[], now: Date): string {
  const seen = mayRead(actor, 'p.young_person_id', parameters, now);
  if (actor.role === 'cas_worker') return seen;
  return `${seen} AND r.unit_id ${ofUnits(actor, parameters)}
    AND (p.submitted_at IS NOT NULL OR r.asked_by = $${parameters.push(actor.id)}::uuid)`;
}

const MOST_WORDS = 5;

function searchWords(search = ''): string[] {
  return search.split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
}
