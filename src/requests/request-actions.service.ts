import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { inTransaction } from '../platform/transaction.js';
import type { DeclineReason } from './domain/decline-reasons.js';
import { BookingService } from './booking.service.js';
import type { Action } from './domain/transitions.js';
import { Offer } from './offer.entity.js';
import { OffersService } from './offers.service.js';
import { whole } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

export const PLAIN_ACTIONS = [
  'review',
  'ask_information',
  'give_information',
  'answer_late',
  'waitlist',
  'decline',
  'reopen',
  'withdraw',
] as const satisfies Action[];
export type PlainAction = (typeof PLAIN_ACTIONS)[number];

/** What the person gives beside the action. */
export interface Given {
  reasons?: string | undefined;
  code?: DeclineReason | undefined;
}

/** The actions that only move a request on: no nights, at most a reason. */
@Injectable()
export class RequestActionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly offers: OffersService,
    private readonly booking: BookingService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
  ) {}

  async take(actor: Actor, requestId: string, action: PlainAction, { reasons = '', code }: Given = {}): Promise<void> {
    const place = await this.requests.locate(actor, requestId);
    await inTransaction(this.dataSource, async (manager) => {
      const request = await this.booking.lock(manager, place, () =>
        this.requests.lockFor(manager, actor, place, action),
      );
      if (request.transition.needs === 'reasons' && reasons.trim() === '' && request.state !== 'draft') {
        throw invalidField('reasons', 'Say why, in a sentence.');
      }
      if (action === 'reopen') whole(request);
      const open = await manager
        .createQueryBuilder(Offer, 'offer')
        .where(`offer.part_id = :part AND offer.state IN ('proposed', 'offered')`, { part: request.partId })
        .getOne();
      if (open) await this.offers.giveUp(manager, actor, request, open, 'taken_back');
      await this.timeline.step(manager, request, {
        action,
        from: request.state,
        to: request.transition.to,
        by: actor.id,
        note: reasons,
        code,
      });
      if (action === 'withdraw' || action === 'decline') await this.requests.endUnitsSight(manager, request);
      if (action === 'reopen') await this.requests.beginUnitsSight(manager, actor, request);
      await this.audit.record(manager, actor, {
        action: `request.${action}`,
        subject: 'request',
        subjectId: requestId,
        youngPeople: [request.youngPerson.id],
      });
    });
  }
}
