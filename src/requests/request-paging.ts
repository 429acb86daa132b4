import type { KeyKind, Position } from '../web/paging.js';
import { firstDue, urgencyOf } from './domain/next-action.js';
import type { RequestFilter } from './request-filter.js';
import type { RequestView } from './request-view.js';

/** A place in the list of the newest requests, and of the parts of one request in their order. */
export const NEWEST: KeyKind[] = ['number', 'id'];
export const newestPlace = ({ number, partId }: RequestView): Position => [number, partId];
export const afterNewest = (place: Position | undefined): Pick<RequestFilter, 'after'> =>
  place ? { after: { number: Number(place[0]), part: String(place[1]) } } : {};

/** A place in the list of what is most urgent. */
export const URGENT: KeyKind[] = ['instant', 'number', 'id'];
export const urgentPlace = ({ nextAction, alsoOwed, number, partId }: RequestView): Position => [
  ...[urgencyOf(firstDue(nextAction, alsoOwed)), number, partId],
];
export const afterUrgent = (place: Position | undefined): Required<Pick<RequestFilter, 'urgent'>> => ({
  urgent: place ? { due: String(place[0]), number: Number(place[1]), part: String(place[2]) } : true,
});

/** The two orders of a list, as it is read and paged. */
export const NEWEST_FIRST = { kinds: NEWEST, after: afterNewest, placeOf: newestPlace };
export const DUE_FIRST = {
  kinds: URGENT,
  after: afterUrgent,
  placeOf: ({ nextAction, number, partId }: RequestView): Position => [
    urgencyOf(nextAction?.due ?? null),
    number,
    partId,
  ],
};
