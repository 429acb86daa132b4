import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { OPEN_OFFERS } from './domain/holding.js';

const AT_ONCE = 500;

/**
 * Offers whose time is over and that nobody has written down as lapsed: their job found a clock that was behind, or they
 * are older than the jobs. Each gets a job anew.
 */
@Injectable()
@HandlesJob('find-past-offers')
export class FindPastOffers implements JobHandler<'find-past-offers'> {
  constructor(
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  async handle(_payload: object, manager: EntityManager): Promise<void> {
    const past = await manager.query<{ offer: string; unitId: string }[]>(
      `SELECT o.id AS offer, c.unit_id AS "unitId" FROM offers o JOIN bed_claims c ON c.id = o.claim_id
        WHERE o.state IN (${OPEN_OFFERS}) AND o.expires_at <= $1 ORDER BY o.expires_at LIMIT ${AT_ONCE}`,
      [this.clock.now()],
    );
    for (const { offer, unitId } of past) await this.outbox.write(manager, 'offer.held', { offer }, { unitId });
  }
}
