import { conflict } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import type { StayState } from '../stays/domain/stay-state.js';
import type { Wanted } from './domain/check-request.js';
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
  /** These three are null where a draft does not say them yet: `whole` gives them for certain. */
  nights: number | null;
  from: PlainDate | null;
  to: PlainDate | null;
  weekdays: number[];
  purpose: string;
  /** The aims of the young person's family plan that it is for. */
  aims: { id: string; text: string }[];
  wishes: string;
  familyWishes: string;
  unitShouldKnow: string;
  /** The questions that whoever asks has gone past. */
  passed: string[];
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

/** A request of which the nights are known: every one that was ever submitted. */
export type WholeRequest = RequestView & Wanted;

/** The request as one of which the nights are known; refuses a draft that does not say them, also one that was given up. */
export function whole(request: RequestView): WholeRequest {
  const { nights, from, to } = request;
  if (nights === null || from === null || to === null) throw conflict('answers-missing', UNFINISHED);
  return { ...request, nights, from, to };
}

const UNFINISHED = 'The nights of this request were never said, so nothing can be done with it. Ask for a new break.';
