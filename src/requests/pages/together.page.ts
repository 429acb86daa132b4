import { addDays, ageOn, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import { staySpan } from '../../web/filters.js';
import type { OptionForAll } from '../domain/options-together.js';
import { availability } from '../domain/workflow.js';
import { agreedAs } from '../domain/make-room.js';
import { eighteenDays } from '../../stays/domain/short-break-limits.js';
import type { TogetherView } from '../options-together.service.js';
import { allocationLines } from './allocation.page.js';
import { listLink } from './list.page.js';
import { needsMoves, sayMove } from './moves.page.js';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { namedFit, shortFit, type FitText } from './fit.page.js';
import { companyOf } from './company.page.js';
import { calendarOf, compareCards, FIRST, limitsText, refusal } from './options.page.js';
import { strip } from './strip.page.js';
import { personFacts } from './words.page.js';

/** The page on which unit staff look for nights on which all brothers and sisters of a request get a bed. */
export function togetherPage(
  view: TogetherView,
  today: PlainDate,
  chosen: { arrival?: string; all?: boolean } = {},
  signs = false,
) {
  const { request, parts, house } = view;
  const path = `/requests/${request.id}/together`;
  const ahead = view.unavailable.filter(({ reasons }) => !reasons.some(({ code }) => code === 'past'));
  const cards = view.options.map((option) => card(option, view, chosen.arrival)).toSorted(compareCards);
  const shown = chosen.all ? cards : cards.slice(0, FIRST);
  const goOver = (arrival: PlainDate) => listLink(`${path}/propose`, { arrival });
  const refused = ahead.map((one) => refusal(one, goOver(one.arrival), signs));
  const arrival = cards[0]?.arrival ?? request.from;
  return {
    cards: shown,
    count: cards.length,
    more: cards.length > shown.length ? listLink(path, { show: 'all', arrival: chosen.arrival }) : null,
    held: parts.flatMap((part) =>
      part.offers.map((offer) => `${part.youngPerson.firstName}: ${staySpan(offer)}, ${offer.bed.name}`),
    ),
    chosenRefused: refused.find((one) => one.arrival === chosen.arrival),
    ...strip(
      view.options.map((option) => ({ ...option, advice: shortFit(gravestOf(option, view)) })),
      ahead,
      path,
      chosen.arrival,
    ),
    unavailable: refused,
    passed: view.unavailable.length - ahead.length,
    limits: limitsText(ahead),
    days: eighteenDays({ arrival: request.from, departure: addDays(request.from, parts[0]!.nights) }) ?? '',
    ages: { youngest: house.youngest, oldest: house.oldest },
    people: people(view, today, { arrival, from: parts[0]!.from, to: parts[0]!.to }),
    closed: whyClosed(parts),
  };
}

/** The nights of a proposal for all of them as the options have them, or why they do not stand. */
export function togetherProposal(view: TogetherView, today: PlainDate, arrival: PlainDate, signs = false) {
  const nights = { arrival, departure: addDays(arrival, view.parts[0]!.nights) };
  const refused = view.unavailable.find((one) => one.arrival === arrival);
  const goneOver = signs ? refused?.ifOverruled : undefined;
  const option = view.options.find((one) => one.arrival === arrival) ?? goneOver;
  const reasons = refused?.reasons.map(({ sentence }) => sentence).join(' ') ?? '';
  return {
    nights,
    people: people(view, today, { arrival, from: nights.arrival, to: nights.departure }, option),
    company: option ? companyOf(nights, option.company, view.guests) : [],
    free: option ? howFree(option) : '',
    fits: option ? fitOfEach(option, view) : [],
    moves: (option?.moves ?? []).map((move) => sayMove(move, view.guests, 'moves ')),
    agreed: (option?.moves ?? []).map(agreedAs).join(' '),
    ages: { youngest: view.house.youngest, oldest: view.house.oldest },
    days: eighteenDays(nights) ?? '',
    goesOver: goneOver ? reasons : '',
    why: option ? '' : reasons || `Arriving on ${sayDate(arrival)} is not within the dates asked for.`,
  };
}

/** Why no nights can be held for all of them now, of whom it is; empty where they can be. */
function whyClosed(parts: TogetherView['parts']): string {
  for (const { state, youngPerson } of parts) {
    const answer = availability('propose', state, 'unit_staff');
    if (!answer.available) return `${youngPerson.firstName}: ${answer.why}`;
  }
  return '';
}

function people(
  { parts, allocations }: TogetherView,
  today: PlainDate,
  { arrival, from, to }: { arrival: PlainDate; from: PlainDate; to: PlainDate },
  option?: OptionForAll,
) {
  const each = parts.map((part, place) => ({
    ...personFacts(part.youngPerson, today),
    ageThen: ageOn(part.youngPerson.dateOfBirth, arrival),
    granted: allocationLines(allocations[place]!, from, to),
    bed: option?.beds[place]!.name,
    alone: `/requests/${part.partId}/options`,
  }));
  return {
    each,
    names: sayList(each.map(({ firstName }) => firstName)),
    fullNames: sayList(each.map(({ name }) => name)),
  };
}

function card(option: OptionForAll, view: TogetherView, chosen?: string) {
  const { arrival, departure } = option;
  const [first] = view.parts;
  const wished = first!.weekdays.length > 0;
  const fits = fitOfEach(option, view);
  const suits: 'wished' | 'other' = option.suitsWeekdays ? 'wished' : 'other';
  return {
    id: `nights-${arrival}`,
    arrival,
    departure,
    beds: fits,
    fit: { verdict: gravestOf(option, view).verdict },
    free: howFree(option),
    moves: option.moves.map((move) => sayMove(move, view.guests)),
    needs: needsMoves(option.moves.length),
    ...calendarOf(option, option.beds, view.house.claims),
    company: companyOf(option, option.company, view.guests),
    weekdays: wished ? suits : ('any' as const),
    chosen: arrival === chosen,
    href: listLink(`/requests/${view.request.id}/together/propose`, { arrival }),
  };
}

/** Of each, their bed and how they would fit in it. */
function fitOfEach(option: OptionForAll, { parts, fits, guests, house }: TogetherView): (FitText & { bed: string })[] {
  const named = new Map<string, { firstName: string; lastName: string }>(guests);
  for (const { youngPerson } of parts) named.set(youngPerson.id, youngPerson);
  return fits.of(option).map((fit, place) => {
    const { youngPerson } = parts[place]!;
    const bed = `${youngPerson.firstName}: ${option.beds[place]!.name}`;
    return { bed, ...namedFit(fit, fits.known, { youngPerson, guests: named, beds: house.beds }) };
  });
}

/** The gravest of what is advised for them: nights are as good as they are for the one whom they suit least. */
const gravestOf = (option: OptionForAll, { fits }: TogetherView) =>
  fits
    .of(option)
    .map(({ compatibility }) => compatibility)
    .toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) || a.score - b.score)[0]!;

/** How the beds can be had, before anything is said of matching. */
function howFree({ beds, moves }: OptionForAll): string {
  const count = beds.length === 1 ? '1 bed' : `${beds.length} beds`;
  if (moves.length === 0) return `${count} free`;
  return `${count} after ${moves.length} ${moves.length === 1 ? 'move' : 'moves'}`;
}
