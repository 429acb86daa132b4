import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { digestOf } from '../kernel/digest.js';
import type { Nights } from '../kernel/nights.js';
import type { Verdict } from '../matching/domain/verdicts.js';
import type { FittedOption } from './domain/fit.js';
import { stretchesWith, type PassedOver } from './domain/freed-bed.js';
import { shownAs } from './domain/shown-group.js';
import { MOST_LOOKED_AT, MOST_ON_A_LIST, MOST_PASSED } from './domain/signed-list.js';
import { FreedBedAnswers } from './freed-bed-answers.service.js';
import { MatchDecisions } from './match-decisions.service.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { WaitingListService, type Placed } from './waiting-list.service.js';

/** Somebody who waits, as the reader may see them. */
interface Waits extends Pick<Placed, 'place' | 'priority'> {
  request: RequestView;
}

/** One who waits for the bed and could have it, after the one for whom it is held. */
export interface CouldBe extends Waits {
  option: FittedOption;
  /** What is shown of it to whoever signs, in a word. */
  seenGroup: string;
}

/** The one for whom the bed is held: with their place as it was when it came back. */
export interface HeldFor extends Nights {
  request: RequestView;
  place: number;
  points: number;
  verdict: Verdict;
  seenGroup: string;
}

/** Everybody who waits for a bed that came back, as it is put before whoever signs for all of them. */
export interface ListToSign {
  /** The nights that came back. */
  freed: Nights;
  /** How many wait in all. */
  of: number;
  first: HeldFor;
  could: CouldBe[];
  passed: (PassedOver & Waits)[];
  /** How many others ask for these nights: too far down, or such as the reader may not see. */
  unseen: number;
  /**
   * Who is on it, in which order, with which nights, who would be there with each, and the advice, and who is passed over: the
   * same while it is the same.
   */
  seen: string;
}

interface Held extends Nights {
  from: string;
  to: string;
  bedId: string;
  claimId: string;
  place: number;
  points: number;
  isAllowed: boolean;
  unit: { id: string; zone: string; organisationId: string };
}

/** To whom a bed that came back could be offered in turn, as it is now. As many statements however many wait. */
@Injectable()
export class ListsInTurn {
  constructor(
    private readonly requests: RequestsService,
    private readonly waiting: WaitingListService,
    private readonly answers: FreedBedAnswers,
    private readonly decisions: MatchDecisions,
  ) {}

  async of(manager: EntityManager, actor: Actor, offerId: string): Promise<ListToSign> {
    const held = await readHeld(manager, offerId);
    if (!held) throw conflict('not-from-the-list', NOT_FROM_THE_LIST);
    if (!held.isAllowed) throw conflict('not-in-turn', NOT_IN_TURN);
    const { unit, bedId, claimId } = held;
    const freed = { arrival: held.arrival, departure: held.departure };
    const first = await this.first(manager, actor, offerId, held);
    const all = await this.waiting.ranked(manager, unit);
    const asking = all.filter(({ waiting }) => stretchesWith(freed, waiting).length > 0);
    const near = asking.slice(0, MOST_LOOKED_AT);
    const { answerOf, shownOf } = await this.answers.shown(manager, {
      ...{ unit, bedId, run: freed, asking: near, without: claimId },
    });
    const looked = near.flatMap((one) => {
      const answer = answerOf(one);
      return answer ? [{ one, answer }] : [];
    });
    const parts = looked.map(({ one }) => one.waiting.partId);
    const views =
      parts.length === 0 ? [] : await this.requests.list(actor, { unitId: unit.id, parts, limit: parts.length });
    const viewOf = new Map(views.map((view) => [view.partId, view]));
    const could: CouldBe[] = [];
    const passed: ListToSign['passed'] = [];
    for (const { one, answer } of looked) {
      const { place, priority, waiting } = one;
      const request = viewOf.get(waiting.partId);
      if (!request) continue;
      if ('passed' in answer) {
        if (passed.length < MOST_PASSED) passed.push({ ...answer.passed, place, priority, request });
      } else if (could.length < MOST_ON_A_LIST) {
        const { option } = answer;
        could.push({ place, priority, request, option, seenGroup: shownOf(one, option) });
      }
    }
    const beyond = asking.length - near.length + looked.length;
    return {
      ...{ freed, of: all.length, first, could, passed },
      ...{ unseen: beyond - could.length - passed.length, seen: wordOf({ first, could, passed }) },
    };
  }

  private async first(manager: EntityManager, actor: Actor, offerId: string, held: Held): Promise<HeldFor> {
    const request = await this.requests.find(manager, actor, offerId, 'offer');
    const nights = { arrival: held.from, departure: held.to };
    const { unit, youngPerson } = request;
    const standing = { unit, youngPerson, ...nights, bedId: held.bedId };
    const { inputs, advice } = (await this.decisions.lookAt(manager, actor, standing)).looked;
    return {
      ...{ request, ...nights, place: held.place, points: held.points },
      ...{ verdict: advice.verdict, seenGroup: shownAs(inputs, advice) },
    };
  }
}

/**
 * Of each their nights and all that is shown of them; of those who are passed over that they are. Why is for the reader: nobody
 * signs it, and whoever could have the bed by now is on the list.
 */
const wordOf = ({ first, could, passed }: Pick<ListToSign, 'first' | 'could' | 'passed'>): string =>
  digestOf([
    [first.request.partId, first.seenGroup],
    ...could.map(({ request, option: { arrival, departure }, seenGroup }) => [
      ...[request.partId, arrival, departure, seenGroup],
    ]),
    ...passed.map(({ request }) => [request.partId]),
  ]);

async function readHeld(manager: EntityManager, offerId: string): Promise<Held | undefined> {
  const [held] = await manager.query<Held[]>(
    `SELECT l.arrival, l.departure, l.place, l.points, o.arrival AS "from", o.departure AS "to", o.bed_id AS "bedId",
            o.claim_id AS "claimId", u.offers_in_turn AS "isAllowed",
            json_build_object('id', u.id, 'zone', u.zone, 'organisationId', u.organisation_id) AS unit
       FROM freed_bed_looks l JOIN offers o ON o.id = l.offer_id JOIN units u ON u.id = l.unit_id
      WHERE l.offer_id = $1 AND o.state = 'proposed' AND o.proposed_by IS NULL`,
    [offerId],
  );
  return held;
}

const NOT_FROM_THE_LIST =
  'These nights are not held for anybody from the waiting list, or somebody has decided on them. Look at the request again.';
const NOT_IN_TURN =
  'A bed is not offered in turn at this unit: each is signed by itself. A manager can change that in the unit settings.';
