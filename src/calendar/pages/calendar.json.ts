import type { CalendarView } from '../calendar.service.js';
import type { CalendarAnswer } from '../dto/calendar.answer.js';
import { isSeen, seenState } from '../domain/seen-night.js';
import type { RangeQuery } from '../../web/range.query.js';

/** The calendar as the API answers it. Claims of those whom the reader may not see carry no id of anything. */
export function calendarJson({ from, to }: RangeQuery, view: CalendarView): CalendarAnswer {
  const { unit, rows, guests } = view;
  return {
    unit: { id: unit.id, name: unit.name },
    from,
    to,
    ...(view.withoutBed.length > 0 && {
      withoutBed: view.withoutBed.flatMap(({ stayId, youngPersonId, arrival, departure }) => {
        const youngPerson = guests.get(youngPersonId);
        return youngPerson ? [{ stay: stayId, youngPerson, arrival, departure }] : [];
      }),
    }),
    beds: rows.map(({ bed, nights }) => ({
      id: bed.id,
      name: bed.name,
      attributes: bed.attributes,
      area: bed.area ?? null,
      nights: nights.map((night) => {
        const guest = night.claim && isSeen(night.claim, view) ? guests.get(night.claim.youngPersonId!) : undefined;
        return {
          night: night.night,
          state: seenState(night, view),
          ...(guest && {
            youngPerson: guest,
            arrival: night.claim?.arrival,
            departure: night.claim?.departure,
            stay: night.claim?.stayId,
            request: night.claim?.requestId,
          }),
        };
      }),
    })),
  };
}
