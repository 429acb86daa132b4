import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { untilItsMinute } from '../platform/jobs/its-minute.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { BookingService } from './booking.service.js';
import { OPEN_OFFERS } from './domain/holding.js';

/**
 * Writes down at its minute that nobody answered an offer in time. Nothing hangs on it: readers and bookings go by the
 * clock. An offer that has been answered, or whose time was moved, is left alone.
 */
@Injectable()
@HandlesJob('lapse-offer')
export class LapseOffer implements JobHandler<'lapse-offer'> {
  constructor(
    private readonly booking: BookingService,
    private readonly clock: Clock,
  ) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    const [open] = await manager.query<{ unitId: string; youngPersonId: string; expiresAt: Date }[]>(
      `SELECT c.unit_id AS "unitId", c.young_person_id AS "youngPersonId", o.expires_at AS "expiresAt"
         FROM offers o JOIN bed_claims c ON c.id = o.claim_id
        WHERE o.id = $1 AND o.state IN (${OPEN_OFFERS})`,
      [offer],
    );
    if (open && (await untilItsMinute(open.expiresAt, this.clock))) await this.booking.lock(manager, open);
  }
}
