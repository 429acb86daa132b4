import { dateIn, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate, sayDay } from '../../kernel/say-date.js';
import { nightsText } from '../../web/filters.js';
import type { RequestView } from '../request-view.js';
import { deadline } from './words.page.js';

/** A line of the letter that is easy to read: one thought, and the picture beside it. */
export interface EasyLine {
  picture: 'home' | 'calendar' | 'moon' | 'question' | 'talk' | 'bag';
  text: string;
}

/** What a letter is about: nights that are offered, or that are booked; `undefined` where there is nothing to write yet. */
export function letterAbout({ state, offer, stay }: RequestView): (Nights & { isOffer: boolean }) | undefined {
  if (state === 'offered' && offer) return { arrival: offer.arrival, departure: offer.departure, isOffer: true };
  if (state === 'booked' && stay) return { arrival: stay.arrival, departure: stay.departure, isOffer: false };
  return undefined;
}

/** The letter to the family, in both ways of writing it. It names nobody but the young person, their worker and the unit. */
export function letterPage(request: RequestView, about: Nights & { isOffer: boolean }, now: Date) {
  const { unit, youngPerson, offer } = request;
  const { firstName, keyWorker } = youngPerson;
  const due = about.isOffer && offer ? deadline(offer.expires, unit.zone) : null;
  const until = due && `${due.time ? `${due.time} on ` : 'the end of '}${sayDay(due.day)}`;
  return {
    path: `/requests/${request.pathId}/letter`,
    requestPath: `/requests/${request.pathId}`,
    firstName,
    keyWorker: keyWorker.name,
    unit: unit.name,
    isOffer: about.isOffer,
    written: sayDate(dateIn(now, unit.zone)),
    arrival: sayDate(about.arrival),
    departure: sayDate(about.departure),
    nights: nightsText(daysBetween(about.arrival, about.departure)),
    until,
    easy: easyLines(about, { unit: unit.name, keyWorker: keyWorker.name, until }),
  };
}

function easyLines(
  { arrival, departure, isOffer }: { arrival: PlainDate; departure: PlainDate; isOffer: boolean },
  { unit, keyWorker, until }: { unit: string; keyWorker: string; until: string | null },
): EasyLine[] {
  const would = isOffer ? 'would' : 'will';
  return [
    { picture: 'home', text: `You ${isOffer ? 'can have' : 'are going to have'} a short break at ${unit}.` },
    { picture: 'calendar', text: `You ${would} come on ${sayDay(arrival)}.` },
    { picture: 'moon', text: `You ${would} sleep there for ${nightsText(daysBetween(arrival, departure))}.` },
    { picture: 'calendar', text: `You ${would} go home on ${sayDay(departure)}.` },
    ...(isOffer
      ? ([
          { picture: 'question', text: 'You can say yes or no.' },
          { picture: 'talk', text: `Please tell ${keyWorker} before ${until}.` },
        ] as const)
      : ([{ picture: 'bag', text: 'Bring your clothes, your medicines and things that you like.' }] as const)),
    { picture: 'talk', text: `You can ask ${keyWorker} anything.` },
  ];
}
