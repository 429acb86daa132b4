import type { Bed } from '../calendar/domain/claim.js';
import type { StayView } from '../stays/stays.service.js';
import type { Flag } from './decision-flags.service.js';
import type { Fit } from './domain/fit.js';
import type { KeptYes } from './request-view.js';
import type { LookedAt, Subject } from './match-decisions.service.js';

/** A stay or an offer whose company is looked at again. */
export interface Again extends Subject {
  unit: { id: string; name: string; zone: string };
  youngPerson: StayView['youngPerson'];
  of: { offerId: string } | { stayId: string };
  bedId: string;
  /** The stay has begun. */
  isThere: boolean;
  /** Nothing where nobody has decided on it yet. */
  flag: Flag | undefined;
}

/** The same, with the advice as it is now and what would make it work. */
export interface AgainNow extends Again {
  /** Of an offer to which the family said yes. */
  yes?: KeptYes | null;
  looked: LookedAt;
  fit: Fit;
  beds: readonly Bed[];
}
