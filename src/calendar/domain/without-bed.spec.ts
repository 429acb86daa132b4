import { describe, expect, it } from '@jest/globals';
import { aClaim } from '../pages/a-board.js';
import { NO_BED } from './claim.js';
import { inRows, withoutBed } from './without-bed.js';

const run = (from: number, to: number) => ({ arrival: `2027-05-0${from}`, departure: `2027-05-0${to}` });
const stay = (id: string, from: number, to: number) => ({
  stayId: id,
  youngPersonId: `of ${id}`,
  isThere: false,
  isOver: false,
  ...run(from, to),
});

describe('nights without a bed', () => {
  it('are those within what is shown, by arrival', () => {
    const lacking = [stay('b', 2, 4), stay('a', 1, 7)].map((one) => ({
      ...aClaim(1, one.arrival, 1, one),
      bedId: NO_BED,
    }));
    expect(withoutBed(lacking, run(1, 6))).toEqual([stay('a', 1, 6), stay('b', 2, 4)]);
  });
  it('are over where they have left again, and there while they have not', () => {
    const lacking = (more: object) => [{ ...aClaim(1, '2027-05-02', 1, { stayId: 'a', ...more }), bedId: NO_BED }];
    expect(withoutBed(lacking({ arrived: true }), run(1, 6))).toMatchObject([{ isThere: true, isOver: false }]);
    const left = lacking({ arrived: true, departed: true });
    expect(withoutBed(left, run(1, 6))).toMatchObject([{ isThere: false, isOver: true }]);
  });
  it('stand in as few rows as hold them', () => {
    const [a, b, c] = [stay('a', 1, 3), stay('b', 2, 4), stay('c', 3, 5)];
    expect(inRows([a, b, c])).toEqual([[a, c], [b]]);
  });
});
