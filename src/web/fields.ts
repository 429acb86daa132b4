import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy, isUUID } from 'class-validator';
import { isPlainDate } from '../kernel/nights.js';
import { isStorable, tidy } from './clean-text.js';
import { readDate } from './read-date.js';

/** The class-transformer group that `readForm` sets: the input was typed on a page. */
export const PAGE = 'page';

interface FieldOptions {
  /** `false`: the field may be missing, empty or null, and is then `undefined`. */
  required?: boolean;
}

/** What is wrong with the value, as a sentence, or `undefined`. */
type Check = (value: unknown) => string | undefined;
/** The value as the service wants it; what it cannot read it leaves alone, for the check to name. */
type Read = (value: unknown, onPage: boolean) => unknown;

/** A calendar date as `YYYY-MM-DD`. On pages, and with `typed` everywhere, also day first as people type it. */
export function PlainDateField(label: string, options: FieldOptions & { typed?: boolean } = {}): PropertyDecorator {
  const read: Read = (value, onPage) => {
    if (typeof value !== 'string' || !(onPage || options.typed)) return value;
    const result = readDate(label, value);
    return 'date' in result ? result.date : value;
  };
  const check: Check = (value) => {
    if (value === undefined) return `Enter ${lowerFirst(label)}.`;
    if (typeof value !== 'string') return `${label} must be a date, written like 2027-03-12.`;
    const result = readDate(label, value);
    if ('sentence' in result) return result.sentence;
    return isPlainDate(value) ? undefined : `Write ${lowerFirst(label)} as year, month and day: ${result.date}.`;
  };
  return field(check, read, options, { type: String, format: 'date', example: '2027-03-12', description: label });
}

/** Text, trimmed (unless `trim: false`, for passwords). Every character is kept but those that the database cannot. */
export function TextField(
  label: string,
  options: FieldOptions & { max?: number; min?: number; trim?: boolean } = {},
): PropertyDecorator {
  const { max = 200, min = 0, trim = true } = options;
  const read: Read = (value) => (typeof value === 'string' && trim ? tidy(value) : value);
  const check: Check = (value) => {
    if (value === undefined) return `Enter ${lowerFirst(label)}.`;
    if (typeof value !== 'string') return `${label} must be one piece of text.`;
    if (!isStorable(value)) return `${label} has a character that cannot be stored. Delete it and type it again.`;
    const length = [...value].length;
    if (length > max) return `${label} must be ${max} characters or fewer. You have used ${length}.`;
    return length < min ? `${label} must be ${min} characters or more.` : undefined;
  };
  return field(check, read, options, { type: String, maxLength: max, description: label });
}

export function WholeNumberField(
  label: string,
  options: FieldOptions & { min?: number; max?: number } = {},
): PropertyDecorator {
  const { min = 0, max = 1_000_000 } = options;
  const check: Check = (value) => {
    if (value === undefined) return `Enter ${lowerFirst(label)}.`;
    if (!Number.isInteger(value)) return `${label} must be a whole number, like ${Math.max(min, 1)}.`;
    return (value as number) < min || (value as number) > max
      ? `${label} must be between ${min} and ${max}.`
      : undefined;
  };
  return field(check, digits, options, { type: 'integer', minimum: min, maximum: max, description: label });
}

/** A number in steps of a half: people also type `1½`, `½` or `1,5`. */
export function HalvesField(label: string, options: FieldOptions & { max?: number } = {}): PropertyDecorator {
  const { max = 1_000_000 } = options;
  const check: Check = (value) => {
    if (value === undefined) return `Enter ${lowerFirst(label)}.`;
    if (typeof value !== 'number' || !Number.isInteger(value * 2))
      return `${label} must be a whole number or end in a half, like 14 or 1.5.`;
    return value < 0 || value > max ? `${label} must be between 0 and ${max}.` : undefined;
  };
  return field(check, halves, options, { type: Number, minimum: 0, maximum: max, multipleOf: 0.5, description: label });
}

/** So many whole numbers, in their order. */
export function NumbersField(
  label: string,
  { count, min = 0, max = 1_000_000, ...options }: FieldOptions & { count: number; min?: number; max?: number },
): PropertyDecorator {
  const check: Check = (value) => {
    if (!Array.isArray(value) || value.length !== count) return `${label} must be a list of ${count} whole numbers.`;
    return value.every((one) => Number.isInteger(one) && (one as number) >= min && (one as number) <= max)
      ? undefined
      : `${label} can only contain whole numbers between ${min} and ${max}.`;
  };
  const api = { type: [Number], minItems: count, maxItems: count, description: label } as ApiPropertyOptions;
  return field(check, (value) => value, options, api);
}

/** One of the values. */
export function ChoiceField(
  label: string,
  values: readonly (string | number)[],
  options: FieldOptions = {},
): PropertyDecorator {
  const read: Read = (value) => choice(value, values);
  const check: Check = (value) => {
    if (value === undefined) return `Choose ${lowerFirst(label)}.`;
    return values.includes(value as string) ? undefined : `${label} must be one of: ${values.join(', ')}.`;
  };
  return field(check, read, options, { enum: [...values], description: label });
}

/**
 * Any of the values, each once; at least one when required. One ticked box of a form is an array, too, and so is one
 * value `inQuery`. What a script sends twice is refused: nothing that it sent is dropped unsaid.
 */
export function ChoicesField(
  label: string,
  values: readonly (string | number)[],
  options: FieldOptions & { inQuery?: boolean } = {},
): PropertyDecorator {
  const read: Read = (value, onPage) => {
    const isLax = onPage || options.inQuery === true;
    const list = typeof value === 'string' && value !== '' && isLax ? [value] : value;
    return Array.isArray(list)
      ? listed(
          list.map((one) => choice(one, values)),
          isLax,
        )
      : list;
  };
  const check: Check = (value) => {
    if (value === undefined) return `Choose ${lowerFirst(label)}.`;
    if (!Array.isArray(value)) return `${label} must be a list.`;
    if (value.length === 0 && options.required !== false) return `Choose at least one for ${lowerFirst(label)}.`;
    if (!value.every((one) => values.includes(one))) return `${label} can only contain: ${values.join(', ')}.`;
    return twice(label, value);
  };
  return field(check, read, options, { enum: [...values], isArray: true, uniqueItems: true, description: label });
}

/** Words, each once, of which only the service knows which there are. One ticked box of a form is a list, too. */
export function WordsField(
  label: string,
  { max = 20, ...options }: FieldOptions & { max?: number } = {},
): PropertyDecorator {
  const read: Read = (value, onPage) => {
    const list = onPage && typeof value === 'string' ? [value] : value;
    return Array.isArray(list)
      ? listed(
          list.map((one) => (typeof one === 'string' ? tidy(one) : one)),
          onPage,
        )
      : list;
  };
  const check: Check = (value) => {
    if (!Array.isArray(value)) return `${label} must be a list.`;
    if (value.length > max) return `${label} can only be ${max} or fewer.`;
    const isWord = (one: unknown) => typeof one === 'string' && one.length <= 100 && isStorable(one);
    if (!value.every(isWord)) return `${label} can only contain words of at most 100 characters.`;
    return twice(label, value);
  };
  return field(check, read, options, { type: [String], maxItems: max, uniqueItems: true, description: label });
}

/** A list each once where a form or an address says it; as it was sent otherwise, for `twice` to refuse. */
function listed(list: unknown[], isLax: boolean): unknown[] {
  return isLax ? [...new Set(list)] : list;
}

/** Says what stands in a list twice, where something does. */
function twice(label: string, list: readonly unknown[]): string | undefined {
  const again = list.find((one, at) => list.indexOf(one) !== at);
  return again === undefined ? undefined : `${label} can only contain each once: “${String(again)}” is there twice.`;
}

/** Texts in their order, each of which may be empty. One field of a form is a list, too. */
export function TextsField(
  label: string,
  { max, most, ...options }: FieldOptions & { max: number; most: number },
): PropertyDecorator {
  const read: Read = (value, onPage) => {
    const list = onPage && typeof value === 'string' ? [value] : value;
    return Array.isArray(list) ? list.map((one) => (typeof one === 'string' ? tidy(one) : one)) : list;
  };
  const check: Check = (value) => {
    if (!Array.isArray(value)) return `${label} must be a list.`;
    if (value.length > most) return `${label} can only be ${most} or fewer.`;
    const isText = (one: unknown) => typeof one === 'string' && [...one].length <= max && isStorable(one);
    return value.every(isText) ? undefined : `${label} must be ${max} characters or fewer.`;
  };
  return field(check, read, options, { type: [String], maxItems: most, description: label });
}

/** `true` or `false`; on forms yes or no, and a ticked box of value `yes`, `true` or `on`. */
export function YesNoField(label: string, options: FieldOptions = {}): PropertyDecorator {
  const words: Record<string, boolean> = { true: true, yes: true, on: true, false: false, no: false };
  const read: Read = (value) => (typeof value === 'string' ? (words[value.trim().toLowerCase()] ?? value) : value);
  const check: Check = (value) => {
    if (value === undefined) return `Choose yes or no for ${lowerFirst(label)}.`;
    return typeof value === 'boolean' ? undefined : `${label} must be true or false.`;
  };
  return field(check, read, options, { type: Boolean, description: label });
}

/** The id of something else. */
export function IdField(label: string, options: FieldOptions = {}): PropertyDecorator {
  const read: Read = (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value);
  const check: Check = (value) => {
    if (value === undefined) return `Choose a ${lowerFirst(label)}.`;
    return isUUID(value) ? undefined : `We do not know this ${lowerFirst(label)}. Choose another.`;
  };
  return field(check, read, options, { type: String, format: 'uuid', description: label });
}

/** The id of something else, or the word that stands for none of them. */
export function IdOrField(label: string, word: string, options: FieldOptions = {}): PropertyDecorator {
  const read: Read = (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value);
  const check: Check = (value) => (value === word || isUUID(value) ? undefined : `Choose ${lowerFirst(label)}.`);
  return field(check, read, options, { type: String, description: label });
}

/** The ids of other things, each once: as many as `min` to `max` of them. */
export function IdsField(
  label: string,
  { min = 1, max = 100, ...options }: FieldOptions & { min?: number; max?: number } = {},
) {
  const read: Read = (value, onPage) => {
    const list = onPage && typeof value === 'string' ? [value] : value;
    return Array.isArray(list)
      ? listed(
          list.map((one) => (typeof one === 'string' ? one.trim().toLowerCase() : one)),
          onPage,
        )
      : list;
  };
  const check: Check = (value) => {
    if (!Array.isArray(value) || new Set(value).size !== value.length || value.length < min || value.length > max) {
      return min === max
        ? `Name ${min} different ${lowerFirst(label)}.`
        : `Name ${min} to ${max} different ${lowerFirst(label)}.`;
    }
    return value.every((one) => isUUID(one))
      ? undefined
      : `We do not know one of these ${lowerFirst(label)}. Choose again.`;
  };
  return field(check, read, options, { type: [String], uniqueItems: true, description: label });
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment, ISO 8601 with its offset; it reaches the service as a `Date`. Years as for dates. */
export function InstantField(label: string, options: FieldOptions = {}): PropertyDecorator {
  const read: Read = (value) => {
    const day = typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined;
    if (day === undefined || !isPlainDate(day) || 'sentence' in readDate(label, day)) return value;
    const instant = new Date(value as string);
    return Number.isNaN(instant.getTime()) ? value : instant;
  };
  const check: Check = (value) => {
    if (value instanceof Date) return undefined;
    return `${label} must be a moment with its offset, written like 2027-03-12T16:30:00Z.`;
  };
  return field(check, read, options, {
    type: String,
    format: 'date-time',
    example: '2027-03-12T16:30:00Z',
    description: label,
  });
}

/** A time of day as `HH:MM`; people also type `9:30` or `16.30`. */
export function TimeField(label: string, options: FieldOptions = {}): PropertyDecorator {
  const read: Read = (value) => {
    const typed = typeof value === 'string' ? /^\s*(\d{1,2})[:.](\d\d)\s*$/.exec(value) : null;
    return typed ? `${typed[1]!.padStart(2, '0')}:${typed[2]}` : value;
  };
  const check: Check = (value) =>
    typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
      ? undefined
      : `Enter ${lowerFirst(label)} on the 24-hour clock, like 16:30.`;
  return field(check, read, options, { type: String, example: '16:30', description: label });
}

function field(check: Check, read: Read, { required = true }: FieldOptions, api: ApiPropertyOptions) {
  return applyDecorators(
    Transform(({ value, options }) => {
      const result = read(value, options.groups?.includes(PAGE) ?? false);
      return result === '' || result === null ? undefined : result;
    }),
    ...(required ? [] : [IsOptional()]),
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value: unknown) => check(value) === undefined,
        defaultMessage: (args) => check(args?.value) ?? '',
      },
    }),
    ApiProperty({ ...api, required } as ApiPropertyOptions),
  ) as PropertyDecorator;
}

function digits(value: unknown): unknown {
  return typeof value === 'string' && /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : value;
}

function halves(value: unknown): unknown {
  const typed = typeof value === 'string' ? /^\s*(\d{0,9})(?:\s*(½)|[.,](\d))?\s*$/.exec(value) : null;
  if (!typed || !/\S/.test(typed[0])) return digits(value);
  return Number(typed[1]) + (typed[2] ? 0.5 : Number(typed[3] ?? 0) / 10);
}

function choice(value: unknown, values: readonly (string | number)[]): unknown {
  return typeof values[0] === 'number' ? digits(value) : value;
}

function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
