import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Env } from '../../config/env.js';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, DomainError } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { sayStay } from '../kernel/say-date.js';
import { OPEN_OFFER_STATES, tooManyHeld, whyNotThis } from './domain/holding.js';
import type { RequestState } from './domain/states.js';
import type { Transition } from './domain/transitions.js';
import { BedTaken } from './ground.service.js';
import { Offer } from './offer.entity.js';
import type { RequestView } from './request-view.js';

/** At least one. */
type Some<T> = [T, ...T[]];

/** A part that nobody else can change any more, with the offers that are open for it. */
export interface Locked {
  request: RequestView & { transition: Transition };
  open: readonly Offer[];
}

/** What the family said of an offer, as it is kept. */
export type Said = Pick<
  Offer,
  'answeredBy' | 'answeredHow' | 'answeredAt' | 'answerReason' | 'recordedBy' | 'recordedAt'
>;

/** Of each of several parts, the offers that a step is about; all that it fits where none is named. */
export interface OnlyThese {
  ids?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** The options of a request that are held beside each other, in the transaction of whoever acts on them under its locks. */
@Injectable()
export class OpenOffers {
  constructor(
    private readonly claims: ClaimsService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly env: Env,
  ) {}

  /** All that are open of these parts, earliest nights first. Those whose time was over have lapsed under the locks. */
  of(manager: EntityManager, ...parts: Pick<RequestView, 'partId'>[]): Promise<Offer[]> {
    return manager.find(Offer, {
      where: { partId: In(parts.map(({ partId }) => partId)), state: In([...OPEN_OFFER_STATES]) },
      order: { arrival: 'ASC', departure: 'ASC', id: 'ASC' },
    });
  }

  /**
   * The open offers that an action is to be about, and those that stay open beside them, out of all that are `open` for the
   * request: the ones named, each of which must be such as the action fits, or all that it fits. Refuses with the reason
   * otherwise.
   */
  async named(
    manager: EntityManager,
    { request, open }: Locked,
    ids?: readonly string[],
  ): Promise<{ these: Some<Offer>; others: Offer[] }> {
    const fitting = open.filter(({ state }) => request.transition.offers?.some((one) => one === state));
    const these = fitting.filter(({ id }) => ids?.includes(id) ?? true);
    const missing = ids?.find((id) => !these.some((offer) => offer.id === id));
    if (missing !== undefined || !isSome(these)) throw await this.notThis(manager, request, missing);
    return { these, others: open.filter((offer) => !these.includes(offer)) };
  }

  /** Releases the beds of a young person’s offers that end without a stay; with what the family said, where they did. */
  async giveUp(
    manager: EntityManager,
    actor: Actor,
    { unit, youngPerson }: Pick<RequestView, 'unit' | 'youngPerson'>,
    offers: readonly Offer[],
    { state, ...said }: Pick<Offer, 'state'> & Partial<Said>,
  ): Promise<void> {
    if (offers.length === 0) return;
    const ids = offers.map(({ id }) => id);
    const claims = offers.map(({ claimId }) => claimId);
    const entry = { action: `offer.${state}`, subject: 'offer', youngPeople: [youngPerson.id] };
    // A family that was asked about them has to be told, and their key worker first.
    const asked = state === 'taken_back' ? offers.filter((offer) => offer.state !== 'proposed') : [];
    await inOneGo(
      manager.update(Offer, { id: In(ids) }, { ...said, state }),
      this.claims.release(manager, claims, actor.id, `offer_${state}`),
      this.audit.recordEach(manager, actor, ids, entry),
      this.outbox.writeEach(
        manager,
        'offer.taken-back',
        asked.map(({ id }) => ({ payload: { offer: id } })),
        { unitId: unit.id },
      ),
    );
  }

  /** All that are open of these parts, read only where their states say that some may be. */
  async heldFor(manager: EntityManager, requests: readonly RequestView[]): Promise<Offer[]> {
    const holding = requests.filter(({ state }) => (OPEN_OFFER_STATES as readonly RequestState[]).includes(state));
    return holding.length === 0 ? [] : this.of(manager, ...holding);
  }

  /** Refuses where as many beds are held for a part as may be at once: those that are open. */
  refuseOneMore(open: readonly Offer[]): void {
    const why = tooManyHeld(open.length, this.env.OFFERS_AT_ONCE);
    if (why) throw conflict('too-many-offers', why);
  }

  /** Signed: the family is asked. */
  async sign(
    manager: EntityManager,
    offers: readonly { id: string; reasons: string; expiresAt: Date }[],
    { by, at }: { by: string; at: Date },
  ): Promise<void> {
    await manager.query(
      `UPDATE offers o SET state = 'offered', signed_by = $1, signed_at = $2, reasons = s.reasons, expires_at = s.expires
         FROM unnest($3::uuid[], $4::text[], $5::timestamptz[]) AS s (id, reasons, expires) WHERE o.id = s.id`,
      [
        ...[by, at, offers.map(({ id }) => id), offers.map(({ reasons }) => reasons)],
        offers.map(({ expiresAt }) => expiresAt),
      ],
    );
  }

  /** The family says yes to each, and its bed is kept until that instant for whoever looks at the nights again. */
  keep(manager: EntityManager, offers: readonly { id: string; expiresAt: Date }[], said: Said): Promise<void> {
    return this.agreeTo(manager, 'agreed', offers, said);
  }

  /** What a family is asked about is open until another instant. */
  async holdUntil(manager: EntityManager, offers: readonly { id: string; expiresAt: Date }[]): Promise<void> {
    await manager.query(
      `UPDATE offers o SET expires_at = k.until FROM unnest($1::uuid[], $2::timestamptz[]) AS k (id, until) WHERE o.id = k.id`,
      [offers.map(({ id }) => id), offers.map(({ expiresAt }) => expiresAt)],
    );
  }

  /** Accepted, each with the stay that it has become. */
  accept(manager: EntityManager, offers: readonly { id: string; stayId: string }[], said: Said): Promise<void> {
    return this.agreeTo(manager, 'accepted', offers, said);
  }

  /** The family’s yes to each: until when its bed is kept, or the stay that it has become. */
  private async agreeTo(
    manager: EntityManager,
    state: 'agreed' | 'accepted',
    offers: readonly { id: string; expiresAt?: Date; stayId?: string }[],
    { answeredBy, answeredHow, answeredAt, answerReason, recordedBy, recordedAt }: Said,
  ): Promise<void> {
    await manager.query(
      `UPDATE offers o SET state = $4, expires_at = coalesce(a.until, o.expires_at), stay_id = coalesce(a.stay, o.stay_id),
              answered_by = $5, answered_how = $6, answered_at = $7, answer_reason = $8, recorded_by = $9, recorded_at = $10
         FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS a (id, until, stay) WHERE o.id = a.id`,
      [
        offers.map(({ id }) => id),
        offers.map(({ expiresAt }) => expiresAt ?? null),
        offers.map(({ stayId }) => stayId ?? null),
        ...[state, answeredBy, answeredHow, answeredAt, answerReason, recordedBy, recordedAt],
      ],
    );
  }

  private async notThis(manager: EntityManager, { partId }: RequestView, id?: string): Promise<DomainError> {
    const offer = id === undefined ? null : await manager.findOneBy(Offer, { id, partId });
    return conflict('offer-ended', whyNotThis(offer?.state));
  }
}

const isSome = <T>(list: T[]): list is Some<T> => list.length > 0;

/** The nights and the bed of an offer, for a step of its request. */
export const nightsOf = ({ arrival, departure, bedId }: Offer) => ({ arrival, departure, bedId });

/** Runs what may be refused; the refusal says of which nights it is, where several are decided at once. */
export async function saidOf<T>(
  nights: (Nights & { bed?: string | undefined }) | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!nights || !(error instanceof DomainError) || error instanceof BedTaken) throw error;
    // What took the bed is named once the transaction is over.
    if (error.code === 'bed-taken') throw new BedTaken(nights, nights.bed);
    const about = (sentence: string) => `${sayStay(nights)}: ${sentence}`;
    const errors = error.errors.map(({ field, message }) => ({ field, message: about(message) }));
    throw new DomainError(error.kind, error.code, about(error.sentence), errors);
  }
}

/** Runs what may be refused; where each offer is decided with fields of its own, the refusal names those of this one. */
export async function ofEach<T>(offer: ToName | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!offer || !(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    const errors = error.errors.map(({ field, message }) => ({ field: fieldOf(offer, field), message }));
    throw new DomainError(error.kind, error.code, error.sentence, errors);
  }
}

/** Reasons are one for all, or those of this one. @example fieldOf({ id: 'o' }, 'mitigations'); // 'mitigations-o' */
const fieldOf = ({ id, hasReasons }: ToName, field: string): string =>
  field === 'reasons' && !hasReasons ? field : `${field}-${id}`;

/** An offer of which a field is named, and whether its reasons are its own. */
interface ToName {
  id: string;
  hasReasons?: boolean;
}
