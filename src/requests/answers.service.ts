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
import { reach, stateHolding, type OpenOfferState } from './domain/holding.js';
import { forRequest, GroundService } from './ground.service.js';
import { MatchDecisions } from './match-decisions.service.js';
import type { Offer } from './offer.entity.js';
import { nightsOf, OpenOffers, type OnlyThese, type Said } from './open-offers.service.js';
import { allOrNothing, type Refusing } from './refusals.js';
import { wordsOf, type OpenedRequest, type RequestPlace } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
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

/** The option that a family takes, and those that were held beside it. */
interface Taken {
  request: LockedPart;
  offer: Offer;
  others: readonly Offer[];
}

const SEVERAL = 'Several options are held for this break. Record which of them the family takes.';

/** The family's answer to an offer: it becomes a stay, or the bed is free again. */
@Injectable()
export class AnswersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly open: OpenOffers,
    private readonly booking: BookingService,
    private readonly grounds: GroundService,
    private readonly decisions: MatchDecisions,
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
      const [stayId] = await this.take(manager, actor, [{ request, offer, others }], answer, allOrNothing);
      return stayId!;
    });
  }

  /**
   * The family’s yes to several parts of a young person’s request, under the locks of a booking, in as many statements however
   * many they are; a part with several options is answered by itself. Answers with the option that was taken of each part.
   */
  async acceptEach(
    manager: EntityManager,
    actor: Actor,
    parts: readonly LockedPart[],
    { ids, ...answer }: Answer & OnlyThese,
    refusing: Refusing,
  ): Promise<Map<string, string>> {
    const held = await this.open.of(manager, ...parts);
    const each: Taken[] = [];
    for (const request of parts) {
      const open = held.filter(({ partId }) => partId === request.partId);
      const named = await refusing.unless(request.partId, () =>
        this.open.named(manager, { request, open }, ids?.get(request.partId)),
      );
      await refusing.unless(request.partId, () => {
        if (named!.these.length > 1) throw conflict('several-options', SEVERAL);
        each.push({ request, offer: named!.these[0], others: named!.others });
      });
    }
    await this.take(manager, actor, each, answer, refusing);
    return new Map(each.filter(refusing.stands, refusing).map(({ request, offer }) => [request.partId, offer.id]));
  }

  /** Each option becomes a stay, and those beside it are freed. */
  private async take(
    manager: EntityManager,
    actor: Actor,
    each: readonly Taken[],
    answer: Answer,
    refusing: Refusing,
  ): Promise<string[]> {
    let said: Said | undefined;
    for (const { request, offer } of each)
      await refusing.unless(request.partId, () => {
        said = this.said(actor, answer, offer);
      });
    await this.refuseNames(
      manager,
      actor,
      each.map(({ request }) => request),
      answer,
    );
    const asked = each.map(({ request, offer }) => ({ whom: forRequest(request, offer.id), range: offer }));
    const grounds = await this.grounds.ofEach(manager, asked);
    for (const [place, { request, offer }] of each.entries())
      await refusing.unless(request.partId, () => {
        // A manager has signed these nights, and the bed has been held since: a figure that was changed meanwhile is the
        // unit's to solve, and no reason to refuse the family's yes.
        const leave = { bedId: offer.bedId, except: offer.claimId, overrules: true };
        this.grounds.refuseUnlessFree(actor, grounds[place]!, offer, leave);
      });
    const looked = each.filter(refusing.stands, refusing).map((one) => {
      const { request, offer } = one;
      const { arrival, departure, bedId } = offer;
      const asked = { unitId: request.unit.id, youngPersonId: request.youngPerson.id, arrival, departure, bedId };
      return { partId: request.partId, offerId: offer.id, asked, house: grounds[each.indexOf(one)]!.house };
    });
    await this.decisions.refuseGraver(manager, actor, looked, refusing);
    const taken = each.filter(refusing.stands, refusing);
    if (taken.length === 0) return [];
    const [{ request: first }] = taken as [Taken];
    // Before the claims are the stays': beside a stay no option of the same young person may be held for its nights.
    const freed = taken.flatMap(({ others }) => others);
    await this.open.giveUp(manager, actor, first, freed, { state: 'not_chosen' });
    const booked = taken.map(({ request, offer: { arrival, departure } }) => ({
      ...{ unitId: request.unit.id, youngPersonId: request.youngPerson.id, partId: request.partId, arrival, departure },
    }));
    const stayIds = await this.stays.bookEach(manager, actor, booked);
    const offers = taken.map(({ offer }, place) => ({ id: offer.id, claimId: offer.claimId, stayId: stayIds[place]! }));
    const steps = taken.map(({ request, offer }) => ({ ...request, ...nightsOf(offer) }));
    const ends = taken.flatMap(({ request, others }) =>
      others.map((other) => ({ ...request, ...nightsOf(other), state: other.state as OpenOfferState })),
    );
    const ids = offers.map(({ id }) => id);
    const entry = { action: 'offer.accepted', subject: 'offer', youngPeople: [first.youngPerson.id] };
    const [areHeld] = await inOneGo(
      this.claims.becomeStays(manager, offers),
      this.open.accept(manager, offers, said!),
      this.timeline.stepEach(manager, steps, { action: 'accept', to: 'booked', by: actor.id, note: noteOf(answer) }),
      this.timeline.stepEach(manager, ends, { action: 'free_option', to: 'booked', by: actor.id }),
      this.audit.recordEach(manager, actor, ids, entry),
    );
    if (!areHeld) throw conflict('offer-ended', 'The bed is no longer held. Ask the unit for other nights.');
    return stayIds;
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
      await this.refuseNames(manager, actor, [request], answer);
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

  /** A manager may write down what the family said; the key worker reads it. The words are the same of all these parts. */
  private async refuseNames(
    manager: EntityManager,
    actor: Actor,
    requests: readonly OpenedRequest[],
    { reason, answeredBy, how, namesNobodyElse }: Answer,
  ): Promise<void> {
    const [words] = requests.map(wordsOf);
    if (!words) return;
    const nights = reach(requests.flatMap((request) => wordsOf(request).nights ?? []));
    const texts = { reason, answeredBy, how };
    await this.names.refuseAny(manager, actor, { about: words.about, nights, namesNobodyElse, texts });
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
