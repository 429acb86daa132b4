import type { ClosureStep, ClosureView } from '../closure-reader.js';
import type { ClosurePreview } from '../closures.service.js';
import { sayClosed, sayVisitClosed } from '../domain/closure.js';
import type { ClosureAnswer, ClosureCheckAnswer, ClosureEventAnswer } from '../dto/closure.answer.js';

/** A closure as the API answers it. */
export function closureJson({ id, unit, bed, arrival, departure, rule, ...rest }: ClosureView): ClosureAnswer {
  const { reason, note, endedOn, madeBy, madeAt } = rest;
  const named = { id: unit.id, name: unit.name };
  return { id, unit: named, bed, from: arrival, to: departure, rrule: rule, reason, note, endedOn, madeBy, madeAt };
}

export function stepJson({ arrival, departure, ...rest }: ClosureStep): ClosureEventAnswer {
  return { ...rest, from: arrival, to: departure };
}

/** What a closure would meet, as the API answers it. Of a claim whose person the reader may not see, only the bed and the nights. */
export function checkJson({ inTheWay, visits, guests, nights, kept }: ClosurePreview): ClosureCheckAnswer {
  return {
    nights,
    kept,
    inTheWay: inTheWay.map(({ claim, bed }) => {
      const youngPerson = (claim.youngPersonId && guests.get(claim.youngPersonId)) || null;
      return {
        kind: claim.purpose === 'offer' ? 'offer' : 'stay',
        youngPerson,
        bed,
        arrival: claim.arrival,
        departure: claim.departure,
        stay: youngPerson && claim.stayId,
        request: youngPerson && claim.requestId,
        text: sayClosed(claim, bed, youngPerson ? `${youngPerson.firstName} ${youngPerson.lastName}` : undefined),
      };
    }),
    visits: visits.map(({ id, youngPersonId, date, startsAt }) => {
      const youngPerson = guests.get(youngPersonId) ?? null;
      const name = youngPerson ? `${youngPerson.firstName} ${youngPerson.lastName}` : undefined;
      const text = sayVisitClosed({ date, startsAt }, name);
      return { visit: youngPerson && id, youngPerson, date, startsAt, text };
    }),
  };
}
