import { overlaps, type Nights } from '../../kernel/nights.js';
import type { RequestState } from './states.js';

/** A request as far as it matters to whether another asks for the same. */
export interface Asked extends Nights {
  id: string;
  state: RequestState;
}

/**
 * Those of the other requests of the same young person whose nights could be the same ones: of one that wants nights
 * still its window, of one that holds or has them those nights.
 *
 * @example alike({ id: 'a', state: 'draft', arrival: '2027-05-03', departure: '2027-05-09' }, [another]); // [another] where their dates meet
 */
export function alike<T extends Asked>(one: Asked, others: readonly T[]): T[] {
  // Breaks of one request that want the same nights are said once.
  const isFirst = (other: T, place: number) =>
    others.findIndex(
      ({ id, arrival, departure, state }) =>
        `${id} ${arrival} ${departure} ${state}` === `${other.id} ${other.arrival} ${other.departure} ${other.state}`,
    ) === place;
  return others.filter((other, place) => other.id !== one.id && overlaps(one, other) && isFirst(other, place));
}
