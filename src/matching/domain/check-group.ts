import type { PlainDate } from '../../kernel/nights.js';
import type { Assessed, PairFact } from './assessed.js';
import type { Ease } from './factors.js';
import type { Fault } from './protected.js';

/** Most people of a group that is judged without being stored, most nights, and most company over all its nights. */
export const MOST_PEOPLE = 12;
export const MOST_NIGHTS = 92;
export const MOST_COMPANY = 400;

/** A group that somebody made up or wrote down, each named by a word of their own. */
export interface Group {
  people: readonly Assessed[];
  guest: string;
  nights: readonly GroupNight[];
  facts: readonly GroupFact[];
  otherBeds: readonly OtherBed[];
}

/** A bed that the guest could have instead. */
interface OtherBed {
  bed: string;
  /** Those whose rooms lie away from it. */
  apart: readonly string[];
}

/** What was decided about two, who are to be two different people. */
export type GroupFact = Omit<PairFact, 'youngPeople'> & { people: readonly string[] };

interface GroupNight {
  night: PlainDate;
  /** Who else is there, by their words. */
  others: readonly string[];
  staff: number | null;
  eases: readonly Ease[];
  /** Those whose rooms lie away from the guest's. */
  apart: readonly string[];
}

/** Everything that does not fit together in a group whose fields are each well by themselves. */
export function faultsOfGroup({ people, guest, nights, facts, otherBeds }: Group): Fault[] {
  const found: Fault[] = [];
  const add = (place: string, reason: string) => found.push({ place, reason });
  const known = new Set(people.map(({ id }) => id));
  const twice = <T>(list: readonly T[], at: (place: number) => string, reason: string) =>
    list.forEach((one, place) => list.indexOf(one) < place && add(at(place), reason));
  const each = (ids: readonly string[], at: string) => {
    twice(ids, (place) => `${at}.${place}`, TWICE);
    ids.forEach((id, place) => known.has(id) || add(`${at}.${place}`, UNKNOWN));
  };

  const ids = people.map(({ id }) => id);
  twice(ids, (place) => `people.${place}.id`, 'Two people cannot have the same id.');
  for (const [place, { ratings }] of people.entries()) {
    const factors = ratings.map(({ factor }) => factor);
    twice(factors, (one) => `people.${place}.ratings.${one}.factor`, 'This factor is rated twice.');
  }
  if (!known.has(guest)) add('guest', UNKNOWN);
  const dates = nights.map(({ night }) => night);
  twice(dates, (place) => `nights.${place}.night`, 'This night is there twice.');
  for (const [place, { others, apart }] of nights.entries()) {
    each(others, `nights.${place}.others`);
    if (others.includes(guest)) add(`nights.${place}.others`, 'The guest is no company for themselves.');
    twice(apart, (one) => `nights.${place}.apart.${one}`, TWICE);
    const absent = apart.findIndex((id) => !others.includes(id));
    if (absent >= 0) add(`nights.${place}.apart.${absent}`, 'Name only those who are there on this night.');
  }
  const company = nights.reduce((total, { others }) => total + others.length, 0);
  if (company > MOST_COMPANY)
    add('nights', `All nights together can have at most ${MOST_COMPANY} others. Send fewer nights at a time.`);
  const pairs = facts.map((fact) => fact.people.toSorted().join('\n'));
  twice(pairs, (place) => `facts.${place}.people`, 'Say everything about these two in one place.');
  for (const [place, { people: pair, decision, siblings }] of facts.entries()) {
    const [one, other] = pair;
    if (one === undefined || other === undefined || one === other)
      add(`facts.${place}.people`, 'Name two different people.');
    else each(pair, `facts.${place}.people`);
    if (!decision && !siblings)
      add(`facts.${place}`, 'Say what was decided about these two, or that they are siblings.');
  }
  const beds = otherBeds.map(({ bed }) => bed);
  twice(beds, (place) => `otherBeds.${place}.bed`, 'This bed is there twice.');
  for (const [place, { apart }] of otherBeds.entries()) each(apart, `otherBeds.${place}.apart`);
  return found;
}

const TWICE = 'This person is named twice.';
const UNKNOWN = 'There is nobody of this id among the people.';
