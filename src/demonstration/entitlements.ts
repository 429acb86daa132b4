import { addDays, mondayOf, type PlainDate } from '../kernel/nights.js';
import type { Planned } from './plan.js';
import type { Stage } from './stage.js';

/** Days before today on which terms and allocations are written down, and how far ahead they reach. */
const WRITTEN = 111;
const AHEAD = 200;

interface Term {
  name: string;
  firstDay: PlainDate;
  lastDay: PlainDate;
}

/** Terms as a council might have them, from the school year of the one date to that after the other. */
export function termsAround(from: PlainDate, to: PlainDate): Term[] {
  const terms: Term[] = [];
  for (let year = schoolYear(from); year <= schoolYear(to) + 1; year += 1) {
    const monday = (day: string, next = 0) => mondayOf(`${year + next}-${day}`);
    const add = (name: string, firstDay: PlainDate, lastDay: PlainDate) => terms.push({ name, firstDay, lastDay });
    const [autumn, winter, summer] = [monday('10-28'), monday('02-16', 1), monday('05-31', 1)];
    add(`Autumn ${year}, first half`, addDays(monday('09-07'), 1), addDays(autumn, -3));
    add(`Autumn ${year}, second half`, addDays(autumn, 7), addDays(monday('12-18'), 4));
    add(`Spring ${year + 1}, first half`, addDays(monday('01-08', 1), 1), addDays(winter, -3));
    add(`Spring ${year + 1}, second half`, addDays(winter, 7), addDays(monday('03-28', 1), 3));
    add(`Summer ${year + 1}, first half`, addDays(monday('04-16', 1), 1), addDays(summer, -3));
    add(`Summer ${year + 1}, second half`, addDays(summer, 7), addDays(monday('07-21', 1), 2));
  }
  return terms;
}

function schoolYear(date: PlainDate): number {
  return Number(date.slice(0, 4)) - (date.slice(5) < '09-01' ? 1 : 0);
}

/** The council's terms, and the nights granted to most young people, from April to March. */
export function writeEntitlements(stage: Stage): void {
  const { cast, today, terms, allocations } = stage;
  const [from, to] = [addDays(today, -WRITTEN), addDays(today, AHEAD)];
  const [manager] = cast.managers as [Stage['cast']['managers'][number]];
  const csv = termsAround(from, to).map(({ name, firstDay, lastDay }) => `"${name}",${firstDay},${lastDay}`);
  stage.on(addDays(today, -WRITTEN - 1), '11:00', () => terms.import(manager, csv.join('\n')));
  const years = [from, to].map((day) => Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0));
  for (const [place, { id }] of cast.youngPeople.entries()) {
    if (place % 9 === 8) continue;
    for (const year of new Set(years)) {
      const granted =
        place % 4 === 0 ? { weekday: 24, weekend: 16, holiday: 20 } : { weekday: 18, weekend: 12, holiday: 18 };
      const period = { firstDay: `${year}-04-01`, lastDay: `${year + 1}-03-31`, note: 'Short breaks panel' };
      stage.on(addDays(today, -WRITTEN), '14:00', () => allocations.grant(manager, id, { ...period, granted }));
    }
  }
}

/** Under which part of the law the stay is: recorded by the key worker, but for some that are still to come. */
export function decideLegalStatus(
  stage: Stage,
  { person, outcome }: Planned,
  place: number,
  { on, stay }: { on: PlainDate; stay: () => string },
): void {
  const { cast, legal } = stage;
  if (outcome === 'no_show' || outcome === 'cancelled' || (outcome !== 'stayed' && place % 3 === 2)) return;
  const status = place % 4 === 0 ? 's17' : 's20_short_break';
  stage.on(on, '16:40', () => legal.decide(cast.youngPeople[person]!.worker, stay(), { status }));
}
