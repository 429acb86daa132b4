import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { halfWay } from './domain/deadlines.js';

interface Held {
  id: string;
  unitId: string;
  expiresAt: Date;
  /** A family has been asked, so that its worker is reminded half-way. */
  asked: boolean;
}

/** What is set in motion for when the time of an offer is over, and half-way there. */
@Injectable()
export class OfferClock {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: OutboxService,
  ) {}

  /** To be called in the transaction that sets or moves the end of these offers of a unit. */
  async wind(
    manager: EntityManager,
    offers: readonly Pick<Held, 'id' | 'expiresAt'>[],
    { unitId, asked }: Omit<Held, 'id' | 'expiresAt'>,
  ): Promise<void> {
    const now = this.clock.now();
    const entries = (due: (expiresAt: Date) => Date) =>
      offers.map(({ id, expiresAt }) => ({ payload: { offer: id }, dueAt: due(expiresAt) }));
    await inOneGo(
      this.outbox.writeEach(
        manager,
        'offer.held',
        entries((at) => at),
        { unitId },
      ),
      asked
        ? this.outbox.writeEach(
            manager,
            'offer.half-way',
            entries((at) => halfWay(now, at)),
            { unitId },
          )
        : undefined,
    );
  }
}
