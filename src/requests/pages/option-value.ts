import { isPlainDate, type PlainDate } from '../../kernel/nights.js';

/** An option as it stands on a check box: its arrival and its bed. @example optionValue('2027-03-12', 'b'); // '2027-03-12_b' */
export const optionValue = (arrival: PlainDate, bed: string): string => `${arrival}_${bed}`;

/** What such a value says; `undefined` of anything else. */
export function readOption(value: string): { arrival: PlainDate; bed: string } | undefined {
  const [arrival = '', bed = ''] = value.split('_', 2);
  return isPlainDate(arrival) && /^[\da-f-]{36}$/.test(bed) ? { arrival, bed } : undefined;
}
