import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { StaysService } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { forRequest, GroundService } from './ground.service.js';
import { Offer } from './offer.entity.js';
import { OffersService } from './offers.service.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** What the family said: who, how, when; written down by the worker. */
export interface Answer {
  accepted: boolean;
  answeredBy: string;
  how: string;
  /** When they said it; now when left out. */
  at?: Date | undefined;
  reason?: string | undefined;
}

/** The family's answer to an offer: it becomes a stay, or the bed is free again. */
@Injectable()
export class AnswersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly offers: OffersService,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly claims: ClaimsService,
    private readonly stays: StaysService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Records the answer. Accepting books the stay and returns its id; declining frees the bed and returns nothing. */
  async answer(actor: Actor, offerId: string, answer: Answer): Promise<string | undefined> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    return inTransaction(this.dataSource, async (manager) => {
      const action = answer.accepted ? 'accept' : 'decline_offer';
      const request = await this.booking.lock(manager, place, () =>
        this.requests.lockFor(manager, actor, place, action),
      );
      const offer = await this.offers.openOffer(manager, request, offerId);
      const now = this.clock.now();
      const answeredAt = answer.at ?? now;
      if (answeredAt > now)
        throw invalidField('at', 'The answer cannot be in the future. Check the date and the time.');
      if (offer.signedAt && answeredAt < offer.signedAt && answer.at) {
        throw invalidField('at', 'The offer had not been made by then. Check the date and the time.');
      }
      const said = {
        answeredBy: answer.answeredBy,
        answeredHow: answer.how,
        answeredAt,
        answerReason: answer.reason ?? '',
        recordedBy: actor.id,
        recordedAt: now,
      };
      const note = [`${answer.answeredBy}, ${answer.how}`, answer.reason].filter(Boolean).join(': ');
      if (!answer.accepted) {
        await manager.update(Offer, { id: offer.id }, said);
        await this.offers.giveUp(manager, actor, request, offer, 'declined');
        await this.timeline.step(manager, request, {
          action,
          from: request.state,
          to: 'in_review',
          by: actor.id,
          note,
        });
        return undefined;
      }
      const ground = await this.grounds.of(manager, forRequest(request, offer.id), offer);
      // A manager has signed these nights, and the bed has been held since: a figure that was changed meanwhile is the
      // unit's to solve, and no reason to refuse the family's yes.
      const leave = { bedId: offer.bedId, except: offer.claimId, overrules: true };
      this.grounds.refuseUnlessFree(actor, ground, offer, leave);
      const { arrival, departure, bedId } = offer;
      const stayId = await this.stays.book(manager, actor, {
        unitId: request.unit.id,
        youngPersonId: request.youngPerson.id,
        partId: request.partId,
        arrival,
        departure,
      });
      if (!(await this.claims.becomeStay(manager, offer.claimId, stayId))) {
        throw conflict('offer-ended', 'The bed is no longer held. Ask the unit for other nights.');
      }
      await manager.update(Offer, { id: offer.id }, { ...said, state: 'accepted', stayId });
      await this.timeline.step(manager, request, {
        action,
        from: request.state,
        to: 'booked',
        by: actor.id,
        note,
        arrival,
        departure,
        bedId,
      });
      await this.audit.record(manager, actor, {
        action: 'offer.accepted',
        subject: 'offer',
        subjectId: offer.id,
        youngPeople: [request.youngPerson.id],
      });
      return stayId;
    });
  }
}
