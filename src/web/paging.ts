import { createHash } from 'node:crypto';
import { isUUID } from 'class-validator';
import { invalidField } from '../kernel/domain-error.js';
import { isPlainDate } from '../kernel/nights.js';
import { isStorable } from './clean-text.js';
import { TextField, WholeNumberField } from './fields.js';

/** The part of a query that pages a list. Lists with filters extend it. */
export class PageQuery {
  @WholeNumberField('Limit', { min: 1, max: 100, required: false })
  limit: number = 50;

  @TextField('Cursor', { max: 2000, required: false })
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What a part of a position may be: a forged cursor never reaches the database as something else. */
export type KeyKind = 'id' | 'date' | 'instant' | 'text' | 'number';
export type Position = (string | number)[];

const LARGEST_INTEGER = 2_147_483_647;

/** A day that the database knows, too. */
const isDay = (value: unknown) => isPlainDate(value) && value >= '1900-01-01';

const KINDS: Record<KeyKind, (value: unknown) => boolean> = {
  id: (value) => isUUID(value),
  date: isDay,
  instant: (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) &&
    isDay(value.slice(0, 10)) &&
    !isNaN(Date.parse(value)),
  text: (value) => typeof value === 'string' && isStorable(value),
  number: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST_INTEGER,
};

/**
 * An opaque cursor: the sort keys of the last row shown, its unique tie-breaker last, and the filter of the list, so
 * that a cursor is never used on another list.
 */
export function makeCursor(position: Position, filter: unknown = null): string {
  return Buffer.from(JSON.stringify([fingerprint(filter), ...position])).toString('base64url');
}

/** The position after which to go on, `undefined` for the first page. Throws when it is not a cursor of this list. */
export function readCursor(cursor: string | undefined, kinds: KeyKind[], filter: unknown = null): Position | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    read = undefined;
  }
  const [mark, ...position] = Array.isArray(read) ? (read as unknown[]) : [];
  const fits = position.length === kinds.length && kinds.every((kind, i) => KINDS[kind](position[i]));
  if (mark !== fingerprint(filter) || !fits) {
    throw invalidField('cursor', 'This cursor does not belong to this list. Start again without it.');
  }
  return position as Position;
}

/** One page of rows that were read with `limit + 1`: the row too many only says that there are more. */
export function pageOf<T>(rows: T[], limit: number, position: (last: T) => Position, filter: unknown = null): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? makeCursor(position(last), filter) : null };
}

function fingerprint(filter: unknown): string {
  return createHash('sha256').update(JSON.stringify(filter)).digest('base64url').slice(0, 12);
}
