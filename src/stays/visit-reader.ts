import type { EntityManager } from 'typeorm';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { PlainDate } from '../kernel/nights.js';
import { toSolveSql } from './visit-conflicts.js';
import type { VisitFlag, VisitKind, VisitState, VisitTime } from './domain/visit.js';

/** Who comes for some hours and takes no bed. */
export interface VisitView extends VisitTime {
  id: string;
  state: VisitState;
  unit: { id: string; name: string; zone: string };
  youngPerson: {
    id: string;
    firstName: string;
    lastName: string;
    dateOfBirth: PlainDate;
    caseNumber: string;
    keyWorker: { id: string; name: string };
  };
  kind: VisitKind;
  note: string;
  madeBy: string;
  madeAt: Date;
  /** Why a manager went over what the staff can take; for the unit's own people, like `against`. */
  overruledBecause: string;
  whoWasThere: string;
  against: VisitFlag[];
  cancelledWhy: string;
  recordedBy: string | null;
  recordedAt: Date | null;
}

export interface VisitFilter {
  id?: string;
  unitId?: string;
  youngPersonId?: string;
  states?: readonly VisitState[];
  /** Only those that meet something that came after them. */
  unsolved?: true;
  /** From this date on, and before that one. */
  from?: PlainDate | undefined;
  before?: PlainDate | undefined;
  /** Only those that end after this time of their day. */
  endsAfter?: string;
  /** Latest first instead of soonest. */
  latestFirst?: boolean;
  /** Only those after this one in the list's order (date, start, id). */
  after?: { date: PlainDate; startsAt: string; id: string };
  limit: number;
}

/** Visits that the actor may read, in one query: a CAS worker's own young people's; a unit's people theirs. */
export async function readVisits(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  filter: VisitFilter,
): Promise<VisitView[]> {
  const parameters: unknown[] = [];
  const value = (one: unknown, type: string) => `$${parameters.push(one)}::${type}`;
  const where = [mayRead(actor, 'v.young_person_id', parameters, now)];
  const isOfUnit = actor.role !== 'cas_worker';
  if (isOfUnit) {
    const units = actor.units.filter((unit) => worksAt(actor, unit.id)).map((unit) => unit.id);
    where.push(`v.unit_id = ANY (${value(units, 'uuid[]')})`);
  }
  if (filter.id) where.push(`v.id = ${value(filter.id, 'uuid')}`);
  if (filter.unitId) where.push(`v.unit_id = ${value(filter.unitId, 'uuid')}`);
  if (filter.youngPersonId) where.push(`v.young_person_id = ${value(filter.youngPersonId, 'uuid')}`);
  if (filter.states) where.push(`v.state = ANY (${value(filter.states, 'text[]')})`);
  if (filter.unsolved) where.push(toSolveSql(actor, value(now, 'timestamptz')));
  if (filter.from) where.push(`v.date >= ${value(filter.from, 'date')}`);
  if (filter.before) where.push(`v.date < ${value(filter.before, 'date')}`);
  if (filter.endsAfter) where.push(`v.ends_at > ${value(filter.endsAfter, 'time')}`);
  if (filter.after) {
    const { date, startsAt, id } = filter.after;
    const position = `(${value(date, 'date')}, ${value(startsAt, 'time')}, ${value(id, 'uuid')})`;
    where.push(`(v.date, v.starts_at, v.id) ${filter.latestFirst ? '<' : '>'} ${position}`);
  }
  const way = filter.latestFirst ? 'DESC' : 'ASC';
  const visits = await manager.query<VisitView[]>(
    `SELECT v.id, v.state, json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit,
            json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name,
              'dateOfBirth', y.date_of_birth, 'caseNumber', y.case_number,
              'keyWorker', json_build_object('id', k.id, 'name', k.name)) AS "youngPerson",
            v.date, to_char(v.starts_at, 'HH24:MI') AS "startsAt", to_char(v.ends_at, 'HH24:MI') AS "endsAt",
            v.kind, v.note, m.name AS "madeBy", v.made_at AS "madeAt", v.overruled_because AS "overruledBecause",
            v.who_was_there AS "whoWasThere", v.against, v.cancelled_why AS "cancelledWhy",
            r.name AS "recordedBy", v.recorded_at AS "recordedAt"
       FROM visits v JOIN units u ON u.id = v.unit_id JOIN young_people y ON y.id = v.young_person_id
       JOIN users k ON k.id = y.key_worker_id JOIN users m ON m.id = v.made_by LEFT JOIN users r ON r.id = v.recorded_by
      WHERE ${where.join(' AND ')}
      ORDER BY v.date ${way}, v.starts_at ${way}, v.id ${way} LIMIT ${value(filter.limit, 'int')}`,
    parameters,
  );
  // What stood against it may be another child.
  return isOfUnit ? visits : visits.map((visit) => ({ ...visit, against: [], overruledBecause: '' }));
}
