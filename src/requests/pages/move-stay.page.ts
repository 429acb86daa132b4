import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { sayDay } from '../../kernel/say-date.js';
import { bedName } from '../../stays/domain/conflict.js';
import type { WhereTo } from '../stay-changes.service.js';
import { personFacts } from './words.page.js';

/** Who would move, from which bed, on which nights, and where they could go. */
export function moveStayPage(
  { stay, nights, beds, keepsRoom }: WhereTo,
  today: PlainDate,
  stillIn: readonly { stayId: string; firstName: string; lastName: string; bedId: string }[] = [],
) {
  const notYet = (bedId: string) =>
    nights.arrival > today ? [] : stillIn.filter((one) => one.bedId === bedId && one.stayId !== stay.id);
  return {
    path: `/stays/${stay.id}`,
    person: personFacts(stay.youngPerson, today),
    bed: bedName(stay),
    from: stay.bed?.id ?? '',
    keepsRoom: keepsRoom && stay.bed !== null,
    unit: stay.unit.name,
    calendarPath: `/calendar?unit=${stay.unit.id}&from=${nights.arrival}`,
    /** Where a stay to come that has no bed finds other ways. */
    waysPath: stay.state === 'booked' && stay.conflict ? `/stays/${stay.id}/conflict` : null,
    stay: { arrival: stay.arrival, departure: stay.departure, nights: daysBetween(stay.arrival, stay.departure) },
    nights,
    isPartly: beds.some(({ departure }) => departure < nights.departure),
    beds: beds.map(({ bed, departure, missing }) => ({
      value: bed.id,
      text: departure < nights.departure ? `${bed.name} until ${sayDay(departure)}` : bed.name,
      hint: [
        ...notYet(bed.id).map(
          ({ firstName, lastName }) => `${firstName} ${lastName} was to leave and is still recorded in it.`,
        ),
        [...bed.attributes, ...missing.map((need) => `does not have what they need: ${need}`)].join(', '),
      ]
        .filter(Boolean)
        .join(' '),
    })),
  };
}
