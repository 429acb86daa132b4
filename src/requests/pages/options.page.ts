import { addDays, ageOn, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate, sayStay } from '../../kernel/say-date.js';
import type { Option, Unavailable } from '../domain/options.js';
import { availability } from '../domain/workflow.js';
import type { OptionsView } from '../options.service.js';
import { listLink } from './list.page.js';
import { personFacts } from './words.page.js';

/** Options shown before "show all", arrivals on one strip, and refusals before "show more". */
const FIRST = 10;
const STRIP = 28;

/** Somebody who would be there, and for which of the nights. */
export interface Company {
  name: string;
  nights: string;
  held: boolean;
}

export interface OptionCard extends Nights {
  id: string;
  bed: string;
  otherBeds: string[];
  company: Company[];
  weekdays: 'wished' | 'other' | 'any';
  chosen: boolean;
  href: string;
}

export interface StripDay {
  arrival: PlainDate;
  /** 'Sat 19', and the month, which is seen where a month or the strip begins. */
  day: string;
  month: string;
  showsMonth: boolean;
  free: boolean;
  why: string;
  href: string;
  chosen: boolean;
}

interface Chosen {
  arrival?: string | undefined;
  all?: boolean;
}

/** The page on which unit staff look for nights: a strip of arrivals, the options, what does not work, the facts. */
export function optionsPage(view: OptionsView, today: PlainDate, chosen: Chosen = {}) {
  const { request, house } = view;
  const path = `/requests/${request.id}/options`;
  const ahead = view.unavailable.filter(({ reasons }) => !reasons.some(({ code }) => code === 'past'));
  const cards = view.options
    .map((option) => card(option, view, chosen.arrival))
    .toSorted((a, b) => rank(a) - rank(b) || a.arrival.localeCompare(b.arrival));
  const shown = chosen.all ? cards : cards.slice(0, FIRST);
  const days = strip(view.options, ahead, path, chosen.arrival);
  const possible = availability('propose', request.state, 'unit_staff');
  const refused = ahead.find(({ arrival }) => arrival === chosen.arrival);
  return {
    cards: shown,
    count: cards.length,
    more: cards.length > shown.length ? listLink(path, { show: 'all', arrival: chosen.arrival }) : null,
    chosenRefused: refused && { ...refused, why: refused.reasons.map(({ sentence }) => sentence).join(' ') },
    strip: days.filter(({ place }) => place).map(({ day }) => day),
    earlier: days.find(({ edge }) => edge === 'earlier')?.day.href ?? null,
    later: days.find(({ edge }) => edge === 'later')?.day.href ?? null,
    unavailable: ahead.map(({ arrival, reasons }) => ({
      arrival,
      why: reasons.map(({ sentence }) => sentence).join(' '),
    })),
    ages: { youngest: house.youngest, oldest: house.oldest },
    ageThen: ageOn(request.youngPerson.dateOfBirth, cards[0]?.arrival ?? request.from),
    beds: house.beds.length,
    passed: view.unavailable.length - ahead.length,
    person: personFacts(request.youngPerson, today),
    closed: possible.available ? '' : possible.why,
  };
}

/** The arrival that was chosen comes first, then what suits the wished weekdays. */
function rank({ chosen, weekdays }: OptionCard): number {
  return chosen ? 0 : weekdays === 'other' ? 2 : 1;
}

function card(option: Option, view: OptionsView, chosen?: string): OptionCard {
  const { arrival, departure, bed, beds } = option;
  const wished = view.request.weekdays.length > 0;
  return {
    id: `nights-${arrival}`,
    arrival,
    departure,
    bed: bed.name,
    otherBeds: beds.filter(({ id }) => id !== bed.id).map(({ name }) => name),
    company: companyOf(option, option.company, view.guests),
    weekdays: wished ? (option.suitsWeekdays ? 'wished' : 'other') : 'any',
    chosen: arrival === chosen,
    href: listLink(`/requests/${view.request.id}/propose`, { arrival, departure, bed: bed.id }),
  };
}

/** Who would be there, each with the nights that are shared; a claim of somebody unseen names nobody. */
export function companyOf(
  nights: Nights,
  claims: readonly (Nights & { youngPersonId: string | null; purpose: string })[],
  guests: ReadonlyMap<string, { firstName: string; lastName: string }>,
): Company[] {
  return claims
    .filter((claim) => claim.youngPersonId !== null)
    .map((claim) => {
      const guest = guests.get(claim.youngPersonId!);
      const shared = {
        arrival: claim.arrival > nights.arrival ? claim.arrival : nights.arrival,
        departure: claim.departure < nights.departure ? claim.departure : nights.departure,
      };
      const whole = shared.arrival === nights.arrival && shared.departure === nights.departure;
      return {
        name: guest ? `${guest.firstName} ${guest.lastName}` : 'Another young person',
        nights: whole ? 'every night' : sayStay(shared),
        held: claim.purpose === 'offer',
      };
    });
}

type Placed = { day: StripDay; place: boolean; edge?: 'earlier' | 'later' };

function strip(options: Option[], unavailable: Unavailable[], path: string, chosen?: string): Placed[] {
  const free = options.map(({ arrival }) => ({ arrival, free: true, why: 'bed free' }));
  const not = unavailable.map(({ arrival, reasons }) => ({ arrival, free: false, why: SHORT[reasons[0]!.code] }));
  const all = [...free, ...not].toSorted((a, b) => a.arrival.localeCompare(b.arrival));
  const at = Math.max(
    0,
    all.findIndex(({ arrival }) => arrival === chosen),
  );
  const start = Math.floor(at / STRIP) * STRIP;
  return all.map((day, place): Placed => {
    const href = listLink(path, { arrival: day.arrival });
    const edge = place === start - STRIP ? 'earlier' : place === start + STRIP ? 'later' : undefined;
    return {
      day: { ...day, ...named(day.arrival, place === start), href, chosen: day.arrival === chosen },
      place: place >= start && place < start + STRIP,
      ...(edge && { edge }),
    };
  });
}

function named(date: PlainDate, first: boolean): Pick<StripDay, 'day' | 'month' | 'showsMonth'> {
  const [weekday = '', day = '', month = ''] = sayDate(date).split(' ');
  return { day: `${weekday.slice(0, 3)} ${day}`, month, showsMonth: first || day === '1' };
}

const SHORT: Record<Unavailable['reasons'][number]['code'], string> = {
  past: 'passed',
  horizon: 'too far ahead',
  age: 'age',
  elsewhere: 'already booked',
  kept_apart: 'kept apart',
  no_bed: 'no bed',
};

/** The nights of a proposal as the options have them: a choice of beds, or why they do not stand. */
export function proposalPage(view: OptionsView, arrival: PlainDate, bed?: string) {
  const nights = { arrival, departure: addDays(arrival, view.request.nights) };
  const option = view.options.find((one) => one.arrival === arrival);
  const refused = view.unavailable.find((one) => one.arrival === arrival);
  return {
    nights,
    beds: (option?.beds ?? []).map(({ id, name, attributes }) => ({
      value: id,
      text: name,
      attributes: attributes.map((one) => one.replaceAll('_', ' ')).join(', '),
      checked: option?.beds.some((one) => one.id === bed) ? id === bed : id === option?.bed.id,
    })),
    company: option ? companyOf(nights, option.company, view.guests) : [],
    ageThen: ageOn(view.request.youngPerson.dateOfBirth, arrival),
    ages: { youngest: view.house.youngest, oldest: view.house.oldest },
    why: refused
      ? refused.reasons.map(({ sentence }) => sentence).join(' ')
      : option
        ? ''
        : 'These nights are not within the dates asked for.',
  };
}
