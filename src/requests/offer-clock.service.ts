import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { halfWay, offerDeadline } from './domain/offer-deadline.js';

interface Held {
  id: string;
  unitId: string;
  expiresAt: Date;
  /** A family has been asked, so that its worker is reminded half-way. */
  asked: boolean;
}

/** How long an offer holds its bed, and what is set in motion for when its time is over. */
@Injectable()
export class OfferClock {
  constructor(
    private readonly clock: Clock,
    private readonly env: Env,
    private readonly outbox: OutboxService,
  ) {}

  /** Until when a proposal waits for the manager's signature. */
  signatureDue(arrival: string, zone: string): Date {
    return offerDeadline(this.clock.now(), this.env.SIGNATURE_HOURS, arrival, zone);
  }

  /** Until when a signed offer waits for the family's answer. */
  answerDue(arrival: string, zone: string): Date {
    return offerDeadline(this.clock.now(), this.env.ANSWER_HOURS, arrival, zone);
  }

  /** To be called in the transaction that sets or moves the end of an offer. */
  async wind(manager: EntityManager, { id, unitId, expiresAt, asked }: Held): Promise<void> {
    await this.outbox.write(manager, 'offer.held', { offer: id }, { unitId, dueAt: expiresAt });
    if (!asked) return;
    const dueAt = halfWay(this.clock.now(), expiresAt);
    await this.outbox.write(manager, 'offer.half-way', { offer: id }, { unitId, dueAt });
  }
}
