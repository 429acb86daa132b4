import type { TypedValues } from './typed-forms.js';

type Value = string | string[];

export interface Merged {
  /** What the form shows next: what was typed, and in fields that nobody touched what is saved now. */
  values: TypedValues;
  /** Fields whose saved value has changed since the form was shown, in the form's order. */
  changed: { field: string; saved: Value; typed: Value | undefined }[];
}

/** The name of the hidden field with the values that the form was shown with. It is kept with what was typed. */
export const SEEN = 'seen';

/** The values that the form was shown with, or undefined where they did not come back whole. */
export function readSeen(typed: TypedValues): TypedValues | undefined {
  try {
    const seen = JSON.parse(String(typed[SEEN])) as unknown;
    return typeof seen === 'object' && seen !== null && !Array.isArray(seen) && Object.values(seen).every(isValue)
      ? (seen as TypedValues)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two forms hold the same: a box that is not ticked, an empty field and none are alike. */
export function sameValues(one: TypedValues, other: TypedValues): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((field) => same(one[field], other[field]));
}

/**
 * Three forms into one: as it was shown, as it is saved now, as it was typed. What was typed is kept; a field that was
 * left alone follows what somebody else saved.
 */
export function mergeMeanwhile(seen: TypedValues, saved: TypedValues, typed: TypedValues): Merged {
  const fields = Object.keys(saved);
  const touched = (field: string) => !same(typed[field], seen[field]);
  const kept = fields.filter((field) => !touched(field)).map((field) => [field, saved[field]!]);
  return {
    values: { ...typed, ...(Object.fromEntries(kept) as TypedValues) },
    changed: fields
      .filter((field) => !same(saved[field], seen[field]) && !same(saved[field], typed[field]))
      .map((field) => ({ field, saved: saved[field]!, typed: touched(field) ? (typed[field] ?? '') : undefined })),
  };
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

function same(one: Value | undefined, other: Value | undefined): boolean {
  return asList(one).join('\n') === asList(other).join('\n');
}

function asList(value: Value | undefined): string[] {
  return [value ?? []]
    .flat()
    .map((one) => one.replaceAll('\r\n', '\n').trim())
    .filter(Boolean)
    .sort();
}
