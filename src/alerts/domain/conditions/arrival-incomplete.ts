import type { PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { isAhead, type Moment } from './moment.js';

/** A booked stay before its arrival, and what of its checklist is open that a key worker may be told of. */
export interface Awaited {
  stayId: string;
  youngPersonId: string;
  arrival: PlainDate;
  /** When the night begins for which they come. */
  begins: Date;
  /** The codes of what is open, in the order of the list. */
  open: readonly string[];
  /** How many of the unit's own items are open. */
  own: number;
}

/**
 * Who comes soon and of whom something is missing. Who is there with whom is no part of it: that is an alert of its own, for
 * the unit alone.
 *
 * @example arrivalIncomplete([{ …kit, arrival: '2027-03-13', open: ['care_plan'], own: 0 }], { daysAhead: 1 }, friday)[0].figures.open; // 1
 */
export function arrivalIncomplete(
  awaited: readonly Awaited[],
  { daysAhead }: { daysAhead: number },
  moment: Moment,
): Finding[] {
  return awaited
    .filter(({ arrival, open, own }) => isAhead(arrival, daysAhead, moment) && open.length + own > 0)
    .map(({ stayId, youngPersonId, arrival, begins, open, own }) => ({
      kind: 'arrival_incomplete',
      key: stayId,
      opens: true,
      about: { youngPersonId, stayId },
      figures: { arrival, open: open.length + own, items: open.join(' '), own },
      dueAt: begins,
    }));
}
