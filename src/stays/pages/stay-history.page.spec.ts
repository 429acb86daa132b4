import { describe, expect, it } from '@jest/globals';
import { stepSaid } from './stay-history.page.js';

const step = { by: 'Sam Example', arrival: '2027-05-03', departure: '2027-05-06', happenedAt: null, insteadOf: null };
const at = (text: string) => new Date(text);

describe('a line of the history of a stay', () => {
  it.each([
    [
      { action: 'arrived', happenedAt: at('2027-05-03T14:00:00Z') },
      'Sam Example recorded the arrival: 3 May 2027, 15:00',
    ],
    [{ action: 'cancelled' }, 'Sam Example cancelled the stay'],
    [
      { action: 'arrival_corrected', happenedAt: at('2027-05-03T15:30:00Z'), insteadOf: at('2027-05-03T14:00:00Z') },
      'Arrival corrected: 16:30 instead of 15:00 (3 May 2027), by Sam Example',
    ],
    [
      { action: 'departure_corrected', happenedAt: at('2027-05-06T09:00:00Z'), insteadOf: at('2027-05-05T09:00:00Z') },
      'Departure corrected: 6 May 2027, 10:00 instead of 5 May 2027, 10:00, by Sam Example',
    ],
    [
      { action: 'arrival_undone', insteadOf: at('2027-05-03T14:00:00Z') },
      'Sam Example undid the arrival that was recorded for 3 May 2027, 15:00',
    ],
    [{ action: 'written_on', by: null }, 'The service wrote on somebody who should have left and is still there'],
  ] as const)('%j: %s', (more, said) => {
    expect(stepSaid({ ...step, ...more })).toBe(said);
  });
});
