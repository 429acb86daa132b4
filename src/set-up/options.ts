import { parseArgs } from 'node:util';
import { wrongRegistration } from '../calendar/domain/registration.js';
import { isEmailAddress } from '../identity/domain/membership.js';
import type { PlainDate } from '../kernel/nights.js';
import { isStorable } from '../web/clean-text.js';

/** What a database needs before the first person can sign in. */
export interface SetUpOptions {
  organisation: string;
  unit: string;
  beds: number;
  youngest: number;
  oldest: number;
  name: string;
  email: string;
  /** Since when the beds are registered: stays and occupancy from this day on count on them. */
  'registered-since': PlainDate;
}

export const USAGE = `npm run set-up -- --organisation "Sefton Council" --unit "Seaview House" --beds 4 --youngest 12 --oldest 17 --name "Full name" --email name@example.org --registered-since 2023-04-01`;

const LABELS = {
  organisation: 'the name of the council or provider',
  unit: 'the name of the short-breaks unit',
  beds: 'how many beds it is registered for, from 1 to 50',
  youngest: 'the youngest age it may take, from 0 to 25',
  oldest: 'the oldest age it may take, from the youngest to 25',
  name: 'the full name of the first administrator',
  email: 'the email address with which the administrator signs in',
  'registered-since':
    'since when the beds are registered, written like 2023-04-01, from 2000-01-01 up to today: stays and occupancy from this day on count on these beds (today when left out)',
};

/** The options, or a sentence for each that is missing or cannot be used; by the date of the unit's clocks. */
export function readOptions(args: string[], today: PlainDate): { options: SetUpOptions } | { sentences: string[] } {
  let values: Record<string, string | undefined>;
  try {
    const options = Object.fromEntries(Object.keys(LABELS).map((name) => [name, { type: 'string' as const }]));
    values = parseArgs({ args, options, strict: true, allowPositionals: false }).values as typeof values;
  } catch (error) {
    return { sentences: [`${(error as Error).message.split('. ')[0]}.`] };
  }
  const text = (name: string) => values[name]?.trim() ?? '';
  const whole = (name: string) => (/^\d{1,3}$/.test(text(name)) ? Number(text(name)) : NaN);
  const options: SetUpOptions = {
    organisation: text('organisation'),
    unit: text('unit'),
    beds: whole('beds'),
    youngest: whole('youngest'),
    oldest: whole('oldest'),
    name: text('name'),
    email: text('email').toLowerCase(),
    'registered-since': values['registered-since'] === undefined ? today : text('registered-since'),
  };
  const fits: Record<keyof SetUpOptions, boolean> = {
    organisation: isName(options.organisation),
    unit: isName(options.unit),
    beds: options.beds >= 1 && options.beds <= 50,
    youngest: options.youngest <= 25,
    oldest: options.oldest <= 25 && !(options.oldest < options.youngest && options.youngest <= 25),
    name: isName(options.name),
    email: isEmailAddress(options.email),
    'registered-since': wrongRegistration(options['registered-since'], today) === undefined,
  };
  const names = Object.keys(LABELS) as (keyof SetUpOptions)[];
  const sentences = names.filter((name) => !fits[name]).map((name) => sentenceFor(name, text(name)));
  return sentences.length > 0 ? { sentences } : { options };
}

function isName(text: string): boolean {
  return text !== '' && [...text].length <= 120 && isStorable(text);
}

function sentenceFor(name: keyof SetUpOptions, given: string): string {
  return given === ''
    ? `--${name} is missing: ${LABELS[name]}.`
    : `--${name} must be ${LABELS[name]}, not “${given.slice(0, 80)}”.`;
}
