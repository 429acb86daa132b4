import type { About, AlertKind, Finding } from './domain/alert-kinds.js';
import type { Moment } from './domain/conditions/moment.js';

/** Why an alert is over: its cause has gone, somebody resolved it, or alerts of its kind were switched off. */
export const ENDED_WHY = ['cause_gone', 'by_hand', 'switched_off'] as const;
export type EndedWhy = (typeof ENDED_WHY)[number];

/** What can have become of an alert. */
export const ALERT_STEPS = [
  ...(['opened', 'opened_again', 'worse', 'better', 'taken', 'given_back'] as const),
  ...(['snoozed', 'woke', 'resolved', 'cause_gone', 'switched_off'] as const),
];
export type AlertStep = (typeof ALERT_STEPS)[number];

interface Named {
  id: string;
  name: string;
}

/** An alert as its reader may see it now. */
export interface AlertView {
  id: string;
  kind: AlertKind;
  unit: Named;
  /** By whose clocks times are said: the unit's. */
  zone: string;
  /** Whom it is about, where its reader may know of them. */
  youngPerson: { id: string; firstName: string; lastName: string } | null;
  /** The two whom a matching decision is about, where its reader may know of both. */
  pair: Named[] | null;
  /** Of a bed that came back, the best placed who could have it, of whom its reader may know. */
  ranked: Named[] | null;
  about: Omit<About, 'youngPersonId'>;
  figures: Finding['figures'];
  grade: number;
  /** By when it wants to be acted on; null where there is no particular time. */
  dueAt: Date | null;
  openedAt: Date;
  updatedAt: Date;
  takenBy: Named | null;
  takenAt: Date | null;
  snoozedUntil: Date | null;
  endedAt: Date | null;
  endedWhy: EndedWhy | null;
  endedBy: Named | null;
  reason: string | null;
  /** When it was read, by the clocks of the unit. */
  moment: Moment;
}

/** Everybody whom an alert names to its reader. */
export const namedIn = ({
  youngPerson,
  pair,
  ranked,
}: Pick<AlertView, 'youngPerson' | 'pair' | 'ranked'>): string[] => [
  ...new Set([youngPerson, ...(pair ?? []), ...(ranked ?? [])].flatMap((one) => one?.id ?? [])),
];

/** One step of an alert, the first one first. */
export interface AlertEvent {
  at: Date;
  what: AlertStep;
  by: Named | null;
  /** Until when it was put off. */
  until: Date | null;
}

/** In SQL, what the row `a` is about but its young person. */
const ABOUT = `json_strip_nulls(json_build_object('requestId', a.request_id, 'partId', a.part_id, 'offerId', a.offer_id,
    'stayId', a.stay_id, 'claimId', a.claim_id, 'pairDecisionId', a.pair_decision_id, 'closureId', a.closure_id))`;

const named = (alias: string) =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

/** In SQL, the two whom the matching decision with an id is about; nobody where its reader may not know of both. */
export const bothOf = (decision: string, reads: (id: string) => string): string =>
  `(SELECT CASE WHEN bool_and(two.known) THEN json_agg(json_build_object('id', two.id, 'name', two.name) ORDER BY two.name) END
     FROM (SELECT z.id, z.first_name || ' ' || z.last_name AS name, ${reads('z.id')} AS known
             FROM pair_decisions d JOIN young_people z ON z.id IN (d.young_person_a, d.young_person_b)
            WHERE d.id = ${decision}) two)`;

/** In SQL, those whose ids the figures of an alert name, the best placed first; only whom its reader may know of. */
export const rankedOf = (figures: string, reads: (id: string) => string): string =>
  `(SELECT json_agg(json_build_object('id', z.id, 'name', z.first_name || ' ' || z.last_name) ORDER BY named.at)
     FROM unnest(string_to_array(${figures}->>'ranked', ' ')::uuid[]) WITH ORDINALITY AS named (id, at)
     JOIN young_people z ON z.id = named.id WHERE ${reads('z.id')})`;

/**
 * In SQL, the columns of an `AlertView` of the row `a`; `reads` is whether its reader may read of the young person whose id an
 * expression gives.
 */
export const alertColumns = (reads: (id: string) => string): string => `
  a.id, a.kind, json_build_object('id', u.id, 'name', u.name) AS unit, u.zone,
  CASE WHEN y.id IS NOT NULL AND ${reads('y.id')} THEN
    json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name) END AS "youngPerson",
  ${bothOf('a.pair_decision_id', reads)} AS pair, ${rankedOf('a.figures', reads)} AS ranked,
  ${ABOUT} AS about,
  a.figures, a.grade, a.due_at AS "dueAt", a.opened_at AS "openedAt", a.updated_at AS "updatedAt",
  ${named('t')} AS "takenBy", a.taken_at AS "takenAt", a.snoozed_until AS "snoozedUntil",
  a.ended_at AS "endedAt", a.ended_why AS "endedWhy", ${named('e')} AS "endedBy", a.reason`;

export const ALERT_TABLES = `alerts a JOIN units u ON u.id = a.unit_id LEFT JOIN young_people y ON y.id = a.young_person_id
  LEFT JOIN users t ON t.id = a.taken_by LEFT JOIN users e ON e.id = a.ended_by`;

/** As much of the row `a` as a notice of it says: its young person is that of the notice, while it is about them still. */
export type AlertOfNotice = Pick<
  AlertView,
  'id' | 'kind' | 'unit' | 'zone' | 'pair' | 'about' | 'figures' | 'moment'
> & {
  youngPersonId: string | null;
};
export const alertOfNotice = (
  reads: (id: string) => string,
): string => `CASE WHEN a.id IS NOT NULL THEN json_build_object(
  'id', a.id, 'kind', a.kind, 'unit', json_build_object('id', u.id, 'name', u.name), 'zone', u.zone, 'figures', a.figures,
  'about', ${ABOUT}, 'youngPersonId', a.young_person_id, 'pair', ${bothOf('a.pair_decision_id', reads)}) END`;
