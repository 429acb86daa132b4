import type { OptionsView } from '../options.service.js';
import type { RequestView } from '../request-view.js';
import type { TimelineEntry } from '../timeline.service.js';

/** A request as the API answers it; with its timeline where one request is asked for. */
export function requestJson(request: RequestView, events?: readonly TimelineEntry[]) {
  const { partId: _, unit, ...rest } = request;
  return { ...rest, unit: { id: unit.id, name: unit.name }, ...(events && { events }) };
}

/** Options as the API answers them. The advice on compatibility is a later capability: nothing here says "suitable". */
export function optionsJson({ request, options, unavailable, guests }: OptionsView) {
  return {
    request: request.id,
    options: options.map((option) => ({
      arrival: option.arrival,
      departure: option.departure,
      bed: { id: option.bed.id, name: option.bed.name },
      beds: option.beds.map(({ id, name }) => ({ id, name })),
      moves: option.moves,
      suitsWeekdays: option.suitsWeekdays,
      matching: 'not_assessed',
      company: option.company.map((claim) => ({
        youngPerson: (claim.youngPersonId && guests.get(claim.youngPersonId)) || null,
        arrival: claim.arrival,
        departure: claim.departure,
        state: claim.purpose === 'offer' ? 'offer' : claim.arrived ? 'occupied' : 'booked',
      })),
    })),
    unavailable,
  };
}
