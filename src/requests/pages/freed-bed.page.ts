import { sayInstant } from '../../kernel/say-date.js';
import { sayOrdinal } from '../../kernel/say-words.js';
import type { PlainDate } from '../../kernel/nights.js';
import { staySpan } from '../../web/filters.js';
import type { Page } from '../../web/paging.js';
import type { OfferState } from '../domain/holding.js';
import { STATE_TEXT } from '../domain/states.js';
import type { FreedBedsAnswer, PassedOverAnswer } from '../dto/passed-over.answer.js';
import type { FreedBed, FromTheList, ListedBed } from '../freed-bed-looks.service.js';
import { listLink } from './list.page.js';
import { personFacts } from './words.page.js';

/** Who was passed over, as the pages have it. */
export const passedShown = (passed: FreedBed['passed'], today: PlainDate) =>
  passed.map(({ request, ...one }) => ({
    ...{ place: one.place, points: one.points, why: one.sentence, number: request.number },
    // Whoever was given nights, or gave up, since: the reason is of then.
    since: request.state === 'waitlisted' ? '' : STATE_TEXT[request.state],
    person: personFacts(request.youngPerson, today),
    href: `/requests/${request.pathId}`,
    options: `/requests/${request.pathId}/options`,
  }));

/** Why these nights are before the manager, and who would have come first. */
export const fromTheListShown = (
  { at, freed, place, of, points, passed, unseen }: FromTheList,
  { today, zone }: { today: PlainDate; zone: string },
) => ({
  text: `A bed came back on ${staySpan(freed)}. On the waiting list they were ${sayOrdinal(place)} of ${of}, with ${points} points, when it was held for them: ${sayInstant(at, zone)}.`,
  ...{ passed: passedShown(passed, today), unseen },
});

export const freedBedsPath = (unitId: string): string => `/units/${unitId}/freed-beds`;

const BECAME: Record<OfferState, string> = {
  proposed: 'It waits for a manager’s signature.',
  offered: 'A manager signed it, and the family is asked.',
  agreed: 'The family says yes, and a manager looks at the nights again.',
  accepted: 'The family took it.',
  declined: 'The family said no.',
  lapsed: 'The family did not answer in time.',
  taken_back: 'The unit took it back.',
  not_chosen: 'The family took other nights.',
};

/** What became of a bed that was held for somebody: of theirs, whatever else is offered to them by now. */
export function saysBecame({ state, isSigned, isAnswered }: Became): string {
  if (state === 'lapsed' && !isSigned) return 'Nobody signed in time.';
  if (state === 'lapsed' && isAnswered) return 'Nobody looked at the nights again in time.';
  return BECAME[state];
}

interface Became {
  state: OfferState;
  isSigned: boolean;
  isAnswered: boolean;
}

/** Everything on the page of the beds that came back. */
export function freedBedsPage(
  { items, next }: Page<ListedBed>,
  {
    unit,
    today,
    isFirst,
    maySign,
  }: { unit: { id: string; name: string }; today: PlainDate; isFirst: boolean; maySign: boolean },
) {
  return {
    ...{ unit, maySign },
    beds: items.map(({ bed, freed, at, of, passed, unseen, heldFor }) => ({
      ...{ bed: bed.name, nights: staySpan(freed), at, of, unseen, passed: passedShown(passed, today) },
      held: heldFor && {
        ...{ nights: staySpan(heldFor), place: sayOrdinal(heldFor.place), points: heldFor.points },
        became: saysBecame(heldFor),
        ...(heldFor.request && {
          person: personFacts(heldFor.request.youngPerson, today),
          number: heldFor.request.number,
          href: `/requests/${heldFor.request.pathId}`,
          decide: maySign && heldFor.toSign ? `/offers/${heldFor.toSign}/sign` : null,
        }),
      },
    })),
    next: next && listLink(freedBedsPath(unit.id), { cursor: next }),
    first: isFirst ? '' : freedBedsPath(unit.id),
  };
}

const passedJson = (passed: FreedBed['passed']) =>
  passed.map(({ request, place, points, code, sentence }) => ({
    ...{ id: request.partId, number: request.number, youngPerson: request.youngPerson },
    ...{ place, points, code, sentence },
  }));

export const passedOverJson = ({
  offerId,
  freed,
  place,
  of,
  points,
  passed,
  unseen,
}: FromTheList): PassedOverAnswer => ({
  ...{ offer: offerId, arrival: freed.arrival, departure: freed.departure, place, of, points },
  ...{ passedOver: passedJson(passed), unknownToReader: unseen },
});

export const freedBedsJson = ({ items, next }: Page<ListedBed>): FreedBedsAnswer => ({
  items: items.map(({ id, at, bed, freed, of, passed, unseen, heldFor }) => ({
    ...{ id, at, bed, arrival: freed.arrival, departure: freed.departure, of },
    heldFor: heldFor && {
      ...{ arrival: heldFor.arrival, departure: heldFor.departure, place: heldFor.place, points: heldFor.points },
      state: heldFor.state,
      ...{ request: heldFor.request?.partId ?? null, youngPerson: heldFor.request?.youngPerson ?? null },
    },
    ...{ passedOver: passedJson(passed), unknownToReader: unseen },
  })),
  next,
});
