import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { LogThrottle } from '../platform/log-throttle.js';
import { Metrics } from '../platform/metrics/metrics.js';
import type { Outcome } from '../platform/post/carrier.js';
import { AddressGates } from '../platform/post/address-gates.js';
import { WebhookCarrier } from '../platform/post/webhook-carrier.js';
import { postBody } from './domain/message-text.js';
import { MessageTries } from './message-tries.service.js';

/**
 * Posts to an address that a manager named, at least once under one delivery id: as with messages to people, the try is on
 * record before it is made. Half of the jobs of a worker at most, and one to each server: one that hangs holds up what goes
 * there and nothing else, and is left alone for a while as a mail server is.
 */
@Injectable()
@HandlesJob('send-post')
export class SendPost implements JobHandler<'send-post'> {
  private readonly logger = new Logger('Messages');
  private readonly throttle = new LogThrottle();
  private readonly carrier: WebhookCarrier;
  private readonly gates: AddressGates;
  private readonly sent: Counter;
  private readonly notSent: Counter;

  constructor(
    private readonly tries: MessageTries,
    private readonly env: Env,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.sent = metrics.counter('posts_sent', 'Posts to channels that were sent');
    this.notSent = metrics.counter('posts_not_sent', 'Tries of posts to channels that did not go through');
    this.carrier = new WebhookCarrier(env.WEBHOOK_ALSO_TO?.split(',').map((host) => host.trim().toLowerCase()));
    // Each that sends holds two connections for a moment.
    const connections = Math.floor((env.DATABASE_POOL_SIZE - 1) / 2);
    this.gates = new AddressGates(Math.max(1, Math.min(Math.floor(env.JOB_CONCURRENCY / 2), connections)));
  }

  async handle({ message }: { message: string }, manager: EntityManager): Promise<void> {
    if (!this.env.PUBLIC_URL) return this.tries.giveUp(manager, message, 'PUBLIC_URL is not set');
    const now = this.clock.now();
    const url = await this.tries.addressOf(manager, message);
    if (!url) return;
    const { host } = new URL(url);
    const wait = this.gates.enter(host);
    if (wait > 0) return this.tries.postpone(manager, message, new Date(now.getTime() + wait), now);
    let isAway: boolean | undefined;
    try {
      const begun = await this.tries.beginPost(message);
      if (!begun) return;
      const body = postBody(message, begun, this.env.PUBLIC_URL);
      const outcome = await this.carrier.send({ id: message, ...begun, body, at: now });
      isAway = 'isAway' in outcome && outcome.isAway;
      this.note(outcome);
      await this.tries.end(manager, message, outcome);
    } finally {
      this.gates.leave(host, isAway);
    }
  }

  private note(outcome: Outcome): void {
    if (outcome.is === 'sent') return this.sent.inc();
    this.notSent.inc();
    const { is, error } = outcome;
    this.throttle.throttled([is, error].join(), (more) =>
      this.logger.warn({ message: 'a post did not go through', outcome: is, error, ...more }),
    );
  }
}
