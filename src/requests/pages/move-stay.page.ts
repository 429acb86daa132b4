import { daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Bed } from '../../calendar/domain/claim.js';
import type { StayView } from '../../stays/stays.service.js';
import { personFacts } from './words.page.js';

/** Who would move, from which bed, on which nights, and where they could go. */
export function moveStayPage(
  { stay, nights, beds }: { stay: StayView; nights: Nights; beds: readonly Bed[] },
  today: PlainDate,
) {
  return {
    path: `/stays/${stay.id}`,
    person: personFacts(stay.youngPerson, today),
    bed: stay.bed?.name ?? 'No bed yet',
    unit: stay.unit.name,
    calendarPath: `/calendar?unit=${stay.unit.id}&from=${nights.arrival}`,
    /** Where a stay to come that has no bed finds other ways. */
    waysPath: stay.state === 'booked' && stay.conflict ? `/stays/${stay.id}/conflict` : null,
    stay: { arrival: stay.arrival, departure: stay.departure, nights: daysBetween(stay.arrival, stay.departure) },
    nights,
    beds: beds.map((bed) => ({ value: bed.id, text: bed.name, hint: bed.attributes.join(', ') })),
  };
}
