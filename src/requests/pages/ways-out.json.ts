import type { Bed } from '../../calendar/domain/claim.js';
import type { FreeBedsAnswer, WaysOutAnswer } from '../dto/way-out.answer.js';
import type { WhereTo } from '../stay-changes.service.js';
import type { WaysOut } from '../stay-conflicts.service.js';
import { moveJson } from './options.json.js';

const named = ({ id, name }: Bed) => ({ id, name });

/** The ways out of a conflict as the API answers them. */
export function waysOutJson({ ways, guests }: WaysOut): WaysOutAnswer {
  return {
    ways: ways.map(({ kind, arrival, departure, bed, moves, missing = [], after = [] }) => ({
      kind,
      arrival,
      departure,
      bed: named(bed),
      moves: moves.map((move) => moveJson(move, guests)),
      missing,
      after,
    })),
  };
}

/** The beds that a stay could move to, as the API answers them. */
export function freeBedsJson({ nights, keepsRoom, beds }: WhereTo): FreeBedsAnswer {
  return {
    ...nights,
    keepsRoom,
    beds: beds.map(({ bed, departure, missing }) => ({ bed: named(bed), departure, missing })),
  };
}
