import type { PlainDate } from '../kernel/nights.js';

const years = new Map<number, ReadonlyMap<PlainDate, string>>();

/**
 * The bank holidays of England between two dates, both included, by their date. The library knows the whole world and
 * takes a tenth of a second to load, so it is loaded when a page or a decision first asks, and each year is kept.
 */
export async function bankHolidays(from: PlainDate, to: PlainDate): Promise<Map<PlainDate, string>> {
  const found = new Map<PlainDate, string>();
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1)
    for (const [day, name] of years.get(year) ?? (await readYear(year)))
      if (from <= day && day <= to) found.set(day, name);
  return found;
}

async function readYear(year: number): Promise<ReadonlyMap<PlainDate, string>> {
  const { default: Holidays } = await import('date-holidays');
  const all = new Holidays('GB', 'ENG', { languages: 'en', types: ['public', 'bank'] }).getHolidays(year);
  const named = new Map(all.map(({ date, name }) => [date.slice(0, 10), name]));
  years.set(year, named);
  return named;
}
