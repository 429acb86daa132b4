import { addDays, ageOn, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { staySpan } from '../../web/filters.js';
import { bedsBrokenUp, type Unavailable } from '../domain/options.js';
import { availability } from '../domain/workflow.js';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { fitInBed, type FittedOption } from '../domain/fit.js';
import type { OptionsView } from '../options.service.js';
import { agreedAs } from '../domain/make-room.js';
import { eighteenDays, LONGEST_PLANNED_STAY, MOST_DAYS } from '../../stays/domain/short-break-limits.js';
import { allocationLines } from './allocation.page.js';
import { companyOf, type Company } from './company.page.js';
import { namedFit, shortFit, type FitText } from './fit.page.js';
import { groupPath } from './group.page.js';
import { listLink } from './list.page.js';
import { optionValue } from './option-value.js';
import { howFree, needsMoves, sayMove } from './moves.page.js';
import { strip } from './strip.page.js';
import { personFacts } from './words.page.js';

/** Options shown before "show all". */
export const FIRST = 10;

export interface OptionCard extends Nights {
  id: string;
  bed: string;
  otherBeds: string[];
  /** 'Bed 1 free', or after how many moves. */
  free: string;
  fit: FitText;
  /** Booked stays that change beds, each in a line; and how many, in words. */
  moves: string[];
  needs: string;
  /** How many beds would have their free nights broken up; and in words where none would. */
  breaksUp: number;
  leavesWhole: string;
  company: Company[];
  weekdays: 'wished' | 'other' | 'any';
  chosen: boolean;
  href: string;
  /** The whole group on these nights, as if they came. */
  group: string;
  /** On the check box that holds it beside others; empty where it takes moves, which are agreed to one by one. */
  value: string;
}

/** What the order of the options is made of. */
type Ranked = Pick<OptionCard, 'chosen' | 'weekdays' | 'arrival'> & {
  moves: readonly unknown[];
  /** How many beds would have their free nights broken up. */
  breaksUp?: number;
  fit?: Pick<FitText, 'verdict'>;
};

interface Chosen {
  /** The day and the bed that were chosen, on the strip or on the calendar. */
  arrival?: string | undefined;
  bed?: string | undefined;
  all?: boolean;
}

/** The page on which unit staff look for nights: a strip of arrivals, the options, what does not work, the facts. */
export function optionsPage(view: OptionsView, today: PlainDate, chosen: Chosen = {}, signs = false) {
  const { request, house } = view;
  const path = `/requests/${request.pathId}/options`;
  const ahead = view.unavailable.filter(({ reasons }) => !reasons.some(({ code }) => code === 'past'));
  const cards = view.options.map((option) => cardOf(option, view, chosen)).toSorted(compareCards);
  const shown = chosen.all ? cards : cards.slice(0, FIRST);
  const possible = availability('propose', request.state, 'unit_staff');
  const goOver = ({ arrival, departure, ifOverruled }: Unavailable) =>
    ifOverruled ? listLink(`/requests/${request.pathId}/propose`, { arrival, departure, bed: ifOverruled.bed.id }) : '';
  const refused = ahead.find(({ arrival }) => arrival === chosen.arrival);
  return {
    cards: shown,
    /** With fewer than two there is nothing to choose between. */
    canHoldSeveral: shown.filter(({ value }) => value).length > 1,
    compare: cards.length > 1 ? `/requests/${request.pathId}/compare` : '',
    held: request.offers.map((offer) => `${staySpan(offer)}, ${offer.bed.name}`),
    count: cards.length,
    more: cards.length > shown.length ? listLink(path, { show: 'all', arrival: chosen.arrival }) : null,
    chosenOutside: outside(view, chosen.arrival),
    chosenRefused: refused && refusal(refused, goOver(refused), signs),
    ...strip(
      view.options.map((option) => ({ ...option, advice: shortFit(option.fit.compatibility) })),
      ahead,
      path,
      chosen.arrival,
    ),
    unavailable: ahead.map((one) => refusal(one, goOver(one), signs)),
    ages: { youngest: house.youngest, oldest: house.oldest },
    ageThen: ageOn(request.youngPerson.dateOfBirth, cards[0]?.arrival ?? request.from),
    beds: house.beds.length,
    granted: allocationLines(view.allocations, request.from, request.to),
    limits: limitsText(ahead),
    days: eighteenDays({ arrival: request.from, departure: addDays(request.from, request.nights) }) ?? '',
    passed: view.unavailable.length - ahead.length,
    person: personFacts(request.youngPerson, today),
    closed: possible.available ? '' : possible.why,
  };
}

/** Nights that do not work: why, and where a manager who may sign goes over it; others are told that one can. */
export function refusal(
  {
    arrival,
    departure,
    reasons,
    ifOverruled,
  }: Pick<Unavailable, 'arrival' | 'departure' | 'reasons'> & { ifOverruled?: object },
  goOver: string,
  signs: boolean,
) {
  return {
    arrival,
    departure,
    why: reasons.map(({ sentence }) => sentence).join(' '),
    goOver: signs && ifOverruled ? goOver : null,
    askManager: !signs && ifOverruled !== undefined,
  };
}

/** How the dates stand to the limits of the law, in a line. */
export function limitsText(ahead: readonly Pick<Unavailable, 'reasons'>[]): string {
  const reached = ahead.filter(({ reasons }) => reasons.some(({ code }) => code === 'limit')).length;
  const which = `${LONGEST_PLANNED_STAY} nights in a row, ${MOST_DAYS} days in twelve months`;
  if (reached === 0) return `${which}: kept on every date.`;
  return `${which}: reached on ${reached} of the dates below.`;
}

/**
 * The arrival that was chosen comes first, then what is safe; of those what suits the weekdays, and of these what takes the
 * fewest moves, and then what breaks the free nights up least: a move is made in a moment, and nights that do not suit help
 * the family little. Among what is equally safe no score counts: the best nights are those that the family wished for, not
 * those with the easiest company.
 */
export function compareCards(a: Ranked, b: Ranked): number {
  const rank = ({ weekdays }: Ranked) => (weekdays === 'other' ? 1 : 0);
  const risk = ({ fit }: Ranked) => (fit ? VERDICTS.indexOf(fit.verdict) : 0);
  return (
    Number(b.chosen) - Number(a.chosen) ||
    risk(a) - risk(b) ||
    rank(a) - rank(b) ||
    a.moves.length - b.moves.length ||
    (a.breaksUp ?? 0) - (b.breaksUp ?? 0) ||
    a.arrival.localeCompare(b.arrival)
  );
}

/** The place of each of them in that order, from 1. */
export function placesOf(options: readonly Omit<Ranked, 'chosen'>[]): number[] {
  const ranked = options.map((option, at) => ({ ...option, chosen: false, at })).toSorted(compareCards);
  const places = new Map(ranked.map(({ at }, place) => [at, place + 1]));
  return options.map((_, at) => places.get(at)!);
}

/** An option as it stands on its card, in the bed that was chosen for its arrival if there is one. */
export function cardOf(option: FittedOption, view: OptionsView, chosen: Chosen): OptionCard {
  const { arrival, departure, beds } = option;
  const isChosen = arrival === chosen.arrival;
  const bed = (isChosen && beds.find(({ id }) => id === chosen.bed)) || option.bed;
  const wished = view.request.weekdays.length > 0;
  return {
    id: `nights-${arrival}`,
    arrival,
    departure,
    bed: bed.name,
    otherBeds: beds.filter(({ id }) => id !== bed.id).map(({ name }) => name),
    free: howFree(bed.name, option.moves.length),
    fit: fitIn(option, bed.id, view),
    moves: option.moves.map((move) => sayMove(move, view.guests)),
    needs: needsMoves(option.moves.length),
    ...calendarOf(option, [bed], view.house.claims),
    company: companyOf(option, option.company, view.guests),
    weekdays: wished ? (option.suitsWeekdays ? 'wished' : 'other') : 'any',
    chosen: isChosen,
    href: listLink(`/requests/${view.request.pathId}/propose`, { arrival, departure, bed: bed.id }),
    group: groupPath(view.request.unit.id, option, view.request.youngPerson.id),
    value: option.moves.length === 0 ? optionValue(arrival, bed.id) : '',
  };
}

/** How the calendar would be left, for the order of the options and in words. */
export function calendarOf(
  option: Parameters<typeof bedsBrokenUp>[0],
  beds: readonly { id: string }[],
  claims: OptionsView['house']['claims'],
) {
  const broken = bedsBrokenUp(option, beds, claims);
  const follows = beds.length === 1 ? 'The bed is left that day' : 'The beds are left that day';
  return { breaksUp: broken, leavesWhole: broken === 0 ? `${follows}, so no other free nights are broken up.` : '' };
}

/** How they would fit in one of the beds that can be had. */
export function fitIn(option: FittedOption, bedId: string, { request, guests, house, fits }: OptionsView): FitText {
  const fit = bedId === option.bed.id ? option.fit : fitInBed(option, bedId, fits);
  return namedFit(fit, fits.known, { youngPerson: request.youngPerson, guests, beds: house.beds });
}

/** Why the chosen day is no arrival at all: what was asked for would not fit between the dates any more. */
function outside({ request }: OptionsView, chosen?: string): string {
  if (!chosen || addDays(chosen, request.nights) <= request.to || chosen < request.from) return '';
  const nights = request.nights === 1 ? '1 night' : `${request.nights} nights`;
  return `An arrival on ${sayDate(chosen)} is too late: ${nights} would end after ${sayDate(request.to)}, the latest departure asked for.`;
}

/** The nights of a proposal as the options have them: a choice of beds, or why they do not stand. */
export function proposalPage(view: OptionsView, arrival: PlainDate, bed?: string, signs = false) {
  const nights = { arrival, departure: addDays(arrival, view.request.nights) };
  const refused = view.unavailable.find((one) => one.arrival === arrival);
  const goneOver = signs ? refused?.ifOverruled : undefined;
  const option = view.options.find((one) => one.arrival === arrival) ?? goneOver;
  const reasons = refused?.reasons.map(({ sentence }) => sentence).join(' ') ?? '';
  return {
    nights,
    beds: (option?.beds ?? []).map(({ id, name, attributes }) => ({
      value: id,
      text: name,
      attributes: attributes.map((one) => one.replaceAll('_', ' ')).join(', '),
      checked: option?.beds.some((one) => one.id === bed) ? id === bed : id === option?.bed.id,
    })),
    company: option ? companyOf(nights, option.company, view.guests) : [],
    free: option ? howFree(option.beds.length > 1 ? 'Bed' : option.bed.name, option.moves.length) : '',
    fits: (option?.beds ?? []).map((one) => ({ bed: one.name, ...fitIn(option!, one.id, view) })),
    moves: (option?.moves ?? []).map((move) => sayMove(move, view.guests, 'moves ')),
    agreed: (option?.moves ?? []).map(agreedAs).join(' '),
    ageThen: ageOn(view.request.youngPerson.dateOfBirth, arrival),
    ages: { youngest: view.house.youngest, oldest: view.house.oldest },
    granted: allocationLines(view.allocations, nights.arrival, nights.departure),
    days: eighteenDays(nights) ?? '',
    /** What a manager would go over with these nights. */
    goesOver: goneOver ? reasons : '',
    why: option ? '' : reasons || 'These nights are not within the dates asked for.',
  };
}
