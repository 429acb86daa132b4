import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { around, roomFinder } from './make-room.js';
import type { Guest } from './obstacles.js';
import { mayNeedMoves, optionsFor, type House } from './options.js';

const beds: Bed[] = [1, 2].map((number) => ({
  id: `bed-${number}`,
  number,
  name: `Bed ${number}`,
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
}));
const stay = (number: number, arrival: string, departure: string, more: Partial<Claim> = {}): Claim => ({
  id: `${number} ${arrival}`,
  bedId: `bed-${number}`,
  purpose: 'stay',
  arrival,
  departure,
  youngPersonId: `young ${number}`,
  requestId: null,
  stayId: `stay ${number} ${arrival}`,
  arrived: false,
  announced: true,
  support: 'shared',
  needs: [],
  keepsRoom: false,
  ...more,
});
const wanted = { arrival: '2027-03-12', departure: '2027-03-14' };
const first = (more: Partial<Claim> = {}) => stay(1, '2027-03-12', '2027-03-13', more);
const second = (more: Partial<Claim> = {}) => stay(2, '2027-03-13', '2027-03-14', more);
const find = (...claims: Claim[]) => {
  const answer = roomFinder(beds, claims, around(wanted))(wanted, [], beds);
  return typeof answer === 'string' ? answer : answer.moves.map(({ stayId, to }) => `${stayId} to ${to.name}`);
};
const FIRST_MOVES = ['stay 1 2027-03-12 to Bed 2'];
const SECOND_MOVES = ['stay 2 2027-03-13 to Bed 1'];

describe('making room', () => {
  it('moves a booked stay', () => {
    expect(find(first(), second())).toEqual(FIRST_MOVES);
  });
  it.each<[string, Partial<Claim>]>([
    ['whose young person has arrived', { arrived: true }],
    ['that is over', { departed: true }],
    ['of somebody who keeps this room', { keepsRoom: true }],
    ['that is only offered', { purpose: 'offer' }],
    ['that is no stay but a closure', { purpose: 'closed', stayId: null, youngPersonId: null }],
    ['that reaches beyond what is known', { arrival: '2026-12-01' }],
  ])('leaves one where it is %s', (_, fixed) => {
    expect(find(first(fixed), second())).toEqual(SECOND_MOVES);
    expect(find(first(fixed), second({ keepsRoom: true }))).toBe('none');
  });
  it('leaves one where it is whose first night is over', () => {
    const moves = (tonight: string) => {
      const answer = roomFinder(beds, [first(), second()], around(wanted), tonight)(wanted, [], beds);
      return typeof answer === 'string' ? answer : answer.moves.map(({ stayId, to }) => `${stayId} to ${to.name}`);
    };
    expect(moves('2027-03-12')).toEqual(FIRST_MOVES);
    expect(moves('2027-03-13')).toEqual(SECOND_MOVES);
    expect(moves('2027-03-14')).toEqual('none');
  });
  it('leaves a stay where it is that is in two beds, one after the other', () => {
    const pieces = [first({ stayId: 'two' }), stay(2, '2027-03-11', '2027-03-12', { stayId: 'two' })];
    expect(find(...pieces, second())).toEqual(SECOND_MOVES);
  });
});

describe('options by moves', () => {
  const question = {
    from: '2027-03-11',
    to: '2027-03-16',
    nights: 2,
    weekdays: [],
    today: '2027-03-01',
    horizon: '2028-09-01',
  };
  const house = (claims: Claim[]): House => ({ beds, claims, youngest: 12, oldest: 17, staffed: [], visitors: [] });
  const withRoom = (claims: Claim[]): House => ({ ...house(claims), room: roomFinder(beds, claims, around(wanted)) });
  const guest: Guest = { dateOfBirth: '2013-01-01', apart: new Set(), own: [], needs: [], support: 'shared' };

  it('come only where no bed is free throughout, with the bed that is made free and the moves', () => {
    const { options, unavailable } = optionsFor(question, withRoom([first(), second()]), guest);
    expect(unavailable).toEqual([]);
    expect(
      options.map(({ arrival, bed, beds: all, moves }) => [arrival, bed.number, all.length, moves.length]),
    ).toEqual([
      ['2027-03-11', 2, 1, 0],
      ['2027-03-12', 1, 1, 1],
      ['2027-03-13', 1, 1, 0],
      ['2027-03-14', 2, 2, 0],
    ]);
  });
  it('are none where nothing can be moved, and say so', () => {
    const kept = [first({ keepsRoom: true }), second({ keepsRoom: true })];
    expect(optionsFor(question, withRoom(kept), guest).unavailable[0]!.reasons).toEqual([
      { code: 'no_bed', sentence: 'No single bed is free on every night, and no move of a booked stay makes room.' },
    ]);
  });
  it('name as taken only nights on which no move frees a bed that has what is needed', () => {
    const fitted = beds.map((bed) => (bed.number === 1 ? { ...bed, attributes: ['step-free'] } : bed));
    const needing = { ...guest, needs: ['step-free'] };
    const claims = [stay(1, '2027-03-11', '2027-03-12', { arrived: true }), first()];
    const there = { ...house(claims), beds: fitted, room: roomFinder(fitted, claims, around(wanted)) };
    expect(optionsFor(question, there, needing).unavailable[0]!.reasons).toEqual([
      {
        code: 'no_bed',
        sentence: 'Every bed that has what they need (step-free) is taken on this night: 11 March.',
      },
    ]);
  });
  it('are looked for only where a start has no bed and no night of it is full', () => {
    expect(mayNeedMoves(question, house([first(), second()]))).toBe(true);
    expect(mayNeedMoves(question, house([first()]))).toBe(false);
    const full = [stay(1, '2027-03-11', '2027-03-16'), stay(2, '2027-03-11', '2027-03-16')];
    expect(mayNeedMoves(question, house(full))).toBe(false);
  });
});
