import type { ClosureStep, ClosureView } from '../closure-reader.js';
import type { ClosureAnswer, ClosureEventAnswer } from '../dto/closure.answer.js';

/** A closure as the API answers it. */
export function closureJson({ id, unit, bed, arrival, departure, rule, ...rest }: ClosureView): ClosureAnswer {
  const { reason, note, endedOn, madeBy, madeAt } = rest;
  const named = { id: unit.id, name: unit.name };
  return { id, unit: named, bed, from: arrival, to: departure, rrule: rule, reason, note, endedOn, madeBy, madeAt };
}

export function stepJson({ arrival, departure, ...rest }: ClosureStep): ClosureEventAnswer {
  return { ...rest, from: arrival, to: departure };
}
