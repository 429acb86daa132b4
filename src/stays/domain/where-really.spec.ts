import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, overlaps } from '../../kernel/nights.js';
import type { Piece } from './pieces.js';
import { whereReally, type Reality } from './where-really.js';

const day = (number: number) => addDays('2027-05-01', number);
const run = (from: number, to: number) => ({ arrival: day(from), departure: day(to) });
const beds: Bed[] = [1, 2, 3].map((number) => ({
  ...{ id: String(number), number, name: `Bed ${number}`, attributes: [] },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
}));
const other = (bedId: string, from: number, to: number, more: Partial<Claim> = {}): Claim =>
  ({
    ...{ id: `${bedId} ${from}`, bedId, purpose: 'stay', youngPersonId: 'other', stayId: 'other', requestId: null },
    ...{ arrived: false, announced: true, support: null, needs: [], keepsRoom: false },
    ...run(from, to),
    ...more,
  }) as Claim;
const piece = (bedId: string, from: number, to: number): Piece => ({ bedId, ...run(from, to) });
const said = (pieces: readonly Piece[]) =>
  pieces.map(({ bedId, arrival, departure }) => `${bedId}: ${arrival.slice(8)} to ${departure.slice(8)}`);
const find = (reality: Partial<Reality>) =>
  whereReally({
    ...{
      wanted: run(9, 12),
      held: [],
      meant: undefined,
      beds,
      others: [],
      youngPersonId: 'own',
      tonight: day(9),
      isOver: false,
    },
    ...reality,
  });

describe('where somebody really is', () => {
  it.each<[string, Partial<Reality>, string[], boolean]>([
    [
      'is the bed that was meant, whoever is booked into it',
      { held: [piece('2', 9, 10)], others: [other('2', 10, 14)] },
      ['2: 10 to 13'],
      false,
    ],
    [
      'is nowhere on nights that they really spent elsewhere, once they have left',
      {
        ...{ isOver: true, tonight: day(20) },
        others: [other('there', 10, 30, { arrived: true, youngPersonId: 'own', stayId: 'elsewhere' })],
      },
      ['1: 10 to 11'],
      true,
    ],
    [
      'is another where somebody really is in it',
      { held: [piece('2', 9, 12)], others: [other('2', 7, 11, { arrived: true })] },
      ['1: 10 to 13'],
      false,
    ],
    [
      'is a promised bed before none, with the fewest promises',
      { others: [other('1', 9, 10), other('1', 10, 11), other('2', 9, 20, { arrived: true }), other('3', 10, 11)] },
      ['3: 10 to 13'],
      false,
    ],
    [
      'is never a closed one that was not meant',
      {
        others: ['1', '2', '3'].map((bed) =>
          other(bed, 9, 20, { purpose: 'out_of_service', youngPersonId: null, stayId: null }),
        ),
      },
      [],
      true,
    ],
    [
      'is nowhere in a full house',
      { others: ['1', '2', '3'].map((bed) => other(bed, 5, 12, { arrived: true })) },
      [],
      true,
    ],
    [
      'is another bed until the own one is free',
      {
        held: [piece('1', 11, 12)],
        others: [
          other('1', 8, 11, { arrived: true }),
          other('2', 11, 15, { arrived: true, arrival: day(9) }),
          other('3', 11, 12),
        ],
      },
      ['3: 10 to 13'],
      false,
    ],
    [
      'is nowhere until the own one is free in a full house',
      {
        held: [piece('1', 11, 12)],
        others: [
          other('1', 8, 11, { arrived: true }),
          other('2', 8, 15, { arrived: true }),
          other('3', 9, 15, { arrived: true }),
        ],
      },
      ['1: 12 to 13'],
      true,
    ],
    [
      'was nowhere for who left before their own was free',
      {
        ...{ held: [piece('1', 11, 12)], wanted: run(9, 11), tonight: day(11), isOver: true },
        others: [other('1', 8, 11, { arrived: true }), other('2', 8, 15), other('3', 8, 15)],
      },
      [],
      true,
    ],
    [
      'is where they slept until somebody else has that bed, and another from then on',
      { held: [piece('2', 7, 9)], wanted: run(7, 11), others: [other('2', 9, 14, { arrived: true })] },
      ['2: 08 to 10', '1: 10 to 12'],
      false,
    ],
    [
      'is where they slept also when no bed is left for tonight',
      {
        ...{ held: [piece('2', 7, 9)], wanted: run(7, 11) },
        others: ['1', '2', '3'].map((bed) => other(bed, 9, 14, { arrived: true })),
      },
      ['2: 08 to 10'],
      true,
    ],
    [
      'keeps the nights before a move',
      { held: [piece('1', 7, 9), piece('3', 9, 10)], wanted: run(7, 12) },
      ['1: 08 to 10', '3: 10 to 13'],
      false,
    ],
  ])('%s', (_, reality, pieces, clash) => {
    const found = find(reality);
    expect([said(found.pieces), found.clash]).toEqual([pieces, clash]);
  });

  it('never moves a night that was slept, whoever has the bed by now', () => {
    const next = fc.tuple(fc.constantFrom('1', '2', '3'), fc.integer({ min: 1, max: 6 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(next, { maxLength: 5 }), fc.nat(2), fc.integer({ min: 1, max: 5 }), (all, late, more) => {
        const others = all.map(([bed, length, arrived]) => other(bed, 9, 9 + length, { arrived }));
        const held = [piece('1', 6, 9 - late)];
        const { pieces } = find({ held, wanted: run(6, 9 + more), others });
        expect(pieces[0]).toMatchObject({ bedId: '1', arrival: day(6) });
        expect(pieces[0]!.departure >= held[0]!.departure).toBe(true);
      }),
    );
  });

  it('is never with somebody who really is in the bed, and no night is lost silently', () => {
    const claim = fc
      .tuple(
        fc.constantFrom('1', '2', '3'),
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
      )
      .map(([bed, from, length, arrived]) => other(bed, from, from + length, { arrived }));
    fc.assert(
      fc.property(
        fc.array(claim, { maxLength: 8 }),
        fc.nat(12),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('1', undefined),
        (others, from, length, meant) => {
          const wanted = run(from, from + length);
          const found = find({ wanted, others, meant, tonight: day(from) });
          const real = others.filter(({ arrived, arrival }) => arrived && arrival <= day(from));
          for (const one of found.pieces)
            expect(real.some((claim) => claim.bedId === one.bedId && overlaps(claim, one))).toBe(false);
          const covered = found.pieces.flatMap(nightsOf).toSorted();
          expect(new Set(covered).size).toBe(covered.length);
          expect(found.clash).toBe(nightsOf(wanted).some((night) => !covered.includes(night)));
          if (!found.clash) expect(covered).toEqual(nightsOf(wanted));
        },
      ),
    );
  });
});
