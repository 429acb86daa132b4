import { describe, expect, it } from '@jest/globals';
import { addDays, type Nights } from '../../kernel/nights.js';
import type { Bed } from './claim.js';
import { vacancyProver, type Proof, type Standing, type Wanted } from './prove-vacancy.js';

const bed = (number: number, attributes: string[] = [], more: Partial<Bed> = {}): Bed => ({
  id: `bed-${number}`,
  number,
  name: `Bed ${number}`,
  attributes,
  registeredFrom: '2020-01-01',
  registeredUntil: null,
  ...more,
});
const day = (number: number) => addDays('2027-05-01', number);
const nights = (from: number, to: number): Nights => ({ arrival: day(from), departure: day(to) });
const stay = (id: string, number: number, from: number, to: number, more: Partial<Standing> = {}): Standing => ({
  id,
  bedId: `bed-${number}`,
  ...nights(from, to),
  mayMove: true,
  needs: [],
  ...more,
});
const fixed = { mayMove: false };
const want = (from: number, to: number, ...needs: string[]): Wanted => ({ ...nights(from, to), needs });

const prove = (beds: readonly Bed[], claims: readonly Standing[], wanted: Wanted, bound?: number) =>
  vacancyProver(beds, claims, bound)(wanted);
const said = (answer: ReturnType<typeof prove>) =>
  typeof answer === 'string'
    ? answer
    : [answer.bed.number, ...answer.moves.map(({ claimId, from, to }) => `${claimId} ${from.number}>${to.number}`)];

describe('a proof of a vacancy', () => {
  const two = [bed(1), bed(2)];
  const stepped = [stay('a', 1, 3, 4), stay('b', 2, 4, 5)];

  it('needs no move where a bed is free throughout', () => {
    expect(said(prove(two, [stay('a', 1, 3, 5)], want(3, 5)))).toEqual([2]);
  });
  it('moves one stay where no night is full and no bed is free on every night', () => {
    expect(said(prove(two, stepped, want(3, 5)))).toEqual([1, 'a 1>2']);
  });
  it('is none where a night is full', () => {
    expect(prove(two, [stay('a', 1, 3, 4), stay('b', 2, 3, 4)], want(3, 4))).toBe('none');
  });
  it('moves nobody who has arrived, keeps the room or is held in it by an offer', () => {
    expect(prove(two, [stay('a', 1, 3, 4, fixed), stay('b', 2, 4, 5, fixed)], want(3, 5))).toBe('none');
    expect(said(prove(two, [stay('a', 1, 3, 4, fixed), stay('b', 2, 4, 5)], want(3, 5)))).toEqual([2, 'b 2>1']);
  });
  it('two characteristics free in different beds are no vacancy', () => {
    const beds = [bed(1, ['wheelchair']), bed(2, ['en-suite'])];
    expect(prove(beds, [], want(3, 5, 'wheelchair', 'en-suite'))).toBe('none');
  });
  it('moves nobody into a bed that lacks what they need', () => {
    const beds = [bed(1, ['wheelchair']), bed(2)];
    const needs = { needs: ['wheelchair'] };
    expect(said(prove(beds, [stay('a', 1, 3, 4, needs), stay('b', 2, 4, 5)], want(3, 5)))).toEqual([2, 'b 2>1']);
    expect(prove(beds, [stay('a', 1, 3, 4, needs), stay('b', 2, 4, 5)], want(3, 5, 'wheelchair'))).toBe('none');
  });
  it('moves nobody into a bed on nights on which it is not registered', () => {
    const beds = [bed(1), bed(2, [], { registeredUntil: day(4) })];
    expect(said(prove(beds, [stay('a', 1, 2, 4)], want(3, 6)))).toEqual([1, 'a 1>2']);
    expect(prove(beds, [stay('a', 1, 2, 5)], want(3, 6))).toBe('none');
  });
  it('gives the bed asked for, though another takes fewer moves', () => {
    const claims = [stay('a', 1, 3, 5), stay('b', 2, 6, 8)];
    expect(said(prove(two, claims, want(3, 5)))).toEqual([2]);
    expect(said(prove(two, claims, { ...want(3, 5), bedIds: ['bed-1'] }))).toEqual([1, 'a 1>2']);
  });
  it('leaves the two alone that clash already', () => {
    const claims = [stay('a', 1, 3, 5, fixed), stay('b', 1, 4, 6)];
    expect(prove(two, [...claims, stay('c', 2, 5, 6)], want(4, 6))).toBe('none');
    expect(said(prove(two, claims, want(4, 6)))).toEqual([2]);
  });
  describe('where it takes more moves than are counted exactly', () => {
    // Everybody in the first bed has to change places with everybody in the second, and only one bed has the need.
    const first = [0, 2, 4, 6, 8].map((from) => stay(`a${from}`, 1, from, from + 2));
    const second = [3, 5, 7].map((from) => stay(`b${from}`, 2, from, from + 2));
    const wanted = want(9, 12, 'quiet');
    const early = stay('b1', 2, 1, 3, { needs: ['wide'] });
    const quiet = [bed(1, ['quiet', 'wide']), bed(2, ['wide']), bed(3)];
    // The earliest in the second bed can only go to the third, and nobody else can.
    const narrow = [bed(1, ['quiet']), bed(2, ['wide']), bed(3, ['wide'])];
    const around = stay('c', 3, 3, 12, fixed);

    it('exchanges what two beds hold', () => {
      const answer = prove(quiet, [...first, ...second, early, stay('c', 3, 0, 12, fixed)], wanted) as Proof;
      expect(answer.moves.map(({ claimId }) => claimId)).toEqual([
        'a0',
        'b1',
        'a2',
        'b3',
        'a4',
        'b5',
        'a6',
        'b7',
        'a8',
      ]);
    });
    it('moves those of three beds where no two make room', () => {
      const answer = prove(narrow, [...first, ...second, early, around], wanted) as Proof;
      expect(answer.moves.map(({ claimId, to }) => `${claimId}>${to.number}`)).toEqual([
        ...['b1>3', 'a2>2', 'b3>1', 'a4>2', 'b5>1', 'a6>2', 'b7>1', 'a8>2'],
      ]);
    });
    it('says that it has not looked everywhere where the bound is reached', () => {
      expect(prove(narrow, [...first, ...second, early, around], wanted, 2)).toBe('not_looked_through');
    });
  });
});
