import { addDays, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDay } from '../../kernel/say-date.js';
import { nightsText, staySpan } from '../../web/filters.js';
import { agreedAs } from '../domain/make-room.js';
import type { WayOut } from '../domain/ways-out.js';
import { isUnwritten } from '../domain/unwritten.js';
import type { ToSolve, WaysOut } from '../stay-conflicts.service.js';
import { sayMove } from './moves.page.js';
import { personFacts } from './words.page.js';

/** A way out in one word of a form. @example wayValue({ kind: 'bed', arrival: '2027-05-03', departure: '2027-05-06', bed: two }) */
export const wayValue = ({ kind, arrival, departure, bed }: Pick<WayOut, 'kind' | 'arrival' | 'departure' | 'bed'>) =>
  kind === 'move' ? moveValue({ arrival, departure }) : `${arrival}|${departure}|${bed.id}`;

/** The way on which others move: whoever it is, and whatever bed it makes free. */
export const moveValue = ({ arrival, departure }: Nights): string => `${arrival}|${departure}|move`;

const SAID: Record<WayOut['kind'], (way: WayOut) => string> = {
  bed: ({ bed }) => `${bed.name}, on the same nights`,
  then: ({ bed, departure, after }) => `${bed.name} until ${sayDay(departure)}, then ${after!.join(', then ')}`,
  until: ({ bed, departure }) => `${bed.name} until ${sayDay(departure)}, and another bed to be found from then on`,
  move: ({ bed }) => `Move others to make room: ${bed.name}, on the same nights`,
  later: (way) => `A later arrival, the same departure: ${staySpan(way)}, in ${way.bed.name}`,
  later_same_length: (way) => `Later, as many nights: ${staySpan(way)}, in ${way.bed.name}`,
  shorter: (way) => `A shorter stay: ${staySpan(way)}, in ${way.bed.name}`,
};

/** Whether a bed has to be found: a decision about the company is another thing. */
const lacksBed = ({ conflict }: Pick<WaysOut['stay'], 'conflict'>): boolean =>
  conflict !== null && conflict.reasons.some((why) => why !== 'kept_apart');

/** What has to be solved of a stay, and how it can be. */
/** `isExpected`: the time has come at which they were expected. */
export function conflictPage({ stay, ways, guests }: WaysOut, today: PlainDate, isExpected: boolean) {
  const path = `/stays/${stay.id}`;
  const isByHand = stay.state !== 'booked' || ways.some(({ kind }) => kind === 'bed');
  const length = daysBetween(stay.arrival, stay.departure);
  const isDue = stay.state === 'booked' && stay.arrival <= today;
  return {
    path,
    person: personFacts(stay.youngPerson, today),
    unit: stay.unit.name,
    stay: { arrival: stay.arrival, departure: stay.departure, nights: length },
    text: stay.conflict!.text,
    since: stay.conflict!.since,
    isApart: stay.conflict!.reasons.includes('kept_apart'),
    apart: stay.conflict!.apart,
    isToCome: stay.state === 'booked' || stay.conflict!.apart?.state === 'booked',
    lacksBed: lacksBed(stay),
    isBooked: stay.state === 'booked',
    ways: ways.map((way) => ({
      value: wayValue(way),
      text: SAID[way.kind](way),
      hint: [
        nightsText(daysBetween(way.arrival, way.departure)),
        ...way.bed.attributes,
        ...(way.missing ?? []).map((need) => `does not have what they need: ${need}`),
      ].join(', '),
      moves: way.moves.map((move) => sayMove(move, guests, 'moves ')),
    })),
    agreed: ways.flatMap(({ moves }) => moves.map(agreedAs)).join(' '),
    others: [
      ...(isByHand ? [{ text: 'Move them by hand', href: `${path}/move` }] : []),
      { text: 'Look at the calendar', href: `/calendar?unit=${stay.unit.id}&from=${stay.arrival}` },
      ...(stay.state === 'booked' && !lacksBed(stay) && length > 1
        ? [{ text: 'Take nights off', href: `${path}/shorten` }]
        : []),
      ...(stay.state === 'booked' ? [{ text: 'Cancel the stay', href: `${path}/cancel` }] : []),
      ...(isDue ? [{ text: 'Record the arrival: they are here', href: `${path}/arrive` }] : []),
      ...(isDue && isExpected ? [{ text: 'Record that they did not arrive', href: `${path}/no-show` }] : []),
      ...(stay.state === 'in_residence' ? [{ text: 'Record the departure', href: `${path}/depart` }] : []),
    ],
  };
}

/** One line of what has to be solved today. */
export function solveItem(item: ToSolve, today: PlainDate) {
  const day = item.kind === 'visit' ? item.visit.date : item.stay.arrival;
  const isOpen = item.kind === 'stay' && isUnwritten(item.why);
  const { youngPerson } = item.kind === 'visit' ? item.visit : item.stay;
  const isRoutine = item.kind === 'stay' && item.isRoutine;
  const isUrgent = day <= addDays(today, 1) && !isRoutine;
  return {
    href: item.kind === 'visit' ? `/visits/${item.visit.id}` : `/stays/${item.stay.id}${isOpen ? '' : '/conflict'}`,
    person: personFacts(youngPerson, today),
    what: item.kind === 'visit' ? `a visit on ${sayDay(day)} at ${item.visit.startsAt}` : staySpan(item.stay),
    text: item.text,
    apart: item.kind === 'visit' ? item.apart : (item.stay.conflict?.apart ?? null),
    urgent: isUrgent,
    when: isRoutine ? 'Today' : !isUrgent ? 'Soon' : day <= today ? 'Urgent: today' : 'Urgent: tomorrow',
  };
}

/** What a key worker is told of it: of their own young person, and nothing of another. */
export function workerLine({ stay, visit, text }: Pick<ToSolve, 'stay' | 'visit' | 'text'>) {
  if (visit) return { href: `/visits/${visit.id}`, text: `${visit.youngPerson.firstName}’s visit: ${text}` };
  const { firstName } = stay!.youngPerson;
  return {
    href: `/stays/${stay!.id}`,
    text:
      stay!.state === 'booked'
        ? `The bed for ${firstName}’s stay from ${sayDay(stay!.arrival)} is no longer certain. The unit is looking for another.`
        : `The bed for ${firstName}’s stay is not certain. The unit is looking for one.`,
  };
}
