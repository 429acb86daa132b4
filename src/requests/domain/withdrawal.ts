import type { FieldError } from '../../kernel/domain-error.js';
import type { Nights } from '../../kernel/nights.js';
import { isOpen, type OfferState, type OpenOfferState } from './holding.js';
import type { RequestState } from './states.js';

/** A request as far as it matters to what goes with it. */
export interface Withdrawn {
  state: RequestState;
  offers: readonly (Nights & { id: string; state: OfferState })[];
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
      isOpen(held) ? [{ id, state: held, arrival, departure }] : [],
    ),
    stay: state === 'booked' && stay ? { id: stay.id, arrival: stay.arrival, departure: stay.departure } : null,
  };
}

/** What is said of stays to come that are called off: each is undefined where nobody said it. */
export interface SaidOfEnd {
  by?: string | null | undefined;
  code?: string | null | undefined;
  at?: Date | undefined;
  /** What would go, as it was shown. */
  seen?: string | undefined;
}

/**
 * What is missing where booked stays are called off together, by the names of the fields; empty when nothing is. Nobody
 * calls off stays that were not before them, and who did and when they said so is asked and never guessed: it is what the nights that
 * are lost are counted by.
 *
 * @example missingOfEnd({ by: 'family', code: 'illness', at, seen: 'x' }); // []
 */
export function missingOfEnd({ by, code, at, seen }: SaidOfEnd): FieldError[] {
  const lack = (is: unknown, field: string, message: string) => (is == null ? [{ field, message }] : []);
  return [
    ...lack(seen, 'seen', 'Look at what would go first, and send its `seen`: booked stays would be cancelled.'),
    ...lack(by, 'by', 'Say who called the stays off: the family, the unit or the council’s worker.'),
    ...lack(code, 'code', 'Say why, with one of the reasons of whoever called them off.'),
    ...lack(at, 'at', 'Say when they told you: from then on was the notice.'),
  ];
}
