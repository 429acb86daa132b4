import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, THE_SERVICE } from '../audit/audit.service.js';
import { ActorsService } from '../identity/actors.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { DomainError } from '../kernel/domain-error.js';
import { dateIn, type Nights } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import type { Verdict } from '../matching/domain/verdicts.js';
import { Clock } from '../platform/clock.js';
import { asPartOf } from '../platform/transaction.js';
import type { FittedOption } from './domain/fit.js';
import type { OfferState } from './domain/holding.js';
import type { Decision, Mitigation } from './domain/match-decision.js';
import { withoutAdvice } from './domain/shown-group.js';
import { isAsSigned, turnAfter, type ListEnd } from './domain/signed-list.js';
import { FreedBedAnswers } from './freed-bed-answers.service.js';
import { Holds } from './holds.service.js';
import { Signatures } from './signatures.service.js';
import { WaitingListService, type Placed } from './waiting-list.service.js';

/** One of those on a list that was signed as a whole, with what was decided of them. */
export interface ListPlace extends Nights {
  listId: string;
  place: number;
  partId: string;
  decision: Decision;
  reasons: string;
  mitigations: Mitigation[];
  againstAdvice: string | null;
  verdict: Verdict;
  /** What was shown of them to whoever signed, in a word; null of one that was signed before that was kept. */
  seenGroup: string | null;
}

interface OpenList {
  id: string;
  bedId: string;
  signedBy: string;
  signedAt: Date;
  place: number;
  state: OfferState;
  /** It ran out with the family’s yes on record. */
  ranOutKept: boolean;
  isAllowed: boolean;
}

interface Unit {
  id: string;
  name: string;
  zone: string;
  organisationId: string;
}

/** A bed that is offered to those who wait for it one after the other, under one signature of a named manager. */
@Injectable()
export class SignedLists {
  constructor(
    private readonly actors: ActorsService,
    private readonly waiting: WaitingListService,
    private readonly answers: FreedBedAnswers,
    private readonly holds: Holds,
    private readonly signatures: Signatures,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Offers the nights to who is next on the list, where the claim that was given back was that of an offer under one, under the
   * lock of the unit. They are judged anew: where they do not wait any more, or others are there or more is known of them than was shown, or the advice is graver than what was signed, or
   * whoever signed may not sign any more, the list has ended, and what comes next is a manager's to sign. Nothing where there
   * is no list or no next.
   */
  async next(
    manager: EntityManager,
    unit: Unit,
    claimId: string,
  ): Promise<{ chosen: { one: Placed; option: FittedOption }; offer: { id: string }; of: number } | undefined> {
    const [list] = await manager.query<OpenList[]>(
      `SELECT l.id, l.bed_id AS "bedId", l.signed_by AS "signedBy", l.signed_at AS "signedAt", p.place, o.state,
              o.state = 'lapsed' AND o.recorded_by IS NOT NULL AS "ranOutKept",
              u.offers_in_turn AS "isAllowed"
         FROM signed_places p JOIN offers o ON o.id = p.offer_id JOIN signed_lists l ON l.id = p.list_id
         JOIN units u ON u.id = l.unit_id
        WHERE o.claim_id = $1 AND l.ended_at IS NULL FOR NO KEY UPDATE OF l`,
      [claimId],
    );
    if (!list) return undefined;
    const left = await manager.query<ListPlace[]>(
      `SELECT list_id AS "listId", place, part_id AS "partId", arrival, departure, decision, reasons, mitigations,
              against_advice AS "againstAdvice", verdict, seen_group AS "seenGroup"
         FROM signed_places WHERE list_id = $1 AND place > $2 AND offer_id IS NULL ORDER BY place`,
      [list.id, list.place],
    );
    const turn = turnAfter(list, left);
    const offered = 'next' in turn ? await this.offerTo(manager, unit, list, turn.next) : undefined;
    if (!offered) await this.close(manager, THE_SERVICE, list.id, 'ended' in turn ? turn.ended : 'changed');
    return offered;
  }

  private async offerTo(manager: EntityManager, unit: Unit, list: OpenList, signed: ListPlace) {
    const signer = (await this.actors.byUserId(list.signedBy, THE_SERVICE.from))?.actor;
    if (!list.isAllowed || !signer || !maySign(signer, unit.id)) return undefined;
    const all = await this.waiting.ranked(manager, unit);
    const one = all.find(({ waiting }) => waiting.partId === signed.partId);
    if (!one) return undefined;
    const { arrival, departure } = signed;
    const run = { arrival, departure };
    const answer = (await this.answers.of(manager, { unit, bedId: list.bedId, run, asking: [one], exactly: true }))(
      one,
    );
    if (!answer || !('option' in answer)) return undefined;
    const { option } = answer;
    if (!isAsSigned(option.fit.compatibility.verdict, signed.verdict)) return undefined;
    await manager.query('SAVEPOINT in_turn');
    try {
      const offer = await this.holds.forWaiting(manager, unit, one.waiting, option);
      await this.sign(manager, signer, { unit, one, offer, signed, list });
      return { chosen: { one, option }, offer, of: all.length };
    } catch (error) {
      // What stands against it is a person's to look at.
      if (!(error instanceof DomainError)) throw error;
      await manager.query('ROLLBACK TO SAVEPOINT in_turn');
      return undefined;
    }
  }

  private async sign(
    manager: EntityManager,
    signer: Actor,
    {
      unit,
      one,
      offer,
      signed,
      list,
    }: { unit: Unit; one: Placed; offer: { id: string }; signed: ListPlace; list: OpenList },
  ): Promise<void> {
    const { partId, requestId: id, youngPersonId } = one.waiting;
    const { decision, mitigations, againstAdvice, seenGroup } = signed;
    const on = sayDate(dateIn(list.signedAt, unit.zone));
    const said = {
      ...{ decision, mitigations, againstAdvice: againstAdvice ?? undefined },
      // A better advice is no reason to ask again, as a graver one is: that was looked at.
      seenGroup: seenGroup === null ? undefined : withoutAdvice(seenGroup),
      reasons: `${signed.reasons}\nUnder the signature of ${signer.name} of ${on} for all who wait for this bed, in turn.`,
    };
    await asPartOf(manager, () =>
      this.signatures.signAt(signer, { id, partId, unitId: unit.id, youngPersonId }, [offer.id], said),
    );
    await manager.query(`UPDATE signed_places SET offer_id = $3 WHERE list_id = $1 AND place = $2`, [
      ...[list.id, signed.place, offer.id],
    ]);
  }

  /** The list goes on to nobody any more; an offer that is open under it stays what it is. */
  async close(
    manager: EntityManager,
    by: Pick<Actor, 'from'> & { id: string | null },
    listId: string,
    why: ListEnd,
  ): Promise<boolean> {
    const [rows] = await manager.query<[{ people: string[] }[]]>(
      `UPDATE signed_lists SET ended_at = $2, ended_by = $3, ended_why = $4 WHERE id = $1 AND ended_at IS NULL
       RETURNING array(SELECT DISTINCT r.young_person_id FROM signed_places p JOIN request_parts r ON r.id = p.part_id
                        WHERE p.list_id = $1) AS people`,
      [listId, this.clock.now(), why === 'by_hand' ? by.id : null, why],
    );
    const [ended] = rows;
    if (!ended) return false;
    await this.audit.record(manager, by, {
      ...{ action: 'signed_list.ended', subject: 'signed_list', subjectId: listId },
      ...{ youngPeople: ended.people, details: { why } },
    });
    return true;
  }
}
