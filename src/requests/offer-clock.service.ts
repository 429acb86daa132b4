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

  /** To be called in the transaction that sets or moves the end of an offer. */
  async wind(manager: EntityManager, { id, unitId, expiresAt, asked }: Held): Promise<void> {
    const dueAt = halfWay(this.clock.now(), expiresAt);
    await inOneGo(
      this.outbox.write(manager, 'offer.held', { offer: id }, { unitId, dueAt: expiresAt }),
      asked ? this.outbox.write(manager, 'offer.half-way', { offer: id }, { unitId, dueAt }) : undefined,
    );
  }
}
