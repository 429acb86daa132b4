import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import { CompanyOfStays } from './company-of-stays.js';

/**
 * Two who were booked or staying before it was decided that they are never to be there together are on the list of what is
 * to be solved; once the decision has ended they are off it.
 */
@Injectable()
@HandlesJob('look-at-company')
export class LookAtCompany implements JobHandler<'look-at-company'> {
  constructor(
    private readonly beds: StayBeds,
    private readonly company: CompanyOfStays,
  ) {}

  async handle({ decision }: { decision: string }, manager: EntityManager): Promise<void> {
    const stays = await manager.query<{ unitId: string; youngPersonId: string }[]>(
      `SELECT DISTINCT s.unit_id AS "unitId", s.young_person_id AS "youngPersonId" ${OF_THE_TWO}`,
      [decision],
    );
    await this.beds.beginAll(manager, stays);
    // As they are now that nobody else changes them.
    const found = await manager.query<{ id: string; decidedBy: string }[]>(
      `SELECT s.id, coalesce(p.ended_by, p.decided_by) AS "decidedBy" ${OF_THE_TWO} ORDER BY s.arrival, s.id`,
      [decision],
    );
    const ids = found.map(({ id }) => id);
    if (ids.length > 0) await this.company.changed(manager, found[0]!.decidedBy, ids);
  }
}

const OF_THE_TWO = `
  FROM pair_decisions p JOIN stays s ON s.young_person_id IN (p.young_person_a, p.young_person_b)
 WHERE p.id = $1 AND s.state IN ('booked', 'in_residence')`;
