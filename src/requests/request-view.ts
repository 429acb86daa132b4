import { conflict } from '../kernel/domain-error.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import type { EndedBy } from '../stays/domain/ending.js';
import type { StayState } from '../stays/domain/stay-state.js';
import type { Wanted } from './domain/check-request.js';
import type { NextAction } from './domain/next-action.js';
import type { Exception } from './domain/occurrences.js';
import type { SeriesSoFar } from './domain/series.js';
import type { RequestState } from './domain/states.js';
import type { Urgency } from './domain/deadlines.js';
import type { Window } from './domain/windows.js';
import type { OfferState } from './domain/holding.js';
import type { OfferMove } from './offer.entity.js';

/** Who said yes, how and when, and who wrote it down. */
export interface KeptYes {
  by: string;
  how: string;
  at: Date;
  recordedBy: string;
}

export interface OfferView {
  id: string;
  state: OfferState;
  arrival: PlainDate;
  departure: PlainDate;
  bed: { id: string; name: string };
  expires: Date;
  proposedBy: string;
  signedBy: string | null;
  /** The family’s yes that is kept while whoever signs looks at the nights again; null of any other. */
  yes: KeptYes | null;
  reasons: string;
  /** Booked stays that changed beds for it; none for a CAS worker. */
  moves: OfferMove[];
}

/** How a request repeats. */
export type SeriesView = SeriesSoFar & { exceptions: Exception[] };

/** Where a request stands among others: what has to be locked before it may be changed. */
export interface RequestPlace {
  id: string;
  partId: string;
  unitId: string;
  youngPersonId: string;
}

/** Which of the parts of a request that its reader may see: the second of three. */
export interface PartPlace {
  id: string;
  position: number;
  of: number;
}

/** A stay that is booked for a request. */
export interface BookedView extends Nights {
  id: string;
  /** It stands or is running, and it was decided last that its nights do not suit. */
  isRefused: boolean;
}

/**
 * One stay wanted, as somebody who may read it sees it: a part of a request, with what holds for the whole of it. A request
 * for a single stay has one part; of another the parts are rows of a list, each with its own next action.
 */
export interface RequestView {
  id: string;
  number: number;
  /** By what it is found in paths: the request's own id, and where the reader sees several parts of it that of the part. */
  pathId: string;
  /** How soon it has to be decided. */
  urgency: Urgency;
  partId: string;
  part: PartPlace;
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
  /** The stretches of dates in which the stay may lie, in their order; often one, from the first day to the last. */
  windows: Window[];
  weekdays: number[];
  /** How it repeats, and what is said of single dates; null where it does not. */
  series: SeriesView | null;
  /** Of a series: the date that its rule gives, by which the part is known wherever it is put; null in a draft. */
  occurrence: PlainDate | null;
  /** Of a series: the arrival that is asked for, among those in which the part may lie. */
  wishedArrival: PlainDate | null;
  /** Whether the last day is over on which they could have arrived. */
  isOver: boolean;
  purpose: string;
  /** The aims of the young person's family plan that it is for. */
  aims: { id: string; text: string }[];
  /** What the young person says, in their own words; of a request as a whole, what the one says who is named first. */
  wishes: string;
  familyWishes: string;
  unitShouldKnow: string;
  /** What was written about several young people, of whom the reader may read one: then nothing of it is told. */
  withheld: boolean;
  /** Whether it is a draft for brothers and sisters as well, whom the reader may see. */
  forSiblings: boolean;
  /** Of such a draft, whether an aim of one of the others is named, and whether one of them has said something. */
  othersHaveAims: boolean;
  othersSay: boolean;
  /** The questions that whoever asks has gone past. */
  passed: string[];
  askedBy: { id: string; name: string };
  /** Who works on it beside the key worker, by name. */
  coWorkers: { id: string; name: string }[];
  /** Whether its reader sees it only because they work on a request of the young person. */
  jointly: boolean;
  createdAt: Date;
  submittedAt: Date | null;
  state: RequestState;
  /** When it came into this state. */
  stateSince: Date;
  nextAction: NextAction | null;
  /** A step that somebody owes beside the next one: a further proposal to sign while the family is asked. */
  alsoOwed: NextAction | null;
  /** The offers that are open now, those that are signed first; a key worker sees them once they are signed. */
  offers: OfferView[];
  /** The first of them. */
  offer: OfferView | null;
  /** The stay that it led to; where several did, the one that took place. */
  stay: BookedView | null;
  /** Who called that stay off, where it was. */
  calledOffBy: EndedBy | null;
  /** The others that were booked for it, earliest first: cancelled, not come, or booked beside one that took place after all. */
  otherStays: { id: string; state: StayState; arrival: PlainDate; departure: PlainDate }[];
}

/** A request of which the nights are known: every one that was ever submitted. */
export type WholeRequest = RequestView & Wanted;

/** The request as one of which the nights are known; refuses a draft that does not say them, also one that was given up. */
export function whole<Of extends RequestView>(request: Of): Of & Wanted {
  const { nights, from, to } = request;
  if (nights === null || from === null || to === null) throw conflict('answers-missing', UNFINISHED);
  return { ...request, nights, from, to };
}

/** Whom words on a request are about: all children of it, whom its key worker knows; and who is there meanwhile. */
export function wordsOf({ parts, from, to }: OpenedRequest): { about: string[]; nights: Nights | undefined } {
  const about = [...new Set(parts.map(({ youngPerson }) => youngPerson.id))];
  return { about, nights: from && to ? { arrival: from, departure: to } : undefined };
}

const UNFINISHED = 'The nights of this request were never said, so nothing can be done with it. Ask for a new break.';

/** A part beside others, as far as its request tells of it. */
export type PartView = Pick<
  RequestView,
  | 'youngPerson'
  | 'submittedAt'
  | 'state'
  | 'nextAction'
  | 'isOver'
  | 'nights'
  | 'from'
  | 'to'
  | 'windows'
  | 'occurrence'
  | 'wishedArrival'
  | 'aims'
  | 'wishes'
  | 'offer'
  | 'offers'
  | 'stay'
  | 'calledOffBy'
> & { id: string; position: number };

/**
 * A request that was opened by itself, with every part of it that the reader may see. Opened by its own id where that is
 * several, it is the whole: its dates, its offer and its stay are those of the part whose step is most pressing.
 */
export interface OpenedRequest extends RequestView {
  standsForAll: boolean;
  parts: PartView[];
}

/** What was asked for by an id, in full: the request or its part, the whole of it, and each part by itself. */
export interface ReadRequest {
  asked: OpenedRequest;
  entire: OpenedRequest;
  each: OpenedRequest[];
}
