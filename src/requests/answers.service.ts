import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import { StaysService } from '../stays/stays.service.js';
import { BookingService } from './booking.service.js';
import { stateHolding, type OpenOfferState } from './domain/holding.js';
import { forRequest, GroundService } from './ground.service.js';
import { Offer } from './offer.entity.js';
import { nightsOf, OpenOffers, type Said } from './open-offers.service.js';
import { wordsOf, type OpenedRequest, type RequestPlace } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** What the family said: who, how, when; written down by the worker. */
export interface Answer {
  answeredBy: string;
  how: string;
  /** When they said it; now when left out. */
  at?: Date | undefined;
  reason?: string | undefined;
  /** By whoever is no key worker: what seems to be the name of another young person is not. */
  namesNobodyElse?: boolean | undefined;
}

/** The family's answer to an offer: it becomes a stay, or the bed is free again. */
@Injectable()
export class AnswersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly open: OpenOffers,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly claims: ClaimsService,
    private readonly stays: StaysService,
    private readonly timeline: TimelineService,
    private readonly names: NamesOfOthers,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Records the answer to one option. Accepting books the stay and returns its id; declining frees its bed. */
  async answer(
    actor: Actor,
    offerId: string,
    { accepted, ...answer }: Answer & { accepted: boolean },
  ): Promise<string | undefined> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    if (accepted) return this.accept(actor, place, offerId, answer);
    await this.decline(actor, place, [offerId], answer);
    return undefined;
  }

  /**
   * Records one answer to all options of a request: the one that the family takes, or none of them, which is none of
   * those named, or of all that they were asked about. Returns the stay that was booked.
   */
  async answerAll(
    actor: Actor,
    requestId: string,
    { takes, asked, ...answer }: Answer & { takes?: string | undefined; asked?: readonly string[] | undefined },
  ): Promise<string | undefined> {
    const place = await this.requests.locate(actor, requestId);
    if (takes !== undefined) return this.accept(actor, place, takes, answer);
    await this.decline(actor, place, asked, answer);
    return undefined;
  }

  /** The option becomes the stay; the others that are held for the request are freed in the same moment. */
  private accept(actor: Actor, place: RequestPlace, offerId: string, answer: Answer): Promise<string> {
    return inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'accept', offerId), this.open.of(manager, place)),
      );
      const {
        these: [offer],
        others,
      } = await this.open.named(manager, { request, open }, [offerId]);
      const said = this.said(actor, answer, offer);
      await this.refuseNames(manager, actor, request, answer);
      const ground = await this.grounds.of(manager, forRequest(request, offer.id), offer);
      // A manager has signed these nights, and the bed has been held since: a figure that was changed meanwhile is the
      // unit's to solve, and no reason to refuse the family's yes.
      const leave = { bedId: offer.bedId, except: offer.claimId, overrules: true };
      this.grounds.refuseUnlessFree(actor, ground, offer, leave);
      // Before the claim is the stay's: beside a stay no option of the same young person may be held for its nights.
      await this.open.giveUp(manager, actor, request, others, { state: 'not_chosen' });
      const { arrival, departure } = offer;
      const youngPersonId = request.youngPerson.id;
      const stayId = await this.stays.book(manager, actor, {
        ...{ unitId: request.unit.id, youngPersonId, partId: request.partId, arrival, departure },
      });
      const step = { action: 'accept', from: request.state, to: 'booked', by: actor.id, note: noteOf(answer) } as const;
      const freed = others.map((other) => ({ ...request, ...nightsOf(other), state: other.state as OpenOfferState }));
      const entry = { action: 'offer.accepted', subject: 'offer', subjectId: offer.id };
      const [isHeld] = await inOneGo(
        this.claims.becomeStay(manager, offer.claimId, stayId),
        manager.update(Offer, { id: offer.id }, { ...said, state: 'accepted', stayId }),
        this.timeline.step(manager, request, { ...step, ...nightsOf(offer) }),
        this.timeline.stepEach(manager, freed, { action: 'free_option', to: 'booked', by: actor.id }),
        this.audit.record(manager, actor, { ...entry, youngPeople: [youngPersonId] }),
      );
      if (!isHeld) throw conflict('offer-ended', 'The bed is no longer held. Ask the unit for other nights.');
      return stayId;
    });
  }

  /** The beds are free again; options that the family was not asked about stay open. */
  private async decline(
    actor: Actor,
    place: RequestPlace,
    offerIds: readonly string[] | undefined,
    answer: Answer,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'decline_offer'), this.open.of(manager, place)),
      );
      const { these, others } = await this.open.named(manager, { request, open }, offerIds);
      await this.refuseNames(manager, actor, request, answer);
      for (const [place, offer] of these.entries()) {
        const left = [...these.slice(place + 1), ...others];
        const ended = { ...this.said(actor, answer, offer), state: 'declined' } as const;
        await inOneGo(
          this.open.giveUp(manager, actor, request, [offer], ended),
          this.timeline.step(manager, request, {
            ...{ action: 'decline_offer', from: 'offered', to: stateHolding(left) ?? 'in_review', by: actor.id },
            ...{ note: noteOf(answer), ...nightsOf(offer) },
          }),
        );
      }
    });
  }

  /** A manager may write down what the family said; the key worker reads it. */
  private refuseNames(manager: EntityManager, actor: Actor, request: OpenedRequest, answer: Answer): Promise<void> {
    const { reason, answeredBy, how, namesNobodyElse } = answer;
    return this.names.refuseAny(manager, actor, {
      ...wordsOf(request),
      namesNobodyElse,
      texts: { reason, answeredBy, how },
    });
  }

  /** What the family said of an offer, as it is kept. */
  private said(actor: Actor, { answeredBy, how, at, reason = '' }: Answer, { signedAt }: Offer): Said {
    const now = this.clock.now();
    const answeredAt = at ?? now;
    if (answeredAt > now) throw invalidField('at', 'The answer cannot be in the future. Check the date and the time.');
    if (signedAt && at && at < signedAt) {
      throw invalidField('at', 'The offer had not been made by then. Check the date and the time.');
    }
    return {
      ...{ answeredBy, answeredHow: how, answeredAt, answerReason: reason },
      ...{ recordedBy: actor.id, recordedAt: now },
    };
  }
}

const noteOf = ({ answeredBy, how, reason }: Answer): string =>
  [`${answeredBy}, ${how}`, reason].filter(Boolean).join(': ');
