import { countsAsShortBreak, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { addDays, ageOn, nightsOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { beyondShortBreak, sayBeyond } from './short-break-limits.js';
import type { StayState } from './stay-state.js';

export const WARNINGS = ['in_a_row', 'in_a_year', 'of_age', 'emergency'] as const;

/** Something that is on record as it is, and that somebody has to decide. */
export interface StayWarning {
  code: (typeof WARNINGS)[number];
  sentence: string;
  /** Whose decision it is. */
  owner: string;
}

export interface WarnedStay extends Nights {
  id: string;
  state: StayState;
  legalStatus: LegalStatus | null;
  keyWorker: string;
  dateOfBirth?: PlainDate;
  isEmergency?: boolean;
  /** It is over, and the status was decided after that: on everything that there was. */
  decidedSince?: boolean;
}

/** A claim of the same young person, in any unit. */
export interface OwnNights extends Nights {
  stayId: string | null;
  legalStatus?: LegalStatus | null;
}

/**
 * What has to be decided of a stay because it went beyond what a short break may be: by an emergency, an extension, an
 * overstay or an early arrival, none of which is ever refused. Beyond 17 nights in a row or 75 days in any twelve months
 * it is no short break any more (SI 2010/959 reg 48), so its legal status needs a decision; so does that of an emergency
 * for which nobody has decided one, and of a child who turns 18 while they are there. Nothing is asked of a stay that was
 * decided to be no short break, nor of one that was cancelled or did not happen. Of a stay that is over, only what was
 * there before it counts, and it is asked until somebody has decided after it was over.
 *
 * @example stayWarnings({ …, arrival: '2027-05-03', departure: '2027-05-05', legalStatus: 's17' }, []); // []
 */
export function stayWarnings(stay: WarnedStay, own: readonly OwnNights[]): StayWarning[] {
  const { id, state, legalStatus, keyWorker, decidedSince = false } = stay;
  if (state === 'cancelled' || state === 'no_show' || decidedSince || !countsAsShortBreak(legalStatus)) return [];
  const owner = `The child’s social worker and the registered manager; the key worker is ${keyWorker}.`;
  const theirs = own.filter(({ stayId }) => stayId === id);
  const others = own.filter(
    (one) =>
      one.stayId !== id && countsAsShortBreak(one.legalStatus) && (state !== 'completed' || one.arrival < stay.arrival),
  );
  const whole = wholeOf(stay, theirs);
  const beyond = beyondShortBreak(others, whole).map((one) => ({
    code: one.limit,
    sentence: `The legal status needs a decision. ${sayBeyond(one)}`,
    owner,
  }));
  const found = [...beyond, ...ofAge(stay, whole).map((sentence) => ({ code: 'of_age' as const, sentence, owner }))];
  if (!stay.isEmergency || legalStatus !== null) return found;
  return [...found, { code: 'emergency', sentence: EMERGENCY, owner }];
}

/** Of somebody who is a child when they come and none on a later night: what it was agreed under ends with childhood. */
function ofAge({ dateOfBirth }: WarnedStay, nights: Nights): string[] {
  if (!dateOfBirth || ageOn(dateOfBirth, nights.arrival) >= GROWN_UP) return [];
  if (ageOn(dateOfBirth, addDays(nights.departure, -1)) < GROWN_UP) return [];
  const birthday = nightsOf(nights).find((night) => ageOn(dateOfBirth, night) >= GROWN_UP)!;
  return [`The legal status needs a decision. They turn ${GROWN_UP} on ${sayDate(birthday)}, during this stay.`];
}

const GROWN_UP = 18;

/** A year on either side of stays, and some days: as far as their warnings look. */
export function aroundStays(stays: readonly Nights[]): Nights {
  const arrival = stays.map((stay) => stay.arrival).toSorted()[0]!;
  const departure = stays
    .map((stay) => stay.departure)
    .toSorted()
    .at(-1)!;
  return { arrival: addDays(arrival, -AROUND), departure: addDays(departure, AROUND) };
}

const AROUND = 400;

/** How far ahead the last departure within the limits is looked for: longer than a short break can last. */
const LOOKED_AHEAD_DAYS = 100;

/**
 * The last departure with which the stay keeps within the limits of a short break, so that whoever lets somebody stay on
 * is told before and not after. `undefined` when they are beyond already, when it is no short break, and when no
 * departure of the next 100 days would go beyond.
 *
 * @example lastWithinLimits({ …, arrival: '2027-05-03', departure: '2027-05-05', legalStatus: null }, []); // '2027-05-20'
 */
export function lastWithinLimits(stay: WarnedStay, own: readonly OwnNights[]): PlainDate | undefined {
  const { dateOfBirth: _, ...short } = { ...stay, isEmergency: false };
  const goesBeyond = (departure: PlainDate) => stayWarnings({ ...short, departure }, own).length > 0;
  for (let days = 0; days < LOOKED_AHEAD_DAYS; days += 1) {
    const next = addDays(stay.departure, days + 1);
    if (goesBeyond(next)) return goesBeyond(addDays(next, -1)) ? undefined : addDays(next, -1);
  }
  return undefined;
}

const EMERGENCY = 'The legal status needs a decision. This stay began as an emergency.';

/** Somebody who has not left yet is there longer than planned: their claims know it. */
function wholeOf({ arrival, departure }: Nights, claims: readonly Nights[]): Nights {
  return {
    arrival: claims.reduce((first, one) => (one.arrival < first ? one.arrival : first), arrival),
    departure: claims.reduce((last, one) => (one.departure > last ? one.departure : last), departure),
  };
}
