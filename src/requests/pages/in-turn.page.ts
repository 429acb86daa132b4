import { sayOrdinal } from '../../kernel/say-words.js';
import type { Nights, PlainDate } from '../../kernel/nights.js';
import { VERDICT_TEXT, type Verdict } from '../../matching/domain/verdicts.js';
import { staySpan } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { InTurnAnswer, InTurnOneAnswer } from '../dto/in-turn.answer.js';
import type { ListToSign } from '../lists-in-turn.service.js';
import type { AdviceToSign } from '../offer-grounds.service.js';
import type { OpenListView } from '../open-lists.service.js';
import type { RequestView } from '../request-view.js';
import { decisionForm } from './decision-form.page.js';
import { passedShown } from './freed-bed.page.js';
import { ALL, openOf, type OnList } from './in-turn-form.page.js';
import { personFacts } from './words.page.js';

const LEAVE_OUT = 'They are left out of the list. Their request stays on the waiting list.';

/** Everybody on the list in the order in which they are asked. */
export const onList = ({ first, could }: ListToSign): OnList[] => [
  { part: first.request.partId, verdict: first.verdict },
  ...could.map(({ request, option }) => ({ part: request.partId, verdict: option.fit.compatibility.verdict })),
];

/**
 * The list as it is put before whoever signs for all of them. Whom the advice calls suitable stand in one table, with one
 * answer and one reason for all; of the others each has a form, as has of whom a plan is chosen.
 */
export function inTurnPage(
  { advice, offer }: { advice: AdviceToSign; offer: string },
  list: ListToSign,
  { values, today }: { values: TypedValues; today: PlainDate },
) {
  const open = openOf(onList(list), values);
  const { compatibility, ...rest } = advice;
  const { first } = list;
  const facts = (turn: number, request: RequestView, nights: Nights, verdict: Verdict) => ({
    ...{ turn, part: request.partId, about: `${sayOrdinal(turn)}, ${request.youngPerson.firstName}` },
    person: personFacts(request.youngPerson, today),
    href: `/requests/${request.pathId}`,
    ...{ nights: staySpan(nights), advice: VERDICT_TEXT[verdict], isSuitable: verdict === 'suitable' },
    choices: choicesOf(values[`decision-${request.partId}`], turn === 1),
  });
  const ofFirst = {
    ...facts(1, first.request, first, compatibility.verdict),
    where: 'The bed is held for them.',
    form: () =>
      decisionForm(first.request.partId, { verdict: compatibility.verdict, ...rest }, values, { ownReasons: true }),
  };
  const others = list.could.map(({ place, priority, request, option, seenGroup }, at) => {
    const { verdict } = option.fit.compatibility;
    const { wouldWork } = option.fit;
    return {
      ...facts(at + 2, request, option, verdict),
      where: `${sayOrdinal(place)} of ${list.of} on the waiting list, with ${priority.points} points.`,
      form: () =>
        decisionForm(request.partId, { verdict, wouldWork, seenGroup }, values, {
          ...{ mayLeave: false, no: LEAVE_OUT, ownReasons: true },
        }),
    };
  });
  const all = [ofFirst, ...others];
  const { unit } = first.request;
  return {
    unit: { id: unit.id, name: unit.name },
    ...{ offer, freed: staySpan(list.freed), seen: list.seen },
    first: { part: first.request.partId, verdict: compatibility.verdict, seenGroup: advice.seenGroup },
    isFirstOpen: open.has(first.request.partId),
    ...{ reasons: [values['reasons'] ?? ''].flat()[0]!, all: { value: ALL, checked: values['all'] === ALL } },
    suitable: all.filter((one) => one.isSuitable && !open.has(one.part)),
    open: all.filter(({ part }) => open.has(part)).map(({ form, ...one }) => ({ ...one, decide: form() })),
    rest: all.filter((one) => !one.isSuitable && !open.has(one.part)),
    hasOthers: others.length > 0,
    passed: passedShown(
      list.passed.map(({ priority, ...one }) => ({ ...one, points: priority.points })),
      today,
    ),
    unseen: list.unseen,
  };
}

/** What can be chosen of one in a table; the one for whom the bed is held is not left out. */
const choicesOf = (chosen: TypedValues[string] | undefined, isFirst: boolean) =>
  CHOICES.slice(0, isFirst ? 2 : 3).map((choice) => ({ ...choice, checked: choice.value === chosen }));

const CHOICES = [
  { value: 'suitable', text: 'Suitable' },
  { value: 'suitable_with_mitigations', text: 'With a plan' },
  { value: 'not_suitable', text: 'Leave out' },
];

/** The lists that go on, for the page of the beds that came back. */
export const openListsShown = (lists: readonly OpenListView[]) =>
  lists.map(({ id, signedBy, signedAt, places, ...nights }) => ({
    ...{ id, signedBy, signedAt, nights: staySpan(nights), of: places.length },
    turn: places.filter(({ offer }) => offer !== null).length,
  }));

export const inTurnJson = (
  offer: string,
  { freed, of, first, could, passed, unseen, seen }: ListToSign,
): InTurnAnswer => ({
  ...{ offer, seen, arrival: freed.arrival, departure: freed.departure, of },
  first: oneJson(first),
  next: could.map(({ option: { arrival, departure, fit }, priority: { points }, ...one }) =>
    oneJson({ ...one, arrival, departure, points, verdict: fit.compatibility.verdict }),
  ),
  passedOver: passed.map(({ request, place, priority, code, sentence }) => ({
    ...{ id: request.partId, number: request.number, youngPerson: request.youngPerson },
    ...{ place, points: priority.points, code, sentence },
  })),
  unknownToReader: unseen,
});

const oneJson = ({
  request,
  place,
  points,
  arrival,
  departure,
  verdict,
  seenGroup,
}: ListToSign['first']): InTurnOneAnswer => ({
  ...{ request: request.partId, number: request.number, youngPerson: request.youngPerson },
  ...{ place, points, arrival, departure, advice: verdict, seenGroup },
});
