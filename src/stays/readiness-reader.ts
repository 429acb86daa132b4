import type { EntityManager } from 'typeorm';
import type { LegalStatus } from '../calendar/domain/legal-status.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { ConfirmedItem, Consent } from './domain/confirmation.js';
import { lastDecisionSql } from './domain/last-decision.js';
import { READY_ITEMS, type Known, type ReadyItem } from './domain/readiness.js';
import type { OwnCheck, UnitCheck } from './domain/unit-check.js';

/** What somebody confirmed last of an item. */
export interface Confirmed {
  dated: PlainDate | null;
  covers: Consent[];
  legalStatus: LegalStatus | null;
  note: string;
  by: { id: string; name: string };
  at: Date;
}

export interface Found {
  known: Known;
  said: Partial<Record<ConfirmedItem, Confirmed>>;
  /** Which of the items the unit asks for. */
  items: readonly ReadyItem[];
  /** What the unit asks for of its own, and what was said of it. */
  own: (UnitCheck & Pick<OwnCheck, 'said'>)[];
}

interface Row {
  id: string;
  arrival: PlainDate;
  said: (Omit<Confirmed, 'at'> & { item: ConfirmedItem; at: string })[] | null;
  introduced: PlainDate | null;
  legalStatus: LegalStatus | null;
  isToDecideAgain: boolean;
  company: Known['company'];
  changesAsked: boolean | null;
  leftOut: ReadyItem[] | null;
  own: (UnitCheck & { said: (Omit<NonNullable<OwnCheck['said']>, 'at'> & { at: string }) | null })[] | null;
}

/** In SQL, the last of each item: what holds for the young person, and for this stay. */
const saidSql = (person: string, stay = 'NULL::uuid') => `
  (SELECT json_agg(l) FROM (
     SELECT DISTINCT ON (c.item) c.item, c.dated, c.covers, c.legal_status AS "legalStatus", c.note,
            json_build_object('id', w.id, 'name', w.name) AS by, c.at
       FROM arrival_checks c JOIN users w ON w.id = c.by_user
      WHERE c.young_person_id = ${person} AND (c.stay_id IS NULL OR c.stay_id = ${stay})
      ORDER BY c.item, c.id DESC) l)`;

// What was last signed, decided or confirmed about the company of the stay `s`; who came without a signature, since then.
const LOOKED_AT = `
  greatest(coalesce((SELECT max(o.signed_at) FROM offers o WHERE o.stay_id = s.id), s.booked_at),
           (SELECT d.signed_at FROM ${lastDecisionSql('s.id')} d),
           (SELECT max(f.solved_at) FROM stay_conflicts f
             WHERE f.stay_id = s.id AND f.why = 'kept_apart' AND f.solved_how = 'decided'),
           (SELECT max(c.at) FROM arrival_checks c WHERE c.stay_id = s.id AND c.item = 'compatibility'))`;

const COMPANY = `
  CASE WHEN EXISTS (SELECT 1 FROM stay_conflicts f WHERE f.stay_id = s.id AND f.why = 'kept_apart' AND f.solved_at IS NULL)
       THEN 'apart'
       WHEN EXISTS (SELECT 1 FROM pair_decisions p
                      JOIN bed_claims c ON c.young_person_id IN (p.young_person_a, p.young_person_b)
                                       AND c.young_person_id <> s.young_person_id
                     WHERE s.young_person_id IN (p.young_person_a, p.young_person_b) AND p.ended_at IS NULL
                       AND p.decision <> 'works_well' AND p.decided_at > ${LOOKED_AT}
                       AND c.unit_id = s.unit_id AND c.live AND c.purpose = 'stay'
                       AND c.nights && daterange(s.arrival, s.departure))
       THEN 'decided_since' ELSE 'as_decided' END`;

/**
 * In SQL, whether somebody asked what has changed for the stay `s` within the days that the council's matching guide counts
 * before the arrival, or since; null once the stay is over or does not take place.
 */
const CHANGES_ASKED = `
  CASE WHEN s.state IN ('booked', 'in_residence') THEN EXISTS (
    SELECT 1 FROM what_changed w JOIN units u ON u.id = s.unit_id
     WHERE w.stay_id = s.id AND (w.at AT TIME ZONE u.zone)::date >= s.arrival - coalesce(
       (SELECT (g.document->'stale'->>'whatChangedDays')::int FROM rule_sets g
         WHERE g.organisation_id = u.organisation_id ORDER BY g.version DESC LIMIT 1), 400)) END`;

/** In SQL, the items that the unit does not ask for: the last word on each holds. */
const leftOutSql = (unit: string) => `
  (SELECT json_agg(l.item) FROM (
     SELECT DISTINCT ON (c.item) c.item, c.applies FROM unit_check_choices c
      WHERE c.unit_id = ${unit} AND c.item IS NOT NULL ORDER BY c.item, c.id DESC) l WHERE NOT l.applies)`;

/** In SQL, what the unit of the stay `s` asks for of its own, in the order in which it was added, with the last word on each. */
const OWN = `
  (SELECT json_agg(json_build_object('id', k.id, 'text', k.text, 'owner', k.owner, 'said', w.said) ORDER BY k.number)
     FROM unit_checks k LEFT JOIN LATERAL (
       SELECT json_build_object('done', f.done, 'note', f.note, 'at', f.at,
                                'by', json_build_object('id', b.id, 'name', b.name)) AS said
         FROM unit_check_confirmations f JOIN users b ON b.id = f.by_user
        WHERE f.stay_id = s.id AND f.check_id = k.id ORDER BY f.id DESC LIMIT 1) w ON true
    WHERE k.unit_id = s.unit_id
      AND coalesce((SELECT c.applies FROM unit_check_choices c WHERE c.unit_id = k.unit_id AND c.check_id = k.id
                     ORDER BY c.id DESC LIMIT 1), true))`;

/**
 * Of each stay at a unit that is booked and begins on these days, the date of the care plan that was confirmed last; null where
 * there is none, or the unit does not ask for one. One query. The caller may read them.
 */
export function readCarePlans(
  manager: EntityManager,
  unitId: string,
  { arrival, departure }: Nights,
): Promise<(Nights & { id: string; youngPersonId: string; carePlan: PlainDate | null })[]> {
  return manager.query(
    `SELECT s.id, s.young_person_id AS "youngPersonId", s.arrival, s.departure, plan.dated AS "carePlan"
       FROM stays s LEFT JOIN LATERAL (
         SELECT c.dated FROM arrival_checks c
          WHERE c.young_person_id = s.young_person_id AND c.item = 'care_plan' AND (c.stay_id IS NULL OR c.stay_id = s.id)
          ORDER BY c.id DESC LIMIT 1) plan
            ON NOT coalesce(${leftOutSql('$1::uuid')}::jsonb ? 'care_plan', false)
      WHERE s.unit_id = $1 AND s.state = 'booked' AND s.arrival >= $2::date AND s.arrival < $3::date
      ORDER BY s.arrival, s.id`,
    [unitId, arrival, departure],
  );
}

/** What is known of each of these stays before its arrival, by its id, in one query. The caller may read them. */
export async function readReadiness(
  manager: EntityManager,
  stayIds: readonly string[],
): Promise<Map<string, Found & { arrival: PlainDate }>> {
  if (stayIds.length === 0) return new Map();
  const rows = await manager.query<Row[]>(
    `SELECT s.id, s.arrival, ${saidSql('s.young_person_id', 's.id')} AS said,
            (SELECT max(d.day) FROM (
               SELECT v.date AS day FROM visits v
                WHERE v.young_person_id = s.young_person_id AND v.unit_id = s.unit_id AND v.state = 'happened'
                  AND v.kind IN ('introduction', 'look_round') AND v.date <= s.arrival
               UNION ALL
               SELECT o.arrival FROM stays o
                WHERE o.young_person_id = s.young_person_id AND o.unit_id = s.unit_id AND o.id <> s.id
                  AND o.state IN ('in_residence', 'completed') AND o.arrival <= s.arrival) d) AS introduced,
            s.legal_status AS "legalStatus", s.legal_asked_at IS NOT NULL AS "isToDecideAgain", ${COMPANY} AS company,
            ${CHANGES_ASKED} AS "changesAsked", ${leftOutSql('s.unit_id')} AS "leftOut", ${OWN} AS own
       FROM stays s WHERE s.id = ANY ($1::uuid[])`,
    [stayIds],
  );
  return new Map(rows.map((row) => [row.id, { ...foundOf(row), arrival: row.arrival }]));
}

/**
 * The same of a young person of whom no stay is booked yet: the legal basis that was said, or that of their last stay. With a
 * unit, of what that unit asks for.
 */
export async function readReadinessOf(
  manager: EntityManager,
  youngPersonId: string,
  unitId: string | null = null,
): Promise<Found> {
  const [row] = await manager.query<Row[]>(
    `SELECT y.id, ${saidSql('y.id')} AS said, NULL AS introduced, NULL AS company, NULL::boolean AS "changesAsked", false AS "isToDecideAgain",
            (SELECT b.status FROM (
               SELECT c.legal_status AS status, c.at FROM arrival_checks c
                WHERE c.young_person_id = y.id AND c.item = 'legal_basis'
               UNION ALL
               SELECT s.legal_status, s.legal_decided_at FROM stays s
                WHERE s.young_person_id = y.id AND s.legal_status IS NOT NULL
                  AND s.state NOT IN ('cancelled', 'no_show')) b ORDER BY b.at DESC LIMIT 1) AS "legalStatus", ${leftOutSql('$2::uuid')} AS "leftOut", NULL AS own
       FROM young_people y WHERE y.id = $1`,
    [youngPersonId, unitId],
  );
  return foundOf(row!);
}

/** Everything that was confirmed of one item, the latest first. */
export function readConfirmed(
  manager: EntityManager,
  youngPersonId: string,
  stayId: string | null,
  item: ConfirmedItem,
): Promise<Confirmed[]> {
  return manager.query(
    `SELECT c.dated, c.covers, c.legal_status AS "legalStatus", c.note, json_build_object('id', w.id, 'name', w.name) AS by, c.at
       FROM arrival_checks c JOIN users w ON w.id = c.by_user
      WHERE c.young_person_id = $1 AND c.item = $3 AND (c.stay_id IS NULL OR c.stay_id = $2) ORDER BY c.id DESC LIMIT 20`,
    [youngPersonId, stayId, item],
  );
}

function foundOf({
  said: rows,
  introduced,
  legalStatus,
  isToDecideAgain,
  company,
  changesAsked,
  leftOut,
  own,
}: Row): Found {
  const said = Object.fromEntries(
    (rows ?? []).map(({ item, at, ...one }) => [item, { ...one, at: new Date(at) }]),
  ) as Found['said'];
  return {
    said,
    items: READY_ITEMS.filter((item) => !leftOut?.includes(item)),
    own: (own ?? []).map((check) => ({ ...check, said: check.said && { ...check.said, at: new Date(check.said.at) } })),
    known: {
      carePlan: said.care_plan?.dated ?? null,
      medication: said.medication?.dated ?? null,
      consents: said.consents?.covers ?? null,
      contact: said.contact !== undefined,
      introduced,
      legal: legalStatus && { status: legalStatus, isToDecideAgain },
      company,
      changesAsked,
    },
  };
}
