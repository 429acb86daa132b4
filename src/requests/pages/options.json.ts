import type { Unavailable } from '../domain/options.js';
import type { OptionsAnswer, UnavailableAnswer } from '../dto/option.answer.js';
import type { OptionsView } from '../options.service.js';

/** Options as the API answers them. The advice on compatibility is a later capability: nothing here says "suitable". */
export function optionsJson({ request, options, unavailable, guests }: OptionsView): OptionsAnswer {
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
    unavailable: unavailable.map(unavailableJson),
  };
}

/** Why a start date does not work, and whether a manager could go over it. */
export function unavailableJson({ arrival, departure, reasons }: Unavailable): UnavailableAnswer {
  return {
    arrival,
    departure,
    reasons: reasons.map(({ code, sentence, mayBeOverruled }) => ({
      code,
      sentence,
      ...(mayBeOverruled && { mayBeOverruled }),
    })),
  };
}
