import type { PlainDate } from '../kernel/nights.js';
import type { StayState } from '../stays/domain/stay-state.js';
import type { NextAction } from './domain/next-action.js';
import type { RequestState } from './domain/states.js';
import type { Urgency } from './domain/deadlines.js';
import type { OfferMove, OfferState } from './offer.entity.js';

export interface OfferView {
  id: string;
  state: OfferState;
  arrival: PlainDate;
  departure: PlainDate;
  bed: { id: string; name: string };
  expires: Date;
  proposedBy: string;
  signedBy: string | null;
  reasons: string;
  /** Booked stays that changed beds for it; none for a CAS worker. */
  moves: OfferMove[];
}

/** Where a request stands among others: what has to be locked before it may be changed. */
export interface RequestPlace {
  id: string;
  partId: string;
  unitId: string;
  youngPersonId: string;
}

/** A request as somebody who may read it sees it. Dates are those of its one part. */
export interface RequestView {
  id: string;
  number: number;
  /** How soon it has to be decided. */
  urgency: Urgency;
  partId: string;
  unit: { id: string; name: string; zone: string };
  youngPerson: {
    id: string;
    firstName: string;
    lastName: string;
    dateOfBirth: PlainDate;
    caseNumber: string;
    keyWorker: { id: string; name: string };
  };
  nights: number;
  from: PlainDate;
  to: PlainDate;
  weekdays: number[];
  purpose: string;
  wishes: string;
  askedBy: { id: string; name: string };
  createdAt: Date;
  submittedAt: Date | null;
  state: RequestState;
  /** When it came into this state. */
  stateSince: Date;
  nextAction: NextAction | null;
  /** The offer that is open now; a key worker sees it once it is signed. */
  offer: OfferView | null;
  /** The stay that it led to; where several did, the one that took place. */
  stay: { id: string; arrival: PlainDate; departure: PlainDate } | null;
  /** The others that were booked for it, earliest first: cancelled, not come, or booked beside one that took place after all. */
  otherStays: { id: string; state: StayState; arrival: PlainDate; departure: PlainDate }[];
}
