import { Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { LogThrottle } from '../platform/log-throttle.js';
import { Metrics } from '../platform/metrics/metrics.js';
import type { Carrier, Outcome } from '../platform/post/carrier.js';
import { Gate } from '../platform/post/gate.js';
import { NotifyCarrier } from '../platform/post/notify-carrier.js';
import { SmtpCarrier } from '../platform/post/smtp-carrier.js';
import { messageText } from './domain/message-text.js';
import { MessageTries } from './message-tries.service.js';

/**
 * Sends a message that is due, at least once: what happens in the database happens with the record that the work is done,
 * and that it was about to be sent is on record before. At most half of the jobs of a worker send at a time, so that a
 * mail server which hangs holds up nothing else.
 */
@Injectable()
@HandlesJob('send-message')
export class SendMessage implements JobHandler<'send-message'> {
  private readonly logger = new Logger('Messages');
  private readonly throttle = new LogThrottle();
  private readonly carrier: Carrier | undefined;
  private readonly gate: Gate;
  private readonly sent: Counter;
  private readonly notSent: Counter;

  constructor(
    private readonly tries: MessageTries,
    private readonly env: Env,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.sent = metrics.counter('messages_sent', 'Messages that were sent');
    this.notSent = metrics.counter('messages_not_sent', 'Tries of messages that did not go through');
    this.carrier = carrierBy(env);
    // Each that sends holds two connections for a moment.
    const connections = Math.floor((env.DATABASE_POOL_SIZE - 1) / 2);
    this.gate = new Gate(Math.max(1, Math.min(Math.ceil(env.JOB_CONCURRENCY / 2), connections)));
  }

  async handle({ message }: { message: string }, manager: EntityManager): Promise<void> {
    if (!this.carrier) return this.tries.giveUp(manager, message, 'nothing is set that carries messages');
    const now = this.clock.now();
    const wait = this.gate.enter();
    if (wait > 0) return this.tries.postpone(manager, message, new Date(now.getTime() + wait), now);
    let isAway: boolean | undefined;
    try {
      const begun = await this.tries.begin(message);
      if (!begun) return;
      const text = messageText(begun.kinds, this.env.PUBLIC_URL!);
      const outcome = await this.carrier.send({ id: message, to: begun.to, ...text });
      isAway = 'isAway' in outcome && outcome.isAway;
      this.note(outcome);
      await this.tries.end(manager, message, outcome);
    } finally {
      this.gate.leave(isAway);
    }
  }

  private note(outcome: Outcome): void {
    if (outcome.is === 'sent') return this.sent.inc();
    this.notSent.inc();
    const { is, error } = outcome;
    this.throttle.throttled([is, error].join(), (more) =>
      this.logger.warn({ message: 'a message did not go through', outcome: is, error, ...more }),
    );
  }
}

function carrierBy(env: Env): Carrier | undefined {
  if (env.SMTP_URL) return new SmtpCarrier(env.SMTP_URL, env.MAIL_FROM!);
  if (!env.NOTIFY_API_KEY) return undefined;
  return new NotifyCarrier(env.NOTIFY_TEMPLATE_ID!, { key: env.NOTIFY_API_KEY, address: env.NOTIFY_URL });
}
