import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf } from '../../kernel/nights.js';
import { cutTo, moveFrom, putInto, stretchTo, type Piece } from './pieces.js';

const day = (days: number) => addDays('2027-05-01', days);
const piece = (bedId: string, from: number, to: number): Piece => ({ bedId, arrival: day(from), departure: day(to) });
const where = (pieces: readonly Piece[]) =>
  pieces.flatMap((one) => nightsOf(one).map((night) => `${night} ${one.bedId}`));

describe('a stay in pieces', () => {
  it('moves from a night on, and keeps where it was before', () => {
    expect(moveFrom([piece('one', 2, 5)], day(3), 'two')).toEqual([piece('one', 2, 3), piece('two', 3, 5)]);
  });
  it('moves whole before its first night is over', () => {
    expect(moveFrom([piece('one', 2, 5)], day(2), 'two')).toEqual([piece('two', 2, 5)]);
  });
  it('moves twice on one day, and back, without an empty run', () => {
    const there = moveFrom([piece('one', 2, 6)], day(3), 'two');
    expect(moveFrom(there, day(3), 'three')).toEqual([piece('one', 2, 3), piece('three', 3, 6)]);
    expect(moveFrom(there, day(3), 'one')).toEqual([piece('one', 2, 6)]);
    expect(moveFrom(there, day(4), 'one')).toEqual([piece('one', 2, 3), piece('two', 3, 4), piece('one', 4, 6)]);
  });
  it('is put into a bed for some nights, and keeps what it has before and after them', () => {
    const pieces = [piece('one', 2, 4), piece('two', 6, 9)];
    expect(putInto(pieces, piece('three', 3, 7))).toEqual([
      ...[piece('one', 2, 3), piece('three', 3, 7), piece('two', 7, 9)],
    ]);
    expect(putInto(pieces, piece('two', 4, 6))).toEqual([piece('one', 2, 4), piece('two', 4, 9)]);
    expect(putInto([], piece('two', 4, 6))).toEqual([piece('two', 4, 6)]);
  });
  it('is made shorter and longer at its end', () => {
    const pieces = [piece('one', 2, 4), piece('two', 4, 6)];
    expect(cutTo(pieces, { arrival: day(2), departure: day(5) })).toEqual([piece('one', 2, 4), piece('two', 4, 5)]);
    expect(cutTo(pieces, { arrival: day(2), departure: day(4) })).toEqual([piece('one', 2, 4)]);
    expect(cutTo(pieces, { arrival: day(7), departure: day(9) })).toEqual([]);
    expect(stretchTo(pieces, day(8))).toEqual([piece('one', 2, 4), piece('two', 4, 8)]);
  });

  it('is somewhere on each of its nights, once, however often it moves', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.constantFrom('one', 'two', 'three'))), (moves) => {
        let pieces = [piece('one', 0, 10)];
        for (const [night, bed] of moves.toSorted(([a], [b]) => a - b)) {
          const before = where(pieces).filter((one) => one.slice(0, 10) < day(night));
          pieces = moveFrom(pieces, day(night), bed);
          expect(where(pieces).slice(0, night)).toEqual(before);
          expect(pieces.at(-1)!.bedId).toBe(bed);
        }
        expect(where(pieces).map((one) => one.slice(0, 10))).toEqual(nightsOf({ arrival: day(0), departure: day(10) }));
        for (const [place, one] of pieces.entries()) expect(one.bedId).not.toBe(pieces[place + 1]?.bedId);
      }),
    );
  });
});
