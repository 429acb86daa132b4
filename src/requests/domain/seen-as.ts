import type { Nights } from '../../kernel/nights.js';

/**
 * The nights and the bed of a stay in one word, as a page that shows them keeps it: when the stay says another by the time
 * that something is sent, somebody has changed it meanwhile.
 *
 * @example seenAs({ arrival: '2027-03-12', departure: '2027-03-14', bed: { id: '5f0c' } }); // '2027-03-12_2027-03-14_5f0c'
 */
export function seenAs({ arrival, departure, bed }: Nights & { bed: { id: string } | null }): string {
  return [arrival, departure, bed?.id ?? ''].join('_');
}
