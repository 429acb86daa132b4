import type { PlainDate } from '../../kernel/nights.js';

/** What a row of a diary is about: somebody's stay, the whole unit closed, or one bed that cannot be used. */
export const ROW_KINDS = ['stay', 'closed', 'out_of_service'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/**
 * One entry of a diary as it was read, before anybody looks whether it can be had. Dates are the unit's own: the night of
 * arrival, and the day of departure.
 */
export interface DiaryRow {
  /** The row of the sheet, the line of the file, or the place of the event in the calendar: as whoever looks for it counts. */
  number: number;
  /** Which time it is of an event that repeats, from 1; 0 for one that does not. */
  time: number;
  kind: RowKind;
  /** The name as it stands there. */
  name: string;
  dateOfBirth: PlainDate | null;
  arrival: PlainDate | null;
  departure: PlainDate | null;
  /** `HH:MM`, by the clocks of the unit, where the entry says it. */
  arrivesAt: string | null;
  leavesAt: string | null;
  /** The bed as it is called there; empty for none. */
  bed: string;
  note: string;
  /** Why it cannot be brought in, whatever stands on the calendar; each a sentence that says what to do. */
  problems: string[];
}

/** How the rows of a file are counted. */
export type RowWord = 'Row' | 'Line' | 'Event';

/** @example sayRow('Event', { number: 7, time: 3 }); // 'Event 7, time 3' */
export function sayRow(word: RowWord, { number, time }: Pick<DiaryRow, 'number' | 'time'>): string {
  return time > 0 ? `${word} ${number}, time ${time}` : `${word} ${number}`;
}
