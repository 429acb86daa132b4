import { addDays, weekdayOf, type Nights, type PlainDate } from '../kernel/nights.js';
import { seeded } from './seeded.js';

export type Outcome =
  | 'stayed'
  | 'here'
  | 'booked'
  | 'no_show'
  | 'cancelled'
  | 'offered'
  | 'proposed'
  | 'lapsed'
  /** Kept free for what a story tells. */
  | 'story';

interface Who {
  /** Places in the lists of young people and of beds. */
  person: number;
  bed: number;
  outcome: Outcome;
}

/** A stay of the demonstration, or nights held for one. */
export type Planned = Nights & Who;

export interface House {
  people: number;
  beds: number;
  neverTogether: readonly [number, number];
  /** Places, after the list of people, of those of whom the stories tell. */
  story: Record<'brother' | 'sister' | 'options' | 'weekends' | 'gaveBack', number>;
}

/** How far back stays begin and how far ahead they are booked, in days. */
export const BACK = 91;
export const AHEAD = 56;
/** Days between two breaks of the same young person. */
const REST = 9;
/** Those at the end of the list have stays in the past only: their open requests come by hand. */
const RESERVED = 12;
const SEED = 20_270_304;

/** How likely a free bed is taken by an arrival, Monday first, and how many nights such a stay has. */
const ARRIVALS = [0.34, 0.28, 0.34, 0.5, 0.9, 0.5, 0.18];
const LENGTHS = [
  [2, 3, 2, 4],
  [2, 1, 3],
  [2, 1, 2],
  [3, 2, 4],
  [2, 2, 3, 2],
  [1, 2, 1],
  [2, 1, 5],
];

/** The same in whole days from today. */
interface Run {
  from: number;
  to: number;
}
type Slot = Run & Who;

/**
 * Three months of stays and what lies ahead, the same for the same day. No bed and no young person is ever twice
 * in one night, the two kept apart never meet, and nights held by offers stay free of everything else.
 */
export function planStays(today: PlainDate, house: House): Planned[] {
  const next = seeded(SEED);
  const weekday = (day: number) => (((weekdayOf(today) - 1 + day) % 7) + 7) % 7;
  const slots = standing(weekday, house);
  for (let from = -BACK; from < AHEAD; from += 1) {
    for (let bed = 0; bed < house.beds; bed += 1) {
      const [wanted, length, choice, fate] = [next(), next(), next(), next()];
      if (wanted > ARRIVALS[weekday(from)]! * demand(from)) continue;
      const lengths = LENGTHS[weekday(from)]!;
      const stay = { from, to: from + lengths[Math.floor(length * lengths.length)]! };
      if (from === 0 || (from < 0 && stay.to >= 0)) continue;
      if (slots.some((other) => other.bed === bed && meet(other, stay))) continue;
      const person = chooseGuest(stay, slots, house, choice);
      if (person !== undefined) slots.push({ ...stay, bed, person, outcome: from < 0 ? past(fate) : 'booked' });
    }
  }
  return slots
    .toSorted((a, b) => a.from - b.from || a.bed - b.bed)
    .map(({ from, to, ...who }) => ({ ...who, arrival: addDays(today, from), departure: addDays(today, to) }));
}

/** Who is there now, who comes today, and the nights held by open offers: what everything else goes around. */
function standing(weekday: (day: number) => number, { people, story }: House): Slot[] {
  const { brother, sister, options, weekends, gaveBack } = story;
  const friday = (day: number) => day + ((4 - weekday(day) + 7) % 7);
  const held = (from: number, nights: number) => ({ from, to: from + nights });
  return [
    { person: 0, bed: 0, ...held(-2, 4), outcome: 'here' },
    { person: 2, bed: 1, ...held(-3, 2), outcome: 'stayed' },
    { person: 1, bed: 2, ...held(0, 3), outcome: 'booked' },
    { person: people - 1, bed: 0, ...held(friday(12), 2), outcome: 'offered' },
    { person: people - 2, bed: 1, ...held(friday(12), 3), outcome: 'proposed' },
    { person: people - 3, bed: 3, ...held(friday(5), 2), outcome: 'lapsed' },
    { person: brother, bed: 2, ...held(friday(19), 2), outcome: 'story' },
    { person: sister, bed: 3, ...held(friday(19), 2), outcome: 'story' },
    { person: gaveBack, bed: 1, ...held(friday(19), 2), outcome: 'story' },
    { person: options, bed: 2, ...held(friday(12), 2), outcome: 'story' },
    { person: options, bed: 1, ...held(friday(26), 2), outcome: 'story' },
    { person: weekends, bed: 0, ...held(friday(26), 2), outcome: 'story' },
  ];
}

/** Bookings thin out: much of the next days is decided, little of what is two months ahead. */
function demand(day: number): number {
  return day <= 0 ? 1 : Math.max(0.06, 0.85 - day * 0.016);
}

function past(fate: number): Outcome {
  if (fate < 0.03) return 'no_show';
  return fate < 0.06 ? 'cancelled' : 'stayed';
}

/** Somebody who has rested and may meet everybody there: one of the eight who have waited longest. */
function chooseGuest(stay: Run, slots: readonly Slot[], house: House, choice: number): number | undefined {
  const [a, b] = house.neverTogether;
  const rest = { from: stay.from - REST, to: stay.to + REST };
  const among = stay.from < -35 ? house.people : house.people - RESERVED;
  const free = Array.from({ length: among }, (_, person) => person)
    .filter((person) => !slots.some((other) => other.person === person && meet(other, rest)))
    .filter((person) => {
      const apart = person === a ? b : person === b ? a : undefined;
      return !slots.some((other) => other.person === apart && meet(other, stay));
    })
    .map((person) => ({ person, waited: waited(person, stay, slots) }))
    .toSorted((x, y) => y.waited - x.waited || x.person - y.person);
  return free[Math.floor(choice * Math.min(8, free.length))]?.person;
}

function waited(person: number, stay: Run, slots: readonly Slot[]): number {
  const ends = slots.filter((other) => other.person === person && other.to <= stay.from).map(({ to }) => to);
  return stay.from - Math.max(-BACK, ...ends);
}

function meet(a: Run, b: Run): boolean {
  return a.from < b.to && b.from < a.to;
}
