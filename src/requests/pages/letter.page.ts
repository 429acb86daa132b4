import { dateIn, daysBetween, type Nights } from '../../kernel/nights.js';
import { sayDate, sayDay } from '../../kernel/say-date.js';
import { nightsText } from '../../web/filters.js';
import { planOf } from '../domain/decided-nights.js';
import type { Mitigation } from '../domain/match-decision.js';
import type { OpenedRequest, RequestView } from '../request-view.js';
import { choicesOf } from './choices.page.js';
import { deadline } from './words.page.js';

/** A line of the letter that is easy to read: one thought, and the picture beside it. */
export interface EasyLine {
  picture: 'home' | 'calendar' | 'moon' | 'question' | 'talk' | 'bag' | 'telephone' | 'plan';
  text: string;
}

/** Nights that a letter is about, and until when they are kept, where they are offered. */
interface Written extends Nights {
  /** What the letter is about: offers for these nights, or the stay. */
  of: string[];
  expires: Date | null;
}

/** What a letter is about: the options that are offered, or nights that are booked; `undefined` where there is nothing to write yet. */
export interface LetterAbout {
  isOffer: boolean;
  nights: readonly [Written, ...Written[]];
}

export function letterAbout({ state, offers, stay }: RequestView): LetterAbout | undefined {
  const offered = offers.filter((offer) => offer.state === 'offered');
  const [first, ...others] = choicesOf(offered).map((choice) => ({
    ...choice,
    of: offered.filter((one) => choicesOf([choice, one]).length === 1).map(({ id }) => id),
  }));
  if (state === 'offered' && first) return { isOffer: true, nights: [first, ...others] };
  if (state === 'booked' && stay) return { isOffer: false, nights: [{ ...stay, of: [stay.id], expires: null }] };
  return undefined;
}

/** What families are told of the unit; null is what nobody has said, and then it stands in no letter. */
interface Told {
  telephone: string | null;
  /** The usual times, `HH:MM` by the unit's clocks. */
  arriveAt: string | null;
  leaveAt: string | null;
}

/**
 * The letter to the family, in both ways of writing it. It names nobody but the young person, their worker and the unit, and
 * says what was signed that is done for them: a family knows the plan before it says yes.
 */
export function letterPage(
  request: OpenedRequest,
  { isOffer, nights }: LetterAbout,
  told: Told,
  now: Date,
  decisions: Parameters<typeof planOf>[0],
) {
  const { unit, youngPerson } = request;
  const { firstName, keyWorker } = youngPerson;
  const said = saidBefore(request);
  const options = nights.map((one) => ({
    ...optionLine(one, unit.zone),
    plan: planOf(decisions, one.of).map(({ what, who }) => ({ what: what.replace(/[.\s]+$/, ''), who })),
  }));
  const [{ until }] = options as [(typeof options)[number]];
  // Each with its own end only where they differ: one date is easier to keep in mind.
  const oneEnd = options.every((option) => option.until === until);
  return {
    path: `/requests/${request.pathId}/letter`,
    requestPath: `/requests/${request.pathId}`,
    firstName,
    keyWorker: keyWorker.name,
    unit: unit.name,
    told,
    isOffer,
    written: sayDate(dateIn(now, unit.zone)),
    options,
    hasPlan: options.some(({ plan }) => plan.length > 0),
    ...said,
    until: oneEnd ? until : null,
    easy: easyLines(options, {
      ...{
        isOffer,
        unit: unit.name,
        keyWorker: keyWorker.name,
        until: oneEnd ? until : null,
        wishes: said.wishes,
        told,
      },
    }),
  };
}

/**
 * What they said when the break was asked for. What the family said of brothers and sisters together stands in the letter
 * of none of them; what each of these says themself is theirs.
 */
function saidBefore({ parts, youngPerson, wishes, familyWishes }: OpenedRequest) {
  const isAlone = parts.every((part) => part.youngPerson.id === youngPerson.id);
  return { wishes, familyWishes: isAlone ? familyWishes : '' };
}

interface OptionLine {
  /** What is done so that it goes well, and who does it. */
  plan: Mitigation[];
  arrival: string;
  departure: string;
  arrivalDay: string;
  departureDay: string;
  nights: string;
  until: string | null;
}

function optionLine({ arrival, departure, expires }: Written, zone: string): Omit<OptionLine, 'plan'> {
  const due = deadline(expires, zone);
  return {
    ...{ arrival: sayDate(arrival), departure: sayDate(departure) },
    ...{ arrivalDay: sayDay(arrival), departureDay: sayDay(departure) },
    nights: nightsText(daysBetween(arrival, departure)),
    until: due && `${due.time ? `${due.time} on ` : 'the end of '}${sayDay(due.day)}`,
  };
}

function easyLines(
  options: readonly OptionLine[],
  {
    isOffer,
    unit,
    keyWorker,
    until,
    wishes,
    told,
  }: { isOffer: boolean; unit: string; keyWorker: string; until: string | null; wishes: string; told: Told },
): EasyLine[] {
  const several = options.length > 1;
  const would = isOffer ? 'would' : 'will';
  return [
    { picture: 'home', text: `You ${isOffer ? 'can have' : 'are going to have'} a short break at ${unit}.` },
    ...(wishes ? ([{ picture: 'talk', text: `You told us: “${wishes}”` }] as const) : []),
    ...(several ? ([{ picture: 'question', text: `You can choose one of ${options.length}.` }] as const) : []),
    ...options.flatMap(({ arrivalDay, departureDay, nights, until: by, plan }, place): EasyLine[] => [
      {
        picture: 'calendar',
        text: `${several ? `Choice ${place + 1}: you` : 'You'} ${would} come on ${arrivalDay}${at(told.arriveAt)}.`,
      },
      { picture: 'moon', text: `You ${would} sleep there for ${nights}.` },
      { picture: 'calendar', text: `You ${would} go home on ${departureDay}${at(told.leaveAt)}.` },
      ...plan.map(({ what, who }): EasyLine => ({ picture: 'plan', text: `The plan: ${what}. Who does it: ${who}.` })),
      ...(several && !until ? ([{ picture: 'talk', text: `Please tell ${keyWorker} before ${by}.` }] as const) : []),
    ]),
    ...(isOffer
      ? ([
          { picture: 'question', text: several ? 'You can also say no to all of them.' : 'You can say yes or no.' },
          ...(until ? ([{ picture: 'talk', text: `Please tell ${keyWorker} before ${until}.` }] as const) : []),
        ] as const)
      : ([{ picture: 'bag', text: 'Bring your clothes, your medicines and things that you like.' }] as const)),
    { picture: 'talk', text: `You can ask ${keyWorker} anything.` },
    ...(told.telephone ? ([{ picture: 'telephone', text: `You can ring ${unit}: ${told.telephone}` }] as const) : []),
  ];
}

const at = (time: string | null): string => (time ? `, at about ${time}` : '');
