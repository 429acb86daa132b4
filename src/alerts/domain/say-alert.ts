import { VERDICT_TEXT } from '../../matching/domain/verdicts.js';
import { sayCount, sayList } from '../../kernel/say-words.js';
import type { PlainDate } from '../../kernel/nights.js';
import { sayDate, sayDay, sayInstant } from '../../kernel/say-date.js';
import { READY_TITLE, type ReadyItem } from '../../stays/domain/readiness.js';
import type { AlertKind } from './alert-kinds.js';
import {
  asking,
  begins,
  isOrWas,
  lower,
  more,
  nights,
  ofPerson,
  stay,
  upper,
  whoCouldCome,
  type AlertNames,
  type AlertText,
  type Said,
  type Words,
} from './alert-phrases.js';
import { KIND_COMES, KIND_NAME } from './alert-words.js';
import type { Moment } from './conditions/moment.js';
import { sayBedBack } from './say-bed-back.js';
import { sayLowOccupancy } from './say-low-occupancy.js';
import { sayRecord } from './say-record.js';

/**
 * An alert in plain words, for a reader who may not know the names as well; in general ones where a figure is missing, as of
 * an alert that an older version of the service wrote down. It is true at the moment at which it is read: on the day that it
 * is about, and after it, it says so. What keeping somebody safe costs in nights is no part of any of them.
 *
 * @example sayAlert({ kind: 'empty_bed_soon', unit, about: {}, figures: { night: '2027-03-12', empty: 1, … } }, {}, before).title; // '1 bed is empty on Friday 12 March'
 */
export function sayAlert(
  { kind, unit, about, figures, isOver = false }: Said,
  names: AlertNames,
  { now, today, tonight }: Pick<Moment, 'now' | 'today' | 'tonight'>,
): AlertText {
  const { youngPerson } = names;
  if (NEEDED[kind].some((name) => !figures[name])) return inGeneral({ kind, unit, about }, names);
  const text = (name: string) => String(figures[name] ?? '');
  const called = (date: PlainDate, is: PlainDate, word: string) =>
    date === is ? `${word} (${sayDay(date)})` : `on ${sayDay(date)}`;
  return SAY[kind]({
    ...{ They: youngPerson ?? 'A young person', them: youngPerson ?? 'a young person', names, unit, about },
    text,
    number: (name) => Number(figures[name] ?? 0),
    is: (name) => figures[name] === 'yes',
    isPast: (name) => text(name) < today,
    isGone: (name) => new Date(text(name)) <= now,
    day: (name) => called(text(name), today, 'today'),
    night: (name) => called(text(name), tonight, 'tonight'),
    ...{ isOver, today, tonight },
  });
}

/** Without which there is no sentence of a kind. */
const NEEDED: Record<AlertKind, readonly string[]> = {
  arrival_incomplete: ['arrival'],
  request_late: ['due'],
  offer_about_to_lapse: ['arrival', 'departure', 'expires'],
  bed_back: ['bed', 'arrival', 'departure'],
  group_changed: ['arrival', 'departure'],
  new_information: [],
  waiting_would_fit: ['arrival', 'departure'],
  empty_bed_soon: ['night'],
  low_occupancy: ['days'],
  record_about_to_expire: ['record', 'expires', 'arrival'],
  allocation_unused: ['lastDay'],
  closure_meets_demand: ['first', 'last'],
  staff_short: ['week', 'first'],
  reserve_about_to_go: ['bed', 'night', 'releaseAt'],
};

function inGeneral({ kind, unit, about }: Omit<Said, 'figures'>, { youngPerson }: AlertNames): AlertText {
  const said = { title: `${KIND_NAME[kind]}${youngPerson ? `: ${youngPerson}` : ''}`, why: KIND_COMES[kind] };
  if (about.stayId)
    return { ...said, what: 'Look at the stay.', href: `/stays/${about.stayId}`, linkText: 'Open the stay' };
  if (about.partId)
    return { ...said, what: 'Look at the request.', href: `/requests/${about.partId}`, linkText: 'Open the request' };
  const href = `/calendar?unit=${unit.id}`;
  return { ...said, what: 'Look at the calendar of the unit.', href, linkText: 'Open the calendar' };
}

const SAY: Record<AlertKind, (words: Words) => AlertText> = {
  arrival_incomplete: ({ They, about, text, number, day, isPast }) => ({
    title: isPast('arrival')
      ? `${They} was to arrive ${day('arrival')} and something is missing`
      : `${They} arrives ${day('arrival')} and something is missing`,
    why: `${upper(things(number('open')))} on the checklist ${number('open') === 1 ? 'is' : 'are'} open: ${missing(text('items'), number('own'))}.`,
    what: isPast('arrival')
      ? 'Record whether they arrived. Get what is missing, and record it on the checklist.'
      : 'Get what is missing before they arrive, and record it on the checklist.',
    href: `/stays/${about.stayId}/checklist`,
    linkText: 'Open the checklist',
  }),
  request_late: ({ They, unit, about, text, isGone }) => ({
    title: isGone('due') ? `A request for ${lower(They)} is late` : `A request for ${lower(They)} needs an answer soon`,
    why: `${OWED[text('state')] ?? 'A step is owed'}. It ${isGone('due') ? 'was' : 'is'} due by ${at(text('due'), unit)}.`,
    what: 'Open the request and take the next step, or ask whose move it is.',
    href: `/requests/${about.partId}`,
    linkText: 'Open the request',
  }),
  offer_about_to_lapse: ({ They, unit, about, text, isGone }) => ({
    title: isGone('expires') ? `An offer for ${lower(They)} has run out` : `An offer for ${lower(They)} runs out soon`,
    why: isGone('expires')
      ? `Nights of ${stay(text)} were held for the family until ${at(text('expires'), unit)}.`
      : `Nights of ${stay(text)} are held for the family until ${at(text('expires'), unit)}, and nobody has recorded an answer.`,
    what: isGone('expires')
      ? 'Look at what became of the request.'
      : 'Ask the family and record what they say. If they need time, the unit can hold the bed for longer.',
    href: `/requests/${about.partId}`,
    linkText: 'Open the request',
  }),
  bed_back: (words) => sayBedBack(words),
  group_changed: ({ They, about, text, is, today }) => ({
    title: is('refused')
      ? `It was decided that ${lower(They)} cannot be there, and the ${about.stayId ? 'stay' : 'offer'} still stands`
      : `Who ${whenThere(text, today)} there with ${lower(They)} has changed since it was decided`,
    why: `${changed(text('changes'), is('refused'))} The nights ${text('departure') < today ? 'were' : 'are'} ${stay(text)}.`,
    what: 'Look at the decision again: say that it still holds, or change the nights.',
    href: about.stayId ? `/stays/${about.stayId}/look-again` : `/offers/${about.offerId}/look-again`,
    linkText: 'Look at it again',
  }),
  new_information: ({ They, about, text, number, is, day, today }) => ({
    title: `Something new is known about ${lower(They)}`,
    why: `${news(number('reports'), is('assessment'))} They, or somebody they would be with, have a stay${text('arrival') ? ` that ${begins(text('arrival'), today)} ${day('arrival')}` : ''}.`,
    what: 'Read it, and say whether anything changes for those who stay or are booked.',
    href: is('assessment') && number('reports') === 0 ? ofPerson(about, 'assessment') : ofPerson(about, 'information'),
    linkText: 'Read what is new',
  }),
  waiting_would_fit: ({ They, about, text, number, is, isPast }) => ({
    title: `There ${isPast('arrival') ? 'were' : 'are'} nights for ${lower(They)}, who is on the waiting list`,
    why: `A bed ${isPast('arrival') ? 'was' : 'is'} free on ${stay(text)}${number('options') > 1 ? ` and from ${more(number('options') - 1, 'other day')}` : ''}, within the dates asked for. The advice ${isPast('arrival') ? 'was' : 'is'} “${VERDICT_TEXT[is('plan') ? 'only_with_mitigation' : 'suitable']}”.`,
    what: 'Look at the options and propose nights. A manager decides.',
    href: `/requests/${about.partId}/options`,
    linkText: 'See the options',
  }),
  empty_bed_soon: ({ unit, text, number, night, tonight }) => {
    const [gone, empty] = [text('night') < tonight, number('empty')];
    return {
      title: `${upper(more(empty, 'bed'))} ${isOrWas(gone, empty)} empty ${night('night')}`,
      why: `${upper(sayCount(empty))} of ${number('available')} beds that can be used ${isOrWas(gone, empty)} free that night${besides(number('held'), 'held for an offer', gone)}. ${asking(number('waiting'), 'that night')}`,
      what: 'Look at who could come, and ring their key workers.',
      href: whoCouldCome(unit.id, text('night')),
      linkText: 'See who could come',
    };
  },
  low_occupancy: (words) => sayLowOccupancy(words),
  record_about_to_expire: (words) => sayRecord(words),
  allocation_unused: ({ They, about, text, number, isPast }) => {
    const gone = isPast('lastDay');
    return {
      title: `${They} ${gone ? 'was' : 'is'} likely to have ${nights(number('likely'))} left when the allocation ${gone ? 'ended' : 'ends'}`,
      why: `The allocation ${gone ? 'ended' : 'ends'} on ${sayDate(text('lastDay'))}, and ${nights(number('left'))} of it ${isOrWas(gone, number('left'))} neither used nor booked. At the rate so far, ${nights(number('likely'))} would ${gone ? 'have gone' : 'go'} unused.`,
      what: gone
        ? 'Look at how the allocation ended.'
        : 'Talk to the family about further breaks before it ends, and ask for nights.',
      href: ofPerson(about, 'allocation'),
      linkText: 'Open the allocation',
    };
  },
  closure_meets_demand: ({ about, text, number, tonight }) => {
    const gone = text('last') < tonight;
    const closed =
      text('purpose') === 'closed'
        ? `the unit ${isOrWas(gone, 1)} closed`
        : `${number('beds') === 1 ? 'a room' : 'rooms'} ${isOrWas(gone, number('beds'))} unavailable`;
    return {
      title: `A closure ${gone ? 'left' : 'leaves'} ${more(number('requests'), 'request')} few dates or none`,
      why: `${upper(closed)} ${closedOn(number('nights'), text)} within what they asked for. That ${gone ? 'took' : 'takes'} at least half of the dates on which they could otherwise come${noDate(number('requests'), number('none'), gone)}.`,
      what: 'See whether the closure can move or end earlier, or offer other nights.',
      href: `/closures/${about.closureId}`,
      linkText: 'Open the closure',
    };
  },
  staff_short: ({ unit, text, number, night, tonight }) => {
    const gone = text('last') < tonight;
    return {
      title: `More ${gone ? 'were' : 'are'} booked than the staff ${gone ? 'could' : 'can'} take in the week from ${sayDay(text('week'))}`,
      why: `${shortOn(number('nights'), night('first'))}, ${short(number('most'), number('high'), gone)} than the staff on duty ${gone ? 'could' : 'can'} take.`,
      what: 'Add staff for these nights, or change what is booked.',
      href: `/staffing?unit=${unit.id}&from=${text('first')}`,
      linkText: 'See how many we can take',
    };
  },
  reserve_about_to_go: ({ unit, text, night, isGone }) => ({
    title: isGone('releaseAt')
      ? `${text('bed')} was kept for emergencies ${night('night')} and is free for anybody`
      : `${text('bed')} is kept for emergencies ${night('night')} and is free for anybody soon`,
    why: `It ${isGone('releaseAt') ? 'was' : 'is'} kept until ${at(text('releaseAt'), unit)}.`,
    what: 'Decide for whom it could be, or keep it for longer.',
    href: `/reserves/${text('reserve')}`,
    linkText: 'Open the kept bed',
  }),
};

/** What is owed in each state of a request that waits for an answer. */
const OWED: Readonly<Record<string, string>> = {
  submitted: 'Nobody of the unit has looked at it yet',
  in_review: 'The unit is looking at it and has not proposed nights',
  more_information_needed: 'The unit asked for information, and nobody has answered',
  proposed: 'Nights are proposed, and no manager has signed',
  agreed: 'The family says yes, and no manager has looked at the nights again',
  offer_lapsed: 'The offer ran out, and the unit has not taken the next step',
  waitlisted: 'It is on the waiting list, and nobody has looked for nights lately',
};

/** What has changed, by the kinds of change. */
const CHANGED: Readonly<Record<string, string>> = {
  came: 'somebody else is booked',
  came_held: 'a bed is held for somebody else',
  left: 'somebody is no longer to come',
  left_held: 'a bed is no longer held for somebody',
  nights: 'nights were added',
  decision: 'a matching decision is another',
  staff: 'the staff can take fewer',
  waking_night: 'nobody of the staff is awake at night any more',
  rooms: 'the rooms do not lie apart any more',
  guide: 'the matching guide is another',
};

function changed(kinds: string, isRefused: boolean): string {
  const said = kinds.split(' ').flatMap((kind) => CHANGED[kind] ?? []);
  if (said.length > 0) return `Since it was decided: ${sayList(said)}.`;
  return isRefused ? 'A manager decided that the nights do not suit.' : 'Something is not as it was decided.';
}

const news = (reports: number, isAssessed: boolean): string =>
  [
    ...(reports > 0
      ? [`${upper(more(reports, 'thing'))} ${reports === 1 ? 'was' : 'were'} reported that the unit has not settled.`]
      : []),
    ...(isAssessed ? ['What is assessed of them is not as it was when it was decided.'] : []),
  ].join(' ');

const missing = (items: string, own: number): string =>
  sayList([
    ...items.split(' ').flatMap((item) => (item in READY_TITLE ? [lower(READY_TITLE[item as ReadyItem])] : [])),
    ...(own > 0 ? [`${sayCount(own)} of the unit’s own`] : []),
  ]);

/** On which nights; of one alone, which. */
const closedOn = (count: number, text: Words['text']): string =>
  count === 1
    ? `on the night of ${sayDay(text('first'))}`
    : `on ${nights(count)} from ${sayDay(text('first'))} to ${sayDay(text('last'))}`;

/** Of how many of them no date is left at all. */
const noDate = (count: number, none: number, isOver: boolean): string =>
  none === 0
    ? ''
    : `, and ${isOver ? 'left' : 'leaves'} ${none === count ? 'them' : `${sayCount(none)} of them`} no date`;

const short = (most: number, high: number, isOver: boolean): string => {
  const [count, support] = most > 0 ? [most, ''] : [high, 'with high support '];
  return `up to ${sayCount(count)} more ${support}${isOrWas(isOver, count)} booked`;
};

const shortOn = (count: number, first: string): string =>
  count === 1 ? upper(first) : `On ${nights(count)}, the first ${first}`;

/**
 * Whether they will be there, are there or were, for the whole of the day on which they come or go. Where beds are only held, or
 * were, for others, who may be there is another.
 */
const whenThere = (text: Words['text'], today: PlainDate): string => {
  if (text('departure') < today) return 'was';
  const isOnlyHeld = text('changes')
    .split(' ')
    .every((kind) => kind.endsWith('_held'));
  if (isOnlyHeld) return 'may be';
  return text('arrival') >= today ? 'will be' : 'is';
};

const besides = (count: number, what: string, isOver: boolean): string =>
  count > 0 ? `, and ${sayCount(count)} ${isOrWas(isOver, count)} ${what}` : '';
const things = (count: number): string => more(count, 'thing');
const at = (instant: string, { zone }: Said['unit']): string => sayInstant(new Date(instant), zone);
