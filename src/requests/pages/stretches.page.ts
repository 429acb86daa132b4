import type { FieldError } from '../../kernel/domain-error.js';
import type { PlainDate } from '../../kernel/nights.js';
import type { FieldWords } from '../../web/edit-form.js';
import { date } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { MOST_WINDOWS, type Window } from '../domain/windows.js';

/** Empty rows beside those that are filled in. */
const SPARE = 2;
const FEWEST = 3;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Stretches of dates as the fields of their form: `from1`, `to1`, `from2` … */
export function stretchValues(windows: readonly Window[]): TypedValues {
  return Object.fromEntries(
    windows.flatMap(({ from, to }, place) => [
      [`from${place + 1}`, from],
      [`to${place + 1}`, to],
    ]),
  );
}

/** What the fields are called, for who has to compare two answers. */
export const STRETCH_WORDS: FieldWords = Object.fromEntries(
  Array.from({ length: MOST_WINDOWS }, (_, place) => place + 1).flatMap((row) => [
    [`from${row}`, { label: `First day of stretch ${row}`, text: (value) => date(text(value)) || text(value) }],
    [`to${row}`, { label: `Last day of stretch ${row}`, text: (value) => date(text(value)) || text(value) }],
  ]),
);

/** The rows of the form: those with something in them, and some that are empty. */
export function stretchRows(values: TypedValues): number[] {
  const rows = Array.from({ length: MOST_WINDOWS }, (_, place) => place + 1);
  const last = rows.findLast((row) => values[`from${row}`] || values[`to${row}`]) ?? 0;
  return rows.slice(0, Math.max(FEWEST, last + SPARE));
}

/** A stretch and the row in which it was typed. */
export type Typed = Window & { row: number };

/** What was typed, in the order of the dates; and of a row of which only one day was given, what is missing. */
export function readStretches(given: object): { typed: Typed[]; errors: FieldError[] } {
  const days = given as Record<string, PlainDate | undefined>;
  const rows = Array.from({ length: MOST_WINDOWS }, (_, place) => place + 1);
  const typed = rows.flatMap((row) => {
    const [from, to] = [days[`from${row}`], days[`to${row}`]];
    return from && to ? [{ from, to, row }] : [];
  });
  const errors = rows.flatMap((row) => {
    const [from, to] = [days[`from${row}`], days[`to${row}`]];
    if (Boolean(from) === Boolean(to)) return [];
    const message = `Enter the ${from ? 'last' : 'first'} day of this stretch as well, or clear it.`;
    return [{ field: `${from ? 'to' : 'from'}${row}`, message }];
  });
  return { typed: typed.toSorted((a, b) => a.from.localeCompare(b.from)), errors };
}

/** What is wrong with stretches, beside the row in which each was typed. */
export function besideRows(errors: readonly FieldError[], typed: readonly Typed[]): FieldError[] {
  const first = typed[0]?.row ?? 1;
  const rowOf = (field: string): string => {
    const place = /^windows\.(\d+)\.(from|to)$/.exec(field);
    if (place) return `${place[2]}${typed[Number(place[1])]?.row ?? first}`;
    if (field === 'from' || field === 'windows') return `from${first}`;
    return field === 'to' ? `to${typed.at(-1)?.row ?? first}` : field;
  };
  return errors.map(({ field, message }) => ({ field: rowOf(field), message }));
}
