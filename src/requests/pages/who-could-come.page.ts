import type { Guest } from '../../calendar/calendar.service.js';
import { addDays, nightsOf, weekdayOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { FieldErrors } from '../../web/forms.js';
import type { Page } from '../../web/paging.js';
import { readDate } from '../../web/read-date.js';
import { sayNights } from '../../kernel/say-date.js';
import { sayTurn, type TurnAsk } from '../domain/turn.js';
import { COULD, type Could } from '../domain/who-could-come.js';
import type { WhoCouldComeAnswer } from '../dto/who-could-come.answer.js';
import type { Placed, WhoCouldCome } from '../look-at-everybody.js';
import { enquiryJson, sayAnswer, sayAsked } from './enquiry.page.js';
import { fitJson, namedFit } from './fit.page.js';
import { groupPath } from './group.page.js';
import { listLink } from './list.page.js';
import { needsMoves, sayMove } from './moves.page.js';
import { moveJson, obstacleJson } from './options.json.js';
import { personFacts } from './words.page.js';

export const COULD_TEXT: Record<Could, string> = {
  fits: 'They fit',
  with_a_plan: 'With a plan',
  not_assessed: 'Not assessed yet',
  not_these_nights: 'Not these nights',
};

const ORDER =
  'They stand in the order of whose turn it is: need, time since the last break, nights left, an open request, notice. How easy somebody is to look after plays no part. It is advice: you decide whom to ask.';
const MEANS: Record<Could, string> = {
  fits: `They fit with those who will be there, and a bed can be had. ${ORDER}`,
  with_a_plan: `They fit if something is done about it, which stands beside each. ${ORDER}`,
  not_assessed: `A bed can be had, and nobody can say yet how they fit. Whose move it is stands beside each. ${ORDER}`,
  not_these_nights: 'It cannot be these nights, for the reasons beside each. They stand by name, in no other order.',
};
const NOBODY: Record<Could, string> = {
  fits: 'Nobody fits as things are. Look at those who fit with a plan, and at those who are not assessed yet.',
  with_a_plan: 'Nobody needs a plan for these nights.',
  not_assessed: 'Everybody who could have a bed is assessed.',
  not_these_nights: 'There is nobody for whom it cannot be these nights.',
};

export const whoCouldComePath = (unitId: string): string => `/units/${unitId}/who-could-come`;

/** The coming weekend, from Friday to Sunday: those are the nights that families ask for. @example weekendFrom('2027-05-12'); // { arrival: '2027-05-14', departure: '2027-05-16' } */
export function weekendFrom(today: PlainDate): Nights {
  const friday = addDays(today, (5 - weekdayOf(today) + 7) % 7);
  return { arrival: friday, departure: addDays(friday, 2) };
}

/**
 * The nights as they were typed, or what is wrong with them. Of a first night alone it is that night; without any, `usual`.
 *
 * @example readNights({ from: '14/5/2027' }, usual); // { nights: { arrival: '2027-05-14', departure: '2027-05-15' } }
 */
export function readNights(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  usual: Nights,
): { nights: Nights } | { errors: FieldErrors } {
  if (!from && !to) return { nights: usual };
  const [arrival, departure] = [readDate('The first night', from ?? ''), readDate('The day they leave', to ?? '')];
  if ('date' in arrival && !to) return { nights: { arrival: arrival.date, departure: addDays(arrival.date, 1) } };
  if ('date' in arrival && 'date' in departure) return { nights: { arrival: arrival.date, departure: departure.date } };
  return {
    errors: {
      ...('sentence' in arrival && { from: arrival.sentence }),
      ...('sentence' in departure && { to: departure.sentence }),
    },
  };
}

interface Shown {
  could: Could;
  from: number;
  page: Page<Placed>;
  guests: ReadonlyMap<string, Guest>;
}

/** Everything that the page says: how many there are of each kind, and those of one of them. */
export function whoCouldComePage(view: WhoCouldCome, { could, from, page, guests }: Shown, looksOn = false) {
  const { unit, nights, all, today, unknown, against } = view;
  const dates = { from: nights.arrival, to: nights.departure };
  const path = whoCouldComePath(unit.id);
  return {
    unit,
    nights,
    could,
    against: against.map(({ sentence }) => sentence).join(' '),
    staffing: against.some(({ code }) => code === 'staffing') ? `/staffing?unit=${unit.id}` : '',
    tabs: COULD.map((one) => ({
      text: `${COULD_TEXT[one]} (${all[one].length})`,
      href: listLink(path, { ...dates, show: one }),
      active: one === could,
    })),
    heading: COULD_TEXT[could],
    means: page.items.length > 0 ? MEANS[could] : NOBODY[could],
    people: page.items.map((one, place) => personShown(one, from + place + 1, { view, could, guests, today, looksOn })),
    first: from > 0 ? listLink(path, { ...dates, show: could }) : '',
    next: page.next ? listLink(path, { ...dates, show: could, cursor: page.next }) : '',
    unknown: sayUnknown(unknown),
  };
}

interface Setting {
  view: WhoCouldCome;
  could: Could;
  guests: ReadonlyMap<string, Guest>;
  today: PlainDate;
  looksOn: boolean;
}

function personShown(placed: Placed, place: number, { view, could, guests, today, looksOn }: Setting) {
  const { person, facts, obstacles, enquiries } = placed;
  const option = placed.option();
  const named = { youngPerson: person, guests, beds: view.house.beds };
  const fit = option && namedFit(option.fit, view.compared, named);
  const moves = option?.moves ?? [];
  return {
    person: personFacts(person, today),
    href: `/young-people/${person.id}`,
    place: could === 'not_these_nights' ? null : place,
    turn: could === 'not_these_nights' ? [] : sayTurn(facts, askOf(view)),
    fit: fit ?? null,
    group: fit ? groupPath(view.unit.id, view.nights, person.id) : '',
    bed: option && moves.length === 0 ? `${option.bed.name} is free.` : '',
    needs: option ? needsMoves(moves.length) : '',
    moves: moves.map((move) => sayMove(move, guests, 'moves ')),
    why:
      could === 'not_these_nights' && fit
        ? fit.reasons.map(({ text }) => `${text}.`)
        : obstacles.map(({ sentence }) => sentence),
    /** What a plan has to deal with. */
    plan: could === 'with_a_plan' && fit ? fit.reasons.map(({ text }) => text) : [],
    mayBeOverruled: obstacles.length > 0 && obstacles.every(({ mayBeOverruled }) => mayBeOverruled),
    asked: enquiries.map((one) => `${sayNights(nightsOf(one))}: ${sayAsked(one)} ${sayAnswer(one)}`),
    mayAsk: !looksOn && could !== 'not_these_nights' && !person.request && enquiries.length === 0,
    request: person.request && {
      number: person.request.number,
      href: listLink(`/requests/${person.request.id}/options`, { arrival: view.nights.arrival }),
    },
  };
}

const askOf = ({ nights, today }: WhoCouldCome): TurnAsk => ({ arrival: nights.arrival, today });

function sayUnknown(count: number): string {
  if (count === 0) return '';
  const who = count === 1 ? '1 young person of the council is' : `${count} young people of the council are`;
  return `${who} not known to this unit, so they are not here. Their key workers see in the calendar that a bed is free.`;
}

/** The same as the API answers it. */
export function whoCouldComeJson(view: WhoCouldCome, { could, from, page, guests }: Shown): WhoCouldComeAnswer {
  const { unit, nights, all, house, compared, unknown, against } = view;
  const isNot = could === 'not_these_nights';
  return {
    ...{ unit, arrival: nights.arrival, departure: nights.departure, show: could },
    counts: {
      fits: all.fits.length,
      with_a_plan: all.with_a_plan.length,
      not_assessed: all.not_assessed.length,
      not_these_nights: all.not_these_nights.length,
    },
    against: against.map(obstacleJson),
    unknownToUnit: unknown,
    items: page.items.map(({ person, facts, obstacles, ...placed }, place) => {
      const option = placed.option();
      const { id, firstName, lastName, dateOfBirth, caseNumber, keyWorker, request } = person;
      return {
        youngPerson: { id, firstName, lastName, dateOfBirth, caseNumber, keyWorker },
        could,
        place: isNot ? null : from + place + 1,
        turn: isNot ? [] : sayTurn(facts, askOf(view)),
        bed: option ? { id: option.bed.id, name: option.bed.name } : null,
        moves: (option?.moves ?? []).map((move) => moveJson(move, guests)),
        compatibility: option ? fitJson(option.fit, compared, { youngPerson: person, guests, beds: house.beds }) : null,
        reasons: obstacles.map(obstacleJson),
        request: request && { id: request.id, number: request.number },
        enquiries: placed.enquiries.map(enquiryJson),
      };
    }),
    next: page.next,
  };
}
