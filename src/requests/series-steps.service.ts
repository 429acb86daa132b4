import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, type DomainError } from '../kernel/domain-error.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { sayDate, sayStay } from '../kernel/say-date.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged, saidWhatWasSeen } from '../platform/unchanged.js';
import { AnswersService, type Answer } from './answers.service.js';
import { BookingService } from './booking.service.js';
import type { Action } from './domain/transitions.js';
import { ProposalsService, type Proposal } from './proposals.service.js';
import { EachByItself } from './refusals.js';
import { whole, type OpenedRequest, type RequestPlace } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import type { LookedOccurrence, SeenOffer } from './series-look.js';
import { SeriesLooks } from './series-looks.service.js';
import { shownOf, type Named } from './shown-offers.js';
import { Signatures, type Signed } from './signatures.service.js';

/** Nights that are chosen for one date; without an arrival those that fit best, and only the moves that are agreed to. */
export interface Chosen {
  date: PlainDate;
  arrival?: string | undefined;
  moves?: string[] | undefined;
}

/** What was done of a series, date by date, and what was left with the reason. */
export interface SeriesDone {
  done: { date: PlainDate; part: string; offer: string }[];
  left: { date: PlainDate; part: string; why: string }[];
  /** Of the family’s yes: breaks of which it is kept until whoever signs has looked at their nights again. */
  kept?: { date: PlainDate; part: string; offer: string }[] | undefined;
  /** Where offers were named: breaks that wait for the same step and are none of theirs. Nothing was done with them. */
  more?: { date: PlainDate; part: string }[] | undefined;
}

/**
 * The breaks that are meant: by the offers that were shown; or, of a list that is as it was seen, by their dates or all that wait for
 * the step.
 */
interface Meant {
  dates?: readonly string[] | undefined;
  offers?: readonly string[] | undefined;
}

type Possible = LockedPart & { occurrence: PlainDate };

/**
 * Steps of the unit, the manager and the family that are taken for all breaks of a series at once: each that can be taken is,
 * under one lock and in one transaction, and each that cannot is left with its reason. One never sinks the others.
 */
@Injectable()
export class SeriesSteps {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly looks: SeriesLooks,
    private readonly proposals: ProposalsService,
    private readonly signatures: Signatures,
    private readonly answers: AnswersService,
  ) {}

  /** Holds a bed for each date that fits, or for each that was chosen. */
  async propose(actor: Actor, requestId: string, chosen: readonly Chosen[] | undefined): Promise<SeriesDone> {
    if (chosen?.length === 0) throw invalidField('breaks', NONE_CHOSEN);
    return this.forAll(actor, requestId, 'propose', async (parts, manager) => {
      const look = await this.looks.inOne(manager, actor, parts[0]!);
      const these = among(parts, wantedOf(parts, chosen));
      if (these.length === 0) throw conflict('held-already', ALL_HELD);
      const refusing = new EachByItself();
      const wishes: Parameters<ProposalsService['proposeEach']>[2][number][] = [];
      for (const part of these)
        await refusing.unless(part.partId, () => {
          const isThis = ({ date }: { date: PlainDate }) => date === part.occurrence;
          if (part.offers.length > 0) throw conflict('held-already', sayHeld(part.offers));
          const proposal = proposalOf(look.occurrences.find(isThis), chosen?.find(isThis));
          wishes.push({ request: whole(part), proposal });
        });
      const held = await this.proposals.proposeEach(manager, actor, wishes, refusing);
      return told(these, new Map(held.map(({ partId, view }) => [partId, view.id])), refusing);
    });
  }

  /** One signature under every break that waits for it, each with a decision of its own on record. */
  async sign(
    actor: Actor,
    requestId: string,
    { dates, offers, seenGroups = [], ...signed }: Signed & Meant & { seenGroups?: readonly SeenOffer[] | undefined },
  ): Promise<SeriesDone> {
    const seen = new Map(seenGroups.map(({ offer, seenGroup }) => [offer, seenGroup]));
    return this.forAll(actor, requestId, 'sign', async (parts, manager, asListed) => {
      refuseUnseen(offers);
      // The version of the request says nothing of who is there: that of the list does.
      if (!offers && signed.decision !== 'not_suitable') refuseIfChanged(await asListed(parts[0]!));
      const refusing = new EachByItself();
      const { these, asked, ids, more } = await meant(manager, parts, { dates, offers }, refusing);
      const done = await this.signatures.signEach(manager, actor, these, { ...signed, ids }, refusing, seen);
      return told(asked, done, refusing, { more });
    });
  }

  /** The family’s yes to every break that they are asked about: each becomes a stay, or is kept for who signs. One with several options is answered by itself. */
  async accept(actor: Actor, requestId: string, { dates, offers, ...answer }: Answer & Meant): Promise<SeriesDone> {
    return this.forAll(actor, requestId, 'accept', async (parts, manager) => {
      refuseUnseen(offers);
      const refusing = new EachByItself();
      const { these, asked, ids, more } = await meant(manager, parts, { dates, offers }, refusing);
      const { booked, kept } = await this.answers.acceptEach(manager, actor, these, { ...answer, ids }, refusing);
      return told(asked, booked, refusing, { more, kept });
    });
  }

  private async forAll(
    actor: Actor,
    requestId: string,
    action: Action,
    work: (
      parts: Possible[],
      manager: EntityManager,
      asListed: (request: OpenedRequest) => Promise<object>,
    ) => Promise<SeriesDone>,
  ): Promise<SeriesDone> {
    const places = await this.requests.locateAll(actor, requestId);
    const [{ unitId, youngPersonId }] = places as [RequestPlace];
    return inTransaction(this.dataSource, async (manager) => {
      const asListed = this.looks.seenAs(manager, actor);
      const locked = await this.booking.lock(manager, { unitId, youngPersonId }, () =>
        this.requests.lockAllFor(manager, actor, places, action, undefined, asListed),
      );
      const parts = locked.filter(isOfSeries);
      if (parts.length === 0) throw conflict('not-a-series', NOT_A_SERIES);
      return work(parts, manager, asListed);
    });
  }
}

/** The breaks of these dates, each of which must be such as the step can be taken for; all where none is named. */
function among(parts: readonly Possible[], dates: readonly string[] | undefined): Possible[] {
  const missing = dates?.find((date) => !parts.some(({ occurrence }) => occurrence === date));
  if (missing !== undefined) throw invalidField('dates', `${missing}: ${NOT_NOW}`);
  return parts.filter(({ occurrence }) => dates?.includes(occurrence) ?? true);
}

/** Nobody signs, and no family takes, nights that were not before them. */
function refuseUnseen(offers: readonly string[] | undefined): void {
  if (offers || saidWhatWasSeen()) return;
  throw invalidField('offers', SAY_SEEN);
}

async function meant(
  manager: EntityManager,
  parts: readonly Possible[],
  { dates, offers }: Meant,
  refusing: EachByItself,
) {
  if (offers && dates) throw invalidField('offers', ONE_OF_BOTH);
  if (offers) return shownOf(manager, parts, offers, refusing);
  const these = among(parts, dates);
  return { these, asked: these, ids: undefined, more: undefined };
}

/** What is refused of one is its reason; refused for all, it is the refusal of the step. */
function told(
  parts: readonly Named[],
  offers: ReadonlyMap<string, string>,
  { refused }: EachByItself,
  { more, kept }: { more?: readonly Named[] | undefined; kept?: ReadonlyMap<string, string> } = {},
): SeriesDone {
  const [refusal] = refused.values();
  if (offers.size === 0 && !kept?.size && refusal) throw together(refusal, [...refused.values()]);
  const of = ({ occurrence: date, partId: part }: Named) => ({ date, part });
  const among = (these: ReadonlyMap<string, string>) =>
    parts.flatMap((part) => {
      const offer = these.get(part.partId);
      return offer === undefined ? [] : [{ ...of(part), offer }];
    });
  return {
    done: among(offers),
    ...(kept?.size && { kept: among(kept) }),
    left: parts.flatMap((part) => {
      const why = refused.get(part.partId)?.sentence;
      return why === undefined ? [] : [{ ...of(part), why }];
    }),
    ...(more && { more: more.map(of) }),
  };
}

/** Where every one of them is another than was shown, each is named. */
function together(first: DomainError, all: readonly DomainError[]): DomainError {
  const isEnded = all.length > 1 && all.every(({ code }) => code === first.code) && first.code === 'offer-ended';
  return isEnded ? conflict(first.code, all.map(({ sentence }) => sentence).join(' ')) : first;
}

const isOfSeries = (part: LockedPart): part is Possible => part.occurrence !== null;

const wantedOf = (parts: readonly Possible[], chosen: readonly Chosen[] | undefined): string[] =>
  chosen
    ? chosen.map(({ date }) => date)
    : parts.filter(({ offers }) => offers.length === 0).map((one) => one.occurrence);

/** Somebody was quicker, or other nights of the break are held: a further option is held for it by itself. */
const sayHeld = (offers: readonly Nights[]): string =>
  `${[...new Set(offers.map(sayStay))].join(' and ')}: a bed is held for this break already. Open it to hold another.`;

/** The nights to hold: those chosen, else those asked for, else the nearest others that take no move. */
function proposalOf(one: LookedOccurrence | undefined, chosen: Chosen | undefined): Proposal {
  if (!one?.answer) throw conflict('not-possible-now', NOT_NOW);
  const { wanted, answer, others, reasons } = one;
  const isAsked = answer.result === 'fits' || answer.result === 'fits_with_moves';
  const possible = [...(isAsked ? [{ ...wanted, moves: answer.moves, verdict: answer.verdict }] : []), ...others];
  const agrees = (moves: readonly string[]) => moves.every((move) => chosen?.moves?.includes(move));
  // Against the advice a bed is held only where somebody chose the break.
  const isFor = (verdict: string | null) => chosen !== undefined || verdict !== 'unsuitable';
  const found = possible.find(({ arrival, moves, verdict }) =>
    chosen?.arrival === undefined ? agrees(moves) && isFor(verdict) : arrival === chosen.arrival,
  );
  if (!found && possible.some(({ verdict }) => !isFor(verdict))) throw conflict('against-advice', AGAINST);
  if (found) return { arrival: found.arrival, departure: found.departure, agreed: chosen?.moves ?? [] };
  const isOther = chosen?.arrival !== undefined && chosen.arrival !== wanted.arrival;
  if (chosen?.arrival !== undefined && (isOther || !reasons[0])) throw conflict('no-nights', sayStale(chosen.arrival));
  throw conflict('no-nights', reasons[0] ?? (possible.length > 0 ? TAKES_MOVES : NOT_THESE));
}

const NOT_A_SERIES = 'This request does not repeat, or nothing can be done with its breaks now. Look at it again.';
const ALL_HELD = 'Beds are held already for every break for which one can be held now. Look at the breaks again.';
const ONE_OF_BOTH = 'Name the breaks by their dates or by their offers, not by both.';
const NOT_NOW = 'This cannot be done with this break now. Look at the request again.';
const NOT_THESE = 'No bed can be held on its nights now. Look at the break by itself.';
const NONE_CHOSEN = 'Name at least one break, or leave “breaks” out for every one that fits.';
const SAY_SEEN =
  'Nothing was done: say what you saw. Name the offers in “offers”, or send the ETag of the list of breaks as If-Match.';

/** The nights that were on the page have gone since, or were none of the break’s days. */
const sayStale = (arrival: PlainDate): string =>
  `No bed can be held from ${sayDate(arrival)} any more. Open this break to see which of its nights can be had now.`;
const AGAINST = 'The advice is “Not suitable”. To hold a bed all the same, choose this break.';
const TAKES_MOVES = 'Booked stays would have to change beds. Look at the moves and agree to them first.';
