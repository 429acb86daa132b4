import { nightsOf, type PlainDate } from '../../../kernel/nights.js';

/** A part of a request that wants nights between its dates and holds none. */
export interface Asked {
  requestId: string;
  youngPersonId: string;
  windows: readonly { from: PlainDate; to: PlainDate }[];
}

/**
 * How many requests ask for at least one of these nights: each counts once for a young person, as on the calendar.
 *
 * @example askedFor([{ requestId: 'r', youngPersonId: 'kit', windows: [{ from: '2027-03-10', to: '2027-03-15' }] }], ['2027-03-14']); // 1
 */
export function askedFor(asked: readonly Asked[], nights: readonly PlainDate[]): number {
  const meant = asked.filter(({ windows }) =>
    windows.some(({ from, to }) => nights.some((night) => from <= night && night < to)),
  );
  return new Set(meant.map(({ requestId, youngPersonId }) => `${requestId} ${youngPersonId}`)).size;
}

/** The nights from one on, so many. */
export const stretchOf = (from: PlainDate, to: PlainDate): PlainDate[] => [
  ...nightsOf({ arrival: from, departure: to }),
];
