import { sayOrdinal } from '../../kernel/say-words.js';
import { staySpan } from '../../web/filters.js';
import type { PassedOverAnswer } from '../dto/passed-over.answer.js';
import type { FromTheList } from '../freed-bed-looks.service.js';
import { personFacts } from './words.page.js';

/** Why these nights are before the manager, and who would have come first. */
export const fromTheListShown = ({ freed, place, of, points, passed, unseen }: FromTheList, today: string) => ({
  text: `A bed came back on ${staySpan(freed)}. On the waiting list they are ${sayOrdinal(place)} of ${of}, with ${points} points.`,
  passed: passed.map(({ request, ...one }) => ({
    ...{ place: one.place, points: one.points, why: one.sentence },
    person: personFacts(request.youngPerson, today),
    number: request.number,
    href: `/requests/${request.pathId}`,
    options: `/requests/${request.pathId}/options`,
  })),
  unseen,
});

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
  passedOver: passed.map(({ request, place: before, points: theirs, code, sentence }) => ({
    ...{ id: request.partId, number: request.number, youngPerson: request.youngPerson },
    ...{ place: before, points: theirs, code, sentence },
  })),
  unknownToReader: unseen,
});
