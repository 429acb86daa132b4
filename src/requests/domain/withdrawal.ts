import type { Nights } from '../../kernel/nights.js';
import type { OpenOfferState } from './holding.js';
import type { RequestState } from './states.js';

/** A request as far as it matters to what goes with it. */
export interface Withdrawn {
  state: RequestState;
  offers: readonly (Nights & { id: string; state: string })[];
  stay: (Nights & { id: string }) | null;
}

/** What goes when a request is withdrawn, down the tree: the request, what is held for it, the stay that is to come. */
export interface Goes {
  /** Its place on the waiting list. */
  waiting: boolean;
  offers: (Nights & { id: string; state: OpenOfferState })[];
  stay: (Nights & { id: string }) | null;
}

/**
 * What would go, as the person may see it. Only a stay to come goes: from the arrival on it has happened, and stays.
 *
 * @example goesWith({ state: 'waitlisted', offers: [], stay: null }); // { waiting: true, offers: [], stay: null }
 */
export function goesWith({ state, offers, stay }: Withdrawn): Goes {
  return {
    waiting: state === 'waitlisted',
    offers: offers.flatMap(({ id, state: held, arrival, departure }) =>
      held === 'proposed' || held === 'offered' ? [{ id, state: held, arrival, departure }] : [],
    ),
    stay: state === 'booked' && stay ? { id: stay.id, arrival: stay.arrival, departure: stay.departure } : null,
  };
}
