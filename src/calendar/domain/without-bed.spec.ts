import { describe, expect, it } from '@jest/globals';
import { inRows, withoutBed } from './without-bed.js';

const run = (from: number, to: number) => ({ arrival: `2027-05-0${from}`, departure: `2027-05-0${to}` });
const stay = (id: string, from: number, to: number) => ({ stayId: id, youngPersonId: `of ${id}`, ...run(from, to) });

describe('nights without a bed', () => {
  it('are those of the stay that no claim covers, within what is shown', () => {
    const claims = [
      { stayId: 'a', ...run(3, 4) },
      { stayId: 'b', ...run(1, 9) },
      { stayId: null, ...run(1, 9) },
    ];
    expect(withoutBed([stay('a', 2, 7), stay('b', 2, 4)], claims, run(1, 6))).toEqual([
      stay('a', 2, 3),
      stay('a', 4, 6),
    ]);
  });
  it('stand in as few rows as hold them', () => {
    const [a, b, c] = [stay('a', 1, 3), stay('b', 2, 4), stay('c', 3, 5)];
    expect(inRows([a, b, c])).toEqual([[a, c], [b]]);
  });
});
