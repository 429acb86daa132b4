import { addDays, daysBetween, isPlainDate, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Bed } from '../../calendar/domain/claim.js';
import { bedName } from '../../stays/domain/conflict.js';
import type { StayView } from '../../stays/stays.service.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { DroppedQuery } from '../dto/stay-changes.dto.js';
import { seenAs } from '../domain/seen-as.js';
import { personFacts } from './words.page.js';

/** Whose stay it is and where it is now; `beds` are all of the unit's, for which of them is free depends on the nights. */
export function otherNightsPage(stay: StayView, beds: readonly Bed[], today: PlainDate) {
  return {
    path: `/stays/${stay.id}`,
    person: personFacts(stay.youngPerson, today),
    bed: bedName(stay),
    unit: stay.unit.name,
    calendarPath: `/calendar?unit=${stay.unit.id}&from=${stay.arrival}`,
    stay: { arrival: stay.arrival, departure: stay.departure, nights: daysBetween(stay.arrival, stay.departure) },
    was: seenAs(stay),
    beds: beds.map(({ id, name, attributes }) => ({ value: id, text: name, hint: attributes.join(', ') })),
  };
}

/** What the form is filled with: the stay as it is, moved to where it was dropped on the calendar. */
export function droppedNights(stay: StayView, { from, to, bed }: DroppedQuery): TypedValues {
  const by = from && to ? daysBetween(from, to) : 0;
  return {
    arrival: addDays(stay.arrival, by),
    departure: addDays(stay.departure, by),
    bed: bed ?? stay.bed?.id ?? '',
  };
}

/**
 * The nights and the bed for which the form asks, where they are nights that could be asked for at all: no more of them than
 * were agreed, and others, or another bed, than the stay has.
 *
 * @example wantedNights(stay, { arrival: '2027-03-12', departure: '2027-03-10', bed }); // undefined
 */
export function wantedNights(stay: StayView, values: TypedValues): (Nights & { bed: string }) | undefined {
  const { arrival, departure, bed } = values;
  if (!isPlainDate(arrival) || !isPlainDate(departure) || typeof bed !== 'string' || bed === '') return undefined;
  const length = daysBetween(arrival, departure);
  if (length <= 0 || length > daysBetween(stay.arrival, stay.departure)) return undefined;
  const isSame = arrival === stay.arrival && departure === stay.departure && bed === stay.bed?.id;
  return isSame ? undefined : { arrival, departure, bed };
}
