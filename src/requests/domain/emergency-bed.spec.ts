import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim, ClaimPurpose } from '../../calendar/domain/claim.js';
import { bedsTonight, emergencyBed, freeSince } from './emergency-bed.js';

const bed = (number: number, attributes: string[] = []): Bed => ({
  ...{ id: `bed ${number}`, number, name: `Bed ${number}`, attributes },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const claim = (number: number, purpose: ClaimPurpose, from: number, to: number): Claim =>
  ({
    ...{ id: `${number} ${from}`, bedId: `bed ${number}`, purpose, arrived: false, announced: true },
    ...{ arrival: `2027-05-0${from}`, departure: `2027-05-0${to}` },
    ...{ youngPersonId: null, requestId: null, stayId: null, support: null, needs: [], keepsRoom: false },
  }) as Claim;
const wanted = { arrival: '2027-05-03', departure: '2027-05-05' };
const beds = [bed(1), bed(2), bed(3, ['step-free'])];

describe('the bed of a child who comes tonight', () => {
  it.each<[string, Claim[], string[], string | undefined]>([
    ['is the lowest that is free', [], [], '1 until 05'],
    ['is one kept for emergencies first', [claim(2, 'reserve', 3, 4)], [], '2 until 05'],
    ['has what they need, before one that is kept', [claim(2, 'reserve', 3, 4)], ['step-free'], '3 until 05'],
    [
      'is free on all nights, before one that is kept',
      [claim(2, 'reserve', 3, 4), claim(2, 'stay', 4, 6)],
      [],
      '1 until 05',
    ],
    [
      'is nobody’s who is booked',
      [claim(1, 'stay', 3, 4), claim(2, 'offer', 2, 6), claim(3, 'closed', 3, 9)],
      [],
      undefined,
    ],
    [
      'is theirs until somebody is to have it',
      [claim(1, 'stay', 3, 5), claim(2, 'stay', 4, 6), claim(3, 'closed', 3, 9)],
      [],
      '2 until 04',
    ],
  ])('%s', (_, claims, needs, expected) => {
    const found = emergencyBed(beds, wanted, claims, needs);
    expect(found && `${found.bed.number} until ${found.departure.slice(8)}`).toBe(expected);
  });
});

describe('the beds that nobody has tonight', () => {
  it('are in the house’s order, each until somebody is to have it', () => {
    const claims = [claim(1, 'reserve', 3, 4), claim(2, 'stay', 3, 5), claim(3, 'stay', 4, 6)];
    expect(bedsTonight(beds.toReversed(), wanted, claims, ['step-free'])).toEqual([
      { bed: beds[0], departure: '2027-05-05', suits: false, isKept: true },
      { bed: beds[2], departure: '2027-05-04', suits: true, isKept: false },
    ]);
  });
});

describe('a bed whose guest is to leave today', () => {
  const juno = { ...claim(1, 'stay', 1, 3), stayId: 'juno', arrived: true };
  const bedsOn = (claims: Claim[], tonight?: string) =>
    bedsTonight(beds, wanted, claims, [], tonight).map(({ bed: { number } }) => number);

  it.each<[string, Claim[], number[]]>([
    ['is nobody else’s while they are on record as being there', [juno], [2, 3]],
    ['is free once they have left', [{ ...juno, departed: true }], [1, 2, 3]],
    ['is free where they never came', [{ ...juno, arrived: false }], [1, 2, 3]],
    ['is free where they have moved', [juno, { ...claim(2, 'stay', 3, 5), stayId: 'juno', arrived: true }], [1, 3]],
  ])('%s', (_, claims, expected) => expect(bedsOn(claims)).toEqual(expected));

  it('counts by the plan for a night to come', () => expect(bedsOn([juno], '2027-05-01')).toEqual([1, 2, 3]));
});

describe('since when it is theirs', () => {
  it.each<[string, Claim[], Claim[], string]>([
    ['is since they came', [], [], '03'],
    ['is since somebody left it', [claim(1, 'stay', 2, 5)], [], '05'],
    ['is since they were elsewhere', [claim(1, 'stay', 2, 4)], [claim(2, 'stay', 4, 6)], '06'],
    ['is not later for another bed, or for nights kept', [claim(2, 'stay', 3, 7), claim(1, 'reserve', 3, 7)], [], '03'],
  ])('%s', (_, claims, own, expected) => {
    expect(freeSince(bed(1), '2027-05-07', '2027-05-03', claims, own).slice(8)).toBe(expected);
  });
});
