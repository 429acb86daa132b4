import { daysBetween, type PlainDate } from '../../kernel/nights.js';
import { bedName } from '../../stays/domain/conflict.js';
import type { StayView } from '../../stays/stays.service.js';
import { personFacts } from './words.page.js';

/** Whose stay is made longer or shorter, and how long it is now. */
export function stayNightsPage(stay: StayView, today: PlainDate) {
  const { id, arrival, departure, state, unit } = stay;
  return {
    ...personFacts(stay.youngPerson, today),
    path: `/stays/${id}`,
    state,
    bed: bedName(stay),
    unit: unit.name,
    arrival,
    departure,
    nights: daysBetween(arrival, departure),
  };
}
