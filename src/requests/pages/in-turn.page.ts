import { sayOrdinal } from '../../kernel/say-words.js';
import type { PlainDate } from '../../kernel/nights.js';
import { VERDICT_TEXT } from '../../matching/domain/verdicts.js';
import { staySpan } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { InTurnAnswer } from '../dto/in-turn.answer.js';
import type { ListToSign } from '../lists-to-sign.service.js';
import type { AdviceToSign, WithOffer } from '../offer-grounds.service.js';
import type { OpenListView } from '../open-lists.service.js';
import { decisionForm } from './decision-form.page.js';
import { passedShown } from './freed-bed.page.js';
import { personFacts } from './words.page.js';

const LEAVE_OUT = 'They are left out of the list. Their request stays on the waiting list.';

/** The list as it is put before whoever signs for all of them: a decision on each, the first who is held the bed first. */
export function inTurnPage(
  { request, advice }: { request: WithOffer; advice: AdviceToSign },
  list: ListToSign,
  { values, today }: { values: TypedValues; today: PlainDate },
) {
  const options = { mayLeave: false, no: LEAVE_OUT, ownReasons: true };
  const { compatibility, ...rest } = advice;
  const first = {
    about: `first, ${request.youngPerson.firstName}`,
    person: personFacts(request.youngPerson, today),
    href: `/requests/${request.pathId}`,
    nights: staySpan(request.offer),
    where: 'The bed is held for them.',
    advice: VERDICT_TEXT[compatibility.verdict],
    decide: decisionForm(request.partId, { verdict: compatibility.verdict, ...rest }, values, { ownReasons: true }),
  };
  const others = list.could.map(({ place, priority, request: one, option }, at) => {
    const { verdict } = option.fit.compatibility;
    return {
      about: `${sayOrdinal(at + 2)}, ${one.youngPerson.firstName}`,
      person: personFacts(one.youngPerson, today),
      href: `/requests/${one.pathId}`,
      nights: staySpan(option),
      where: `${sayOrdinal(place)} of ${list.of} on the waiting list, with ${priority.points} points.`,
      advice: VERDICT_TEXT[verdict],
      decide: decisionForm(one.partId, { verdict, wouldWork: option.fit.wouldWork }, values, options),
    };
  });
  return {
    unit: { id: request.unit.id, name: request.unit.name },
    offer: request.offer.id,
    freed: staySpan(list.freed),
    seen: list.seen,
    each: [first, ...others],
    hasOthers: others.length > 0,
    passed: passedShown(
      list.passed.map(({ priority, ...one }) => ({ ...one, points: priority.points })),
      today,
    ),
    unseen: list.unseen,
  };
}

/** The lists that go on, for the page of the beds that came back. */
export const openListsShown = (lists: readonly OpenListView[]) =>
  lists.map(({ id, signedBy, signedAt, places, ...nights }) => ({
    ...{ id, signedBy, signedAt, nights: staySpan(nights), of: places.length },
    turn: places.filter(({ offer }) => offer !== null).length,
  }));

export const inTurnJson = (offer: string, { freed, of, could, passed, unseen, seen }: ListToSign): InTurnAnswer => ({
  ...{ offer, seen, arrival: freed.arrival, departure: freed.departure, of },
  next: could.map(({ place, priority, request, option }) => ({
    ...{ request: request.partId, number: request.number, youngPerson: request.youngPerson },
    ...{ place, points: priority.points, arrival: option.arrival, departure: option.departure },
    advice: option.fit.compatibility.verdict,
  })),
  passedOver: passed.map(({ request, place, priority, code, sentence }) => ({
    ...{ id: request.partId, number: request.number, youngPerson: request.youngPerson },
    ...{ place, points: priority.points, code, sentence },
  })),
  unknownToReader: unseen,
});
