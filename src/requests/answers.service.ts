import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import { BookingService } from './booking.service.js';
import { reach, stateHolding, type OpenOfferState } from './domain/holding.js';
import { forRequest, GroundService, isApart } from './ground.service.js';
import { MatchDecisions } from './match-decisions.service.js';
import type { Offer } from './offer.entity.js';
import { nightsOf, OpenOffers, type OnlyThese, type Said } from './open-offers.service.js';
import { allOrNothing, type Refusing } from './refusals.js';
import { wordsOf, type OpenedRequest, type RequestPlace, type RequestView } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { TakenOptions, type Taken } from './taken-options.service.js';
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

/** How a yes is taken. */
interface Taking {
  refusing: Refusing;
  /** The yes is kept whatever the advice is: it is to one of several, of whom whoever signs has to look at another. */
  keeps?: boolean;
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
    private readonly taken: TakenOptions,
    private readonly timeline: TimelineService,
    private readonly names: NamesOfOthers,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the answer to one option. Accepting books the stay and returns its id, or keeps the yes where whoever signs has to
   * look at the nights again; declining frees its bed.
   */
  async answer(
    actor: Actor,
    offerId: string,
    { accepted, keeps, ...answer }: Answer & { accepted: boolean; keeps?: boolean },
  ): Promise<string | undefined> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    if (accepted) return this.accept(actor, place, offerId, answer, keeps);
    await this.decline(actor, place, [offerId], answer);
    return undefined;
  }

  /** Whether a yes to this offer would be kept, under the locks of a booking; refuses what cannot be taken. */
  async isToKeep(manager: EntityManager, actor: Actor, request: OpenedRequest, offerId: string): Promise<boolean> {
    const offer = (await this.open.of(manager, request)).find(({ id }) => id === offerId);
    return offer !== undefined && (await this.toKeep(manager, actor, [{ request, offer }], allOrNothing)).size > 0;
  }

  /**
   * Records one answer to all options of a request: the one that the family takes, or none of them, which is none of
   * those named, or of all that they were asked about. Returns the stay that was booked, if one was.
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

  /** The option becomes the stay, and the others that are held for the request are freed in the same moment; or it is kept. */
  private accept(
    actor: Actor,
    place: RequestPlace,
    offerId: string,
    answer: Answer,
    keeps = false,
  ): Promise<string | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const [request, open] = await this.booking.lock(manager, place, () =>
        inOneGo(this.requests.lockFor(manager, actor, place, 'accept', offerId), this.open.of(manager, place)),
      );
      const {
        these: [offer],
        others,
      } = await this.open.named(manager, { request, open }, [offerId]);
      const { booked } = await this.take(manager, actor, [{ request, offer, others }], answer, {
        refusing: allOrNothing,
        keeps,
      });
      return booked[0]?.stayId;
    });
  }

  /**
   * The family’s yes to several parts of a young person’s request, under the locks of a booking, in as many statements however
   * many they are; a part with several options is answered by itself. Answers with the option that was taken of each part: those
   * that are booked, and those of which the yes is kept.
   */
  async acceptEach(
    manager: EntityManager,
    actor: Actor,
    parts: readonly LockedPart[],
    { ids, ...answer }: Answer & OnlyThese,
    refusing: Refusing,
  ): Promise<{ booked: Map<string, string>; kept: Map<string, string> }> {
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
    const { booked, kept } = await this.take(manager, actor, each, answer, { refusing });
    const byPart = (all: readonly Taken[]) => new Map(all.map(({ request, offer }) => [request.partId, offer.id]));
    return { booked: byPart(booked), kept: byPart(kept) };
  }

  /**
   * Each option becomes a stay, and those beside it are freed. Where the advice is graver by now than what was signed, or they
   * would meet somebody from whom they are kept apart since, the yes is kept instead: whoever signs looks at those nights again.
   */
  private async take(
    manager: EntityManager,
    actor: Actor,
    each: readonly Taken[],
    answer: Answer,
    { refusing, keeps = false }: Taking,
  ): Promise<{ booked: (Taken & { stayId: string })[]; kept: Taken[] }> {
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
    const toKeep = await this.toKeep(manager, actor, each, refusing);
    const taken = each.filter(refusing.stands, refusing);
    const kept = taken.filter(({ offer }) => keeps || toKeep.has(offer.id));
    const toBook = taken.filter((one) => !kept.includes(one));
    const step = { said: said!, note: noteOf(answer) };
    await this.taken.keep(manager, actor, kept, step);
    const stayIds = await this.taken.book(manager, actor, toBook, { ...step, action: 'accept' });
    return { kept, booked: toBook.map((one, place) => ({ ...one, stayId: stayIds[place]! })) };
  }

  /** Those of these offers at which whoever signs looks again before they are booked; refuses what cannot be taken. */
  private async toKeep(
    manager: EntityManager,
    actor: Actor,
    each: readonly { request: RequestView; offer: Offer }[],
    refusing: Refusing,
  ): Promise<Set<string>> {
    const asked = each.map(({ request, offer }) => ({ whom: forRequest(request, offer.id), range: offer }));
    const grounds = await this.grounds.ofEach(manager, asked);
    const apart = new Set<string>();
    for (const [place, { request, offer }] of each.entries())
      await refusing.unless(request.partId, () => {
        // A manager has signed these nights, and the bed has been held since: a figure that was changed meanwhile is the
        // unit's to solve, and no reason to refuse the family's yes.
        const leave = { bedId: offer.bedId, except: offer.claimId, overrules: true, leavesApart: true };
        if (this.grounds.refuseUnlessFree(actor, grounds[place]!, offer, leave).some(isApart)) apart.add(offer.id);
      });
    const looked = each.filter(refusing.stands, refusing).map((one) => {
      const { request, offer } = one;
      const { arrival, departure, bedId } = offer;
      const asked = { unitId: request.unit.id, youngPersonId: request.youngPerson.id, arrival, departure, bedId };
      return { offerId: offer.id, asked, house: grounds[each.indexOf(one)]!.house };
    });
    const graver = await this.decisions.graverSince(manager, actor, looked);
    return new Set([...apart, ...graver]);
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
            ...{
              action: 'decline_offer',
              from: offer.state as OpenOfferState,
              to: stateHolding(left) ?? 'in_review',
              by: actor.id,
            },
            ...{ note: noteOf(answer), ...nightsOf(offer) },
          }),
        );
      }
      await this.taken.askAgain(manager, request, these, others);
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
