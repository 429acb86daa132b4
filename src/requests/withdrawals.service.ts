import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { sayStay } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { versionOf } from '../platform/unchanged.js';
import { wordsOnEach } from '../stays/domain/said-together.js';
import { StaySteps, type CalledOff } from '../stays/stay-steps.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import { VisitsService, type VisitView } from '../stays/visits.service.js';
import { BookingService } from './booking.service.js';
import { reach } from './domain/holding.js';
import { leadOf } from './domain/parts.js';
import { goesWith, missingOfEnd } from './domain/withdrawal.js';
import { mayTake, type Availability } from './domain/workflow.js';
import type { Offer } from './offer.entity.js';
import { OpenOffers } from './open-offers.service.js';
import { wordsOf, type OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** What would go with one part of a request now. */
export interface PartToWithdraw {
  part: OpenedRequest;
  /** Whether the actor may withdraw it now, and otherwise why not. */
  availability: Availability;
  /** A stay to come: called off. */
  stay: StayView | null;
}

/** What would go with a request now, and what stays as it is. */
export interface WithdrawalView {
  /** What was asked for: the request, or a part of it. */
  request: OpenedRequest;
  /** Whether anything of it can be withdrawn by the actor now, and otherwise why not. */
  availability: Availability;
  parts: PartToWithdraw[];
  /** Visits that are planned at the unit: they hang on no request. */
  visits: VisitView[];
  /** Names what would go; whoever withdraws and saw something else is refused. */
  seen: string;
}

/** Why it is withdrawn; of a booked one also who called the stay off, and when they said so. */
export interface Withdrawal extends Pick<CalledOff, 'by' | 'code' | 'at'> {
  reasons?: string | undefined;
  seen?: string | undefined;
  /** What seems to be the name of another young person in the reasons is not. */
  namesNobodyElse?: boolean | undefined;
}

const VISITS = 20;
const CHANGED =
  'What would go with this request has changed since you looked, so nothing was withdrawn. Look at the list again.';

/** Withdrawing a request down the tree: what is held for it and the stay that is to come go with it, in one transaction. */
@Injectable()
export class Withdrawals {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly open: OpenOffers,
    private readonly stays: StaysService,
    private readonly steps: StaySteps,
    private readonly visits: VisitsService,
    private readonly timeline: TimelineService,
    private readonly names: NamesOfOthers,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything that would go, before anything does: of all parts by the request's own id, or of those `among` them, of which
   * there must be one.
   */
  async of(
    actor: Actor,
    requestId: string,
    among: (part: OpenedRequest) => boolean = () => true,
  ): Promise<WithdrawalView> {
    const { asked: request, parts: all } = await this.requests.openEach(actor, requestId);
    const parts = all.filter(among);
    if (parts.length === 0) throw notFound('There is no such break. Look at the breaks of the request again.');
    const stays = await this.stays.openEach(
      actor,
      parts.flatMap((part) => goesWith(part).stay?.id ?? []),
    );
    const judged = parts.map((part) => this.judge(actor, part, stays));
    const going = judged.filter(({ availability }) => availability.available).map(({ part }) => part);
    const lead = judged.find(({ part }) => part === leadOf(parts))!;
    return {
      request,
      availability: judged.find(({ availability }) => availability.available)?.availability ?? lead.availability,
      parts: judged,
      visits: await this.visitsOf(actor, parts),
      seen: seenOf(going),
    };
  }

  /** Withdraws every part that is meant and that the actor may withdraw now, all of them or none. */
  async withdraw(actor: Actor, requestId: string, { seen, ...why }: Withdrawal = {}): Promise<void> {
    const places = await this.requests.locateAll(actor, requestId);
    const { unitId } = places[0]!;
    await inTransaction(this.dataSource, async (manager) => {
      const youngPersonId = [...new Set(places.map((place) => place.youngPersonId))];
      const [parts, open] = await this.booking.lock(manager, { unitId, youngPersonId }, () =>
        inOneGo(this.requests.lockAllFor(manager, actor, places, 'withdraw'), this.open.of(manager, ...places)),
      );
      const { going } = this.whoGoes(actor, parts);
      const booked = going.filter((part) => part.occurrence !== null && goesWith(part).stay);
      if (booked.length > 1) refuseUnsaid(booked, { seen, ...why });
      if (seen !== undefined && seen !== seenOf(going)) throw conflict('changed-meanwhile', CHANGED);
      await this.take(manager, actor, going, open, why);
    });
  }

  /**
   * The same of some breaks of one series, under the locks of a booking: those that the actor may withdraw, and of the others
   * why not. Where a stay goes with them, who called it off and when they said so must be said, by whoever saw what goes.
   */
  async withdrawIn<Part extends OpenedRequest>(
    manager: EntityManager,
    actor: Actor,
    parts: readonly Part[],
    { seen, ...why }: Withdrawal,
  ): Promise<{ going: Part[]; left: { part: Part; why: string }[] }> {
    const { going, left } = this.whoGoes(actor, parts);
    if (going.some((part) => goesWith(part).stay)) refuseUnsaid(going, { seen, ...why });
    if (seen !== undefined && seen !== seenOf(going)) throw conflict('changed-meanwhile', CHANGED);
    await this.take(manager, actor, going, await this.open.of(manager, ...going), why);
    return { going, left };
  }

  private whoGoes<Part extends OpenedRequest>(actor: Actor, parts: readonly Part[]) {
    const judged = parts.map((part) => ({ part, why: this.whyBegun(actor, part) }));
    const going = judged.filter(({ why }) => !why).map(({ part }) => part);
    const left = judged.flatMap(({ part, why }) => (why ? [{ part, why }] : []));
    if (going.length === 0) throw forbidden(left[0]!.why);
    return { going, left };
  }

  private async take(
    manager: EntityManager,
    actor: Actor,
    going: readonly OpenedRequest[],
    open: readonly Offer[],
    { reasons = '', by, code, at, namesNobodyElse }: Omit<Withdrawal, 'seen'>,
  ): Promise<void> {
    // Of a series that ends the reason from the list is that of every break of it.
    const ends = going.some((part) => part.occurrence !== null && goesWith(part).stay);
    const said = going.every((part) => part.state === 'draft' || (code && (ends || goesWith(part).stay)));
    if (!said && reasons.trim() === '') throw invalidField('reasons', 'Say why, in a sentence.');
    const nights = reach(going.flatMap((part) => wordsOf(part).nights ?? []));
    const words = { ...wordsOf(going[0]!), nights, field: 'reasons', text: reasons, namesNobodyElse };
    await this.names.refuse(manager, actor, words);
    const onEach = wordsOnEach(
      reasons,
      going.map(({ youngPerson }) => youngPerson),
    );
    const people = new Map(going.map((part) => [part.youngPerson.id, part]));
    for (const [id, part] of people) {
      const theirs = going.filter(({ youngPerson }) => youngPerson.id === id).map(({ partId }) => partId);
      const held = open.filter(({ partId }) => theirs.includes(partId));
      await this.open.giveUp(manager, actor, part, held, { state: 'taken_back' });
    }
    await this.timeline.stepEach(manager, going, {
      ...{ action: 'withdraw', to: 'withdrawn', by: actor.id, note: reasons },
    });
    const stays = going.flatMap((part) => goesWith(part).stay?.id ?? []);
    // The words were looked through above, for all of them.
    await this.steps.cancelEach(manager, actor, stays, { by, code, at, reason: onEach, namesNobodyElse: true });
    const entry = { action: 'request.withdraw', subject: 'request', subjectId: going[0]!.id };
    await inOneGo(
      this.requests.endUnitsSight(manager, going),
      this.audit.record(manager, actor, { ...entry, youngPeople: [...people.keys()] }),
    );
  }

  private judge(actor: Actor, part: OpenedRequest, stays: readonly StayView[]): PartToWithdraw {
    const begun = this.whyBegun(actor, part);
    const availability = begun
      ? { available: false as const, why: begun, refusal: 'not_yours' as const }
      : mayTake('withdraw', part, actor);
    const { stay } = goesWith(part);
    return { part, availability, stay: stays.find(({ id }) => id === stay?.id) ?? null };
  }

  private whyBegun(actor: Actor, part: OpenedRequest): string | undefined {
    const { stay } = goesWith(part);
    return stay ? this.steps.whyOnceBegun(actor, { ...stay, unit: part.unit }) : undefined;
  }

  private async visitsOf(actor: Actor, parts: readonly OpenedRequest[]): Promise<VisitView[]> {
    const { unit } = parts[0]!;
    const from = dateIn(this.clock.now(), unit.zone);
    const people = [...new Set(parts.map(({ youngPerson }) => youngPerson.id))];
    const visits = await Promise.all(
      people.map((youngPersonId) =>
        this.visits.list(actor, { unitId: unit.id, youngPersonId, states: ['planned'], from, limit: VISITS }),
      ),
    );
    return visits.flat();
  }
}

/** Refuses to call off what nobody was shown, and to guess who did. */
function refuseUnsaid(going: readonly OpenedRequest[], said: Withdrawal): void {
  const missing = missingOfEnd(said);
  if (missing.length === 0) return;
  const stays = going.flatMap((part) => goesWith(part).stay ?? []).map(sayStay);
  const them = stays.length === 1 ? 'A booked stay' : `${stays.length} booked stays`;
  const sentence = `${them} would be cancelled: ${stays.join('; ')}. Look at what would go first, then say who called off, why and when they told you.`;
  throw invalid('stays-would-go', sentence, missing);
}

/** What would go with these parts, in a word. */
const seenOf = (parts: readonly OpenedRequest[]): string =>
  versionOf(parts.map((part) => ({ part: part.partId, ...goesWith(part) })));
