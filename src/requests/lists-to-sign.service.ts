import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, invalidField, type FieldError } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { allOrNone } from '../platform/transaction.js';
import { BookingService } from './booking.service.js';
import type { FittedOption } from './domain/fit.js';
import { stretchesWith, type PassedOver } from './domain/freed-bed.js';
import { meant, missingOf, type Decided, type DecisionSaid } from './domain/match-decision.js';
import { MOST_ON_A_LIST } from './domain/signed-list.js';
import { FreedBedAnswers } from './freed-bed-answers.service.js';
import type { RequestPlace, RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { Signatures } from './signatures.service.js';
import { WaitingListService, type Placed } from './waiting-list.service.js';

/** One who waits for the bed and could have it, after the one for whom it is held. */
export interface CouldBe extends Pick<Placed, 'place' | 'priority'> {
  request: RequestView;
  option: FittedOption;
}

/** Everybody who waits for a bed that came back, as it is put before whoever signs for all of them. */
export interface ListToSign {
  /** The nights that came back. */
  freed: Nights;
  /** How many wait in all. */
  of: number;
  could: CouldBe[];
  passed: (PassedOver & Pick<Placed, 'place' | 'priority'> & { request: RequestView })[];
  /** How many others wait for these nights: too far down, or such as the reader may not see. */
  unseen: number;
  /** Who is on it, in which order, with which nights and advice: the same word while it is the same. */
  seen: string;
}

interface Held {
  arrival: string;
  departure: string;
  bedId: string;
  claimId: string;
  isAllowed: boolean;
  unit: { id: string; zone: string; organisationId: string };
}

/** Signing for everybody who waits for a bed that came back: it is offered to one after the other, until somebody takes it. */
@Injectable()
export class ListsToSign {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly waiting: WaitingListService,
    private readonly answers: FreedBedAnswers,
    private readonly signatures: Signatures,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The list as it is now, of an offer that the service put forward and nobody has signed. */
  async of(actor: Actor, offerId: string): Promise<ListToSign> {
    const place = await this.requests.locate(actor, offerId, 'offer');
    this.signatures.requireSigner(actor, place.unitId);
    return this.dataSource.transaction((manager) => this.ranked(manager, actor, offerId));
  }

  /**
   * Signs for the one for whom the bed is held, who is asked now, and for everybody of the list of whom it is said that it
   * suits. Refused where the list is another than the one that was seen. Everybody of whom nothing is said, or a no, is left out.
   *
   * @param each by the part of the request, the first among them
   */
  async sign(
    actor: Actor,
    offerId: string,
    { seen, each }: { seen: string; each: ReadonlyMap<string, DecisionSaid> },
  ): Promise<void> {
    const at = await this.requests.locate(actor, offerId, 'offer');
    this.signatures.requireSigner(actor, at.unitId);
    await allOrNone(this.dataSource, async (manager) => {
      // Whoever saw the request otherwise, or cannot sign it now, learns that first.
      await this.booking.lock(manager, at, () => this.requests.lockFor(manager, actor, at, 'sign'));
      const list = await this.ranked(manager, actor, offerId);
      if (list.seen !== seen) throw conflict('list-changed', CHANGED);
      const first = each.get(at.partId);
      if (!first || first.decision === 'not_suitable') throw invalidField(`decision-${at.partId}`, FIRST);
      const others = decidedOf(list, each, at.partId);
      await this.signatures.signAt(actor, at, [offerId], { ...first, each: undefined });
      await this.write(manager, actor, { offerId, at, list, others });
    });
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    { offerId, at, list, others }: { offerId: string; at: RequestPlace; list: ListToSign; others: Others },
  ): Promise<void> {
    const id = randomUUID();
    await manager.query(
      `INSERT INTO signed_lists (id, unit_id, bed_id, arrival, departure, signed_by, signed_at)
       SELECT $1, $2, o.bed_id, $3, $4, $5, $6 FROM offers o WHERE o.id = $7`,
      [id, at.unitId, list.freed.arrival, list.freed.departure, actor.id, this.clock.now(), offerId],
    );
    await manager.query(
      `INSERT INTO signed_places (list_id, place, part_id, arrival, departure, decision, reasons, mitigations, against_advice,
                                  verdict, offer_id)
       SELECT $1, 1, o.part_id, o.arrival, o.departure, d.decision, d.reasons, d.mitigations, d.against_advice, d.verdict, o.id
         FROM offers o CROSS JOIN LATERAL (
           SELECT * FROM match_decisions m WHERE m.offer_id = o.id ORDER BY m.id DESC LIMIT 1) d WHERE o.id = $2`,
      [id, offerId],
    );
    const rows = others.map(({ one: { request, option }, decided }, at) => ({
      ...{ list_id: id, place: at + 2, part_id: request.partId, arrival: option.arrival, departure: option.departure },
      ...{ decision: decided.decision, reasons: decided.reasons, mitigations: decided.mitigations },
      ...{ against_advice: decided.againstAdvice, verdict: option.fit.compatibility.verdict },
    }));
    await manager.query(
      `INSERT INTO signed_places SELECT * FROM jsonb_populate_recordset(NULL::signed_places, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
    const people = others.map(({ one }) => one.request.youngPerson.id);
    await this.audit.record(manager, actor, {
      ...{ action: 'signed_list.signed', subject: 'signed_list', subjectId: id },
      youngPeople: [...new Set([at.youngPersonId, ...people])],
    });
  }

  private async ranked(manager: EntityManager, actor: Actor, offerId: string): Promise<ListToSign> {
    const held = await readHeld(manager, offerId);
    if (!held) throw conflict('not-from-the-list', NOT_FROM_THE_LIST);
    if (!held.isAllowed) throw conflict('not-in-turn', NOT_IN_TURN);
    const { unit, bedId, claimId } = held;
    const freed = { arrival: held.arrival, departure: held.departure };
    const all = await this.waiting.ranked(manager, unit);
    const asking = all.filter(({ waiting }) => stretchesWith(freed, waiting).length > 0);
    const answerOf = await this.answers.of(manager, { unit, bedId, run: freed, asking, without: claimId });
    const looked = asking.flatMap((one) => {
      const answer = answerOf(one);
      return answer ? [{ one, answer }] : [];
    });
    const shown = looked.slice(0, MOST_LOOKED_AT);
    const parts = shown.map(({ one }) => one.waiting.partId);
    const views =
      parts.length === 0 ? [] : await this.requests.list(actor, { unitId: unit.id, parts, limit: parts.length });
    const could: CouldBe[] = [];
    const passed: ListToSign['passed'] = [];
    for (const { one, answer } of shown) {
      const { place, priority, waiting } = one;
      const request = views.find(({ partId }) => partId === waiting.partId);
      if (!request) continue;
      if ('passed' in answer) passed.push({ ...answer.passed, place, priority, request });
      else if (could.length < MOST_ON_A_LIST) could.push({ place, priority, request, option: answer.option });
    }
    const word = [
      ...could.map(({ request, option: { arrival, departure, fit } }) => [
        ...[request.partId, arrival, departure, fit.compatibility.verdict],
      ]),
      ...passed.map(({ request, code }) => [request.partId, code]),
    ];
    const seen = createHash('sha256').update(JSON.stringify(word)).digest('hex').slice(0, 32);
    return { freed, of: all.length, could, passed, unseen: looked.length - could.length - passed.length, seen };
  }
}

/** So many of those who ask for the nights are looked at for one signature. */
const MOST_LOOKED_AT = 50;

type Others = { one: CouldBe; decided: Decided }[];

/** Of whom it is said that it suits; refuses, for all at once, what is missing of a decision. */
function decidedOf({ could }: ListToSign, each: ReadonlyMap<string, DecisionSaid>, first: string): Others {
  for (const part of each.keys())
    if (part !== first && !could.some(({ request }) => request.partId === part))
      throw invalidField(`decision-${part}`, STRANGE);
  const wrong: FieldError[] = [];
  const others = could.flatMap((one) => {
    const { partId } = one.request;
    const said = each.get(partId);
    if (!said || said.decision === 'not_suitable') return [];
    const { verdict } = one.option.fit.compatibility;
    const decided = meant(said, verdict);
    for (const { field, message } of missingOf(decided, verdict)) wrong.push({ field: `${field}-${partId}`, message });
    return [{ one, decided }];
  });
  const [fault, ...more] = wrong;
  if (fault) throw invalid('invalid-decision', fault.message, [fault, ...more]);
  if (others.length === 0) throw conflict('nobody-in-turn', NOBODY);
  return others;
}

async function readHeld(manager: EntityManager, offerId: string): Promise<Held | undefined> {
  const [held] = await manager.query<Held[]>(
    `SELECT l.arrival, l.departure, o.bed_id AS "bedId", o.claim_id AS "claimId", u.offers_in_turn AS "isAllowed",
            json_build_object('id', u.id, 'zone', u.zone, 'organisationId', u.organisation_id) AS unit
       FROM freed_bed_looks l JOIN offers o ON o.id = l.offer_id JOIN units u ON u.id = l.unit_id
      WHERE l.offer_id = $1 AND o.state = 'proposed' AND o.proposed_by IS NULL`,
    [offerId],
  );
  return held;
}

const CHANGED =
  'The list is another by now: who waits, in which order, or what is advised of them has changed. Nothing has been signed. Look at it again.';
const FIRST =
  'The bed is held for them, so they are asked first. Decide that it suits, or go back and decide on them alone.';
const STRANGE = 'They are not on the list of those who could have the bed. Look at it again.';
const NOBODY =
  'Nobody else is on the list that you sign. Decide of at least one more that it suits, or go back and sign for the first alone.';
const NOT_FROM_THE_LIST =
  'These nights are not held for anybody from the waiting list, or somebody has decided on them. Look at the request again.';
const NOT_IN_TURN =
  'A bed is not offered in turn at this unit: each is signed by itself. A manager can change that in the unit settings.';
