import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, invalidField } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { allOrNone } from '../platform/transaction.js';
import { whateverChanged } from '../platform/unchanged.js';
import { AnswersService, type Answer } from './answers.service.js';
import { BookingService } from './booking.service.js';
import type { Action } from './domain/transitions.js';
import { ProposalsService, type Proposal } from './proposals.service.js';
import type { RequestPlace } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { SeriesLooks, type LookedOccurrence } from './series-looks.service.js';
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
    return this.forAll(actor, requestId, 'propose', async (parts, places, manager) => {
      const look = await this.looks.inOne(manager, actor, parts[0]!);
      return this.each(parts, wantedOf(parts, chosen), async (part) => {
        const one = look.occurrences.find(({ date }) => date === part.occurrence);
        const proposal = proposalOf(
          one,
          chosen?.find(({ date }) => date === part.occurrence),
        );
        const { id } = await this.proposals.propose(actor, part.partId, proposal, places.get(part.partId));
        return id;
      });
    });
  }

  /** One signature under every break that waits for it, each with a decision of its own on record. */
  async sign(
    actor: Actor,
    requestId: string,
    { dates, ...signed }: Signed & { dates?: readonly string[] | undefined },
  ): Promise<SeriesDone> {
    return this.forAll(actor, requestId, 'sign', (parts, places) =>
      this.each(parts, dates, async (part) => {
        const waiting = part.offers.filter(({ state }) => state === 'proposed').map(({ id }) => id);
        await this.signatures.signAt(actor, places.get(part.partId)!, waiting, signed);
        return waiting[0]!;
      }),
    );
  }

  /** The family’s yes to every break that they are asked about: each becomes a stay. One with several options is answered by itself. */
  async accept(
    actor: Actor,
    requestId: string,
    { dates, ...answer }: Answer & { dates?: readonly string[] | undefined },
  ): Promise<SeriesDone> {
    return this.forAll(actor, requestId, 'accept', (parts) =>
      this.each(parts, dates, async (part) => {
        const asked = part.offers.filter(({ state }) => state === 'offered');
        if (asked.length > 1) throw conflict('several-options', SEVERAL);
        await this.answers.answer(actor, asked[0]!.id, { ...answer, accepted: true });
        return asked[0]!.id;
      }),
    );
  }

  private async forAll(
    actor: Actor,
    requestId: string,
    action: Action,
    work: (parts: Possible[], places: Map<string, RequestPlace>, manager: EntityManager) => Promise<SeriesDone>,
  ): Promise<SeriesDone> {
    const places = await this.requests.locateAll(actor, requestId);
    const [{ unitId, youngPersonId }] = places as [RequestPlace];
    return allOrNone(this.dataSource, async (manager) => {
      const locked = await this.booking.lock(manager, { unitId, youngPersonId }, () =>
        this.requests.lockAllFor(manager, actor, places, action),
      );
      const parts = locked.filter(isOfSeries);
      if (parts.length === 0) throw conflict('not-a-series', NOT_A_SERIES);
      return whateverChanged(() => work(parts, new Map(places.map((one) => [one.partId, one])), manager));
    });
  }

  /** What is refused of one is its reason; refused for all, it is the refusal of the step. */
  private async each(
    parts: readonly Possible[],
    dates: readonly string[] | undefined,
    take: (part: Possible) => Promise<string>,
  ): Promise<SeriesDone> {
    const missing = dates?.find((date) => !parts.some(({ occurrence }) => occurrence === date));
    if (missing !== undefined) throw invalidField('dates', `${missing}: ${NOT_NOW}`);
    const result: SeriesDone = { done: [], left: [] };
    let refusal: DomainError | undefined;
    for (const part of parts) {
      const { occurrence: date, partId } = part;
      if (dates && !dates.includes(date)) continue;
      try {
        result.done.push({ date, part: partId, offer: await take(part) });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusal ??= error;
        result.left.push({ date, part: partId, why: error.sentence });
      }
    }
    if (result.done.length === 0 && refusal) throw refusal;
    return result;
  }
}

const isOfSeries = (part: LockedPart): part is Possible => part.occurrence !== null;

const wantedOf = (parts: readonly Possible[], chosen: readonly Chosen[] | undefined): string[] =>
  chosen
    ? chosen.map(({ date }) => date)
    : parts.filter(({ offers }) => offers.length === 0).map((one) => one.occurrence);

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
  throw conflict('no-nights', reasons[0] ?? (possible.length > 0 ? TAKES_MOVES : NOT_THESE));
}

const NOT_A_SERIES = 'This request does not repeat, or nothing can be done with its breaks now. Look at it again.';
const NOT_NOW = 'This cannot be done with this break now. Look at the request again.';
const NOT_THESE = 'Nothing can be held on the nights that you chose. Look at the break by itself.';
const AGAINST = 'The advice is “Not suitable”. To hold a bed all the same, choose this break.';
const TAKES_MOVES = 'Booked stays would have to change beds. Look at the moves and agree to them first.';
const SEVERAL = 'Several options are held for this break. Record which of them the family takes.';
