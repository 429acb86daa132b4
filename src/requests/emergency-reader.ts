import type { EntityManager } from 'typeorm';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { agreedSinceSql, type AgreedSince } from './agreed-since.js';
import type { DecisionRecorded, EmergencyView, Impact, Told } from './emergency-view.js';

export interface EmergencyFilter {
  id?: string;
  stayId?: string;
  unitId?: string;
  youngPersonId?: string;
  /** Only those of which something may still be owed. */
  open?: true;
  /** Only those in which a place is still needed: nobody has ended it, and no stay came of it. */
  needed?: true;
  limit: number;
}

type Dated<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };
type DecisionRow = Dated<Omit<DecisionRecorded, 'countersigned' | 'told'>> & {
  told: Dated<Told>;
  countersigned: Dated<NonNullable<DecisionRecorded['countersigned']>> | null;
};
interface Row extends Omit<EmergencyView, 'impacts' | 'decisions' | 'stay' | 'agreedSince' | 'ended'> {
  impacts: Dated<Impact>[];
  decisions: DecisionRow[];
  stay: Dated<NonNullable<EmergencyView['stay']>> | null;
  agreedSince: Dated<AgreedSince> | null;
  ended: Dated<NonNullable<EmergencyView['ended']>> | null;
}

const someone = (alias: string) => `json_build_object('id', ${alias}.id, 'name', ${alias}.name)`;
const child = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'firstName', ${alias}.first_name, 'lastName', ${alias}.last_name)`;

/** Emergencies of the units at which the actor works, the oldest first, in one query. Nobody else reads them. */
export async function readEmergencies(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  { id, stayId, unitId, youngPersonId, open, needed, limit }: EmergencyFilter,
): Promise<EmergencyView[]> {
  const units = actor.units.filter((unit) => worksAt(actor, unit.id)).map((unit) => unit.id);
  if (units.length === 0) return [];
  const parameters: unknown[] = [units];
  const where = [`e.unit_id = ANY ($1::uuid[])`];
  if (id) where.push(`e.id = $${parameters.push(id)}::uuid`);
  if (stayId) where.push(`e.stay_id = $${parameters.push(stayId)}::uuid`);
  if (unitId) where.push(`e.unit_id = $${parameters.push(unitId)}::uuid`);
  if (youngPersonId) where.push(`e.young_person_id = $${parameters.push(youngPersonId)}::uuid`);
  if (open) where.push(`e.settled_at IS NULL`);
  if (needed) where.push(`e.ended_at IS NULL AND e.stay_id IS NULL`);
  const rows = await manager.query<Row[]>(
    `SELECT e.id, json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit,
            CASE WHEN y.id IS NOT NULL THEN ${child('y')} END AS "youngPerson", e.young_person_id AS "youngPersonId",
            e.newcomer, e.called, e.known, e.expected_at AS "expectedAt", e.until, e.why, e.risk, e.house, e.authority,
            e.legal_basis AS "legalBasis", e.opened_at AS "openedAt", ${someone('o')} AS "openedBy",
            (SELECT coalesce(json_agg(i ORDER BY i.place), '[]') FROM (
               SELECT DISTINCT ON (i.young_person_id) i.id AS place, i.young_person_id AS "youngPersonId", i.impact, i.at,
                      CASE WHEN iy.id IS NOT NULL THEN ${child('iy')} END AS "youngPerson", ${someone('iu')} AS by
                 FROM emergency_impacts i JOIN users iu ON iu.id = i.by_user
                 LEFT JOIN young_people iy ON iy.id = i.young_person_id AND ${mayRead(actor, 'iy.id', parameters, now)}
                WHERE i.emergency_id = e.id ORDER BY i.young_person_id, i.id DESC) i) AS impacts,
            (SELECT coalesce(json_agg(json_build_object('id', d.id, 'decision', d.decision, 'said', d.said,
                'decidedBy', d.decided_by, 'decidedByName', d.decided_by_name, 'how', d.how, 'rungAt', d.rung_at,
                'recordedAt', d.recorded_at, 'told', d.told, 'recordedBy', ${someone('du')}, 'countersignBy', d.countersign_by,
                'countersigned', CASE WHEN c.decision_id IS NOT NULL THEN
                  json_build_object('by', ${someone('cu')}, 'at', c.at, 'agrees', c.agrees, 'note', c.note) END)
                ORDER BY d.place), '[]')
               FROM emergency_decisions d JOIN users du ON du.id = d.recorded_by
               LEFT JOIN emergency_countersignatures c ON c.decision_id = d.id
               LEFT JOIN users cu ON cu.id = c.by_user WHERE d.emergency_id = e.id) AS decisions,
            CASE WHEN s.id IS NOT NULL THEN
              json_build_object('id', s.id, 'state', s.state, 'arrivedAt', s.arrived_at) END AS stay, ${agreedSinceSql('s.id')} AS "agreedSince",
            CASE WHEN e.ended_at IS NOT NULL THEN
              json_build_object('at', e.ended_at, 'by', ${someone('x')}, 'why', e.ended_why) END AS ended
       FROM emergencies e JOIN units u ON u.id = e.unit_id JOIN users o ON o.id = e.opened_by
       LEFT JOIN users x ON x.id = e.ended_by
       LEFT JOIN stays s ON s.id = e.stay_id
       LEFT JOIN young_people y ON y.id = e.young_person_id AND ${mayRead(actor, 'y.id', parameters, now)}
      WHERE ${where.join(' AND ')} ORDER BY e.opened_at, e.id LIMIT $${parameters.push(limit)}::int`,
    parameters,
  );
  return rows.map(toView);
}

const at = (text: string) => new Date(text);
const atOrNull = (text: string | null) => (text === null ? null : new Date(text));

function toView({ impacts, decisions, stay, agreedSince, ended, ...row }: Row): EmergencyView {
  return {
    ...row,
    impacts: impacts.map(({ youngPersonId, youngPerson, impact, by, at: when }) => ({
      ...{ youngPersonId, youngPerson, impact, by },
      at: at(when),
    })),
    decisions: decisions.map(({ countersigned, ...one }) => ({
      ...one,
      rungAt: at(one.rungAt),
      recordedAt: at(one.recordedAt),
      told: { ...one.told, expectedAt: atOrNull(one.told.expectedAt) },
      countersignBy: atOrNull(one.countersignBy),
      countersigned: countersigned && { ...countersigned, at: at(countersigned.at) },
    })),
    stay: stay && { ...stay, arrivedAt: atOrNull(stay.arrivedAt) },
    agreedSince: agreedSince && { ...agreedSince, at: at(agreedSince.at) },
    ended: ended && { ...ended, at: at(ended.at) },
  };
}
