import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Called } from '../people/domain/names-in-text.js';
import { calledOf } from '../stays/domain/naming-others.js';
import type { Fit } from './domain/fit.js';
import { planOfPair, type PairPlan } from './domain/pair-plan.js';
import type { FitText } from './pages/fit.page.js';

/** The plans that stand in decisions about two, for whoever decides on nights on which the two would meet. */
@Injectable()
export class PairPlans {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Of those that the reader may read. One query where there are any, else none. */
  async of(
    unitId: string,
    youngPersonId: string,
    { compatibility }: Pick<Fit, 'compatibility'>,
    { decisions }: Pick<FitText, 'decisions'>,
  ): Promise<PairPlan[]> {
    if (!decisions.some(({ mitigation }) => mitigation)) return [];
    const there = compatibility.nights.flatMap(({ pairs }) => pairs.map((pair) => pair.with));
    const others = (await readOthers(this.dataSource.manager, unitId, youngPersonId, there))(there);
    return decisions.flatMap(({ mitigation, href, names }) =>
      mitigation ? [{ href, names, text: mitigation, ...planOfPair(mitigation, others) }] : [],
    );
  }
}

/**
 * What the others are called and were: those who would be there, of all who are named here, and everybody else whom the unit
 * knows. A name that they share with the young person stands for the young person.
 */
export async function readOthers(
  manager: EntityManager,
  unitId: string,
  youngPersonId: string,
  others: readonly string[],
): Promise<(there: readonly string[]) => Called[]> {
  const ids = [youngPersonId, ...others];
  const rows = await manager.query<Named[]>(
    `WITH known AS (
       SELECT y.id, y.first_name, y.last_name, y.case_number FROM young_people y
        WHERE y.id = ANY ($1::uuid[]) OR y.id IN (SELECT g.young_person_id FROM access_grants g WHERE g.unit_id = $2))
     SELECT id, first_name AS "firstName", last_name AS "lastName", case_number AS "caseNumber" FROM known
     UNION ALL
     SELECT k.id, CASE f.field WHEN 'firstName' THEN f.was ELSE k.first_name END,
            CASE f.field WHEN 'lastName' THEN f.was ELSE k.last_name END, k.case_number
       FROM known k JOIN past_facts f ON f.young_person_id = k.id WHERE f.field IN ('firstName', 'lastName')`,
    [ids, unitId],
  );
  const own = rows.filter(({ id }) => id === youngPersonId);
  return (there) => {
    const isThere = new Set([youngPersonId, ...there]);
    return calledOf(
      own,
      rows.map((row) => ({ ...row, nearTo: isThere.has(row.id) ? [youngPersonId] : [] })),
    );
  };
}

type Named = Called & { id: string; caseNumber: string };
