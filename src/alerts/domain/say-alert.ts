import { addDays } from '../../kernel/nights.js';
import { VERDICT_TEXT } from '../../matching/domain/verdicts.js';
import { MOST_NIGHTS } from '../../requests/domain/who-could-come.js';
import { sayCount, sayList } from '../../kernel/say-words.js';
import { sayDate, sayDay, sayInstant, sayStay } from '../../kernel/say-date.js';
import { READY_TITLE, type ReadyItem } from '../../stays/domain/readiness.js';
import type { AlertKind, Finding } from './alert-kinds.js';
import { KIND_COMES, KIND_NAME } from './alert-words.js';

/** An alert as it stands: what it is about, by ids, and its figures. */
export interface Said extends Pick<Finding, 'about' | 'figures'> {
  kind: AlertKind;
  unit: { id: string; zone: string };
}

/** Names as its reader may know them, read when it is shown; left out where they may not, or nobody is meant. */
export interface AlertNames {
  youngPerson?: string | undefined;
  /** Of a matching decision: the two it is about. */
  pair?: readonly string[] | undefined;
}

/** An alert in words: what it is, why it came, what to do, and where. */
export interface AlertText {
  title: string;
  why: string;
  what: string;
  href: string;
  linkText: string;
}

/** What a text is made of. */
interface Words {
  /** The young person by name, or as one of whom no name is told; at the beginning of a sentence, and within one. */
  They: string;
  them: string;
  names: AlertNames;
  unit: Said['unit'];
  about: Said['about'];
  text: (name: string) => string;
  number: (name: string) => number;
  is: (name: string) => boolean;
}

/**
 * An alert in plain words, for a reader who may not know the names as well; in general ones where a figure is missing, as of
 * an alert that an older version of the service wrote down. What keeping somebody safe costs in nights is no
 * part of any of them.
 *
 * @example sayAlert({ kind: 'empty_bed_soon', unit, about: {}, figures: { night: '2027-03-12', empty: 1, … } }, {}).title; // '1 bed is empty on Friday 12 March'
 */
export function sayAlert({ kind, unit, about, figures }: Said, names: AlertNames): AlertText {
  const { youngPerson } = names;
  if (NEEDED[kind].some((name) => !figures[name])) return inGeneral({ kind, unit, about }, names);
  return SAY[kind]({
    ...{ They: youngPerson ?? 'A young person', them: youngPerson ?? 'a young person', names, unit, about },
    text: (name) => String(figures[name] ?? ''),
    number: (name) => Number(figures[name] ?? 0),
    is: (name) => figures[name] === 'yes',
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
  arrival_incomplete: ({ They, about, text, number }) => ({
    title: `${They} arrives on ${sayDay(text('arrival'))} and something is missing`,
    why: `${upper(things(number('open')))} on the checklist ${number('open') === 1 ? 'is' : 'are'} open: ${missing(text('items'), number('own'))}.`,
    what: 'Get what is missing before they arrive, and record it on the checklist.',
    href: `/stays/${about.stayId}/checklist`,
    linkText: 'Open the checklist',
  }),
  request_late: ({ They, unit, about, text, is }) => ({
    title: is('late') ? `A request for ${lower(They)} is late` : `A request for ${lower(They)} needs an answer soon`,
    why: `${OWED[text('state')] ?? 'A step is owed'}. It ${is('late') ? 'was' : 'is'} due by ${at(text('due'), unit)}.`,
    what: 'Open the request and take the next step, or ask whose move it is.',
    href: `/requests/${about.partId}`,
    linkText: 'Open the request',
  }),
  offer_about_to_lapse: ({ They, unit, about, text }) => ({
    title: `An offer for ${lower(They)} runs out soon`,
    why: `Nights of ${stay(text)} are held for the family until ${at(text('expires'), unit)}, and nobody has recorded an answer.`,
    what: 'Ask the family and record what they say. If they need time, the unit can hold the bed for longer.',
    href: `/requests/${about.partId}`,
    linkText: 'Open the request',
  }),
  bed_back: ({ unit, text, number, is }) => ({
    title: `${text('bed')} came back for ${nights(number('nights'))} from ${sayDay(text('arrival'))}`,
    why: `${upper(nights(number('nights')))} of ${stay(text)} ${number('nights') === 1 ? 'is' : 'are'} free again. ${couldTake(number('could'), number('lookedAt'))}`,
    what: is('held')
      ? 'The bed is held for the best placed who fits. A manager signs the proposal, or takes it back.'
      : 'Look at who could come, best placed first, and propose the nights.',
    href: is('held') ? `/units/${unit.id}/freed-beds` : whoCouldCome(unit.id, text('arrival'), text('departure')),
    linkText: is('held') ? 'See whom it is held for and who was passed over' : 'See who could come',
  }),
  group_changed: ({ They, about, text, is }) => ({
    title: is('refused')
      ? `It was decided that ${lower(They)} cannot be there, and the ${about.stayId ? 'stay' : 'offer'} still stands`
      : `Who will be there with ${lower(They)} has changed since it was decided`,
    why: `${changed(text('changes'), is('refused'))} The nights are ${stay(text)}.`,
    what: 'Look at the decision again: say that it still holds, or change the nights.',
    href: about.stayId ? `/stays/${about.stayId}/look-again` : `/offers/${about.offerId}/look-again`,
    linkText: 'Look at it again',
  }),
  new_information: ({ They, about, text, number, is }) => ({
    title: `Something new is known about ${lower(They)}`,
    why: `${news(number('reports'), is('assessment'))} They, or somebody they would be with, have a stay${text('arrival') ? ` from ${sayDay(text('arrival'))}` : ''}.`,
    what: 'Read it, and say whether anything changes for those who stay or are booked.',
    href: is('assessment') && number('reports') === 0 ? ofPerson(about, 'assessment') : ofPerson(about, 'information'),
    linkText: 'Read what is new',
  }),
  waiting_would_fit: ({ They, about, text, number, is }) => ({
    title: `There are nights for ${lower(They)}, who is on the waiting list`,
    why: `A bed is free on ${stay(text)}${number('options') > 1 ? ` and from ${more(number('options') - 1, 'other day')}` : ''}, within the dates asked for. The advice is “${VERDICT_TEXT[is('plan') ? 'only_with_mitigation' : 'suitable']}”.`,
    what: 'Look at the options and propose nights. A manager decides.',
    href: `/requests/${about.partId}/options`,
    linkText: 'See the options',
  }),
  empty_bed_soon: ({ unit, text, number }) => ({
    title: `${upper(beds(number('empty')))} empty on ${sayDay(text('night'))}`,
    why: `${upper(sayCount(number('empty')))} of ${number('available')} beds that can be used ${number('empty') === 1 ? 'is' : 'are'} free that night${besides(number('held'), 'held for an offer')}. ${asking(number('waiting'), 'that night')}`,
    what: 'Look at who could come, and ring their key workers.',
    href: whoCouldCome(unit.id, text('night')),
    linkText: 'See who could come',
  }),
  low_occupancy: ({ unit, number }) => ({
    title: `Only ${number('percent')}% of the next ${number('days')} days is booked`,
    why: `${number('taken')} of ${number('available')} bed nights that can be used are taken by stays, below the ${number('below')}% that is set. Counted apart: ${number('held')} held for offers, ${number('reserve')} kept for emergencies. ${asking(number('waiting'), 'these nights')}`,
    what: 'Look at the open requests and the waiting list, and propose nights.',
    href: `/units/${unit.id}/waiting-list`,
    linkText: 'Open the waiting list',
  }),
  record_about_to_expire: (words) => RECORDS[words.text('record') as keyof typeof RECORDS](words),
  allocation_unused: ({ They, about, text, number }) => ({
    title: `${They} is likely to have ${nights(number('likely'))} left when the allocation ends`,
    why: `The allocation ends on ${sayDate(text('lastDay'))}, and ${nights(number('left'))} of it ${number('left') === 1 ? 'is' : 'are'} neither used nor booked. At the rate so far, ${nights(number('likely'))} would go unused.`,
    what: 'Talk to the family about further breaks before it ends, and ask for nights.',
    href: ofPerson(about, 'allocation'),
    linkText: 'Open the allocation',
  }),
  closure_meets_demand: ({ about, text, number }) => ({
    title: `${upper(requests(number('requests')))} for nights that are closed`,
    why: `${upper(text('purpose') === 'closed' ? 'the unit is closed' : `${number('beds') === 1 ? 'a room is' : 'rooms are'} unavailable`)} on ${nights(number('nights'))} from ${sayDay(text('first'))} to ${sayDay(text('last'))} that open requests ask for.`,
    what: 'See whether the closure can move or end earlier, or offer other nights.',
    href: `/closures/${about.closureId}`,
    linkText: 'Open the closure',
  }),
  staff_short: ({ unit, text, number }) => ({
    title: `More are booked than the staff can take in the week from ${sayDay(text('week'))}`,
    why: `${shortOn(number('nights'), text('first'))}, ${short(number('most'), number('high'))} than the staff on duty can take.`,
    what: 'Add staff for these nights, or change what is booked.',
    href: `/staffing?unit=${unit.id}&from=${text('first')}`,
    linkText: 'See how many we can take',
  }),
  reserve_about_to_go: ({ unit, text }) => ({
    title: `${text('bed')} is kept for emergencies on ${sayDay(text('night'))} and is free for anybody soon`,
    why: `It is kept until ${at(text('releaseAt'), unit)}.`,
    what: 'Decide for whom it could be, or keep it for longer.',
    href: `/reserves/${text('reserve')}`,
    linkText: 'Open the kept bed',
  }),
};

const RECORDS: Record<'assessment' | 'care_plan' | 'pair', (words: Words) => AlertText> = {
  assessment: ({ They, about, text, is }) => ({
    title: `The assessment of ${lower(They)} ${is('expired') ? 'has run out' : 'runs out'} before a booked stay`,
    why: `It counts until ${sayDate(text('expires'))}, and a stay is booked from ${sayDay(text('arrival'))}. After that they count as not assessed.`,
    what: 'The key worker writes a new version, and a second person countersigns it.',
    href: ofPerson(about, 'assessment'),
    linkText: 'Open the assessment',
  }),
  care_plan: ({ They, about, text, is }) => ({
    title: `The care plan of ${lower(They)} ${is('expired') ? 'is too old' : 'will be too old'} for a booked stay`,
    why: `It is up to date until ${sayDate(text('expires'))}, and they arrive on ${sayDay(text('arrival'))}.`,
    what: 'Have the care plan brought up to date, then record its new date.',
    href: `/stays/${about.stayId}/checklist`,
    linkText: 'Open the checklist',
  }),
  pair: ({ names, about, text, is }) => ({
    title: `The matching decision about ${both(names)} ${is('expired') ? 'is past its review' : 'is due for review'} before a booked stay`,
    why: `It is to be reviewed by ${sayDate(text('expires'))}, and one of them has a stay from ${sayDay(text('arrival'))}.`,
    what: 'Review the decision: confirm it with what is known now, change it or end it.',
    href: `/matching-decisions/${about.pairDecisionId}`,
    linkText: 'Open the matching decision',
  }),
};

/** What is owed in each state of a request that waits for an answer. */
const OWED: Readonly<Record<string, string>> = {
  submitted: 'Nobody of the unit has looked at it yet',
  in_review: 'The unit is looking at it and has not proposed nights',
  more_information_needed: 'The unit asked for information, and nobody has answered',
  proposed: 'Nights are proposed, and no manager has signed',
  offer_lapsed: 'The offer ran out, and the unit has not taken the next step',
  waitlisted: 'It is on the waiting list, and nobody has looked for nights lately',
};

/** What has changed, by the kinds of change. */
const CHANGED: Readonly<Record<string, string>> = {
  came: 'somebody else is booked',
  left: 'somebody does not come after all',
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

const couldTake = (could: number, lookedAt: number): string => {
  if (lookedAt === 0) return 'Nobody is on the waiting list.';
  if (lookedAt === 1)
    return `The first on the waiting list could take ${could === 0 ? 'none' : 'some'} of these nights.`;
  const some = could === 0 ? 'none could take any' : `${sayCount(could)} could take some`;
  return `Of the first ${sayCount(lookedAt)} on the waiting list, ${some} of these nights.`;
};

const asking = (count: number, when: string): string =>
  count === 0
    ? `No open request asks for ${when}.`
    : `${upper(requests(count))} for ${when} and ${count === 1 ? 'holds' : 'hold'} no bed.`;

const short = (most: number, high: number): string => {
  const [count, support] = most > 0 ? [most, ''] : [high, 'with high support '];
  return `up to ${sayCount(count)} more ${support}${count === 1 ? 'is' : 'are'} booked`;
};

const shortOn = (count: number, first: string): string =>
  count === 1 ? `On ${sayDay(first)}` : `On ${nights(count)}, the first on ${sayDay(first)}`;

const besides = (count: number, what: string): string =>
  count > 0 ? `, and ${sayCount(count)} ${count === 1 ? 'is' : 'are'} ${what}` : '';
const beds = (count: number): string => `${more(count, 'bed')} ${count === 1 ? 'is' : 'are'}`;
const nights = (count: number): string => more(count, 'night');
const things = (count: number): string => more(count, 'thing');
const requests = (count: number): string => `${more(count, 'request')} ${count === 1 ? 'asks' : 'ask'}`;
const more = (count: number, what: string): string => `${sayCount(count)} ${what}${count === 1 ? '' : 's'}`;
const both = ({ pair }: AlertNames): string => (pair?.length === 2 ? pair.join(' and ') : 'two young people');
const stay = (text: Words['text']): string => sayStay({ arrival: text('arrival'), departure: text('departure') });
const at = (instant: string, { zone }: Said['unit']): string => sayInstant(new Date(instant), zone);
const upper = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
/** Names stay as they are; our own words begin small within a sentence. */
const lower = (words: string): string =>
  OUR_WORDS.has(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
const OUR_WORDS = new Set(['A young person', ...Object.values(READY_TITLE)]);

/** A page of theirs; for a reader who may not know of them that of the alerts, where others see to it. */
const ofPerson = ({ youngPersonId }: Said['about'], page: string): string =>
  youngPersonId ? `/young-people/${youngPersonId}/${page}` : '/alerts';

/** Of more nights than the page looks at in one go, the first. */
function whoCouldCome(unit: string, from: string, to = addDays(from, 1)): string {
  const most = addDays(from, MOST_NIGHTS);
  return `/units/${unit}/who-could-come?from=${from}&to=${to < most ? to : most}`;
}
