import { mayAskOf, type Actor } from '../../identity/domain/actor.js';
import { addDays, isPlainDate, weekdayOf, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { FieldWords } from '../../web/edit-form.js';
import { LONGEST_PLANNED_STAY } from '../../stays/domain/short-break-limits.js';
import type { RequestView } from '../request-view.js';
import { WEEKDAYS } from './words.page.js';

export type Typed = Record<string, string | string[]>;

/** The units that the actor may ask for a break. */
export function unitsToAsk(actor: Pick<Actor, 'role' | 'units'>): { id: string; name: string }[] {
  return actor.units.filter((unit) => mayAskOf(actor, unit.id)).map(({ id, name }) => ({ id, name }));
}

/**
 * What a new request begins with. A night chosen on the calendar is the earliest arrival and leaves a week
 * for the departure; one that has passed is not taken over.
 */
export function askedFirst(
  chosen: { youngPerson?: string; unit?: string; from?: string },
  units: readonly { id: string }[],
  today: PlainDate,
): Typed {
  const { youngPerson = '', from } = chosen;
  const unit = units.find(({ id }) => id === chosen.unit) ?? (units.length === 1 ? units[0] : undefined);
  const typed: Typed = { youngPerson, unit: unit?.id ?? '' };
  if (!isPlainDate(from) || from < today) return typed;
  return { ...typed, from, to: addDays(from, 7) };
}

/** A draft as its form shows it. */
export function askedBefore(request: Omit<RequestView, 'partId' | 'unit'>): Typed {
  const { nights, from, to, weekdays, purpose, wishes } = request;
  return { nights: String(nights), from, to, weekdays: weekdays.map(String), purpose, wishes };
}

/** The answers of a draft in words, for who has to compare two of them. */
export const ASKED_WORDS: FieldWords = {
  nights: { label: 'Nights', text: String },
  from: { label: 'Earliest arrival', text: dateText },
  to: { label: 'Latest departure', text: dateText },
  weekdays: {
    label: 'Nights that suit',
    text: (days) => daysText([days].flat()) || 'Any night',
  },
  purpose: { label: 'What the break is for', text: String },
  wishes: { label: 'What the young person says', text: String },
};

function daysText(days: string[]): string {
  return WEEKDAYS.filter((_, place) => days.includes(String(place + 1))).join(', ');
}

function dateText(typed: string | string[]): string {
  return isPlainDate(typed) ? sayDate(typed) : String(typed);
}

/** The nights of a week as checkboxes. */
export function weekdayChoices(values: Typed): { value: string; text: string; checked: boolean }[] {
  const chosen = [values['weekdays'] ?? []].flat();
  return WEEKDAYS.map((day, place) => {
    const value = String(place + 1);
    return { value, text: `${day} night`, checked: chosen.includes(value) };
  });
}

/** Everything around the fields of the form. */
export function askPage(values: Typed, today: PlainDate, units: readonly { id: string; name: string }[]) {
  return {
    weekdayItems: weekdayChoices(values),
    unitItems: units.map(({ id, name }) => ({ value: id, text: name, checked: id === values['unit'] })),
    today,
    example: nextFriday(today),
    longest: LONGEST_PLANNED_STAY,
  };
}

function nextFriday(today: PlainDate): PlainDate {
  return addDays(today, 7 + ((12 - weekdayOf(today)) % 7));
}
